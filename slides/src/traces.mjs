// What the kit's answers show, as committed: schedules in slides/traces/, reports of failures in
// slides/printed/, and charts in slides/charts/. The self-check writes them to folders of these
// names; what is committed has only what the slides need.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { logsOf } from "./kit_words.mjs";
import { reportIn } from "./printed.mjs";

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

/** Returns the text of the only file in a folder. */
function onlyFileIn(path) {
  const [found] = readdirSync(path);
  return readFileSync(join(path, found), "utf8");
}

/** Returns the charts of a page that the kit has drawn: one a line. */
function chartsIn(page) {
  const [, json] = /<script id="charts"[^>]*>(.*?)<\/script>/.exec(page);
  const { charts, ...rest } = JSON.parse(json);
  const lines = charts.map((chart) => JSON.stringify(chart));
  return `${JSON.stringify(rest).slice(0, -1)},"charts":[\n${lines.join(",\n")}\n]}\n`;
}

// For each folder of slides/: the text that it should have, from what the self-check wrote to a
// folder of that name.
const kinds = {
  traces: (from, name) => textOf(JSON.parse(onlyFileIn(join(from, name)))),
  printed: (from, name) => reportIn(readFileSync(join(from, `${name}.txt`), "utf8")),
  charts: (from, name) => chartsIn(onlyFileIn(join(from, "pages", `${name}_reference`))),
};

/** Returns the committed files that differ from what the self-check wrote beside the folder
    `traces`; with `write`, writes them. */
export function compareTraces(traces, write) {
  return Object.entries(kinds).flatMap(([kind, freshOf]) => {
    const own = new URL(`../${kind}/`, import.meta.url);
    return readdirSync(own).filter((file) => {
      const fresh = freshOf(join(traces, "..", kind), file.replace(/\.\w+$/, ""));
      const differs = readFileSync(new URL(file, own), "utf8") !== fresh;
      if (write && differs) writeFileSync(new URL(file, own), fresh);
      return differs;
    }).map((file) => `${kind}/${file}`);
  });
}
