import { fewest, nowOf, worldOf, type Graph } from "./game";
import type { Step } from "../types";
import type { Game } from "./types";

/** Help that a player has taken. */
export interface Help {
  hints: number;
  undone: number;
}

/** Returns a step without the deliveries that ask for nothing: here they are noise. */
export const withoutSilent = (step: Step): Step => ({ ...step, asides: step.asides.filter(({ what }) => what !== "silent") });

export const countWords = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;

/** Says whether the rule can still break; `counted`: also in how few steps. */
export function outlook(graph: Graph, game: Game | null, counted: boolean): string {
  if (fewest(graph, "loss") === null && !(game && worldOf(graph, nowOf(game).world).end))
    return "This answer cannot be broken in this scope. You may still try.";
  if (!game) return `The rule can break${counted ? `: in ${countWords(fewest(graph, "loss") ?? 0, "step")}` : ""}.`;
  const { end, loss, distance } = worldOf(graph, nowOf(game).world);
  if (end) return end.rejected ? "The rule is broken." : "The rule held to the end.";
  if (loss === null) return "From here the rule cannot break any more. Undo, or start again.";
  if (loss > 0) return `The rule can still break${counted ? `: in ${countWords(loss, "step")}` : ""}.`;
  return `The rule is broken: without a further fault, every end from here breaks it.${counted ? ` The next end is ${countWords(distance ?? 0, "step")} away.` : ""}`;
}

export const keyHelp: [string, string][] = [
  ["1 to 9", "choose a step"],
  ["arrow down, arrow up", "next and previous choice"],
  ["u", "undo the latest step"],
  ["r", "start again"],
  ["h", "in how few steps can the rule break?"],
  ["w", "mark the choices on a shortest way"],
  ["e", "go on to the end, without a fault"],
];
