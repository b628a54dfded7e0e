// Short messages at the edge. With something to press they stay 10 s; while one is pointed at or focused they stay.
export function announce(text) {
  const announcer = document.getElementById("announcer");
  if (!announcer || !text) return;
  announcer.textContent = "";
  setTimeout(() => { announcer.textContent = text; }, 60);
}

function shelf() {
  let toasts = document.getElementById("toasts");
  if (!toasts) {
    toasts = document.createElement("div");
    toasts.id = "toasts";
    toasts.className = "toasts";
    document.body.append(toasts);
  }
  return toasts;
}

export function showToast(text, href) {
  const toast = document.createElement("div");
  const words = document.createElement(href ? "a" : "span");
  if (href) words.href = href;
  words.textContent = text;
  toast.className = "toast";
  toast.append(words);
  shelf().append(toast);
  dismissLater(toast);
  announce(text);
}

export function dismissLater(toast) {
  if (toast.dataset.timed) return;
  toast.dataset.timed = "1";
  const stay = toast.querySelector("a, button") ? 10_000 : 6_000;
  const held = () => toast.matches(":hover") || toast.contains(document.activeElement);
  const leave = () => (held() ? setTimeout(leave, 2_000) : toast.remove());
  setTimeout(leave, stay);
}
