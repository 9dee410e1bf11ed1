import type { Aside, Json, Part, Result, Side, Step, Test, Trace } from "./types";

/** Symbol for each word, so that no mark depends on its colour. */
const symbols: { [word: string]: string } = {
  duplicate: "\u2261",
  crash: "\u2715",
  late: "\u25F7",
  stale: "\u2248",
  throttled: "\u25BD",
  unknown: "?",
  partial: "\u25D0",
  refused: "\u2298",
};
export const markWords = Object.keys(symbols);
export const symbolOf = (word: string): string => symbols[word] ?? "!";

export const wasRefused = (step: Step): boolean => step.result === "refused";
export const marksOf = (step: Step): string[] => [...step.faults, ...(wasRefused(step) ? ["refused"] : [])];
/** "late: kitchen.deadline order-42" */
export const faultWords = (step: Step): string =>
  step.faults.join(", ") + (step.late.length ? `: ${step.late.join(", ")}` : "");

export function timeWords(ms: number): string {
  const parts: string[] = [];
  const hours = Math.floor(ms / 3_600_000);
  const minutes = Math.floor(ms / 60_000) % 60;
  const seconds = (ms % 60_000) / 1000;
  if (hours) parts.push(`${hours} h`);
  if (minutes) parts.push(`${minutes} min`);
  if (seconds || !parts.length) parts.push(`${seconds} s`);
  return parts.join(" ");
}

export const clip = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, Math.max(1, length - 1))}\u2026`;

const signs: { [test: string]: string } = { equals: "=", differs: "!=", less: "<", contains: "has", contains_not: "lacks" };

function testWords({ test, path, value }: Test): string {
  if (test === "version_is") return value === 0 ? "absent" : `v${value}`;
  if (!path) return test;
  if (test === "has" || test === "lacks") return `${test} ${path}`;
  return `${path} ${signs[test] ?? test} ${JSON.stringify(value)}`;
}

const conditionWords = (tests: Test[]): string => (tests.length ? ` if ${tests.map(testWords).join(" and ")}` : "");

/** Returns JSON in at most `length` letters, cut between two members if possible. */
function valueWords(value: Json, length: number): string {
  const whole = JSON.stringify(value);
  if (whole.length <= length || typeof value !== "object" || length < 9) return clip(whole, length);
  const comma = whole.slice(0, length - 2).lastIndexOf(",");
  return comma * 2 < length ? clip(whole, length) : `${whole.slice(0, comma + 1)}\u2026${Array.isArray(value) ? "]" : "}"}`;
}

type Update = { do: string; path: string; value?: Json }[];

const updateWords = (steps: Update): string =>
  steps.map((step) => [step.do, step.path, ..."value" in step ? [JSON.stringify(step.value)] : []].join(" ")).join(", ");

/** Verb, key, value and condition; the value gets the remaining length. */
function oneThing(verb: string, key: string, value: Json, rest: string, length: number): string {
  const head = [verb, key].filter(Boolean).join(" ");
  if (value === null) return head + rest;
  const left = Math.max(9, length - head.length - rest.length - 1);
  const written = verb === "update" ? clip(updateWords(value as unknown as Update), left) : valueWords(value, left);
  return `${head} ${written}${rest}`;
}

export const shortType = (type: string): string => type.split(".").slice(-2).join(".");

function partWords(part: Part, length: number): string {
  if (part.verb) return oneThing(part.verb, part.key, part.value, conditionWords(part.condition), length);
  const type = shortType(part.key);
  const whole = oneThing("", type, part.value, ` id ${part.id}`, Infinity);
  // An id is less useful than data.
  return whole.length <= length ? whole : oneThing("", type, part.value, "", length);
}

/** Request of a step, in about `length` letters; the written value is cut first. */
export function askedWords(step: Step, length = Infinity): string {
  if (step.verb === "time") return "time passes";
  if (step.port === null) return step.verb === "start" ? "starts" : step.verb;
  const due = step.due_ms === null ? "" : ` at +${timeWords(step.due_ms)}`;
  const rest = (step.eventual ? " (eventual)" : "") + due + conditionWords(step.condition);
  const head = oneThing(step.verb, step.key, step.value, rest, length);
  if (!step.parts.length) return clip(head, length);
  const writes = step.parts[0].verb !== "";
  const share = Math.floor((length - head.length) / step.parts.length) - 2;
  const parts = step.parts.map((part) => partWords(part, Math.max(9, share)));
  return clip(writes ? `${head}: ${parts.join("; ")}` : `${head} ${parts.join(" ")}`, length);
}

const plain: { [result in Result]?: string } = { none: "", missing: "nothing there", found: "" };

function resultWords({ result, reply, parts }: Step, length: number): string {
  if (result === "invalid") return reply.reason;
  if (result === "done") return typeof reply.value === "string" ? reply.value : "ok";
  if (parts.length > 1 && parts[0].result !== "none") return parts.map((part) => part.result).join(", ");
  if (reply.rows)
    return [`${reply.rows.length} ${reply.rows.length === 1 ? "row" : "rows"}`,
      ...reply.rows.map((row) => `${row.key}=${JSON.stringify(row.value)}`)].join(" ");
  const words = plain[result] ?? result;
  const version = reply.version === null ? "" : `${result === "unknown" ? "but written " : ""}v${reply.version}`;
  const head = [words + (result === "unknown" && version ? "," : ""), version].filter(Boolean).join(" ");
  return reply.value === null ? head : `${head} ${valueWords(reply.value, Math.max(9, length - head.length - 1))}`;
}

function asideWords({ what, who, why }: Aside): string {
  if (what === "expired") return `${who} expires`;
  if (what === "told") return `${who} gets its answer${why && ` and fails: ${why}`}`;
  return what === "silent" ? `${who} asks for nothing` : `${who} fails at once: ${why}`;
}

/** Other effects of a step: rows that expired, deliveries that ended at once. */
export const asidesWords = (asides: Aside[]): string => asides.map(asideWords).join(", ");

/** Reply to the handler, and its end if it ended in this step. */
export function toldWords(step: Step, length = Infinity): string {
  const later = step.answer_in_ms ? `, ${timeWords(step.answer_in_ms)} later` : "";
  const end = later + (step.dies ? " - dies before it gets the reply" : step.failure ? ` - fails: ${step.failure}` : "");
  const told = clip(resultWords(step, length - end.length), Math.max(9, length - end.length));
  return clip(told + end, length);
}

/** "67%". 0% and 100% are exact. */
export function percentWords(share: number): string {
  if (share > 0 && share < 0.005) return "<1%";
  if (share < 1 && share >= 0.995) return ">99%";
  return `${Math.round(share * 100)}%`;
}

/** "60% of the schedules end otherwise" */
export const shareWords = (share: number, side: Side): string =>
  `${percentWords(share)} of the schedules end otherwise${side === "passing" ? " than the failing one" : ""}`;

export const turnWords = "From now on everything leads to this end";
export const brokeWords = (trace: Trace): string => (trace.rule ? `Here the rule broke: ${trace.rule}` : "Here the schedule ends");

/** Returns one step as a sentence, for the list and for screen readers. */
export function stepSentence(step: Step): string {
  const asides = asidesWords(step.asides);
  const also = asides && `; ${asides}`;
  const fault = step.faults.length ? `; fault: ${faultWords(step)}` : "";
  if (step.delivery === null) return `${askedWords(step)}, now ${timeWords(step.at_ms)}${also}${fault}`;
  const told = toldWords(step, 200);
  return `${step.service}, ${step.who}: ${askedWords(step)}${told && `; told: ${told}`}${also}${fault}`;
}

export const searchText = (step: Step): string =>
  [step.service, step.who, askedWords(step), toldWords(step), asidesWords(step.asides), faultWords(step), ...step.said, ...step.last_said]
    .join("\n")
    .toLowerCase();
