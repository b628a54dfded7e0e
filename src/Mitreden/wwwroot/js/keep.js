// form[data-keep]: what somebody types stays in this browser until the server has it: a lost connection, a closed tab or an ended session takes no text.
// The value of data-keep names the field with the version of the record; what is kept belongs to one person, one form and one version.
const AGE = 7 * 86_400_000;
const PENDING = "keep-sent";
const person = document.querySelector("meta[name=person]")?.content ?? "";

// the server says so of every page that answers a form instead of an address
const isAnswer = document.body.dataset.answer === "yes";

const read = (key) => {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
};

function write(key, kept) {
  try {
    localStorage.setItem(key, JSON.stringify(kept));
  } catch {
    // full, or a private window: then nothing is kept, and the form works as ever
  }
}

const address = (form) => new URL(form.getAttribute("action") || location.href, location.href).pathname + new URL(form.getAttribute("action") || location.href, location.href).search;
const keyOf = (form) => `keep:${person}:${address(form)}`;
const versionField = (form) => (form.dataset.keep ? form.elements.namedItem(form.dataset.keep) : null);
const isOpen = (name) => name === "open"; // which entries stand open is no text

/** Everything in the form but secrets, files and the version. */
function values(form) {
  const skip = new Set(["__RequestVerificationToken", form.dataset.keep]);
  const secret = new Set([...form.querySelectorAll("input[type=password]")].map((field) => field.name));
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !skip.has(name) && !secret.has(name) && !isOpen(name))
    .map(([name, value]) => [name, value.replace(/\r\n/g, "\n")]);
}

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** Text that is offered and neither taken nor thrown away stays beside what is typed meanwhile. */
const offered = new WeakMap();

function keep(form) {
  write(keyOf(form), { version: versionField(form)?.value ?? "", values: values(form), older: offered.get(form), at: Date.now() });
}

/** Puts the text back. The version goes back with it, so that whatever somebody else has saved meanwhile shows as a conflict. */
function restore(form, kept) {
  const field = versionField(form);
  if (field && kept.version) field.value = kept.version;
  if ("writing" in form.dataset && kept.values.some(([name]) => !form.elements.namedItem(name))) return resend(form, kept);
  const left = new Map();
  for (const [name, value] of kept.values) left.set(name, [...(left.get(name) ?? []), value]);
  for (const element of form.elements) {
    if (!element.name || element === field || element.name === "__RequestVerificationToken" || isOpen(element.name) || ["file", "password", "submit", "button"].includes(element.type)) continue;
    const wanted = left.get(element.name) ?? [];
    if (element.type === "checkbox" || element.type === "radio") element.checked = wanted.includes(element.value);
    else if (element.tagName === "SELECT") for (const option of element.options) option.selected = wanted.includes(option.value);
    else if (wanted.length) element.value = wanted.shift();
    element.dispatchEvent(new Event("input", { bubbles: true }));
  }
  form.querySelector("textarea, input:not([type=hidden])")?.focus();
}

/** Entries that were added and are not on this page: the server draws the form as it was. */
function resend(form, kept) {
  const again = document.createElement("form");
  again.method = "post";
  again.action = form.getAttribute("action") || location.href;
  again.hidden = true;
  const pairs = [...kept.values, ["__RequestVerificationToken", form.elements.namedItem("__RequestVerificationToken")?.value ?? ""]];
  if (form.dataset.keep) pairs.push([form.dataset.keep, kept.version]);
  for (const [name, value] of pairs) {
    const field = document.createElement("textarea");
    Object.assign(field, { name, value });
    again.append(field);
  }
  document.body.append(again);
  again.submit();
}

function button(text, look, done) {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", className: `button ${look}`, textContent: text });
  made.addEventListener("click", done);
  return made;
}

function offer(form, kept) {
  const { textKeep, textKeepTake, textKeepDrop } = document.body.dataset;
  const notice = document.createElement("div");
  offered.set(form, kept);
  const done = () => {
    notice.remove();
    offered.delete(form);
    if (kept.older) offer(form, kept.older);
  };
  notice.className = "notice notice--info no-print";
  notice.dataset.keepOffer = "";
  notice.setAttribute("role", "status");
  const box = document.createElement("div");
  box.className = "stack stack--tight";
  const words = document.createElement("p");
  words.textContent = textKeep;
  const row = document.createElement("div");
  row.className = "button-row";
  row.append(
    button(textKeepTake, "button--primary", () => { done(); restore(form, kept); keep(form); }),
    button(textKeepDrop, "button--quiet", () => { done(); forget(form); }));
  box.append(words, row);
  notice.append(box);
  form.before(notice);
  // whoever finds text is to see it, also inside something folded
  const folded = form.closest("details");
  if (folded) folded.open = true;
}

/** Nothing is kept any more but what is still offered. */
function forget(form) {
  const older = offered.get(form);
  if (older) write(keyOf(form), older);
  else localStorage.removeItem(keyOf(form));
}

function start(form, answered) {
  const key = keyOf(form);
  const kept = read(key);
  // the answer to what was just sent holds all of it, taken or refused; a page that was opened anew does not
  if (answered === key) keep(form);
  else if (kept && !same(kept.values, values(form))) offer(form, kept);
  else if (kept?.older) offer(form, kept.older);
  else if (!isAnswer) forget(form);
  // on a slow line somebody types before this script has come
  const early = [...form.elements].some((field) => field.matches("input:not([type=hidden], [type=checkbox], [type=radio]), textarea") && field.value !== field.defaultValue);
  const untouched = early ? null : values(form);
  let timer;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(put, 300);
  };
  const put = () => {
    clearTimeout(timer);
    if (untouched && same(values(form), untouched) && answered !== key) forget(form);
    else keep(form);
  };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  if (early && answered !== key) put();
  addEventListener("pagehide", () => { if (timer && !form.dataset.keepSent) put(); });
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    clearTimeout(timer);
    form.dataset.keepSent = "1";
    keep(form);
    sessionStorage.setItem(PENDING, key);
  });
  addEventListener("pageshow", (event) => { if (event.persisted) delete form.dataset.keepSent; });
}

/** What the server has taken answers with a redirect; a sign-in page in between has taken nothing. */
function settle() {
  const pending = sessionStorage.getItem(PENDING);
  sessionStorage.removeItem(PENDING);
  if (!pending || !person || !pending.startsWith(`keep:${person}:`)) return null;
  const [way] = performance.getEntriesByType("navigation");
  if (!way || way.type !== "navigate") return null;
  if (way.redirectCount > 0) {
    localStorage.removeItem(pending);
    return null;
  }
  return isAnswer ? pending : null;
}

function forgetOld() {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith("keep:") && !(read(key)?.at > Date.now() - AGE)) localStorage.removeItem(key);
  }
}

try {
  forgetOld();
  const answered = settle();
  if (person) for (const form of document.querySelectorAll("form[data-keep]")) start(form, answered);
} catch {
  // no storage in this browser
}
