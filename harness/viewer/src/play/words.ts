import { distanceOf, nowOf, shortest, worldOf, type Graph } from "./game";
import type { Game } from "./types";

/** Help that a player has taken. */
export interface Help {
  hints: number;
  undone: number;
}

export const countWords = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;

/** Says whether the rule can still break; `counted`: also in how few steps. */
export function outlook(graph: Graph, game: Game | null, counted: boolean): string {
  const fewest = shortest(graph);
  if (fewest === null && !(game && worldOf(graph, nowOf(game).world).end))
    return "This answer cannot be broken in this scope. You may still try.";
  if (!game) return "The rule can break.";
  const { end, decided } = worldOf(graph, nowOf(game).world);
  if (end) return end.rejected ? "The rule is broken." : "The rule held to the end.";
  const distance = distanceOf(graph, nowOf(game).world);
  if (distance === null) return "From here the rule cannot break any more. Undo, or start again.";
  const steps = counted ? ` In ${countWords(distance, "step")} at the earliest.` : "";
  return (decided ? "The rule breaks now, whatever comes next." : "The rule can still break.") + steps;
}

export const keyHelp: [string, string][] = [
  ["1 to 9", "choose a step"],
  ["arrow down, arrow up", "next and previous choice"],
  ["u", "undo the latest step"],
  ["r", "start again"],
  ["h", "in how few steps can the rule break?"],
  ["w", "mark the choices on a shortest way"],
  ["e", "go on without a fault, to the end"],
];
