// Tells the colleagues at the same discussion that somebody is writing; what is written stays here until it is sent.
const page = document.querySelector("[data-here]");
const token = () => document.querySelector("input[name=__RequestVerificationToken]")?.value;
const AGAIN = 4_000;
const REST = 5_000;
let told = 0;
let rest;

function tell(typing) {
  const body = new FormData();
  body.append("__RequestVerificationToken", token() ?? "");
  body.append("typing", String(typing));
  told = typing ? Date.now() : 0;
  // nothing depends on it: when it fails, nobody sees the sign
  fetch(page.dataset.here, { method: "POST", body, keepalive: true }).catch(() => {});
}

page.addEventListener("input", (event) => {
  if (!event.target.matches("textarea")) return;
  clearTimeout(rest);
  rest = setTimeout(() => tell(false), REST);
  if (Date.now() - told > AGAIN) tell(true);
});
