// Empties the outbox from any signed-in page: on load, when the network is back, and after a pause that grows.
import { askToken, clearDrafts, flush, listDrafts, listItems, news, removeDraft, samePerson } from "./outbox.js";
import { showToast } from "./toast.js";

const DAY = 86_400_000;
export const person = document.querySelector("meta[name=person]")?.content ?? "";
const tokenField = () => document.querySelector("form[data-share] input[name=__RequestVerificationToken]")?.value;
let timer;

export function startSender() {
  document.addEventListener("submit", (event) => {
    if (new URL(event.target.action, location.href).pathname !== "/sign-out") return;
    forgetLessons();
    forgetTyped();
    clearDrafts().catch(() => {});
  });
  // a session that has ended in another way leaves nothing on the device either
  if (!person && location.pathname === "/sign-in") forgetLessons();
  if (!person || !window.indexedDB) return;
  forgetForeignCopy();
  addEventListener("online", () => deliver({ force: true }));
  news.addEventListener("message", ({ data }) => tell(data.result, data.item, document.hidden));
  // the worker of an older page may have refused something while nobody looked
  tidyDrafts().catch(() => {});
  deliver({ force: true });
}

/** What was typed into forms and not saved; a session that only ran out leaves it for the same person (keep.js). */
function forgetTyped() {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith("keep:")) localStorage.removeItem(key);
  } catch {
    // no storage, nothing kept
  }
}

/** Steps of units that were not sent yet hold answers: they go with whoever signs out. */
function forgetLessons() {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith("learning:")) localStorage.removeItem(key);
  } catch { /* no storage, nothing to forget */ }
}

/** Sends what waits. With `only` one item, by a form that holds its own token. */
export async function deliver({ force = false, only = null } = {}) {
  clearTimeout(timer);
  try {
    const mine = (await listItems()).filter((item) => samePerson(item.person, person));
    if (!mine.length) return;
    let token = tokenField();
    if (!only) {
      const fresh = await askToken(mine[0].tokenUrl).catch(() => null);
      if (fresh?.person && !samePerson(fresh.person, person)) return;
      token = fresh?.token ?? token;
    }
    await flush({ person, token, force, only, report: async (result, item) => tell(result, item) });
  } finally {
    planNext().catch(() => {});
  }
}

async function planNext() {
  const next = Math.min(...(await listItems()).filter((item) => samePerson(item.person, person)).map((item) => item.notBefore || Date.now() + 10_000));
  clearTimeout(timer);
  if (Number.isFinite(next)) timer = setTimeout(() => deliver(), Math.max(1_000, next - Date.now() + 50));
}

function tell(result, item, quietly = false) {
  const event = new CustomEvent("outbox:result", { cancelable: true, detail: { result, item } });
  if (!document.dispatchEvent(event)) return; // the share page took it
  if (quietly) return;
  const { textSent, textRefused } = document.body.dataset;
  if (result.kind === "sent" && textSent) showToast(textSent, result.url);
  if (result.kind === "refused") showToast(textRefused ?? result.problem.title ?? "", `/desk/share?draft=${item.key}`);
}

async function tidyDrafts() {
  for (const draft of await listDrafts()) {
    if (Date.now() - draft.created > 7 * DAY) await removeDraft(draft.id);
  }
}

/** Asks the browser to wake the worker when there is a network, even if this page is closed by then. */
export async function wakeLater() {
  try {
    const registration = await navigator.serviceWorker.ready;
    await registration.sync.register("outbox");
  } catch { /* not every browser has it; the next page sends */ }
}

/** The offline copy of the share page belongs to one person. */
async function forgetForeignCopy() {
  try {
    const cache = await caches.open("share");
    const copy = await cache.match("/desk/share");
    if (copy && !samePerson(copy.headers.get("X-Person"), person)) await cache.delete("/desk/share");
  } catch { /* no caches without a secure context */ }
}
