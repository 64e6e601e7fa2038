/* The review: the photograph's zoom and rotation as data attributes, and the number covered again in time. */
"use strict";
{
  const NEAREST = 5;

  const turn = (stage, move) => {
    const z = Number(stage.dataset.z);
    const r = Number(stage.dataset.r);
    if (move === "in") stage.dataset.z = Math.min(NEAREST, z + 1);
    if (move === "out") stage.dataset.z = Math.max(1, z - 1);
    if (move === "fit") stage.dataset.z = 1;
    if (move === "right") stage.dataset.r = (r + 90) % 360;
    if (move === "left") stage.dataset.r = (r + 270) % 360;
    stage.scrollTo((stage.scrollWidth - stage.clientWidth) / 2, (stage.scrollHeight - stage.clientHeight) / 2);
  };

  const keys = { "+": "in", ";": "in", "-": "out", "0": "fit", "r": "right", "R": "left" };

  const show = (viewer, stage, thumb) => {
    const image = viewer.querySelector("[data-large]");
    image.src = thumb.dataset.paper;
    image.alt = thumb.dataset.alt;
    stage.dataset.z = 1;
    stage.dataset.r = thumb.dataset.r;
    viewer.querySelector("[data-original]").href = thumb.dataset.paper;
    for (const other of viewer.querySelectorAll(".thumb")) other.removeAttribute("aria-current");
    thumb.setAttribute("aria-current", "true");
  };

  const seen = (viewer) => {
    const mark = viewer.querySelector(".thumb[aria-current] [data-seen]");
    if (mark) mark.textContent = `（${viewer.dataset.shown}）`;
  };

  for (const viewer of document.querySelectorAll("[data-viewer]")) {
    const stage = viewer.querySelector("[data-stage]");
    const image = viewer.querySelector("[data-large]");
    const thumbs = [...viewer.querySelectorAll(".thumb")];
    for (const button of viewer.querySelectorAll("[data-move]")) {
      button.hidden = false;
      button.addEventListener("click", () => turn(stage, button.dataset.move));
    }
    for (const thumb of thumbs) {
      thumb.addEventListener("click", (event) => {
        event.preventDefault();
        show(viewer, stage, thumb);
      });
    }
    /* Keys work while the picture has the focus, so they never meet somebody's typing. */
    stage.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      const thumb = thumbs[Number(event.key) - 1];
      if (thumb) show(viewer, stage, thumb);
      else if (keys[event.key]) turn(stage, keys[event.key]);
    });
    image.addEventListener("load", () => seen(viewer));
    if (image.complete && image.naturalWidth) seen(viewer);
  }

  const cover = (place) => {
    if (!("remask" in place.dataset)) return;
    clearInterval(Number(place.dataset.clock));
    delete place.dataset.remask;
    place.querySelector("[data-number]").textContent = "●●●● ●●●● ●●●●";
    place.querySelector("[data-countdown]").textContent = "";
    place.querySelector("[role=status]").textContent = place.dataset.covered;
  };

  for (const place of document.querySelectorAll("[data-remask]")) {
    const end = performance.now() + Number(place.dataset.remask) * 1000;
    const tick = () => {
      const left = Math.ceil((end - performance.now()) / 1000);
      if (left <= 0) return cover(place);
      place.querySelector("[data-countdown]").textContent = place.dataset.words.replace("{n}", left);
    };
    place.dataset.clock = setInterval(tick, 250);
    tick();
    document.addEventListener("visibilitychange", () => { if (document.hidden) cover(place); });
    window.addEventListener("blur", () => cover(place));
    window.addEventListener("pagehide", () => cover(place));
  }
}
