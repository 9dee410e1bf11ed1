import type { Step, Trace } from "./types";

/** A symbol for each word, so that no mark rests on its colour. */
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

export const faultsOf = (step: Step): string[] => (step.fault ? step.fault.split(/,\s*/) : []);
export const wasRefused = (step: Step): boolean => /^refused\b/.test(step.told);
export const marksOf = (step: Step): string[] => [...faultsOf(step), ...(wasRefused(step) ? ["refused"] : [])];

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

export const turnWords = "From now on everything leads to this end";
export const brokeWords = (trace: Trace): string => (trace.rule ? `Here the rule broke: ${trace.rule}` : "Here the schedule ends");

/** One step as a sentence, for the list and for screen readers. */
export function stepSentence(step: Step): string {
  if (step.delivery === null)
    return `${step.asked}${step.told && `: ${step.told}`}, now ${timeWords(step.at_ms)}${step.fault ? `; fault: ${step.fault}` : ""}`;
  const told = step.told ? `; told: ${clip(step.told, 200)}` : "";
  const fault = step.fault ? `; fault: ${step.fault}` : "";
  return `${step.service}, ${step.who}: ${step.asked}${told}${fault}`;
}

export const searchText = (step: Step): string =>
  [step.service, step.who, step.asked, step.told, step.fault ?? "", ...step.said, ...step.last_said]
    .join("\n")
    .toLowerCase();
