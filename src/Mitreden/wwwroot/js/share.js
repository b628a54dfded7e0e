// The share page: two taps, and nothing is lost when the network is. Works without this file as a plain form.
import { getDraft, getItem, newKey, putItem, removeDraft, removeItem } from "./outbox.js";
import { deliver, person, wakeLater } from "./sender.js";

const form = document.querySelector("form[data-share]");
const thumbs = form.querySelector("[data-thumbs]") ?? document.querySelector("[data-thumbs]");
const waiting = document.querySelector("[data-share-waiting]");
const error = document.querySelector("[data-share-error]");
const picker = form.elements.namedItem("screenshots");
const field = (name) => form.elements.namedItem(name);
const query = new URLSearchParams(location.search);
let files = [];
let draft = null;
let current = null; // key of the item this page waits for
let frozen = null;
let native = false;

// A page out of the offline copy comes with the key of a report that was sent long ago, and the server would take the next one for the same.
// Only what the server has kept over a sign-in goes on under its own key.
if (!field("key").value || !field("kept").value) field("key").value = newKey();
form.addEventListener("submit", onSubmit);
// the enter key in a one-line field would choose the first answer for the person
form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches("input:not([type=file])")) event.preventDefault();
});
picker?.addEventListener("change", () => addFiles(picker.files));
document.addEventListener("paste", (event) => { if (event.clipboardData?.files.length) addFiles(event.clipboardData.files); });
document.addEventListener("outbox:result", onResult);
document.querySelector("[data-share-retry]")?.addEventListener("click", again);
document.addEventListener("visibilitychange", () => { if (!document.hidden && current && waiting && !waiting.hidden) again(); });
const zone = picker?.closest(".dropzone");
for (const [type, over] of [["dragenter", true], ["dragleave", false], ["drop", false]]) {
  zone?.addEventListener(type, () => zone.classList.toggle("is-over", over));
}
if (query.get("draft")) await fillFromDraft(query.get("draft")).catch(() => {});

async function fillFromDraft(id) {
  const found = await getDraft(id);
  if (!found || (found.person && found.person !== person)) return;
  draft = id;
  const { text, url } = untangle(found.text ?? "", found.url ?? "");
  if (!field("title").value) field("title").value = found.title ?? "";
  if (!field("text").value) field("text").value = text || found.title || "";
  if (!field("url").value) field("url").value = url;
  addFiles((found.files ?? []).map(({ blob, name }) => new File([blob], name, { type: blob.type })));
  if (found.problem) showError(found.problem);
}

/** Apps on the phone put the address into the text. */
function untangle(text, url) {
  const inText = text.match(/https?:\/\/\S+/)?.[0];
  if (url || !inText) return { text, url };
  return { url: inText, text: text.replace(inText, "").trim() };
}

function addFiles(list) {
  const known = (a) => files.some((b) => a.name === b.name && a.size === b.size && a.lastModified === b.lastModified);
  const allowed = (picker?.accept || "image/").split(",").map((type) => type.trim());
  for (const file of list) {
    if (file.size && !known(file) && allowed.some((type) => file.type.startsWith(type))) files.push(file);
  }
  showFiles();
}

function showFiles() {
  if (!picker) return;
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  picker.files = transfer.files;
  // what the server has kept stands there already, and stays
  for (const old of thumbs?.querySelectorAll("[data-own]") ?? []) {
    URL.revokeObjectURL(old.querySelector("img").src);
    old.remove();
  }
  thumbs?.append(...files.map(thumb));
}

function thumb(file) {
  const figure = document.createElement("figure");
  const image = document.createElement("img");
  const caption = document.createElement("figcaption");
  const remove = document.createElement("button");
  const words = document.createElement("span");
  const cross = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  figure.className = "thumb";
  figure.dataset.own = "";
  image.src = URL.createObjectURL(file);
  image.alt = "";
  caption.textContent = file.name;
  remove.type = "button";
  remove.className = "icon-button";
  cross.setAttribute("class", "icon");
  cross.setAttribute("aria-hidden", "true");
  use.setAttribute("href", "/icons.svg#x");
  words.className = "visually-hidden";
  words.textContent = `${thumbs.dataset.textRemove ?? "×"} ${file.name}`;
  cross.append(use);
  remove.append(cross, words);
  remove.addEventListener("click", () => {
    files = files.filter((other) => other !== file);
    showFiles();
    (thumbs.querySelector("button") ?? picker).focus();
  });
  figure.append(image, caption, remove);
  return figure;
}

async function onSubmit(event) {
  if (native) return;
  event.preventDefault();
  if (current) return; // a second tap
  const involvement = event.submitter?.value ?? "watching";
  const key = field("key").value;
  current = key;
  if (error) error.hidden = true;
  busy(true);
  const item = (frozen = {
    key, person, involvement, draft,
    fields: {
      title: field("title").value, text: field("text").value, url: field("url").value,
      kept: field("kept").value, drill: form.querySelector("input[name=drill]:checked")?.value ?? "",
    },
    files: files.map((file) => ({ blob: new Blob([file], { type: file.type }), name: file.name })),
    action: form.action,
    tokenUrl: new URL(form.dataset.tokenUrl, location.href).href,
    created: Date.now(), notBefore: 0, tries: 0,
  });
  try {
    await putItem(item); // first kept, then sent
  } catch {
    return sendPlainly(event.submitter); // private window without storage
  }
  await deliver({ only: key, force: true }).catch(() => showWaiting());
}

/** If another tab sent it while this page slept, sending once more brings the answer: the server knows the key. */
async function again() {
  if (frozen && !(await getItem(frozen.key))) await putItem({ ...frozen, notBefore: 0 });
  await deliver({ force: true }).catch(() => {});
}

function sendPlainly(submitter) {
  native = true;
  busy(false);
  form.requestSubmit(submitter);
}

function onResult(event) {
  const { result, item } = event.detail;
  const returned = query.has("outbox") && !current;
  if (item.key !== current && !(returned && result.kind === "sent")) return;
  event.preventDefault();
  if (result.kind === "sent") {
    field("key").value = newKey();
    location.assign(result.url);
  } else if (result.kind === "signin") {
    location.assign(`/sign-in?returnUrl=${encodeURIComponent("/desk/share?outbox=1")}`);
  } else if (result.kind === "refused") {
    current = null;
    busy(false);
    form.hidden = false;
    if (waiting) waiting.hidden = true;
    removeDraft(item.key).catch(() => {});
    removeItem(item.key).catch(() => {});
    showError(result.problem);
  } else {
    showWaiting();
  }
}

function showWaiting() {
  if (!waiting) return busy(false);
  const first = waiting.hidden;
  waiting.hidden = false;
  form.hidden = true;
  wakeLater();
  if (!first) return;
  waiting.tabIndex = -1;
  waiting.focus();
}

function showError(problem) {
  if (!error) return;
  const text = [problem.title, problem.detail].filter(Boolean).join(" ") || error.dataset.textFailed || error.textContent;
  (error.querySelector("[data-share-error-text]") ?? error).textContent = text;
  error.hidden = false;
  error.scrollIntoView({ block: "center" });
}

function busy(on) {
  form.setAttribute("aria-busy", String(on));
  for (const button of form.querySelectorAll("button[name=involvement]")) button.disabled = on;
}

addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  if (current) field("key").value = newKey(); // what was tapped before waits or has arrived under the old one
  current = null;
  busy(false);
});
