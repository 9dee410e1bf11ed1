// Draws a schedule from a trace of the kit, in large type: a column for each delivery, a card for
// each step, time downwards. Its lanes and words are those of the kit's page.
//     trace=NAME       slides/traces/NAME.json
//     steps=8-10,12    the steps to show; the drawing says which it leaves out
//     fields=cents     the members of written and read values to show; {…} is all inside of one
//     high=545         the height in px that it may fill
import { askedWords, brokeWords, lanesOf, stepSentence, timeWords, toldWords, turnWords }
  from "./kit_words.mjs";
import { readTrace } from "./traces.mjs";

const escape = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const wide = 1136;
const gutter = 64;
const gap = 12;
const cardMost = 98;
const strip = 46;
const line = 38; // of a card: that its handler dies here, or that it reads what was
const letter = 16.2; // an average one of Inter at 32 px, semi-bold
const narrow = 15.2; // in replies
const headLetter = 16.4; // in heads, which are bold

/** Returns [7, 8, 9, 11] of "8-10,12", or all steps. */
function chosen(text, count) {
  if (!text) return [...Array(count).keys()];
  return text.split(",").flatMap((part) => {
    const [first, last = first] = part.split("-").map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => first - 1 + index);
  });
}

/** Returns "1–7, 9" of [1, 2, …, 7, 9]. */
function ranges(numbers) {
  const runs = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run && run[1] === number - 1) run[1] = number;
    else runs.push([number, number]);
  }
  const words = runs.map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`));
  return words.join(", ");
}

const shortened = "\u2026"; // in place of all that is inside of a member; shown as {…}
const short = (value) => (value !== null && typeof value === "object" ? shortened : value);

/** Returns a value with the wanted members only; a change of fields keeps those that are wanted. */
function only(value, fields) {
  if (!fields || value === null || typeof value !== "object") return value;
  if (Array.isArray(value))
    return value.filter((step) => fields.includes(step.path))
      .map((step) => ("value" in step ? { ...step, value: short(step.value) } : step));
  const kept = Object.entries(value).filter(([name]) => fields.includes(name));
  return Object.fromEntries(kept.map(([name, member]) => [name, short(member)]));
}

const isRead = ({ verb }) => ["get", "scan", "query", "describe", "list"].includes(verb);

/** Returns a step with less to say: the wanted members, and no key if all steps have the same. */
function simplified(step, fields, key) {
  const { rows } = step.reply; // one row is shown as `get` would: its key leaves no room
  const isOne = fields && rows?.length === 1;
  const read = isOne ? { ...step.reply, ...rows[0], rows: null } : step.reply;
  const value = step.result === "written" ? null : only(read.value, fields);
  return {
    ...step,
    eventual: false,
    dies: false, // the card has a line for it
    key: step.key === key ? "" : step.key,
    value: only(step.value, fields),
    reply: { ...read, value },
    parts: step.parts.map((part) => ({ ...part, id: "", value: null })),
  };
}

/** Returns what was published, or the reply in the words of the kit. */
function reply(step, parts, fields) {
  if (step.port !== "bus" || step.result !== "accepted" || parts.length !== 1)
    return toldWords(step) && `-> ${toldWords(step)}`;
  const value = only(parts[0].value, fields);
  return Object.keys(value ?? {}).length ? JSON.stringify(value) : `id: ${parts[0].id}`;
}

/** Returns the request in the words of the kit, without its condition if that is too long. */
function request(step, room) {
  const say = (some) => askedWords(some).replace(/ id $/, ""); // the card has it below
  const whole = say(step);
  return whole.length * letter <= room ? whole : say({ ...step, condition: [] });
}

const words = (x, y, whole, kind, room, each = letter) => {
  const text = whole.replaceAll(`"${shortened}"`, `{${shortened}}`);
  const most = Math.floor(room / each);
  const shown = text.length <= most ? text : `${text.slice(0, most - 1)}…`;
  return `<text x="${x}" y="${y}" class="${kind}">${escape(shown)}</text>`;
};

/** Returns the name of a delivery in one line, or its type and its id in two. */
function headLines(title, isLong) {
  const space = title.indexOf(" ");
  return isLong && space > 0 ? [title.slice(0, space), title.slice(space + 1)] : [title];
}

const band = (y, text, kind) =>
  `<rect x="0" y="${y}" width="${wide}" height="${strip - 6}" rx="6" class="band ${kind}"/>` +
  words(14, y + 31, text, kind, wide - 20);

/** Returns that the handler dies here, or that it reads what was; empty: it does neither. */
function faultWords(step) {
  if (step.dies) return toldWords(step).split(" - ").at(-1);
  return step.faults.includes("stale") ? "stale" : "";
}

function cardOf({ step, told, fault, number, lane, y, width, card, isTurn }) {
  const x = gutter + lane * (width + gap);
  const middle = y + (card - 8 - (fault ? line : 0)) / 2;
  const kind = step.port === "bus" ? "publish" : isRead(step) ? "read" : "write";
  return `${words(2, middle + 12, `${isTurn ? ">" : ""}${number}`, "number", 200)}` +
    `<rect x="${x}" y="${y}" width="${width}" height="${card - 8}" rx="8" class="card ${kind}"/>` +
    words(x + 14, middle - 7, request(step, width - 28), "asked", width - 28) +
    words(x + 14, middle + 28, told, "told", width - 28, narrow) +
    (fault && words(x + 14, middle + 28 + line, `! ${fault}`, "dies", width - 28, narrow));
}

/** Returns the drawing, and each step as a sentence. */
export function drawSchedule({ trace: name, steps: wanted, fields, high = 545 }, where) {
  const trace = readTrace(name);
  if (!trace.steps.length) throw new Error(`${where}: ${name} has no steps`);
  const shown = chosen(wanted, trace.steps.length);
  const seen = new Set(shown.map((index) => trace.steps[index].delivery));
  const lanes = lanesOf(trace).filter(
    ({ id, kind }) => kind === "run" && seen.has(Number(id.slice(3))));
  const laneOf = (step) => lanes.findIndex(({ id }) => id === `run${step.delivery}`);
  const width = (wide - gutter - gap * (lanes.length - 1)) / lanes.length;
  const kept = fields?.split(",");
  const isLong = lanes.some(({ name: title }) => title.length * headLetter > width);
  const heads = lanes.map(({ name: title }) => headLines(title, isLong));
  const head = strip + (heads.some((lines) => lines.length > 1) ? line : 0);
  const parts = heads.flatMap((lines, lane) => lines.map((text, index) =>
    words(gutter + lane * (width + gap) + 4, 34 + line * index, text, "head", width, headLetter)));
  const left = trace.steps.map((_, index) => index + 1).filter((n) => !shown.includes(n - 1));
  const keys = new Set(shown.map((index) => trace.steps[index]).filter(({ port, verb }) =>
    port === "store" && verb !== "scan").map((step) => step.key));
  const key = keys.size === 1 ? [...keys][0] : null;
  const missing = left.length ? `step${left.length > 1 ? "s" : ""} ${ranges(left)} not shown` : "";
  const foot = [key && `row ${key}`, missing].filter(Boolean).join("; ");
  const cards = shown.filter((index) => trace.steps[index].delivery !== null).length;
  const turns = shown.includes(trace.turn) ? 1 : 0;
  const strips = (foot ? 1 : 0) + (shown.length - cards) + turns;
  const faults = shown.filter((index) => faultWords(trace.steps[index])).length;
  const room = high - head - strips * strip - faults * line;
  const plain = Math.min(cardMost, Math.floor(room / cards));
  let y = head;
  for (const index of shown) {
    const step = trace.steps[index];
    if (step.delivery === null) {
      parts.push(band(y, `${index + 1}  time passes: ${timeWords(step.at_ms)}`, "left"));
      y += strip;
      continue;
    }
    const isTurn = index === trace.turn;
    const lane = laneOf(step);
    const less = simplified(step, kept, key);
    const told = reply(less, step.parts, kept);
    const fault = faultWords(step);
    const card = plain + (fault ? line : 0);
    const number = index + 1;
    parts.push(cardOf({ step: less, told, fault, number, lane, y, width, card, isTurn }));
    y += card;
    if (!isTurn) continue;
    parts.push(band(y, `^ ${turnWords}`, "turn"));
    y += strip;
  }
  if (foot) parts.push(band(y, foot, "left"));
  const height = y + (foot ? strip : 0);
  const svg = `<svg width="${wide}" height="${height}" viewBox="0 0 ${wide} ${height}">${
    parts.join("")}</svg>`;
  const sentences = trace.steps.map((step) => stepSentence(step));
  return { svg, steps: [...sentences, brokeWords(trace)] };
}
