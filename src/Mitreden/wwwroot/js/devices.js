// The page of devices: asks for permission on a tap, subscribes this browser, and hands the subscription to the server.
const root = document.querySelector("[data-devices]");
const form = root.querySelector("[data-device-form]");
const button = form.querySelector("button");
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const isApple = /iPhone|iPad|iPod/.test(navigator.userAgent) || (navigator.platform === "MacIntel" && navigator.maxTouchPoints > 1);
const onHomeScreen = navigator.standalone === true || matchMedia("(display-mode: standalone)").matches;

function show(state) {
  for (const element of root.querySelectorAll("[data-device-state]")) element.hidden = element.dataset.deviceState !== state;
  form.hidden = !["ready", "on", "denied", "failed"].includes(state);
  if (state === "iphone") root.querySelector("[data-device-iphone]").open = true;
}

async function start() {
  if (!isSecureContext) return show("insecure");
  if (isApple && !onHomeScreen && !("PushManager" in window)) return show("iphone");
  if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) return show("unsupported");
  form.addEventListener("submit", add);
  show(Notification.permission === "denied" ? "denied" : "ready");
  const worker = await navigator.serviceWorker.getRegistration();
  const subscription = await worker?.pushManager.getSubscription();
  if (subscription) await mark(subscription);
}

// which of the cards below is this browser
async function mark(subscription) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(subscription.endpoint));
  const hash = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const card = document.querySelector(`[data-device="${hash}"]`);
  if (!card) return;
  card.querySelector("[data-device-here]").hidden = false;
  card.querySelector("[data-device-remove]").addEventListener("submit", () => { subscription.unsubscribe().catch(() => {}); });
  if (Notification.permission !== "granted") return;
  show("on");
  button.classList.remove("button--primary");
  button.lastChild.data = button.dataset.textOn;
}

async function add(event) {
  event.preventDefault();
  button.disabled = true;
  button.classList.add("is-busy");
  try {
    const permission = await Notification.requestPermission();
    if (permission !== "granted") return show(permission === "denied" ? "denied" : "ready");
    // a browser that cannot reach its delivery service may wait without end
    const { endpoint, keys } = (await Promise.race([subscribe(), late(20_000)])).toJSON();
    for (const [name, value] of Object.entries({ endpoint, p256dh: keys.p256dh, auth: keys.auth })) form.elements.namedItem(name).value = value;
    form.submit();
  } catch (problem) {
    console.warn("no subscription:", problem?.message);
    show("failed");
  } finally {
    button.disabled = false;
    button.classList.remove("is-busy");
  }
}

async function subscribe() {
  const { pushManager } = await navigator.serviceWorker.ready;
  const options = { userVisibleOnly: true, applicationServerKey: bytes(root.dataset.key) };
  try {
    return await pushManager.subscribe(options);
  } catch (problem) {
    if (problem?.name !== "InvalidStateError") throw problem;
    // subscribed with another key: that of an installation that was here before
    await (await pushManager.getSubscription())?.unsubscribe();
    return pushManager.subscribe(options);
  }
}

const late = (ms) => new Promise((_, reject) => setTimeout(() => reject(new Error("no answer")), ms));

start();
