// Shows what a wrong answer is told by the test that rejects it, as committed in slides/printed/.
//     of=NAME          slides/printed/NAME.txt
//     lines=3-7        the lines to show, from 1
import { readFileSync } from "node:fs";

const folder = new URL("../printed/", import.meta.url);
const begin = "  Broken rule: ";

/** Returns the lines about the broken rule in the output of a program, without its first indent. */
export function reportIn(output) {
  const lines = output.split("\n");
  const first = lines.findIndex((line) => line.startsWith(begin));
  if (first < 0) return "";
  const rest = lines.slice(first);
  const end = rest.findIndex((line) => line && !line.startsWith("  "));
  const own = end < 0 ? rest : rest.slice(0, end);
  return `${own.map((line) => line.slice(2).trimEnd()).join("\n").trimEnd()}\n`;
}

/** Returns lines of such a report, without the indent that all of them have. */
export function pullPrinted({ of: name, lines: wanted }, where) {
  const all = readFileSync(new URL(`${name}.txt`, folder), "utf8").trimEnd().split("\n");
  const [first, last = first] = wanted.split("-").map(Number);
  const lines = all.slice(first - 1, last);
  if (lines.length !== last - first + 1)
    throw new Error(`${where}: ${name} has ${all.length} lines, not ${wanted}`);
  const indent = Math.min(...lines.map((line) => line.search(/\S/)));
  return lines.map((line) => line.slice(indent)).join("\n");
}
