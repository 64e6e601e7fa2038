/* The office's helps: tick all, the bar of what is ticked, and a question before what cannot be taken back. */
"use strict";
{
  const boxes = (name) => [...document.querySelectorAll(`input[type=checkbox][name="${name}"]`)];

  const count = (master, bar) => {
    const each = boxes(master.dataset.selectAll);
    const ticked = each.filter((box) => box.checked).length;
    master.checked = ticked > 0 && ticked === each.length;
    master.indeterminate = ticked > 0 && ticked < each.length;
    if (!bar) return;
    bar.hidden = !ticked;
    const words = bar.querySelector("[data-bulk-words]");
    words.textContent = offered(bar, master.checked) || words.dataset.bulkWords.replace("{n}", ticked);
  };

  /* Everybody found is offered once the whole page is ticked; gives the words while it is chosen. */
  const offered = (bar, isWhole) => {
    const everyone = bar.querySelector("[data-everyone]");
    if (!everyone) return "";
    const box = everyone.querySelector("input");
    everyone.hidden = !isWhole;
    box.checked &&= isWhole;
    return box.checked ? everyone.dataset.everyone : "";
  };

  for (const master of document.querySelectorAll("[data-select-all]")) {
    const bar = document.querySelector("[data-bulk]");
    master.hidden = false;
    master.addEventListener("change", () => {
      for (const box of boxes(master.dataset.selectAll)) box.checked = master.checked;
      count(master, bar);
    });
    const chosen = [...boxes(master.dataset.selectAll), ...document.querySelectorAll("[data-everyone] input")];
    for (const box of chosen) box.addEventListener("change", () => count(master, bar));
    count(master, bar);
  }

  const piece = (kind, words, name) => {
    const made = document.createElement(kind);
    made.textContent = words;
    if (name) made.className = name;
    return made;
  };

  const closer = (dialog, words, name, answer) => {
    const button = piece("button", words, name);
    button.type = "button";
    button.addEventListener("click", () => dialog.close(answer));
    return button;
  };

  /* The words after the first wide space stand in smaller type: 「…を送信しますか？　取り消せません。」 */
  const ask = (pressed) => {
    const dialog = document.createElement("dialog");
    const [question, ...rest] = pressed.dataset.confirm.split("　");
    const title = piece("h2", question);
    const row = piece("div", "", "actions");
    const kind = pressed.classList.contains("btn-danger") ? "btn btn-danger" : "btn btn-primary";
    title.id = "asked";
    title.tabIndex = -1;
    dialog.setAttribute("aria-labelledby", "asked");
    row.append(closer(dialog, pressed.dataset.cancel, "btn btn-plain", ""));
    row.append(closer(dialog, pressed.textContent.trim(), kind, "yes"));
    dialog.append(title);
    if (rest.length) dialog.append(piece("p", rest.join("　")));
    dialog.append(row);
    document.body.append(dialog);
    dialog.showModal();
    title.focus();
    return dialog;
  };

  const agreed = (form, pressed) => {
    const yes = document.createElement("input");
    yes.type = "hidden";
    yes.name = "confirmed";
    yes.value = "yes";
    form.append(yes);
    form.requestSubmit(pressed);
    yes.remove();
  };

  document.addEventListener("submit", (event) => {
    const pressed = event.submitter;
    const form = event.target;
    if (!pressed || !pressed.dataset.confirm || form.querySelector("input[name=confirmed]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const dialog = ask(pressed);
    dialog.addEventListener("close", () => {
      const answer = dialog.returnValue;
      dialog.remove();
      pressed.focus();
      if (answer === "yes") agreed(form, pressed);
    });
  }, true);

  for (const button of document.querySelectorAll("[data-insert]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const into = document.getElementById(button.dataset.into);
      into.setRangeText(button.dataset.insert, into.selectionStart, into.selectionEnd, "end");
      into.focus();
    });
  }

  for (const button of document.querySelectorAll("[data-today]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const values = button.dataset.values.split("-");
      const inputs = button.closest(".date").querySelectorAll("input");
      inputs.forEach((input, i) => { input.value = values[i]; });
    });
  }
}
