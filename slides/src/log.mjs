// Draws the log of a trace after one of its steps, and how far each of its readers has read:
//     trace=NAME   slides/traces/NAME.json
//     step=14      as the kit's page counts them, from 1
import { readTrace } from "./traces.mjs";

const escape = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const narrow = 5; // columns; with more of them a name has no room for its first words
const words = {
  service: { handled: "done", told: "told", waiting: "waits" },
  row: { handled: "read", told: "", waiting: "" },
};

/** Returns the last word of "com.shop.order.paid" or "order/42". */
const lastOf = (name) => name.split(/[./]/).at(-1);

/** Returns the table of the log after step `step`. */
export function drawLog({ trace: name, step }, where) {
  const { steps } = readTrace(name);
  const [log] = steps.slice(0, Number(step)).findLast(({ logs }) => logs)?.logs ?? [];
  if (!log || !(step in steps)) throw new Error(`${where}: ${name} has no log at step ${step}`);
  const short = log.entries.length > narrow;
  const row = (kind, cells) => `<tr>${cells.map(([text, look = ""]) =>
    `<${kind}${look && ` class="${look}"`}>${text}</${kind}>`).join("")}</tr>`;
  const events = log.entries.map(({ position, stream, type }) =>
    [`<b>${position}</b><br>${escape(short ? lastOf(stream) : stream)}` +
      (short ? "" : `<br>${escape(lastOf(type))}`)]);
  const readers = log.readers.map((reader) => row("td", [
    [`${reader.kind === "row" ? "bookmark" : "handlers"}<br>${reader.behind} behind`],
    ...reader.marks.map((mark) => [words[reader.kind][mark], mark]),
  ]));
  return `<table class="log"><thead>${row("th", [["position<br>stream"], ...events])}</thead>` +
    `<tbody>${readers.join("")}</tbody></table>`;
}
