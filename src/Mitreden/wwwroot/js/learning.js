// A unit, a screen at a time: what has been done is remembered on the device first and sent then, so that a tunnel loses nothing.
import { showToast } from "./toast.js";

const person = document.querySelector('meta[name="person"]')?.content;
const KEY = `learning:${person}`;
const lesson = document.querySelector("[data-lesson]");
const story = document.querySelector("[data-story]");
let sending = null;

/** What is not sent yet. */
export const waiting = () => { try { return JSON.parse(localStorage.getItem(KEY) ?? "[]"); } catch { return []; } };
export const keep = (items) => { try { localStorage.setItem(KEY, JSON.stringify(items)); } catch { /* a private window: sending at once has to do */ } };

/** Sends what waits, in order; true when nothing is left. Each item says which step it is, so a second time does no harm. */
export function send() {
  // two open pages share one list: one sends at a time, or a later step would overtake an earlier one
  const alone = (work) => navigator.locks ? navigator.locks.request(KEY, work) : work();
  sending ??= alone(async () => {
    const token = document.querySelector('input[name="__RequestVerificationToken"]')?.value;
    let answer = null;
    for (let item = waiting()[0]; item && token; item = waiting()[0]) {
      const body = new URLSearchParams(item.fields);
      body.set("__RequestVerificationToken", token);
      const response = await fetch(item.action, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual" });
      if (response.status >= 500 || response.status === 429 || response.type === "opaqueredirect" || response.status === 400) throw new Error("later");
      if (response.ok) answer = { ...(await response.json()), action: item.action };
      keep(waiting().slice(1));
      if (response.ok) document.dispatchEvent(new CustomEvent("learning:sent", { detail: answer }));
    }
    return answer;
  }).finally(() => { sending = null; });
  return sending;
}

function onSubmit(event) {
  const form = event.target;
  if (!form.matches("[data-lesson-form]")) return;
  event.preventDefault();
  const section = form.closest("[data-step]");
  const fields = [...new FormData(form)].filter(([name]) => name !== "__RequestVerificationToken");
  keep([...waiting(), { action: form.action, fields }]);
  const next = section.nextElementSibling?.matches("[data-step]") ? section.nextElementSibling : null;
  if (next) {
    show(next);
    send().catch(() => {});
  } else {
    finish(form).catch(() => { showToast(lesson.dataset.textKept); location.assign("/learning"); });
  }
}

async function finish(form) {
  const answer = await send();
  if (answer && !answer.done) location.assign(form.action); // an explanation follows
  else location.assign(`${form.action}/done`);
}

function show(section) {
  for (const other of lesson.querySelectorAll("[data-step]")) other.hidden = other !== section;
  lesson.querySelector("[data-lesson-aim]").hidden = section.dataset.step !== "0";
  const meter = lesson.querySelector("[data-lesson-meter]");
  meter.value = Number(section.dataset.step) + 1;
  meter.setAttribute("aria-label", section.getAttribute("aria-label"));
  section.focus({ preventScroll: true });
  scrollTo({ top: 0 });
}

function back(event) {
  const link = event.target.closest?.("[data-lesson-back]");
  const before = link?.closest("[data-step]").previousElementSibling;
  if (!before?.matches("[data-step]")) return;
  event.preventDefault();
  show(before);
}

/** Puts the chosen parts of a text together. */
function build(form) {
  const box = form.querySelector("[data-builder]");
  if (!box) return;
  const parts = [...form.querySelectorAll("[data-builder-part]")].map((part) => part.querySelector("input:checked + [data-builder-text]")?.textContent.trim());
  box.querySelector("[data-builder-out]").textContent = parts.filter(Boolean).join(" ");
  box.hidden = !parts.some(Boolean);
}

if (lesson) {
  document.addEventListener("submit", onSubmit, true);
  document.addEventListener("click", back);
  document.addEventListener("change", (event) => { if (event.target.form) build(event.target.form); });
  for (const form of lesson.querySelectorAll("form")) build(form);
}
// the next unit comes along into the tunnel
const ahead = document.querySelector("[data-learning-next]")?.getAttribute("href");
if (ahead?.startsWith("/learning/units/") && navigator.serviceWorker?.controller) fetch(ahead, { headers: { Accept: "text/html" } }).catch(() => {});
// a page that was opened before the worker was there is not kept yet
if ((lesson || story) && navigator.serviceWorker && !navigator.serviceWorker.controller) navigator.serviceWorker.addEventListener("controllerchange", () => fetch(location.pathname, { headers: { Accept: "text/html" } }).catch(() => {}), { once: true });
addEventListener("online", () => send().catch(() => {}));
if (waiting().length) {
  const sent = waiting().length;
  send().then((answer) => { if (answer && sent && !lesson && !story) location.reload(); }).catch(() => {});
}
