// Schedules of the kit's answers, as committed in slides/traces/: what the drawing needs of the
// traces that the self-check writes.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { logsOf } from "./kit_words.mjs";

const folder = new URL("../traces/", import.meta.url);
const dropped = ["ports", "command", "replay", "file", "line", "said", "last_said", "confirmed"];

const fileOf = (name) => new URL(`${name}.json`, folder);
export const readTrace = (name) => JSON.parse(readFileSync(fileOf(name), "utf8"));

/** Returns the steps with the logs that the ports hold, in each step that changes them. */
function withLogs(steps) {
  let before = "[]";
  return steps.map((step) => {
    const logs = logsOf(step.ports);
    const text = JSON.stringify(logs);
    const isSame = text === before;
    before = text;
    return isSame ? step : { ...step, logs };
  });
}

/** Returns the text of a committed trace: one step a line. */
function textOf(trace) {
  const lean = (object) =>
    Object.fromEntries(Object.entries(object).filter(([name]) => !dropped.includes(name)));
  const { steps, ...rest } = lean(trace);
  const lines = withLogs(steps).map((step) => JSON.stringify(lean(step)));
  return `${JSON.stringify(rest).slice(0, -1)},"steps":[\n${lines.join(",\n")}\n]}\n`;
}

/** Returns the committed traces that differ from those in `from`; with `write`, writes them. */
export function compareTraces(from, write) {
  const names = readdirSync(folder).map((file) => file.replace(/\.json$/, ""));
  return names.filter((name) => {
    const [found] = readdirSync(join(from, name));
    const fresh = textOf(JSON.parse(readFileSync(join(from, name, found), "utf8")));
    const differs = readFileSync(fileOf(name), "utf8") !== fresh;
    if (write && differs) writeFileSync(fileOf(name), fresh);
    return differs;
  });
}
