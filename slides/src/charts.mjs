// Draws a chart of an activity's own page, as committed in slides/charts/: what our answer shows.
//     of=17            slides/charts/17.json
//     title=Funnel     the chart, by the title that it has there
import { readFileSync } from "node:fs";

const escape = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const wide = 1136;
const row = 76;
const bar = 46;
const gap = 24;
const letter = 17; // an average one of Inter at 32 px, semi-bold

/** Returns the charts of an activity. */
export const readCharts = (number) =>
  JSON.parse(readFileSync(new URL(`../charts/${number}.json`, import.meta.url), "utf8")).charts;

/** Returns the width in px of the widest text. */
const widest = (texts) => Math.max(...texts.map((text) => text.length)) * letter;

/** Returns the drawing. A bad bar has a "!" before its value; the alarm is a dashed line. */
export function drawChart({ of: number, title }, where) {
  const chart = readCharts(number).find((one) => one.title === title);
  if (!chart) throw new Error(`${where}: activity ${number} has no chart "${title}"`);
  const { bars, alarm } = chart;
  const texts = bars.map(({ text, is_bad: isBad }) => (isBad ? `! ${text}` : text));
  const left = widest(bars.map(({ label }) => label)) + gap;
  const room = wide - left - widest(texts) - gap;
  const scale = room / Math.max(alarm ?? 0, ...bars.map(({ value }) => value));
  const rows = bars.map(({ label, value, is_bad: isBad }, index) => {
    const y = row * index + (row - bar) / 2;
    const width = Math.max(2, value * scale);
    const middle = y + bar / 2 + 11;
    const look = isBad ? "bad" : "good";
    return `<text x="0" y="${middle}" class="label">${escape(label)}</text>` +
      `<rect x="${left}" y="${y}" width="${width.toFixed(1)}" height="${bar}" rx="4" ` +
      `class="bar ${look}"/>` +
      `<text x="${wide}" y="${middle}" text-anchor="end" class="value ${look}">${
        escape(texts[index])}</text>`;
  });
  const height = row * bars.length;
  const x = left + alarm * scale;
  const line = alarm === null ? ""
    : `<line x1="${x.toFixed(1)}" x2="${x.toFixed(1)}" y1="0" y2="${height}" class="alarm"/>`;
  return `<svg width="${wide}" height="${height}" viewBox="0 0 ${wide} ${height}">${
    rows.join("")}${line}</svg>`;
}
