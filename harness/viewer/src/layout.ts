import { lanesOf, type Lane } from "./lanes";
import type { Trace } from "./types";

export const gutter = 92;
export const band = 24;
export const arrival = 24;

export interface Row {
  top: number;
  height: number;
  arrives: boolean;
  differs: boolean;
  turns: boolean;
  ends: boolean;
}

export interface Layout {
  trace: Trace;
  lanes: Lane[];
  x: { [lane: string]: number };
  laneWidth: number;
  width: number;
  height: number;
  rows: Row[];
  /** First and last step of each delivery. */
  runs: Map<number, { first: number; last: number }>;
}

export function layOut(trace: Trace, space: number, difference: number | null): Layout {
  const lanes = lanesOf(trace);
  const laneWidth = Math.min(150, Math.max(68, Math.floor((space - gutter - 8) / Math.max(1, lanes.length))));
  const x: { [lane: string]: number } = {};
  lanes.forEach((lane, index) => (x[lane.id] = gutter + laneWidth * (index + 0.5)));
  const runs = new Map<number, { first: number; last: number }>();
  const rows: Row[] = [];
  let top = 0;
  trace.steps.forEach((step, index) => {
    const run = step.delivery === null ? undefined : runs.get(step.delivery);
    if (run) run.last = index;
    else if (step.delivery !== null) runs.set(step.delivery, { first: index, last: index });
    const arrives = step.delivery !== null && !run;
    const differs = index === difference;
    const turns = index === trace.turn;
    const ends = index === trace.steps.length - 1;
    const answered = step.port !== null && step.result !== "none";
    const bands = (differs ? 1 : 0) + (turns ? 1 : 0) + (ends ? 1 : 0);
    const height = (answered ? 48 : 32) + (arrives ? arrival : 0) + bands * band;
    rows.push({ top, height, arrives, differs, turns, ends });
    top += height;
  });
  const width = Math.max(space, gutter + laneWidth * lanes.length + 8);
  return { trace, lanes, x, laneWidth, width, height: top, rows, runs };
}

/** Index of the row at height y. */
export function rowAt(rows: Row[], y: number): number {
  let low = 0;
  let high = rows.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (rows[middle].top <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}
