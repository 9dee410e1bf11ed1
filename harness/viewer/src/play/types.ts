import type { Json, Ports, Step } from "../types";

/** Members of a step that do not depend on the schedule before it. */
export type Words = Omit<Step, "delivery" | "who" | "at_ms" | "ports" | "said" | "last_said">;

/** Delivery that begins: number of its message, node of its handler (-1: it ends at once), and the exception that ends it. */
export type Arrived = [message: number, node: number, why: string];
/** Delivery that gets an answer: number of the answer, node afterwards (-1: it has ended), exception. */
export type Told = [answer: number, node: number, why: string];

/** A step, as far as worlds do not matter: see PlayGraph::Deed in harness/sim/tell/play_graph.hpp. */
export interface Deed {
  what: number;
  words: number;
  node?: number;
  variant?: number;
  message?: number;
  to?: number;
  waits?: number;
  again?: number;
  /** Number of faults that it takes; absent: none. */
  faults?: number;
  check?: string;
  arrived?: Arrived[];
  told?: Told[];
}

export interface Message {
  service: string;
  name: string;
  /** Number of the first message with the same event and the same handler. */
  alike: number;
}

export interface Start {
  world: number;
  number: number;
  copies: number;
  /** Names of the events that come once more. */
  copied: string[];
  arrived: Arrived[];
}

export interface End {
  lines: string[];
  rejected: boolean;
  rule: string;
  hint: string;
}

/** Data that the kit writes into the page. */
export interface Data {
  version: 1;
  test: string;
  scenario: number;
  /** Command to which a replay token is appended. */
  replay: string;
  /** Null: all faults of the scenario are offered. */
  faults_max: number | null;
  messages: Message[];
  starts: Start[];
  deeds: Deed[];
  words: Words[];
  ports: string[];
  contents: Json[];
  budgets: { [fault: string]: number }[];
  scenes: number[][];
  worlds: number[];
  ends: End[];
}

/** A world, read from Data.worlds. */
export interface World {
  at_ms: number;
  budget: { [fault: string]: number };
  ports: Ports;
  end: End | null;
  /** Fewest steps to an end that the test rejects; null: there is none. */
  distance: number | null;
  /** Fewest steps to a world from which every end is rejected, as long as there is no further fault; null: there is none. */
  loss: number | null;
  moves: { deed: number; to: number }[];
}

export interface Delivery {
  message: number;
  node: number;
  copy: number;
  attempt: number;
  ended: boolean;
  /** Number of the answer that it waits for; -1: none. */
  waits: number;
}

/** One moment of a game. */
export interface Moment {
  world: number;
  deliveries: Delivery[];
  /** Delivery that took the latest step; -1: time passed, or nothing has happened. */
  mover: number;
}

/** A step that can be taken. `delivery` is -1 when time passes. */
export interface Choice {
  deed: number;
  to: number;
  delivery: number;
}

export interface Game {
  start: number;
  moments: Moment[];
  taken: Choice[];
}
