import type { Json, Ports } from "./types";

type Members = { [key: string]: Json };
export type Mark = "handled" | "told" | "waiting";

export interface Entry {
  position: number;
  stream: string;
  version: number;
  type: string;
}

/** A subscriber of a log, or a row that keeps a position of it. */
export interface Reader {
  name: string;
  kind: "service" | "row";
  /** It has read all events up to this position. */
  at: number;
  behind: number;
  /** By position, from 1. */
  marks: Mark[];
}

export interface Log {
  port: string;
  entries: Entry[];
  readers: Reader[];
}

const membersOf = (json: Json | undefined): Members =>
  typeof json === "object" && json !== null && !Array.isArray(json) ? json : {};

const readerOf = (name: string, kind: Reader["kind"], marks: Mark[]): Reader => {
  const first = marks.findIndex((mark) => mark !== "handled");
  const behind = marks.filter((mark) => mark !== "handled").length;
  return { name, kind, marks, behind, at: first < 0 ? marks.length : first };
};

function subscriber(name: string, json: Json, entries: Entry[]): Reader {
  const { told, waiting } = membersOf(json);
  const has = (list: Json | undefined, position: number): boolean => Array.isArray(list) && list.includes(position);
  const markOf = ({ position }: Entry): Mark => (has(told, position) ? "told" : has(waiting, position) ? "waiting" : "handled");
  return readerOf(name, "service", entries.map(markOf));
}

/** Returns the rows of all ports that keep a number `position`: readers that go on from there. */
function bookmarks(ports: Ports, entries: Entry[]): Reader[] {
  return Object.values(ports).flatMap((held) =>
    Object.entries(membersOf(held)).flatMap(([key, row]) => {
      const { position } = membersOf(membersOf(row).value);
      if (typeof position !== "number") return [];
      return [readerOf(key, "row", entries.map((entry) => (entry.position <= position ? "handled" : "waiting")))];
    }));
}

/** Returns the logs that the ports hold, each with those who read it: see trace.schema.json. */
export function logsOf(ports: Ports): Log[] {
  return Object.entries(ports).flatMap(([port, held]) => {
    const { log, readers } = membersOf(held);
    if (log === undefined || readers === undefined) return [];
    const entries = Object.entries(membersOf(log)).map(([position, event]) => {
      const { stream, version, type } = membersOf(event);
      return { position: Number(position), stream: String(stream), version: Number(version), type: String(type) };
    }).sort((a, b) => a.position - b.position);
    const subscribers = Object.entries(membersOf(readers)).map(([name, json]) => subscriber(name, json, entries));
    return [{ port, entries, readers: [...subscribers, ...bookmarks(ports, entries)] }];
  });
}
