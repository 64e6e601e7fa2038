/* The number in a photograph: the server covers it; who asks sees it, until they leave or take another one. */
"use strict";
{
  for (const viewer of document.querySelectorAll("[data-viewer]")) {
    const row = viewer.querySelector("[data-cover]");
    if (!row) continue;
    const image = viewer.querySelector("[data-large]");
    const original = viewer.querySelector("[data-original]");
    const told = row.querySelector("[data-cover-told]");
    const button = row.querySelector("[data-uncover]");

    const tell = (thumb, bare) => {
      const words = bare ? "bare" : "covered";
      row.hidden = !thumb.dataset.whole;
      told.textContent = told.dataset[words];
      if (!button) return;
      button.textContent = button.dataset[words];
      button.value = bare ? "" : thumb.dataset.id;
    };

    const shown = () => viewer.querySelector(".thumb[aria-current]");

    const isBare = () => button && button.value === "";

    const put = (bare) => {
      const thumb = shown();
      original.href = bare ? thumb.dataset.whole : thumb.dataset.paper;
      image.src = original.href;
      tell(thumb, bare);
    };

    const leave = () => { if (isBare()) put(false); };

    tell(shown(), image.getAttribute("src") === shown().dataset.whole);
    for (const thumb of viewer.querySelectorAll(".thumb")) thumb.addEventListener("click", () => tell(thumb, false));
    if (button) {
      button.addEventListener("click", (event) => {
        event.preventDefault();
        put(!isBare());
      });
    }
    document.addEventListener("visibilitychange", () => { if (document.hidden) leave(); });
    for (const leaving of ["blur", "pagehide", "beforeprint"]) window.addEventListener(leaving, leave);
  }
}
