/* What a browser with script gets on top of plain forms. It sets classes, attributes and text, never markup or style. */
"use strict";
document.documentElement.classList.add("js");

const LONG_EDGE = 2400;      // pixels; enough to read a card, a third of a phone's file
const QUALITY = 0.88;
const SHORT_SIDE = 900;      // below it the digits are hard to read
const DARK = 127;            // the brightest twentieth of a picture in good light is above this
const WARN = 120;            // seconds before the end of the session
const LOCK = 3000;           // milliseconds a pressed form stays locked
const ready = new Map();     // file input -> the shrunk photograph

const all = (root, selector) => root.querySelectorAll(selector);

/* ---- photographs ---- */
function canvas(width, height) {
  const made = document.createElement("canvas");
  made.width = width;
  made.height = height;
  return made;
}

/* A browser that answers with noise (against fingerprinting) must not redraw a photograph. */
function honest() {
  const test = canvas(8, 8);
  const pen = test.getContext("2d", { willReadFrequently: true });
  pen.fillStyle = "#336699";
  pen.fillRect(0, 0, 8, 8);
  const seen = pen.getImageData(0, 0, 8, 8).data;
  return seen.every((value, i) => value === [0x33, 0x66, 0x99, 255][i % 4]);
}

function isDark(picture) {
  const small = canvas(64, 64);
  const pen = small.getContext("2d", { willReadFrequently: true });
  pen.drawImage(picture, 0, 0, 64, 64);
  const seen = pen.getImageData(0, 0, 64, 64).data;
  const luma = [];
  for (let i = 0; i < seen.length; i += 4) luma.push(0.299 * seen[i] + 0.587 * seen[i + 1] + 0.114 * seen[i + 2]);
  luma.sort((a, b) => a - b);
  return luma[Math.floor(luma.length * 0.95)] < DARK;
}

async function shrink(picture) {
  const scale = Math.min(1, LONG_EDGE / Math.max(picture.width, picture.height));
  const paper = canvas(Math.round(picture.width * scale), Math.round(picture.height * scale));
  paper.getContext("2d").drawImage(picture, 0, 0, paper.width, paper.height);
  return new Promise((done) => paper.toBlob(done, "image/jpeg", QUALITY));
}

async function look(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const clear = honest();
  const found = {
    advice: Math.min(picture.width, picture.height) < SHORT_SIDE ? "small" : clear && isDark(picture) ? "dark" : "",
    photograph: clear ? await shrink(picture) : null,
  };
  picture.close();
  return found;
}

function preview(slot, source) {
  const image = slot.querySelector("[data-preview]");
  if (image.src) URL.revokeObjectURL(image.src);
  image.hidden = !source;
  if (source) image.src = URL.createObjectURL(source);
  else image.removeAttribute("src");
}

async function chosen(input) {
  const slot = input.closest("[data-slot]");
  const status = slot.querySelector("[data-status]");
  const advice = slot.querySelector("[data-advice]");
  const file = input.files[0];
  ready.delete(input);
  advice.hidden = true;
  if (!file) {
    status.textContent = "";
    return preview(slot, null);
  }
  status.textContent = slot.dataset.working;
  let found = { advice: "", photograph: null };
  try {
    found = await look(file);
    preview(slot, found.photograph || file);
  } catch {
    preview(slot, null);     // not a picture this browser knows: the server has the word
  }
  if (input.files[0] !== file) return;
  if (found.photograph) ready.set(input, found.photograph);
  status.textContent = slot.dataset.chosen;
  advice.hidden = !found.advice;
  advice.textContent = found.advice ? slot.dataset[found.advice] : "";
  slot.querySelector("[data-pick-words]").textContent = slot.dataset.retake;
}

/* ---- sending: a form with data-upload shows how far its photographs are, and keeps everything when it fails ---- */
function say(line, text, failed) {
  line.hidden = false;
  line.dataset.state = failed ? "failed" : "";
  line.querySelector("p").textContent = text;
}

function body(form, pressed) {
  const data = new FormData(form);
  if (pressed && pressed.name) data.set(pressed.name, pressed.value);
  for (const [input, photograph] of ready) {
    if (form.contains(input) && !input.disabled) data.set(input.name, photograph, "photograph.jpg");
  }
  return data;
}

const plain = (address) => new URL(address || location.href, location.href).href.split("#")[0];

function answered(form, line, request) {
  if (leaving && request.status) arm(Number(leaving.dataset.leaving));
  const there = plain(request.responseURL);
  const page = request.response;
  const main = page && page.querySelector("main");
  if (request.status === 413) say(line, line.dataset.large, true);
  else if (request.status === 503 && !request.getResponseHeader("Retry-After")) say(line, line.dataset.full, true);
  else if (request.status === 429 || request.status === 503) say(line, line.dataset.busy, true);
  else if (request.status >= 500 || request.status === 0 || !main) say(line, line.dataset.failed, true);
  else if (request.status < 400 && there !== plain(form.getAttribute("action")) && there !== plain()) {
    return location.assign(there);
  } else {
    ready.clear();
    document.title = page.title;
    document.querySelector("main").replaceWith(document.adoptNode(main));
    return wake(document);
  }
  unlock(form);
}

function send(form, pressed) {
  const line = form.querySelector("[data-uploading]");
  const bar = line.querySelector("progress");
  const request = new XMLHttpRequest();
  request.open("POST", plain(form.getAttribute("action")));
  request.responseType = "document";
  request.upload.onprogress = (event) => {
    const part = Math.round((event.loaded / event.total) * 100);
    bar.value = part;
    say(line, part < 100 ? line.dataset.words.replace("{n}", part) : line.dataset.waiting);
  };
  request.onload = () => answered(form, line, request);
  request.onerror = () => answered(form, line, { status: 0, responseURL: "" });
  bar.value = 0;
  say(line, line.dataset.words.replace("{n}", 0));
  request.send(body(form, pressed));
}

/* ---- one press is one press ---- */
const words = new Map();     // pressed button -> what stood in it

function unlock(form) {
  delete form.dataset.locked;
  for (const [button, nodes] of words) {
    if (button.form !== form) continue;
    button.removeAttribute("aria-disabled");
    button.replaceChildren(...nodes);
    words.delete(button);
  }
}

function lock(form, pressed) {
  form.dataset.locked = "1";
  if (!pressed || !pressed.dataset.busy) return;
  pressed.setAttribute("aria-disabled", "true");
  words.set(pressed, [...pressed.childNodes]);
  pressed.replaceChildren(pressed.dataset.busy);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.locked) return event.preventDefault();
  lock(form, event.submitter);
  if ("upload" in form.dataset && [...all(form, "input[type=file]")].some((one) => one.files.length)) {
    event.preventDefault();
    send(form, event.submitter);
  } else setTimeout(() => unlock(form), LOCK);
});
window.addEventListener("pageshow", (event) => {
  if (event.persisted) for (const form of document.forms) unlock(form);
});

/* ---- two minutes before the session ends ---- */
const leaving = document.querySelector("[data-leaving]");
let due;

function arm(seconds) {
  clearTimeout(due);
  due = setTimeout(() => leaving.showModal(), Math.max(0, seconds - WARN) * 1000);
}

async function stay() {
  const said = leaving.querySelector("[role=status]");
  try {
    const answer = await fetch(leaving.dataset.stay, { redirect: "error" });
    if (!answer.ok) throw new Error("over");
    arm(Number(await answer.text()));
    leaving.close();
  } catch {
    said.textContent = leaving.dataset.over;
  }
}

if (leaving) {
  arm(Number(leaving.dataset.leaving));
  leaving.querySelector("button").addEventListener("click", stay);
}

/* ---- small helps ---- */
function grouped(text) {
  const half = text.replace(/[０-９]/g, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0));
  const digits = half.replace(/[\s\u3000‐-―−ー-]/g, "");
  return /^\d+$/.test(digits) ? digits.replace(/(\d{4})(?=\d)/g, "$1 ") : text;
}

function strength(word) {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(word)).length;
  if (word.length < 10 || new Set(word).size < 5) return 1;
  return word.length >= 16 || (word.length >= 12 && kinds >= 3) ? 3 : 2;
}

function meter(row) {
  const words = row.dataset.words.split("|");
  const input = document.getElementById(row.dataset.meter);
  input.addEventListener("input", () => {
    const value = input.value ? strength(input.value) : 0;
    row.hidden = !value;
    row.querySelector("meter").value = value;
    row.querySelector("span").textContent = words[value - 1] || "";
  });
}

function showable(label) {
  const input = document.getElementById(label.dataset.show);
  const box = label.querySelector("input");
  label.hidden = false;
  box.addEventListener("change", () => { input.type = box.checked ? "text" : "password"; });
  input.form.addEventListener("submit", () => { input.type = "password"; });
}

function follow(root) {
  for (const block of all(root, "[data-when]")) {
    const chosen = document.querySelector(`input[name="${block.dataset.when}"]:checked,select[name="${block.dataset.when}"]`);
    block.hidden = !chosen || !block.dataset.is.split(" ").includes(chosen.value);
    for (const input of all(block, "input,select,textarea")) input.disabled = block.hidden;
  }
}

function wake(root) {
  for (const input of all(root, "[data-slot] input[type=file]")) input.addEventListener("change", () => chosen(input));
  for (const input of all(root, "[data-group]")) input.addEventListener("change", () => { input.value = grouped(input.value); });
  for (const label of all(root, "[data-show]")) showable(label);
  for (const row of all(root, "[data-meter]")) meter(row);
  follow(root);
  const errors = root.querySelector("[data-focus]");
  if (errors) errors.focus();
}
document.addEventListener("change", (event) => { if (event.target.matches("[type=radio],select")) follow(document); });
document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && document.querySelector("details.menu[open]");
  if (open) {
    open.open = false;
    open.querySelector("summary").focus();
  }
});
wake(document);
