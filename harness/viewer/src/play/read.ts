import { graphOf, type Graph } from "./game";
import type { Data } from "./types";

const lists = ["messages", "starts", "deeds", "words", "ports", "contents", "budgets", "scenes", "worlds", "ends"] as const;

/** Reads what the kit has written into the page. */
export function readPlay(text: string): { graph: Graph } | { problem: string } {
  let json: Data | null;
  try {
    json = JSON.parse(text) as Data | null;
  } catch {
    return { problem: "The worlds in this page cannot be read: they are not JSON." };
  }
  if (json === null) return { problem: "There is no scenario in this page: this is the empty template." };
  if (json.version !== 1)
    return { problem: `The worlds in this page cannot be read: their format is version ${JSON.stringify(json.version)}, this page reads version 1.` };
  for (const name of lists)
    if (!Array.isArray(json[name])) return { problem: `The worlds in this page cannot be read: "${name}" is not a list.` };
  if (!json.starts.length) return { problem: "The worlds in this page cannot be read: there is no start." };
  return { graph: graphOf(json) };
}
