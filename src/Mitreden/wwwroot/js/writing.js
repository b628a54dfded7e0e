// Writing content: Markdown is shown while somebody types, entries stay open over a round trip, nothing is left by accident.
const form = document.querySelector("form[data-writing]");
const token = form.querySelector('input[name="__RequestVerificationToken"]').value;
const waiting = new Map();

async function showProse(area) {
  const target = document.querySelector(area.dataset.prose);
  const body = new URLSearchParams({ text: area.value, __RequestVerificationToken: token });
  const answer = await fetch("/content/prose", { method: "POST", body });
  if (answer.ok && target) target.innerHTML = await answer.text(); // cleaned by trusted.js
}

// a draft that came back from the server is not published either
let changed = form.hasAttribute("data-writing-changed");
form.addEventListener("input", (event) => {
  changed = true;
  const area = event.target;
  if (!area.matches("[data-prose]")) return;
  clearTimeout(waiting.get(area));
  waiting.set(area, setTimeout(() => showProse(area).catch(() => {}), 400));
});

function keepOpen() {
  for (const old of form.querySelectorAll("input[name=open]")) old.remove();
  for (const entry of form.querySelectorAll("details[data-entry][open]")) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: "open", value: entry.dataset.entry });
    form.append(field);
  }
}

let sent = false;
form.addEventListener("submit", () => { sent = true; keepOpen(); });
addEventListener("pageshow", () => { sent = false; });
addEventListener("beforeunload", (event) => { if (changed && !sent) event.preventDefault(); });

// whoever follows a link to a field finds it open
function reveal() {
  const target = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  const entry = target?.closest("details[data-entry]");
  if (!entry || entry.open) return;
  entry.open = true;
  target.scrollIntoView();
}
addEventListener("hashchange", reveal);
reveal();
