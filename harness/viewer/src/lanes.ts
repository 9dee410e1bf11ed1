import type { Trace } from "./types";

export interface Lane {
  id: string;
  kind: "time" | "port" | "run";
  name: string;
  service: string;
}

/** Ports with a fixed place; others are to the right of them, sorted by name. */
const portOrder = ["store", "timers", "ids", "fifo"];
const placeOf = (name: string): number => (portOrder.includes(name) ? portOrder.indexOf(name) : portOrder.length);
const byPlace = (a: string, b: string): number => placeOf(a) - placeOf(b) || a.localeCompare(b, "en");

const port = (name: string): Lane => ({ id: name, kind: "port", name, service: "" });

/** Returns the lanes from left to right: time, the bus, the deliveries by service, the other ports. */
export function lanesOf(trace: Trace): Lane[] {
  const services = new Map<number, string>();
  const ports = new Set<string>();
  let timePasses = false;
  for (const step of trace.steps) {
    if (step.delivery === null) timePasses = true;
    else services.set(step.delivery, step.service);
    if (step.port !== null && step.port !== "bus") ports.add(step.port);
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
    ...[...ports].sort(byPlace).map(port),
  ];
}
