/* How a photograph is looked at: reversed, lighter, harder, over the whole window. Nothing of it is kept. */
"use strict";
{
  const MOST = 3;
  const STEPS = { lighter: ["light", 1], darker: ["light", -1], harder: ["contrast", 1], softer: ["contrast", -1] };

  const level = (stage, name) => Number(stage.dataset[name] || 0);

  const set = (stage, name, to) => {
    if (to) stage.dataset[name] = to;
    else delete stage.dataset[name];
  };

  const tell = (viewer, stage) => {
    const told = viewer.querySelector("[data-tone-told]");
    const signed = (name) => (level(stage, name) > 0 ? "+" : "") + level(stage, name);
    const toned = ["light", "contrast", "reverse"].some((name) => name in stage.dataset);
    stage.toggleAttribute("data-toned", toned);
    told.textContent = told.dataset.words.replace("{light}", signed("light")).replace("{contrast}", signed("contrast"));
    viewer.querySelector("[data-tone=reverse]").setAttribute("aria-pressed", String("reverse" in stage.dataset));
  };

  const tone = (viewer, stage, kind) => {
    if (kind === "reverse") stage.toggleAttribute("data-reverse");
    else if (kind === "plain") for (const name of ["light", "contrast", "reverse"]) set(stage, name, 0);
    else {
      const [name, step] = STEPS[kind];
      set(stage, name, Math.max(-MOST, Math.min(MOST, level(stage, name) + step)));
    }
    tell(viewer, stage);
  };

  /* A dialog over the window: the page behind it rests, Escape closes it, and the viewer goes back to its place. */
  const fill = (viewer, stage, button) => {
    const dialog = document.createElement("dialog");
    const place = document.createComment("");
    const words = button.querySelector("[data-full-words]");
    const usual = words.textContent;
    dialog.className = "full";
    dialog.setAttribute("aria-label", button.dataset.named);
    viewer.replaceWith(place);
    dialog.append(viewer);
    document.body.append(dialog);
    words.textContent = button.dataset.back;
    dialog.addEventListener("close", () => {
      place.replaceWith(viewer);
      dialog.remove();
      words.textContent = usual;
      button.focus();
    });
    dialog.showModal();
    stage.focus();
  };

  for (const viewer of document.querySelectorAll("[data-viewer]")) {
    const stage = viewer.querySelector("[data-stage]");
    const full = viewer.querySelector("[data-full]");
    const tones = viewer.querySelector("[data-tones]");
    const row = viewer.querySelector(".tone-row");
    tones.addEventListener("click", () => {
      row.hidden = !row.hidden;
      tones.setAttribute("aria-expanded", String(!row.hidden));
    });
    for (const helper of viewer.querySelectorAll("[data-scripted]")) helper.hidden = false;
    for (const button of viewer.querySelectorAll("[data-tone]")) {
      button.addEventListener("click", () => tone(viewer, stage, button.dataset.tone));
    }
    /* Another photograph is shown as it is, lest a clerk judge by what they set for the one before. */
    for (const thumb of viewer.querySelectorAll(".thumb")) {
      thumb.addEventListener("click", () => tone(viewer, stage, "plain"));
    }
    full.addEventListener("click", () => {
      const dialog = viewer.closest("dialog");
      if (dialog) dialog.close();
      else fill(viewer, stage, full);
    });
  }
}
