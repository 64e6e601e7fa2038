/* The review's keys: every one presses a button that can be seen; none meets somebody's typing. */
"use strict";
{
  const review = document.querySelector("[data-review], [data-viewer]");
  const stage = document.querySelector("[data-stage]");
  const MOVES = { "+": "in", ";": "in", "-": "out", "0": "fit", r: "right", R: "left" };
  const TONES = { i: "reverse", b: "lighter", B: "darker", c: "harder", C: "softer" };

  const isTyping = (event) => {
    const at = event.target;
    if (event.isComposing || event.keyCode === 229) return true;
    if (at.matches("textarea, select")) return true;
    return at.matches("input") && !["radio", "checkbox"].includes(at.type);
  };

  /* While a dialog is open only what stands in it can be pressed: the viewer over the whole window, or nothing. */
  const all = (selector) => [...(document.querySelector("dialog[open]") || document).querySelectorAll(selector)];

  const visible = (selector) => all(selector).filter((one) => one.getClientRects().length > 0);

  const press = (selector) => {
    const [one] = visible(selector);
    if (one) one.click();
    return Boolean(one);
  };

  const neighbour = (step) => {
    const tabs = visible("[data-tab]");
    const at = tabs.findIndex((tab) => tab.hasAttribute("aria-current"));
    const next = tabs[at + step];
    if (next) next.click();
    return Boolean(next);
  };

  const open = (summary) => {
    const box = summary.parentElement;
    box.open = true;
    const into = box.querySelector("input:not([type=hidden])") || summary;
    into.focus();
    return true;
  };

  /* Their buttons come out, so that whoever pressed the key sees what it does. */
  const shade = (kind) => {
    const [folded] = kind === "reverse" ? [] : all('[data-tones][aria-expanded="false"]');
    if (folded) folded.click();
    return press(`[data-tone="${kind}"]`);
  };

  const act = (key) => {
    if (MOVES[key]) return press(`[data-move="${MOVES[key]}"]`);
    if (TONES[key]) return shade(TONES[key]);
    if (key === "f") return press("[data-full]");
    if (/^[1-9]$/.test(key)) {
      const thumb = all(".thumb")[Number(key) - 1];
      if (!thumb || !visible(".thumb").includes(thumb)) return false;
      thumb.click();
      return true;
    }
    if (key === "[") return neighbour(-1);
    if (key === "]") return neighbour(1);
    if (key === "n" || key === "?") {
      const [at] = visible(`[data-key="${key}"]`);
      return at ? open(at) : false;
    }
    return /^[jkvx]$/.test(key) && press(`[data-key="${key}"]`);
  };

  /* Switched off, keys work while the picture has the focus, which WCAG 2.1.4 allows. */
  document.addEventListener("keydown", (event) => {
    if (!review || event.altKey) return;
    const keyed = "keys" in review.dataset;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      if (keyed && !event.isComposing && press('[data-key="enter"]')) event.preventDefault();
      return;
    }
    if (event.ctrlKey || event.metaKey || isTyping(event)) return;
    if (!keyed && !(stage && stage.contains(event.target))) return;
    const key = "RBC".includes(event.key) && event.shiftKey ? event.key : event.key.toLowerCase();
    if (act(key)) event.preventDefault();
  });
}
