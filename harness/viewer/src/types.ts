/** The members of check/trace.schema.json that the page draws; it ignores what it does not know. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type Ports = { [port: string]: Json };

export interface Step {
  at_ms: number;
  delivery: number | null;
  service: string;
  who: string;
  asked: string;
  told: string;
  file?: string;
  line?: number | null;
  fault: string | null;
  said: string[];
  last_said: string[];
  ports: Ports;
}

export interface Trace {
  version: 1;
  test: string;
  rule: string;
  hint: string;
  replay: string;
  command?: string;
  confirmed: boolean;
  faults: number;
  deliveries: string[];
  turn: number | null;
  steps: Step[];
}

export interface Story {
  failing: Trace;
  passing: Trace | null;
  source: string;
}

export type Side = "failing" | "passing";
