/* The review's numbers: shown in their place for half a minute, or compared; never left in the page. */
"use strict";
{
  const MASK = "●●●● ●●●● ●●●●";

  const cover = (place) => {
    if (!("remask" in place.dataset)) return;
    clearInterval(Number(place.dataset.clock));
    delete place.dataset.remask;
    place.querySelector("[data-number]").textContent = MASK;
    place.querySelector("[data-countdown]").textContent = "";
    place.querySelector("[role=status]").textContent = place.dataset.covered;
  };

  const uncover = (place) => {
    const end = performance.now() + Number(place.dataset.remask) * 1000;
    const tick = () => {
      const left = Math.ceil((end - performance.now()) / 1000);
      if (left <= 0) return cover(place);
      place.querySelector("[data-countdown]").textContent = place.dataset.words.replace("{n}", left);
    };
    place.dataset.clock = setInterval(tick, 250);
    tick();
  };

  const coverAll = () => { for (const place of document.querySelectorAll("[data-remask]")) cover(place); };

  for (const place of document.querySelectorAll("[data-remask]")) uncover(place);
  document.addEventListener("visibilitychange", () => { if (document.hidden) coverAll(); });
  for (const leaving of ["blur", "pagehide", "beforeprint"]) window.addEventListener(leaving, coverAll);

  /* What the script cannot ask for, the form asks for: with a page that says why not. */
  const ask = async (button, values) => {
    const body = new FormData();
    body.set("csrf_token", button.form.elements.csrf_token.value);
    for (const [name, value] of Object.entries(values)) body.set(name, value);
    const answer = await fetch(button.formAction, { method: "POST", body, headers: { Accept: "application/json" } });
    const is = answer.headers.get("Content-Type") || "";
    return is.startsWith("application/json") ? answer.json() : null;
  };

  const natively = (button) => {
    button.dataset.native = "1";
    button.click();
  };

  const shown = (row, number, seconds) => {
    const place = document.createElement("span");
    place.className = "revealed";
    Object.assign(place.dataset, { remask: seconds, words: row.dataset.words, covered: row.dataset.covered });
    const digits = place.appendChild(document.createElement("span"));
    digits.className = "number";
    digits.dataset.number = "";
    digits.textContent = number;
    place.append(" ");
    const countdown = place.appendChild(document.createElement("span"));
    countdown.className = "countdown";
    countdown.dataset.countdown = "";
    countdown.setAttribute("aria-hidden", "true");
    const told = place.appendChild(document.createElement("span"));
    told.className = "hid";
    told.setAttribute("role", "status");
    row.querySelector(".revealed, [data-closed]").replaceWith(place);
    uncover(place);
  };

  for (const button of document.querySelectorAll("[data-reveal]")) {
    button.addEventListener("click", async (event) => {
      if (button.dataset.native) return;
      event.preventDefault();
      const answer = await ask(button, { number_of: button.value }).catch(() => null);
      if (answer) shown(button.closest("[data-number-row]"), answer.number, button.dataset.reveal);
      else natively(button);
    });
  }

  for (const button of document.querySelectorAll("[data-compare]")) {
    const box = button.closest("details");
    const typed = box.querySelector("input");
    button.addEventListener("click", async (event) => {
      if (button.dataset.native) return;
      event.preventDefault();
      const values = { compare_of: button.value, [typed.name]: typed.value };
      const answer = await ask(button, values).catch(() => null);
      if (!answer) return natively(button);
      const told = box.querySelector("[data-told]");
      told.textContent = answer.sentence;
      told.classList.toggle("is-same", Boolean(answer.same));
      if (answer.same) typed.value = "";
      else typed.select();
    });
    typed.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      button.click();
    });
  }
}
