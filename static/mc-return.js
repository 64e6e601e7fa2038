/* 差し戻し: the letter that will go is written beside the form at each change. */
"use strict";
{
  const PAUSE = 400;
  const form = document.querySelector("[data-return]");
  const box = document.querySelector("[data-letter]");
  const part = (name) => box.querySelector(`[data-letter-${name}]`);
  let latest = 0;
  let waiting = 0;

  const instead = (words) => {
    part("none").textContent = words;
    part("none").hidden = false;
    part("shown").hidden = true;
  };

  const write = ({ mail, subject, text }) => {
    part("mail").textContent = mail;
    part("subject").textContent = subject;
    part("text").textContent = text;
    part("goes").hidden = !mail;
    part("unsent").hidden = Boolean(mail);
    part("none").hidden = true;
    part("shown").hidden = false;
  };

  const isComplete = () => {
    const marked = [...form.querySelectorAll("[name=document]:checked")];
    return marked.length > 0 && marked.every((one) => form.elements[`reason-${one.value}`].value);
  };

  /* An answer that a later question has overtaken is not shown: what stands there is what would go. */
  const refresh = async () => {
    const mine = ++latest;
    if (!isComplete()) return instead(part("none").dataset.words);
    const body = new FormData(form);
    body.set("preview", "1");
    const sent = { method: "POST", body, headers: { Accept: "application/json" } };
    const answer = await fetch(form.action, sent).catch(() => null);
    const is = answer && (answer.headers.get("Content-Type") || "").startsWith("application/json");
    const told = is ? await answer.json() : null;
    if (mine !== latest) return;
    if (!told) instead(part("none").dataset.stale);
    else if (told.sentence) instead(told.sentence);
    else write(told);
  };

  if (form && box) {
    form.querySelector("[data-show-letter]").hidden = true;
    form.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(refresh, PAUSE);
    });
    refresh();
  }
}
