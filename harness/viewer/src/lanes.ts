import type { Trace } from "./types";

export interface Lane {
  id: string;
  kind: "time" | "port" | "run";
  name: string;
  service: string;
}

const portWords: [string, RegExp][] = [
  ["bus", /^publish\b/],
  ["timers", /^(schedule|cancel|timers?)\b/],
  ["ids", /^(a )?(new )?ids?\b/],
  ["fifo", /^(send|next in line)\b/],
  ["store", /^(get|put|update|query|scan|erase|transaction|next change)\b/],
];
const portOrder = ["store", "timers", "ids", "fifo", "other"];

/** The trace tells the port only in words; null where the handler asks none. */
export function portOf(asked: string): string | null {
  if (asked === "starts" || asked === "time passes") return null;
  return portWords.find(([, words]) => words.test(asked))?.[0] ?? "other";
}

const port = (name: string): Lane => ({ id: name, kind: "port", name, service: "" });

/** From left to right: time, the bus that events come from, the runs by service, the other ports. */
export function lanesOf(trace: Trace): Lane[] {
  const services = new Map<number, string>();
  const ports = new Set<string>();
  let timePasses = false;
  for (const step of trace.steps) {
    if (step.delivery === null) timePasses = true;
    else services.set(step.delivery, step.service);
    const asked = step.delivery === null ? null : portOf(step.asked);
    if (asked) ports.add(asked);
  }
  const runs = new Map<string, Lane[]>();
  trace.deliveries.forEach((name, index) => {
    const service = services.get(index);
    if (service === undefined) return;
    const lane: Lane = { id: `run${index}`, kind: "run", name, service };
    runs.set(service, [...(runs.get(service) ?? []), lane]);
  });
  return [
    ...(timePasses ? [{ id: "time", kind: "time", name: "time", service: "" } as Lane] : []),
    ...(services.size ? [port("bus")] : []),
    ...[...runs.values()].flat(),
    ...portOrder.filter((name) => ports.has(name)).map(port),
  ];
}
