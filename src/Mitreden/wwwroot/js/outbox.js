// What was shared and has not arrived yet. Used by the page and by the service worker: no document, no window here.
// An item is frozen with its key before the first attempt; the server knows each key once, so sending again is safe.

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("mitreden", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("drafts", { keyPath: "id" });
      request.result.createObjectStore("outbox", { keyPath: "key" });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("database blocked"));
  });
}

async function inStore(name, mode, work) {
  const db = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = db.transaction(name, mode, { durability: "strict" });
      const request = work(transaction.objectStore(name));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });
  } finally {
    db.close();
  }
}

export const putDraft = (draft) => inStore("drafts", "readwrite", (store) => store.put(draft));
export const getDraft = (id) => inStore("drafts", "readonly", (store) => store.get(id));
export const removeDraft = (id) => inStore("drafts", "readwrite", (store) => store.delete(id));
export const listDrafts = () => inStore("drafts", "readonly", (store) => store.getAll());
export const clearDrafts = () => inStore("drafts", "readwrite", (store) => store.clear());
export const putItem = (item) => inStore("outbox", "readwrite", (store) => store.put(item));
export const getItem = (key) => inStore("outbox", "readonly", (store) => store.get(key));
export const removeItem = (key) => inStore("outbox", "readwrite", (store) => store.delete(key));
export const listItems = () => inStore("outbox", "readonly", (store) => store.getAll());

export function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((b, i) => ((i === 6 ? (b & 15) | 64 : i === 8 ? (b & 63) | 128 : b) | 256).toString(16).slice(1)).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** The antiforgery token for whoever is signed in now: { token, person }, or null when nobody is. */
export async function askToken(url) {
  const answer = await fetch(url, { headers: { Accept: "application/json" }, cache: "no-store", signal: AbortSignal.timeout(15_000) });
  if (toSignIn(answer)) return null;
  if (!answer.ok) throw new Error(`token: ${answer.status}`);
  return answer.json();
}

function toSignIn(answer) {
  return answer.status === 401 || answer.status === 403 || (answer.redirected && new URL(answer.url).pathname.startsWith("/sign-in"));
}

function body(item) {
  const data = new FormData();
  data.set("key", item.key);
  data.set("person", item.person);
  data.set("involvement", item.involvement);
  for (const [name, value] of Object.entries(item.fields)) data.set(name, value);
  for (const file of item.files) data.append("screenshots", file.blob, file.name);
  return data;
}

/** One attempt. Result: sent | signin | refused | later. Never throws. */
export async function send(item, token) {
  try {
    for (let attempt = 0; ; attempt++) {
      const answer = await fetch(item.action, {
        method: "POST",
        body: body(item),
        headers: { RequestVerificationToken: token ?? "", Accept: "application/json" },
        signal: AbortSignal.timeout(120_000),
      });
      if (toSignIn(answer)) return { kind: "signin" };
      const json = await answer.json().catch(() => null);
      if (answer.ok) return json?.url ? { kind: "sent", url: json.url } : { kind: "later" };
      if (answer.status >= 500 || answer.status === 429 || answer.status === 408) {
        return { kind: "later", wait: Number(answer.headers.get("Retry-After")) || 0 };
      }
      if (answer.status === 400 && (!json || json.code === "antiforgery")) {
        if (attempt > 0) return { kind: "later" };
        const fresh = await askToken(item.tokenUrl);
        if (!fresh) return { kind: "signin" };
        if (fresh.person && !samePerson(fresh.person, item.person)) return { kind: "other" };
        token = fresh.token;
        continue;
      }
      if (json?.code === "person") return { kind: "other" };
      return { kind: "refused", problem: json ?? { status: answer.status } };
    }
  } catch {
    return { kind: "later" }; // no network
  }
}

export const samePerson = (a, b) => !!a && !!b && a.toLowerCase() === b.toLowerCase();

/** Tells the other tabs (and from the worker: all tabs) what became of an item: { result, item: { key } }. */
export const news = "BroadcastChannel" in globalThis ? new BroadcastChannel("mitreden") : new EventTarget();

let running = Promise.resolve();
function alone(work) {
  if (navigator.locks) return navigator.locks.request("mitreden-outbox", work);
  return (running = running.then(work, work));
}

/** Sends what waits for this person, oldest first, one sender at a time. report(result, item) is awaited after each. */
export function flush({ person, token, force = false, only = null, report = async () => {} }) {
  return alone(async () => {
    const items = (await listItems()).sort((a, b) => a.created - b.created);
    for (const listed of items) {
      if (only ? listed.key !== only : !samePerson(listed.person, person)) continue;
      if (!force && listed.notBefore > Date.now()) continue;
      const item = await getItem(listed.key);
      if (!item) continue;
      const result = await send(item, token);
      if (result.kind === "sent") {
        await removeItem(item.key);
        if (item.draft) await removeDraft(item.draft);
      } else if (result.kind === "refused") {
        // nothing typed is lost: it becomes a draft again, with the reason
        await putDraft({ ...item.fields, id: item.key, person: item.person, files: item.files, problem: result.problem, created: Date.now() });
        await removeItem(item.key);
      } else {
        item.tries = (item.tries ?? 0) + 1;
        item.notBefore = Date.now() + 1_000 * Math.max(result.wait ?? 0, Math.min(600, 5 * 2 ** item.tries));
        await putItem(item);
      }
      news.postMessage?.({ result, item: { key: item.key } });
      await report(result, item);
      if (result.kind === "signin" || result.kind === "other") break;
    }
  });
}
