// Service worker: takes what the phone's share menu hands over, sends the outbox when the network is back, shows alerts,
// and keeps just enough at hand (look, script, the share page of this person) to share without a network.
import { openPage, showAlert } from "./js/alerts.js";
import { askToken, clearDrafts, flush, listItems, newKey, putDraft } from "./js/outbox.js";

const STATIC = "static-1";
const SHARE = "share";
const LEARNING = "learning";
const css = ["tokens", "base", "layout", "frame", "components", "buttons", "forms", "content", "desk", "reading", "learning", "writing", "guideline", "checklist", "print"].map((name) => `/css/${name}.css`);
const js = ["trusted", "app", "toast", "live", "sender", "share", "learning", "story", "writing", "keep", "devices", "outbox", "alerts"].map((name) => `/js/${name}.js`);
const precached = [...css, ...js, "/icons.svg", "/icon.svg", "/favicon.svg", "/icon-192.png", "/manifest.webmanifest", "/offline"];

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("sync", (event) => { if (event.tag === "outbox") event.waitUntil(sendOutbox()); });
self.addEventListener("push", (event) => event.waitUntil(showAlert(event)));
self.addEventListener("notificationclick", (event) => event.waitUntil(openPage(event.notification)));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method === "POST") {
    if (url.pathname === "/desk/share-target") event.respondWith(receive(request));
    if (url.pathname === "/sign-out") event.waitUntil(forgetPerson());
    return;
  }
  if (request.method !== "GET") return;
  if (request.mode === "navigate") {
    if (url.pathname.startsWith("/desk/share")) event.respondWith(sharePage(event, url));
    else if (isLearning(url)) event.respondWith(learningPage(event, url));
    else event.respondWith(otherPage(request));
  } else if (isLearning(url)) {
    event.respondWith(learningPage(event, url));
  } else if (isStatic(url)) {
    event.respondWith(asset(event, url));
  }
});

async function install() {
  const cache = await caches.open(STATIC);
  // one missing file must not keep sharing from working
  await Promise.allSettled(precached.map((path) => cache.add(new Request(path, { cache: "no-cache" }))));
  await self.skipWaiting();
}

async function activate() {
  for (const name of await caches.keys()) if (![STATIC, SHARE, LEARNING].includes(name)) await caches.delete(name);
  await self.clients.claim();
}

async function forgetPerson() {
  await Promise.allSettled([caches.delete(SHARE), caches.delete(LEARNING), clearDrafts()]);
}

// ---- the phone's share menu ----

async function receive(request) {
  const untouched = request.clone();
  try {
    const data = await request.formData();
    const id = newKey();
    const files = data.getAll("screenshots")
      .filter((file) => file instanceof Blob && file.size > 0)
      .map((file, n) => ({ blob: file, name: file.name || `screenshot-${n + 1}` }));
    const value = (name) => (typeof data.get(name) === "string" ? data.get(name) : "");
    await putDraft({ id, title: value("title"), text: value("text"), url: value("url"), files, created: Date.now() });
    return Response.redirect(`/desk/share?draft=${id}`, 303);
  } catch {
    return fetch(untouched);
  }
}

// ---- pages ----

async function sharePage(event, url) {
  const keep = url.pathname === "/desk/share" && ![...url.searchParams.keys()].some((name) => name !== "draft" && name !== "outbox");
  const network = fetch(event.request);
  event.waitUntil(network.then((answer) => (keep && answer.status === 200 && !answer.redirected ? keepSharePage(answer.clone()) : null)).catch(() => {}));
  const cache = await caches.open(SHARE);
  const copy = keep ? await cache.match("/desk/share", { ignoreVary: true }) : undefined;
  try {
    return await (copy ? Promise.race([network, after(4_000)]) : network);
  } catch {
    return copy ?? offline();
  }
}

async function keepSharePage(answer) {
  const html = (await answer.text()).replace(/<input\b[^>]*\bname="key"[^>]*>/, (field) => field.replace(/\bvalue="[^"]*"/, 'value=""'));
  const person = html.match(/<meta\b[^>]*\bname="?person"?[^>]*>/i)?.[0].match(/content="?([0-9a-f-]{36})/i)?.[1];
  if (!person || !html.includes("data-share")) return;
  const headers = new Headers(answer.headers);
  headers.delete("Content-Length");
  headers.delete("Content-Encoding");
  headers.set("X-Person", person);
  await (await caches.open(SHARE)).put("/desk/share", new Response(html, { headers }));
  // what the page names, under the versioned addresses it uses
  const named = [...html.matchAll(/(?:href|src)="(\/(?:css|js|lib)\/[^"#]+|\/[\w.-]+\.(?:svg|png)(?:\?[^"#]*)?)/g)].map((match) => match[1].replaceAll("&amp;", "&"));
  const cache = await caches.open(STATIC);
  for (const path of new Set(named)) if (!(await cache.match(path))) await cache.add(path).catch(() => {});
}

// My path, the units that were opened or come next, and the cases that were opened: they can be learnt in a tunnel.
const isStory = (url) => /^\/learning\/scenarios\/\w+$/.test(url.pathname);
const isLearning = (url) => url.pathname === "/learning" || url.pathname === "/learning/scenarios" || /^\/learning\/units\/\w+$/.test(url.pathname) || isStory(url);

async function learningPage(event, url) {
  const cache = await caches.open(LEARNING);
  const network = fetch(event.request);
  event.waitUntil(network.then((answer) => (answer.status === 200 && !answer.redirected && (!url.search || isStory(url)) ? cache.put(url.pathname, answer.clone()) : null)).catch(() => {}));
  try {
    return await network.then((answer) => answer.clone());
  } catch {
    return (await cache.match(url.pathname, { ignoreVary: true })) ?? offline();
  }
}

async function otherPage(request) {
  try {
    return await fetch(request);
  } catch {
    return offline();
  }
}

const offline = async () => (await caches.match("/offline")) ?? Response.error();
const after = (ms) => new Promise((_, reject) => setTimeout(() => reject(new Error("slow")), ms));

// ---- static files ----

const isStatic = (url) => /^\/(css|js|lib)\//.test(url.pathname) || /^\/[\w.-]+\.(svg|png|webmanifest)$/.test(url.pathname);
const isVersioned = (url) => url.searchParams.has("v") || /\.[a-z0-9]{10}\.(js|css|svg|png)$/.test(url.pathname);
const plain = (url) => url.pathname.replace(/\.[a-z0-9]{10}(\.\w+)$/, "$1");

async function asset(event, url) {
  const path = url.pathname + url.search;
  const cache = await caches.open(STATIC);
  const kept = await cache.match(path);
  if (kept && isVersioned(url)) return kept; // this address never changes its content
  const network = fetch(event.request, isVersioned(url) ? undefined : { cache: "no-cache" });
  event.waitUntil(network.then((answer) => (answer.status === 200 && !answer.redirected ? store(cache, path, answer.clone()) : null)).catch(() => {}));
  try {
    return await (kept ? Promise.race([network, after(3_000)]) : network);
  } catch {
    return kept ?? (await cache.match(plain(url), { ignoreSearch: true })) ?? Response.error();
  }
}

async function store(cache, path, answer) {
  const added = new URL(path, location.href);
  const same = isVersioned(added) ? plain(added) : null;
  for (const old of await cache.keys()) {
    const url = new URL(old.url);
    if (isVersioned(url) && plain(url) === same && url.pathname + url.search !== path) await cache.delete(old);
  }
  await cache.put(path, answer);
}

// ---- the outbox, with no page open ----

async function sendOutbox() {
  const items = await listItems();
  if (!items.length) return;
  const answer = await askToken(items[0].tokenUrl); // throws without network: the browser wakes us again
  if (!answer?.person) return; // nobody is signed in, or we cannot know who: the next page sends
  let unsent = false;
  await flush({
    person: answer.person,
    token: answer.token,
    force: true,
    report: async (result) => { unsent ||= result.kind === "later"; },
  });
  if (unsent) throw new Error("not all sent");
}
