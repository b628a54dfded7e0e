// A case, decision by decision, out of the parts that came with the page. What was decided is remembered on the device first and sent then,
// in order; each decision says where it was taken, so the server takes it once.
import { keep, send, waiting } from "./learning.js";
import { showToast } from "./toast.js";

const person = document.querySelector('meta[name="person"]')?.content;
const MEMORY = `learning:stories:${person}`;
const root = document.querySelector("[data-story]");
const path = `/learning/scenarios/${root.dataset.story}`;
const mine = (item) => new URL(item.action, location.href).pathname === path;
const numbers = (text) => text.split(" ").map(Number);
const part = (name) => root.querySelector(`template[data-part="${CSS.escape(name)}"]`);
const copy = (template) => document.importNode(template.content, true);
let chosen = root.dataset.storyChosen.split(" ").filter(Boolean);

const memory = () => { try { return JSON.parse(localStorage.getItem(MEMORY) ?? "{}"); } catch { return {}; } };
const remember = (known) => { try { localStorage.setItem(MEMORY, JSON.stringify({ ...memory(), [root.dataset.story]: known })); } catch { /* the server knows it */ } };

/** Tells the story along what was chosen; what no longer fits is left out from there on, as on the server. */
function tell() {
  const thread = document.createDocumentFragment();
  let meters = numbers(root.dataset.storyMeters);
  let here = root.dataset.storyStart;
  let why = null;
  const told = [];
  for (const option of chosen) {
    const turn = part(`turn ${here} ${option}`);
    if (!turn) break;
    thread.append(copy(part(`posts ${here}`)), copy(turn));
    thread.lastElementChild.querySelector("[data-story-turn]").value = told.length;
    why = thread.lastElementChild.querySelector("[data-story-why]").textContent;
    meters = after(meters, numbers(turn.dataset.effect));
    told.push(option);
    here = turn.dataset.goto;
  }
  chosen = told;
  if (part(`posts ${here}`)) thread.append(copy(part(`posts ${here}`)));
  root.querySelector("[data-story-thread]").replaceChildren(thread);
  root.querySelector("[data-story-lead]").hidden = chosen.length > 0;
  const now = copy(part(`now ${here}`)).querySelector("[data-story-now]");
  now.id = "now";
  now.querySelector("[data-story-last]").hidden = why === null;
  now.querySelector("[data-story-last] span").textContent = why ?? "";
  root.querySelector("#now").replaceWith(now);
  show(meters);
  return now;
}

const between = (value) => Math.min(100, Math.max(0, value));
const after = ([trust, minutes, readers, anger], effect) =>
  [between(trust + effect[0]), Math.max(0, minutes + effect[1]), Math.max(0, readers + effect[2]), between(anger + effect[3])];

function show([trust, minutes, readers, anger]) {
  const put = (name, value, text = value) => {
    const box = root.querySelector(`[data-meter="${name}"]`);
    if (box.querySelector("meter")) box.querySelector("meter").value = value;
    box.querySelector("b").textContent = text;
  };
  put("trust", trust);
  put("anger", anger);
  put("readers", readers);
  put("minutes", minutes, span(minutes));
}

function span(minutes) {
  const { textMinute, textMinutes, textHours, textDays } = root.dataset;
  const [text, value] = minutes < 2 ? [textMinute, minutes] : minutes < 90 ? [textMinutes, minutes] : minutes < 36 * 60 ? [textHours, Math.floor(minutes / 60)] : [textDays, Math.floor(minutes / 1440)];
  return text.replace("{0}", value);
}

function onSubmit(event) {
  const form = event.target;
  if (!form.matches("[data-story-form]")) return;
  event.preventDefault();
  const fields = [...new FormData(form)].filter(([name]) => name !== "__RequestVerificationToken");
  if (event.submitter?.name) fields.push([event.submitter.name, event.submitter.value]);
  const { option, turn } = Object.fromEntries(fields);
  chosen = option === undefined ? chosen.slice(0, Number(turn)) : [...chosen, option];
  keep([...waiting(), { action: form.action, fields, chosen }]);
  const now = tell();
  now.focus({ preventScroll: true });
  now.scrollIntoView();
  send().catch(() => showToast(root.dataset.textKept));
}

/** The server has the last word: another device may have gone on meanwhile. */
function onSent({ detail }) {
  if (!mine(detail)) return;
  remember({ chosen: detail.chosen, time: detail.time });
  if (waiting().some(mine) || detail.chosen.join(" ") === chosen.join(" ")) return;
  chosen = detail.chosen;
  tell();
}

const shown = chosen.join(" ");
const late = waiting().filter(mine).at(-1);
const known = memory()[root.dataset.story];
if (late) chosen = late.chosen;
// without a network the page is a copy, perhaps from before the last decisions
else if (known && known.time > Number(root.dataset.storyTime)) chosen = known.chosen;
if (chosen.join(" ") !== shown) tell();
document.addEventListener("submit", onSubmit, true);
document.addEventListener("learning:sent", onSent);
