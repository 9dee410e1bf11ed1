import type { Trace } from "./types";

export interface Lane {
  id: string;
  kind: "time" | "port" | "run";
  name: string;
  service: string;
}

const laneOf = (port: string, title: string): Lane => ({ id: port, kind: "port", name: title, service: "" });

/** Returns the lanes from left to right: time, the bus, the deliveries by service, the other ports. */
export function lanesOf(trace: Trace): Lane[] {
  const services = new Map<number, string>();
  let timePasses = false;
  for (const step of trace.steps) {
    if (step.delivery === null) timePasses = true;
    else services.set(step.delivery, step.service);
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
    ...(services.size ? [laneOf("bus", "bus")] : []),
    ...[...runs.values()].flat(),
    ...trace.lanes.filter(({ port }) => port !== "bus").map(({ port, title }) => laneOf(port, title)),
  ];
}
