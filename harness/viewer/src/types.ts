/** Members of check/trace.schema.json that the page draws; it ignores unknown ones. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type Ports = { [port: string]: Json };

export type Result =
  | "none" | "found" | "missing" | "written" | "refused" | "throttled"
  | "unknown" | "accepted" | "partial" | "failed" | "invalid" | "done";

/** A test of a condition; all tests must hold. */
export interface Test {
  test: string;
  path?: string;
  value?: Json;
}

/** A write of a transaction, or an event of a publication: then the verb is empty. */
export interface Part {
  verb: string;
  key: string;
  value: Json;
  condition: Test[];
  id: string;
  result: Result;
}

export interface Reply {
  version: number | null;
  value: Json;
  rows: { key: string; version: number; value: Json }[] | null;
  reason: string;
}

export interface Aside {
  what: "expired" | "silent" | "failed" | "told";
  who: string;
  why: string;
  file?: string;
  line?: number | null;
}

export interface Step {
  at_ms: number;
  delivery: number | null;
  service: string;
  who: string;
  /** Null: the step calls no port; the verb is "start" or "time". */
  port: string | null;
  verb: string;
  key: string;
  value: Json;
  condition: Test[];
  eventual: boolean;
  due_ms: number | null;
  parts: Part[];
  result: Result;
  reply: Reply;
  /** Absent or null: the handler gets the reply in this step. */
  answer_in_ms?: number | null;
  faults: string[];
  late: string[];
  dies: boolean;
  failure: string;
  asides: Aside[];
  file?: string;
  line?: number | null;
  said: string[];
  last_said: string[];
  ports: Ports;
  /** Share of the schedules from here that end otherwise. Absent or null: not known. */
  otherwise?: number | null;
}

/** A port that is asked in the steps; they stand from left to right. */
export interface PortLane {
  port: string;
  title: string;
}

export interface Trace {
  version: 2;
  test: string;
  rule: string;
  hint: string;
  replay: string;
  command?: string;
  confirmed: boolean;
  faults: number;
  deliveries: string[];
  asides: Aside[];
  lanes: PortLane[];
  turn: number | null;
  /** The same share before the first step. */
  otherwise?: number | null;
  steps: Step[];
}

export interface Story {
  failing: Trace;
  passing: Trace | null;
  source: string;
}

export type Side = "failing" | "passing";
