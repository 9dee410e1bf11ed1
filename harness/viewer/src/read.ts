import type { Json, Step, Story, Trace } from "./types";

export type Reading = { story: Story } | { problem: string };

type Members = { [key: string]: Json };

const isObject = (json: Json | undefined): json is Members =>
  typeof json === "object" && json !== null && !Array.isArray(json);
const isIndex = (json: Json | undefined, end: number): boolean =>
  typeof json === "number" && Number.isInteger(json) && json >= 0 && json < end;
const areStrings = (json: Json | undefined): boolean =>
  Array.isArray(json) && json.every((item) => typeof item === "string");

const isOneOf = (json: Json | undefined, kinds: string[]): boolean =>
  kinds.includes(json === null ? "null" : Array.isArray(json) ? "list" : typeof json);

const isShare = (json: Json | undefined): boolean =>
  json === undefined || json === null || (typeof json === "number" && json >= 0 && json <= 1);

/** Members of a step, each with the allowed kinds of value. */
const members: { [name: string]: string[] } = {
  at_ms: ["number"], service: ["string"], who: ["string"], port: ["string", "null"], verb: ["string"], key: ["string"],
  condition: ["list"], eventual: ["boolean"], due_ms: ["number", "null"], parts: ["list"], result: ["string"],
  reply: ["object"], dies: ["boolean"], failure: ["string"], asides: ["list"], ports: ["object"],
};

function stepProblem(step: Json, deliveries: number, ports: Json[]): string {
  if (!isObject(step)) return "is not an object";
  if (step.delivery !== null && !isIndex(step.delivery, deliveries)) return "names no known delivery";
  for (const [name, kinds] of Object.entries(members))
    if (!isOneOf(step[name], kinds)) return `has no "${name}" that is a ${kinds.join(" or ")}`;
  if (!isShare(step.otherwise)) return `has an "otherwise" that is no share`;
  if (step.port !== null && !ports.includes(step.port)) return "asks a port that has no lane";
  for (const name of ["faults", "late", "said", "last_said"])
    if (!areStrings(step[name])) return `has no "${name}" that is a list of texts`;
  return "";
}

function traceProblem(trace: Json): string {
  if (!isObject(trace)) return "it is not an object";
  if (trace.version !== 2) return `its format is version ${JSON.stringify(trace.version)}, this page reads version 2`;
  for (const key of ["test", "rule", "hint", "replay"])
    if (typeof trace[key] !== "string") return `"${key}" is not a text`;
  if (typeof trace.faults !== "number") return `"faults" is not a number`;
  if (typeof trace.confirmed !== "boolean") return `"confirmed" is neither true nor false`;
  if (!areStrings(trace.deliveries)) return `"deliveries" is not a list of names`;
  if (!Array.isArray(trace.asides)) return `"asides" is not a list`;
  const lanes = trace.lanes;
  if (!Array.isArray(lanes) || !lanes.every((lane) => isObject(lane) && areStrings([lane.port, lane.title])))
    return `"lanes" is not a list of ports and titles`;
  const steps = trace.steps;
  if (!Array.isArray(steps)) return `"steps" is not a list`;
  if (trace.turn !== null && !isIndex(trace.turn, steps.length)) return `"turn" is not the index of a step`;
  if (!isShare(trace.otherwise)) return `"otherwise" is no share`;
  const deliveries = (trace.deliveries as string[]).length;
  const ports = lanes.map((lane) => (lane as Members).port);
  for (const [index, step] of steps.entries()) {
    const problem = stepProblem(step, deliveries, ports);
    if (problem) return `step ${index + 1} ${problem}`;
  }
  return "";
}

const failed = (why: string): Reading => ({ problem: `The schedule in this page cannot be read: ${why}.` });

/** Reads a story with its failing and its passing schedule, or a single trace. */
export function readStory(text: string): Reading {
  let json: Json;
  try {
    json = JSON.parse(text) as Json;
  } catch {
    return failed("it is not JSON");
  }
  if (json === null) return { problem: "There is no schedule in this page: this is the empty template." };
  if (!isObject(json)) return failed("it is not an object");
  const bare = "steps" in json;
  const failing = bare ? json : json.failing ?? null;
  const passing = bare ? null : json.passing ?? null;
  if (!bare && json.version !== 1)
    return failed(`its format is version ${JSON.stringify(json.version)}, this page reads version 1`);
  const problem = traceProblem(failing);
  if (problem) return failed(problem);
  const passingProblem = passing === null ? "" : traceProblem(passing);
  if (passingProblem) return failed(`of the passing one, ${passingProblem}`);
  const source = !bare && typeof json.source === "string" ? json.source : "";
  return { story: { failing: failing as unknown as Trace, passing: passing as unknown as Trace | null, source } };
}

/** Compared members: the state of the ports and the place in the code follow from the others. */
const lookOf = ({ file: _file, line: _line, ports: _ports, otherwise: _share, said: _said, last_said: _last, ...look }: Step): string => JSON.stringify(look);
const sameStep = (a: Step, b: Step): boolean => lookOf(a) === lookOf(b);

/** Index of the first step in which two schedules differ; null when they are the same. */
export function firstDifference(a: Trace, b: Trace): number | null {
  const shared = Math.min(a.steps.length, b.steps.length);
  for (let i = 0; i < shared; ++i) if (!sameStep(a.steps[i], b.steps[i])) return i;
  return a.steps.length === b.steps.length ? null : shared;
}
