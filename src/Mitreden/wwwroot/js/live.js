// Live parts over server-sent events: "part" (one element with an id), "gone" (an id), "count" (how many there are), "end".
import { announce } from "./toast.js";

const plainTitle = document.title;

export function startLive() {
  for (const container of document.querySelectorAll("[data-live]")) new Live(container);
  count();
}

class Live {
  constructor(container) {
    this.container = container;
    this.url = new URL(container.dataset.live, location.href);
    this.tries = 0;
    this.open();
    addEventListener("pagehide", () => this.close());
    addEventListener("pageshow", (event) => { if (event.persisted) this.open(); });
    addEventListener("online", () => this.reopenIfClosed());
    let hiddenAt = 0;
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) hiddenAt = Date.now();
      else if (Date.now() - hiddenAt > 30_000) this.reopenIfClosed();
    });
  }

  open() {
    if (this.ended) return;
    this.close();
    // a new EventSource knows no Last-Event-ID, so it is said in the address
    if (this.last) this.url.searchParams.set("lastEventId", this.last);
    const source = (this.source = new EventSource(this.url));
    source.onopen = () => this.connected();
    source.onerror = () => this.disconnected();
    source.addEventListener("part", (event) => { this.last = event.lastEventId || this.last; this.part(event.data); });
    source.addEventListener("gone", (event) => { this.last = event.lastEventId || this.last; this.gone(event.data); });
    source.addEventListener("count", (event) => { this.last = event.lastEventId || this.last; count(Number(event.data)); });
    // a page to which nothing has happened yet must say since when as well
    for (const name of ["ready", "beat"]) source.addEventListener(name, (event) => { this.last = event.lastEventId || this.last; });
    source.addEventListener("end", () => { this.ended = true; this.close(); this.connected(); });
  }

  close() {
    clearTimeout(this.retry);
    this.source?.close();
  }

  reopenIfClosed() {
    if (!this.ended && this.source.readyState === EventSource.CLOSED) this.open();
  }

  connected() {
    this.tries = 0;
    clearTimeout(this.lostTimer);
    this.lostTimer = null;
    for (const sign of this.signs()) sign.hidden = true;
  }

  disconnected() {
    this.lostTimer ??= setTimeout(() => { for (const sign of this.signs()) sign.hidden = false; }, 5_000);
    // the browser gives up for good on an answer that is not a stream (restart, proxy error): try again ourselves
    if (this.source.readyState !== EventSource.CLOSED) return;
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.open(), Math.min(60_000, 3_000 * 2 ** this.tries++));
  }

  signs() {
    const own = this.container.querySelectorAll("[data-live-lost]");
    return own.length ? own : document.querySelectorAll("[data-live-lost]");
  }

  part(html) {
    const template = document.createElement("template");
    template.innerHTML = html; // through the policy in trusted.js
    const fresh = template.content.firstElementChild;
    if (!fresh?.id) return;
    const old = document.getElementById(fresh.id);
    if (old && same(old, fresh)) return; // a catch-up repeats what the page already shows
    if (old) replace(old, fresh);
    else this.container.querySelector("[data-live-list]")?.prepend(fresh);
    if (!fresh.isConnected) return;
    fresh.classList.add("is-fresh");
    window.htmx?.process(fresh);
    fresh.dispatchEvent(new CustomEvent("live:part", { bubbles: true }));
    announce(fresh.dataset.announce);
    this.settle();
  }

  gone(id) {
    document.getElementById(id.trim())?.remove();
    this.settle();
  }

  settle() {
    for (const empty of this.container.querySelectorAll("[data-live-empty]")) {
      const list = this.container.querySelector("[data-live-list]");
      empty.hidden = !list || list.childElementCount > 0;
    }
    count();
  }
}

function same(old, fresh) {
  const shown = old.cloneNode(true);
  shown.classList.remove("is-fresh");
  const plain = (element) => element.outerHTML.replace(/ class=""/g, "").replace(/\s+/g, " ");
  return plain(shown) === plain(fresh);
}

function replace(old, fresh) {
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const href = focused?.getAttribute("href");
  const typed = focused?.matches("input:not([type=radio], [type=checkbox]), textarea") ? [focused.value, focused.selectionStart, focused.selectionEnd] : null;
  const inside = focused?.id;
  const wasRoot = focused === old;
  old.replaceWith(fresh);
  if (!focused) return;
  const target = wasRoot ? fresh
    : (inside && document.getElementById(inside))
      || (href && [...fresh.querySelectorAll("a")].find((link) => link.getAttribute("href") === href))
      || fresh.querySelector("a, button, input, textarea, select");
  if (typed && target?.id === inside) {
    target.value = typed[0];
    if (typed[1] !== null) target.setSelectionRange(typed[1], typed[2]);
  }
  target?.focus({ preventScroll: true });
}

// The list shows one page of rows; how many there are in all is what the server says.
function count(told) {
  const list = document.querySelector("[data-live] [data-live-list]");
  if (!list) return;
  const signs = document.querySelectorAll("[data-live-count]");
  const n = told ?? (signs.length ? Number(signs[0].dataset.count) : list.childElementCount);
  for (const sign of signs) {
    sign.textContent = n;
    sign.dataset.count = n;
  }
  if (document.querySelector("[data-live-title]")) document.title = n ? `(${n}) ${plainTitle}` : plainTitle;
}
