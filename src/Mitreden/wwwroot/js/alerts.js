// Alerts with no page open, for the service worker.

// A browser that knows Declarative Web Push has read the message itself; the others leave that to us. Both must end in something shown.
export async function showAlert(event) {
  const message = readMessage(event.data);
  const own = event.notification; // made by the browser, not shown yet
  const { title = own?.title ?? "Mitreden", body = own?.body, tag = own?.tag, lang, data = own?.data, requireInteraction } = message?.notification ?? {};
  await registration.showNotification(title, { body, tag, lang, data, requireInteraction, renotify: Boolean(tag), icon: "/icon-192.png" });
  await confirmReceipt(data?.received);
}

function readMessage(data) {
  try {
    return data?.json();
  } catch {
    return null;
  }
}

// Tells the server that the alert has come up here: until then it goes on to the next way.
async function confirmReceipt(address) {
  const url = address && new URL(address, location.href);
  if (!url || !/^\/desk\/alerts\/[\w-]+\/received$/.test(url.pathname)) return;
  for (const pause of [0, 2_000, 5_000]) {
    if (pause) await new Promise((resolve) => setTimeout(resolve, pause));
    // our own address whatever the message says; no cookie: the token is the proof
    const answer = await fetch(url.pathname, { method: "POST", credentials: "omit", keepalive: true }).catch(() => null);
    if (answer && answer.status < 500 && answer.status !== 429) return;
  }
}

export async function openPage(notification) {
  notification.close();
  const target = new URL(notification.data?.navigate ?? "/desk", location.href);
  if (target.origin !== location.origin) target.href = new URL("/desk", location.href).href;
  const pages = await clients.matchAll({ type: "window" });
  const there = pages.find((page) => page.url === target.href);
  if (there) return there.focus();
  await clients.openWindow(target.href);
}
