/* The review: the photograph's zoom and rotation as data attributes, the people's tabs, 「すべて確認」. */
"use strict";
{
  const NEAREST = 5;

  const middle = (stage) =>
    stage.scrollTo((stage.scrollWidth - stage.clientWidth) / 2, (stage.scrollHeight - stage.clientHeight) / 2);

  const zoom = (stage, move) => {
    const z = Number(stage.dataset.z);
    if (move === "in") stage.dataset.z = Math.min(NEAREST, z + 1);
    if (move === "out") stage.dataset.z = Math.max(1, z - 1);
    if (move === "fit") stage.dataset.z = 1;
  };

  /* The server keeps it; a photograph that could not be kept is turned all the same. */
  const keep = (button) => {
    const values = new FormData();
    values.set("csrf_token", button.form.elements.csrf_token.value);
    values.set("turned", button.value);
    fetch(button.formAction, { method: "POST", body: values, headers: { Accept: "application/json" } }).catch(() => {});
  };

  const turn = (viewer, stage, button) => {
    const { move } = button.dataset;
    const thumb = viewer.querySelector(".thumb[aria-current]");
    if (move !== "right" && move !== "left") return zoom(stage, move);
    stage.dataset.r = (Number(stage.dataset.r) + (move === "right" ? 90 : 270)) % 360;
    if (thumb) thumb.dataset.r = stage.dataset.r;
    if (button.form) keep(button);
  };

  const show = (viewer, stage, thumb) => {
    const image = viewer.querySelector("[data-large]");
    image.src = thumb.dataset.paper;
    image.alt = thumb.dataset.alt;
    stage.dataset.z = 1;
    stage.dataset.r = thumb.dataset.r;
    viewer.querySelector("[data-original]").href = thumb.dataset.paper;
    for (const button of viewer.querySelectorAll("[data-move][name=turned]")) button.value = thumb.dataset.id;
    for (const other of viewer.querySelectorAll(".thumb")) other.removeAttribute("aria-current");
    thumb.setAttribute("aria-current", "true");
  };

  const seen = (viewer) => {
    const mark = viewer.querySelector(".thumb[aria-current] [data-seen]");
    if (mark) mark.textContent = `（${viewer.dataset.shown}）`;
    for (const tab of document.querySelectorAll("[data-tab]")) recount(viewer, tab);
  };

  const isSeen = (thumb) => thumb.querySelector("[data-seen]").textContent.trim() !== "";

  const recount = (viewer, tab) => {
    const told = tab.querySelector("[data-count]");
    if (!told) return;
    const mine = [...viewer.querySelectorAll(`.thumb[data-of="${tab.dataset.tab}"]`)];
    const done = mine.filter(isSeen).length;
    const words = told.dataset.count.replace("{seen}", done).replace("{all}", mine.length);
    told.textContent = done === mine.length ? `${words} ✓` : words;
  };

  for (const viewer of document.querySelectorAll("[data-viewer]")) {
    const stage = viewer.querySelector("[data-stage]");
    const image = viewer.querySelector("[data-large]");
    for (const button of viewer.querySelectorAll("[data-move]")) {
      button.hidden = false;
      button.addEventListener("click", (event) => {
        event.preventDefault();
        turn(viewer, stage, button);
        middle(stage);
      });
    }
    for (const thumb of viewer.querySelectorAll(".thumb")) {
      thumb.addEventListener("click", (event) => {
        event.preventDefault();
        show(viewer, stage, thumb);
      });
    }
    const broken = viewer.querySelector("[data-broken]");
    image.addEventListener("load", () => {
      broken.hidden = true;
      seen(viewer);
    });
    image.addEventListener("error", () => { broken.hidden = false; });
    broken.querySelector("[data-again]").addEventListener("click", () => { image.src = image.getAttribute("src"); });
    if (image.complete && image.naturalWidth) seen(viewer);
    else if (image.complete) broken.hidden = false;
  }

  /* Without script the people stand one below the other; with it one of them at a time. */
  const tabs = [...document.querySelectorAll("[data-tab]")];
  const thumbs = [...document.querySelectorAll(".thumb[data-of]")];

  const choose = (tab) => {
    for (const other of tabs) other.removeAttribute("aria-current");
    tab.setAttribute("aria-current", "true");
    for (const part of document.querySelectorAll("[data-person]")) part.hidden = part.dataset.person !== tab.dataset.tab;
    const mine = thumbs.filter((thumb) => thumb.dataset.of === tab.dataset.tab);
    for (const thumb of thumbs) thumb.parentElement.hidden = mine.length > 0 && !mine.includes(thumb);
    if (mine.length && !mine.some((thumb) => thumb.hasAttribute("aria-current"))) mine[0].click();
  };

  for (const tab of tabs) {
    tab.addEventListener("click", (event) => {
      event.preventDefault();
      choose(tab);
    });
  }
  const wrong = document.querySelector(".review-person .f-bad, .review-person details[open]");
  const asked = wrong && wrong.closest("[data-person]").dataset.person;
  const shown = document.querySelector(".thumb[aria-current]");
  const first = tabs.find((tab) => tab.dataset.tab === (asked || (shown && shown.dataset.of) || "0"));
  if (first) choose(first);

  for (const all of document.querySelectorAll("[data-all]")) {
    const group = all.closest("fieldset");
    all.hidden = false;
    all.addEventListener("click", () => {
      const mine = thumbs.filter((thumb) => thumb.dataset.of === all.dataset.all);
      const open = !mine.every(isSeen);
      group.querySelector("[data-all-told]").textContent = open ? all.dataset.first : "";
      for (const box of group.querySelectorAll("input[type=checkbox]")) box.checked = box.checked || !open;
    });
  }
}
