// Turns fences of a deck into figures and code:
//   ```dot alt="…"                      a Graphviz diagram
//   ```lanes alt="…"                    messages between parties, drawn by src/lanes.mjs
//   ```schedule trace=NAME alt="…"      a failing schedule of the kit, drawn by src/schedule.mjs
//   ```log trace=NAME step=14           a log and its readers after that step, by src/log.mjs
//   ```ledger until="3 March"           facts with a balance that is replayed, by src/ledger.mjs
//   ```chart of=17 title=Funnel         a chart of the kit's own page, by src/charts.mjs
//   ```retries wait=2 …                 when callers try again, worked out by src/retries.mjs
//   ```printed of=NAME lines=3-7        what a test prints of a wrong answer, by src/printed.mjs
//   ```cpp file=PATH tag=NAME           a declaration of that name in a file of the kit;
//                                       without=WORD leaves out lines with that word
//   ```list file=PATH heading="…"       the list below that heading of a document
// `alt` is required: it is what a screen reader says.
import { readFileSync } from "node:fs";
import { instance } from "@viz-js/viz";
import { drawChart } from "./charts.mjs";
import { drawLanes } from "./lanes.mjs";
import { drawLedger } from "./ledger.mjs";
import { drawLog } from "./log.mjs";
import { pullPrinted } from "./printed.mjs";
import { drawRetries } from "./retries.mjs";
import { drawSchedule } from "./schedule.mjs";

const root = new URL("../../", import.meta.url);
const fence = /^```(\w+)([^\n`]*)\n([\s\S]*?)^```$/gm;
const viz = await instance();

export const escape = (text) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

// Laid out for letters a little wider than those of Helvetica, as Inter's are.
const look = { fontname: "Helvetica", fontsize: 35, fontcolor: "#18202b", penwidth: 2.5 };
const defaults = {
  graphAttributes: { bgcolor: "transparent", nodesep: 0.55, ranksep: 0.75, pad: 0.1 },
  nodeAttributes: { ...look, shape: "box", style: "rounded,filled", fillcolor: "#f4f6f8",
    color: "#525d6b", margin: "0.26,0.16" },
  edgeAttributes: { ...look, color: "#1a56b0", arrowsize: 1.3 },
};

/** Draws a graph as large as fits `wide` by `high` px, at most 1.3 times its own size. */
function drawGraph(text, { wide = 1136, high = 400 }) {
  const svg = viz.renderString(text, { format: "svg", ...defaults });
  const [width, height] = /viewBox="\S+ \S+ (\S+) (\S+)"/.exec(svg).slice(1).map(Number);
  const scale = Math.min(wide / width, high / height, 1.3);
  const px = (length) => Math.round(length * scale);
  return svg
    .slice(svg.indexOf("<svg"))
    .replace(/width="[^"]*" height="[^"]*"/, `width="${px(width)}" height="${px(height)}"`)
    .replace(/<title>[\s\S]*?<\/title>|<!--[\s\S]*?-->| id="[^"]*"| xmlns:xlink="[^"]*"/g, "")
    .replace(/ font-(family|size)="[^"]*"/g, "")
    .replace(/\n+/g, "");
}

/** Returns the lines of the declaration `tag`: up to its end at the same depth of brackets. */
export function declaration(text, tag, where) {
  const lines = text.split("\n");
  const name = new RegExp(`(^|[^\\w.:"])"?${tag}"?\\b(?!:)|^\\s*"${tag}":`);
  const begin = lines.findIndex((line) => name.test(line) && !/^\s*\/\//.test(line));
  if (begin < 0) throw new Error(`${where} has no ${tag}`);
  let depth = 0;
  for (let end = begin; end < lines.length; ++end) {
    const code = lines[end].replace(/\/\/.*|"[^"]*"/g, "");
    depth += (code.match(/[{([]/g) ?? []).length - (code.match(/[})\]]/g) ?? []).length;
    if (depth <= 0 && /[;},]\s*$/.test(code)) return lines.slice(begin, end + 1);
  }
  throw new Error(`${where}: ${tag} does not end`);
}

/** Returns code of the kit without the comments at the ends of its lines. */
export function pullCode({ file, tag, without }) {
  if (!file || /^(solutions|facilitator|exercises)\/|\.\./.test(file))
    throw new Error(`slides show code that participants have and do not edit, not ${file}`);
  const text = readFileSync(new URL(file, root), "utf8").trimEnd();
  const all = tag ? declaration(text, tag, file) : text.split("\n");
  const lines = without ? all.filter((line) => line && !line.includes(without)) : all;
  const indent = Math.min(...lines.filter(Boolean).map((line) => line.search(/\S/)));
  return lines.map((line) => line.slice(indent).replace(/\s*\/\/\/?<? .*$/, "")).join("\n");
}

/** Returns the list below a heading of a document of the kit. */
export function pullList({ file, heading }) {
  const text = readFileSync(new URL(file, root), "utf8");
  const [, below] = text.split(`\n## ${heading}\n`);
  const lines = below?.trim().split("\n\n")[0] ?? "";
  if (!/^(1\.|-) /.test(lines)) throw new Error(`${file} has no list below "${heading}"`);
  return lines;
}

function attributesOf(text) {
  const pairs = [...text.matchAll(/(\w+)=(?:"([^"]*)"|(\S+))/g)];
  return Object.fromEntries(pairs.map(([, name, quoted, bare]) => [name, quoted ?? bare]));
}

const figure = (kind, alt, svg, more = "") => `<figure class="${kind}">` +
  `<div role="img" aria-label="${escape(alt)}">${svg}</div>${more}</figure>`;

const minutes = (stays) =>
  `<div class="min"><b>${stays}</b>${stays === 1 ? "minute" : "minutes"}</div>`;

/** Returns the Markdown of a slide with its figures and code in place; a task says its minutes. */
export function withFigures({ body, where, stays }) {
  const isTask = body.includes("<!-- _class: task -->");
  const text = body.replace(/(\d) min\)/g, "$1\u00a0min)").replace(/TODO (\d)/g, "TODO\u00a0$1");
  const start = isTask ? `${minutes(stays)}\n\n` : "";
  return start + text.replace(fence, (whole, kind, rest, inside) => {
    const given = attributesOf(rest);
    const isFigure = ["dot", "lanes", "schedule", "chart", "retries"].includes(kind);
    if (isFigure && !given.alt) throw new Error(`${where}: a ${kind} without alt="…"`);
    if (kind === "dot") return figure(kind, given.alt, drawGraph(inside, given));
    if (kind === "lanes") return figure(kind, given.alt, drawLanes(inside, where));
    if (kind === "chart") return figure(kind, given.alt, drawChart(given, where));
    if (kind === "retries") return figure(kind, given.alt, drawRetries(given));
    if (kind === "printed") return `\`\`\`text\n${pullPrinted(given, where)}\n\`\`\``;
    if (kind === "schedule") {
      const { svg, steps } = drawSchedule(given, where);
      const list = steps.map((step) => `<li>${escape(step)}</li>`).join("");
      return figure(kind, given.alt, svg, `<ol class="unseen">${list}</ol>`);
    }
    if (kind === "list") return pullList(given);
    if (kind === "log") return drawLog(given, where);
    if (kind === "ledger") return drawLedger(inside, where, given);
    return given.file ? `\`\`\`${kind}\n${pullCode(given)}\n\`\`\`` : whole;
  });
}
