// Entry point of every page: <script type="module" src="/js/app.js">.
import { announce, dismissLater } from "./toast.js";
import { startLive } from "./live.js";
import { startSender } from "./sender.js";

function copyButtons(root) {
  for (const button of root.querySelectorAll("[data-copy][hidden]")) button.hidden = false;
}

async function copyText(element) {
  const text = (element.value ?? element.innerText).trim();
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  // no secure context (plain http in the house): select and copy the old way
  const selection = getSelection();
  const range = document.createRange();
  range.selectNodeContents(element);
  selection.removeAllRanges();
  selection.addRange(range);
  if (!document.execCommand("copy")) throw new Error("copy refused");
  selection.removeAllRanges();
}

async function onCopy(button) {
  const element = document.querySelector(button.dataset.copy);
  if (!element || button.dataset.label) return;
  try {
    await copyText(element);
  } catch {
    getSelection().selectAllChildren(element); // the user copies by hand
    return;
  }
  const label = [...button.childNodes].findLast((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const done = button.dataset.copied;
  announce(done);
  if (!label || !done) return;
  button.dataset.label = label.data;
  label.data = done;
  setTimeout(() => { label.data = button.dataset.label; delete button.dataset.label; }, 2_000);
}

function onSubmit(event) {
  const form = event.target;
  if (!form.matches("[data-busy]") || event.defaultPrevented) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
  // after the browser has collected the fields, so that the button's name and value are sent
  setTimeout(() => {
    for (const button of form.querySelectorAll("button:not([type=button]), input[type=submit]")) {
      if (button.disabled) continue;
      button.disabled = true;
      button.classList.add("is-busy");
    }
  });
}

/** A file that would be refused for its size is not sent first: that takes minutes. */
function onFile(input) {
  const tooLarge = [...input.files].some((file) => file.size > Number(input.dataset.largest));
  input.setCustomValidity(tooLarge ? input.dataset.tooLarge : "");
  if (tooLarge) input.reportValidity();
}

function free(root) {
  for (const form of root.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of root.querySelectorAll(".is-busy")) {
    button.disabled = false;
    button.classList.remove("is-busy");
  }
}

function arrived(root) {
  copyButtons(root);
  for (const toast of root.querySelectorAll("[data-toast]")) dismissLater(toast);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-copy]");
  if (button) onCopy(button);
});
document.addEventListener("submit", onSubmit);
document.addEventListener("change", (event) => { if (event.target.matches?.("input[data-largest]")) onFile(event.target); });
document.addEventListener("htmx:afterRequest", () => free(document));
document.addEventListener("htmx:load", (event) => arrived(event.target.parentNode ?? document));
document.addEventListener("live:part", (event) => arrived(event.target.parentNode ?? document));
addEventListener("pageshow", (event) => {
  free(document);
  // whoever goes back sees the page, and not the groups of the navigation through which they have left it
  if (event.persisted) for (const sheet of document.querySelectorAll("[popover]")) if (sheet.hidePopover && sheet.matches(":popover-open")) sheet.hidePopover();
});

arrived(document);
startLive();
if (document.querySelector("[data-passkey]")) import("./passkey.js");
if (location.pathname.startsWith("/learning")) import("./learning.js");
if (document.querySelector("[data-story]")) import("./story.js");
if (document.querySelector("[data-here]")) import("./here.js");
if (document.querySelector("[data-devices]")) import("./devices.js");
if (document.querySelector("form[data-writing]")) import("./writing.js");
if (document.querySelector("form[data-keep]") || sessionStorage.getItem("keep-sent")) import("./keep.js");

// the share page takes what the sender reports about its own item, so it listens first
if (document.querySelector("form[data-share]")) await import("./share.js");
startSender();

if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register("/sw.js", { type: "module" }).catch((error) => console.warn("no service worker:", error.message));
}
