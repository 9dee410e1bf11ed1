// The rules of the page: which steps there are, what they do, and which token names them. They must
// be those of sim::SchedulePlayer and sim::Token: harness/tests/play_walks_test.cpp compares them.
import type { Aside, Ports, Step } from "../types";
import type { Arrived, Choice, Data, Deed, Delivery, Game, Moment, World } from "./types";

export const act = 0, die = 1, time = 2;

/** Variants from here on are deaths of handlers that wait for an answer: sim::Step::waiting. */
const waiting = 1000;
const perWorld = 5;

/** The data of a page, with the place of each world in its numbers. */
export interface Graph {
  data: Data;
  offsets: Int32Array;
}

export function graphOf(data: Data): Graph {
  const offsets: number[] = [];
  for (let at = 0; at < data.worlds.length; at += perWorld + 2 * data.worlds[at + 4]) offsets.push(at);
  return { data, offsets: Int32Array.from(offsets) };
}

/** Contents of the ports of a world, by port. */
function portsOf({ data }: Graph, scene: number[]): Ports {
  const ports: Ports = {};
  data.ports.forEach((port, index) => {
    if (scene[index + 2]) ports[port] = data.contents[scene[index + 2]];
  });
  return ports;
}

export function worldOf(graph: Graph, number: number): World {
  const { data, offsets } = graph;
  const at = offsets[number];
  const [scene, end, distance, loss, count] = data.worlds.slice(at, at + perWorld);
  const moves = Array.from({ length: count }, (_, index) => {
    const move = at + perWorld + 2 * index;
    return { deed: data.worlds[move], to: number + data.worlds[move + 1] };
  });
  const [at_ms, budget] = data.scenes[scene];
  return {
    at_ms,
    budget: data.budgets[budget],
    ports: portsOf(graph, data.scenes[scene]),
    end: end ? data.ends[end - 1] : null,
    distance: distance ? distance - 1 : null,
    loss: loss ? loss - 1 : null,
    moves,
  };
}

const canMove = (delivery: Delivery): boolean => !delivery.ended && delivery.waits < 0;

/** Adds the deliveries that begin. Of each event to one handler the copies are numbered. */
function arrive({ data }: Graph, deliveries: Delivery[], arrived: Arrived[]): void {
  const alike = (message: number): number => data.messages[message].alike;
  for (const [message, node] of arrived) {
    const before = deliveries.filter((other) => other.attempt === 1 && alike(other.message) === alike(message));
    deliveries.push({ message, node, copy: before.length + 1, attempt: 1, ended: node < 0, waits: -1 });
  }
}

export function begin(graph: Graph, start: number): Game {
  const { world, arrived } = graph.data.starts[start];
  const deliveries: Delivery[] = [];
  arrive(graph, deliveries, arrived);
  return { start, moments: [{ world, deliveries, mover: -1 }], taken: [] };
}

/** Delivery that takes a step; of several with the same history the latest mover, else the earliest. */
function deliveryOf(deed: Deed, { deliveries, mover }: Moment): number {
  if (deed.what === time) return -1;
  if (deed.what === die && (deed.variant ?? 0) >= waiting)
    return deliveries.findIndex((delivery) => delivery.waits === deed.waits);
  const standsThere = (delivery?: Delivery): boolean => delivery !== undefined && canMove(delivery) && delivery.node === deed.node;
  return standsThere(deliveries[mover]) ? mover : deliveries.findIndex(standsThere);
}

export const nowOf = (game: Game): Moment => game.moments[game.moments.length - 1];

export function choicesOf(graph: Graph, moment: Moment): Choice[] {
  return worldOf(graph, moment.world).moves.map(({ deed, to }) => ({
    deed,
    to,
    delivery: deliveryOf(graph.data.deeds[deed], moment),
  }));
}

function afterwards(graph: Graph, moment: Moment, choice: Choice): Moment {
  const deed = graph.data.deeds[choice.deed];
  const deliveries = moment.deliveries.map((delivery) => ({ ...delivery }));
  const mover = deliveries[choice.delivery];
  if (deed.what === die) {
    mover.ended = true;
    mover.waits = -1;
    if (deed.again !== undefined)
      deliveries.push({ ...mover, node: deed.again, attempt: mover.attempt + 1, ended: false });
  } else if (deed.what === act) {
    mover.waits = deed.waits ?? -1;
    if (deed.waits === undefined) {
      mover.ended = deed.to === undefined;
      mover.node = deed.to ?? -1;
    }
  }
  for (const [answer, node] of deed.told ?? []) {
    const told = deliveries.find((delivery) => delivery.waits === answer);
    if (told) Object.assign(told, { waits: -1, node, ended: node < 0 });
  }
  arrive(graph, deliveries, deed.arrived ?? []);
  return { world: choice.to, deliveries, mover: choice.delivery };
}

export const take = (graph: Graph, game: Game, choice: Choice): Game => ({
  ...game,
  moments: [...game.moments, afterwards(graph, nowOf(game), choice)],
  taken: [...game.taken, choice],
});

export const undo = (game: Game): Game =>
  game.taken.length ? { ...game, moments: game.moments.slice(0, -1), taken: game.taken.slice(0, -1) } : game;

const ordinal = (number: number): string => (number === 2 ? "2nd" : number === 3 ? "3rd" : `${number}th`);

/** "payment.completed (2nd copy) (again)" */
export function nameOf({ data }: Graph, { message, copy, attempt }: Delivery): string {
  const copies = copy > 1 ? ` (${ordinal(copy)} copy)` : "";
  const again = attempt < 2 ? "" : attempt === 2 ? " (again)" : ` (again, ${ordinal(attempt)} time)`;
  return data.messages[message].name + copies + again;
}

/** Returns a step with all that the other page shows of one. */
export function stepOf(graph: Graph, before: Moment, choice: Choice): Step {
  const { data } = graph;
  const deed = data.deeds[choice.deed];
  const words = data.words[deed.words];
  const after = afterwards(graph, before, choice);
  const asides: Aside[] = [...words.asides];
  for (const [answer, , why] of deed.told ?? []) {
    const told = before.deliveries.find((delivery) => delivery.waits === answer);
    if (told) asides.push({ what: "told", who: nameOf(graph, told), why });
  }
  const arrived = after.deliveries.slice(after.deliveries.length - (deed.arrived ?? []).length);
  (deed.arrived ?? []).forEach(([, node, why], index) => {
    if (node < 0) asides.push({ what: why ? "failed" : "silent", who: nameOf(graph, arrived[index]), why });
  });
  const overtaken = deed.what === time ? before.deliveries.filter(canMove).map((delivery) => nameOf(graph, delivery)) : [];
  const world = worldOf(graph, choice.to);
  return {
    ...words,
    delivery: choice.delivery < 0 ? null : choice.delivery,
    who: choice.delivery < 0 ? "" : nameOf(graph, before.deliveries[choice.delivery]),
    at_ms: world.at_ms,
    late: [...words.late, ...overtaken],
    asides,
    said: [],
    last_said: [],
    ports: world.ports,
  };
}

/** Names of the deliveries that begin in a step and then ask for something. */
export function beginners(graph: Graph, before: Moment, choice: Choice): string[] {
  const { deliveries } = afterwards(graph, before, choice);
  const known = before.deliveries.length;
  return deliveries.slice(known).filter((delivery) => !delivery.ended).map((delivery) => nameOf(graph, delivery));
}

/** Number of faults of a game so far: copies at the start, and those of the steps. */
export const faultsOf = (graph: Graph, game: Game): number =>
  game.taken.reduce((sum, { deed }) => sum + (graph.data.deeds[deed].faults ?? 0), graph.data.starts[game.start].copies);

const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const lengthMax = 100;

function moveText({ data }: Graph, { deed, delivery }: Choice): string {
  const { what, variant } = data.deeds[deed];
  const who = what === time ? "." : letters[delivery] ?? `@${delivery}`;
  return `${who}${what === die ? "_" : ""}${variant ? `+${variant}` : ""}`;
}

/** Returns the replay token of a game: see sim::Token. */
export function tokenOf(graph: Graph, game: Game): string {
  const { data } = graph;
  const moves = game.taken.map((choice) => moveText(graph, choice));
  let text = `${data.test}/${data.scenario}-${data.starts[game.start].number}-`;
  for (let at = 0; at < moves.length; ) {
    let same = at;
    while (same < moves.length && moves[same] === moves[at]) ++same;
    text += moves[at];
    if (same - at > 1) text += (/\d$/.test(moves[at]) ? ":" : "") + (same - at);
    at = same;
  }
  text += "-";
  const checks = game.taken.map(({ deed }) => data.deeds[deed].check ?? "0").join("");
  return text + checks.slice(0, Math.max(0, lengthMax - text.length));
}

/** A number of steps for each world. */
export type Count = "distance" | "loss";

/** Fewest of these steps from any start; null: the rule cannot be broken. */
export function fewest({ data, offsets }: Graph, count: Count): number | null {
  const at = count === "distance" ? 2 : 3;
  const steps = data.starts.map(({ world }) => data.worlds[offsets[world] + at] - 1).filter((own) => own >= 0);
  return steps.length ? Math.min(...steps) : null;
}

/** True if every end from the world is rejected, as long as there is no further fault. */
export const isLost = (graph: Graph, world: number): boolean => worldOf(graph, world).loss === 0;

/** Number of steps of a game after which all was lost, up to now; null: it is not. */
export function stepsToLoss(graph: Graph, game: Game): number | null {
  let at = game.moments.length;
  while (at > 0 && isLost(graph, game.moments[at - 1].world)) --at;
  return at < game.moments.length ? at : null;
}

/** True for a choice that brings the loss one step nearer; once all is lost, for one that keeps it so. */
export function isOnShortestWay(graph: Graph, moment: Moment, choice: Choice): boolean {
  const { loss } = worldOf(graph, moment.world);
  if (loss === null) return false;
  if (loss > 0) return worldOf(graph, choice.to).loss === loss - 1;
  return !graph.data.deeds[choice.deed].faults;
}

/** Returns a choice without a fault, of the delivery that moved last if it can; null: it is the end. */
export function calmChoice(graph: Graph, moment: Moment): Choice | null {
  const calm = choicesOf(graph, moment).filter(({ deed }) => !graph.data.deeds[deed].faults);
  return calm.find(({ delivery }) => delivery === moment.mover && delivery >= 0) ?? calm[0] ?? null;
}
