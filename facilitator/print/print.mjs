// Prints the sheets of the facilitator's pack to PDF, with Debian's Chromium:
//     node facilitator/print/print.mjs           prints what has changed
//     node facilitator/print/print.mjs --check   compares the digests in printed.json
//     node facilitator/print/print.mjs answer_keys debrief_prompts   prints these documents of
//                                                facilitator/ to build/print/, which is not committed
// Sources are the drawings in this folder (*.svg) and the documents in `documents`. A PDF is fresh
// when printed.json has the digest of its source: the bytes of two prints differ.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const viewer = createRequire(here("../../harness/viewer/package.json"));
const log = here("printed.json");

/** Sheets of text: a document, or the part of it below one heading. */
const documents = {
  "cards": { file: "../cards.md" },
  "roles": { file: "../roles.md" },
  "quiz-a": { file: "../quiz.md", heading: "Form A" },
  "quiz-b": { file: "../quiz.md", heading: "Form B" },
  "notes-60": { file: "../shared_notes-60.md" },
  "notes-90": { file: "../shared_notes-90.md" },
  "notes-2h": { file: "../shared_notes-2h.md" },
  "notes-3h": { file: "../shared_notes-3h.md" },
  "notes-8h": { file: "../shared_notes-8h.md" },
  "notes-day-1": { file: "../shared_notes-day-1.md" },
  "notes-day-2": { file: "../shared_notes-day-2.md" },
  "notes-design-only": { file: "../shared_notes-design-only.md" },
  "parking_lot": { file: "../parking_lot.md" },
  "feedback_form": { file: "../feedback_form.md" },
  "security_review": { file: "../security_review.md" },
  "after": { file: "../after.md" },
};

/** The part of a document from its heading to the next one, with a title of its own. */
function partOf(text, heading) {
  const begin = text.indexOf(`\n## ${heading}\n`);
  if (begin < 0) throw new Error(`there is no heading "${heading}"`);
  const end = text.indexOf("\n## ", begin + 1);
  const title = text.match(/^# (.*)/)[1];
  return `# ${title}, ${heading.toLowerCase()}\n${text.slice(begin, end < 0 ? undefined : end).replace(/\n## .*\n/, "\n")}`;
}

const textOf = ({ file, heading }) => {
  const text = readFileSync(here(file), "utf8").replace(/<!--[^]*?-->\n?/g, "");
  return heading ? partOf(text, heading) : text;
};

/** Name of each sheet, with its source text. */
function sources() {
  const drawings = readdirSync(here(".")).filter((name) => name.endsWith(".svg"))
    .map((name) => [name.slice(0, -4), { svg: readFileSync(here(name), "utf8") }]);
  const texts = Object.entries(documents).map(([name, document]) => [name, { markdown: textOf(document) }]);
  return [...drawings, ...texts].sort(([a], [b]) => (a < b ? -1 : 1));
}

const style = `
  body { font: 12pt/1.4 "DejaVu Sans Condensed", Arial, sans-serif; color: #111; margin: 0 }
  h1 { font-size: 22pt; margin: 0 0 6pt } h2 { font-size: 15pt; margin: 14pt 0 4pt; break-after: avoid }
  table { border-collapse: collapse; width: 100%; break-inside: auto } tr { break-inside: avoid }
  th, td { border: 1px solid #555; padding: 4pt 6pt; text-align: left; vertical-align: top }
  td:empty { height: 22pt } code { font-family: "DejaVu Sans Mono", monospace; font-size: 11pt; overflow-wrap: anywhere }
  pre { white-space: pre-wrap; background: #f3f3f3; padding: 6pt } pre code { font-size: 9.5pt }
  ul { padding-left: 18pt } li { break-inside: avoid } a { color: inherit; text-decoration: none }
  svg { display: block; width: 100%; height: 100vh }`;

/** A page to print, and its format. */
function pageOf({ svg, markdown }, marked) {
  const begin = '<!doctype html><html lang="en"><meta charset="utf-8">';
  if (markdown === undefined) {
    const [, width, height] = svg.match(/viewBox="0 0 ([\d.]+) ([\d.]+)"/).map(Number);
    const title = svg.match(/<title[^>]*>([^<]*)|aria-label="([^"]*)"/);
    return { html: `${begin}<title>${title[1] ?? title[2]}</title><style>${style}</style>${svg}`,
      options: { width: `${width / 72}in`, height: `${height / 72}in`, margin: {} } };
  }
  // a box to tick, instead of a form that a reader of the paper cannot use
  const html = marked.parse(markdown).replace(/<input [^>]*>/g, "☐").replace(/<li>☐/g, '<li style="list-style: none">☐');
  const title = markdown.match(/^# (.*)/m)[1];
  return { html: `${begin}<title>${title}</title><style>${style}</style>${html}`,
    options: { format: "A4", margin: { top: "14mm", bottom: "14mm", left: "15mm", right: "15mm" } } };
}

/** Prints sheets to files: [name of the file, source]. */
async function print(sheets) {
  const { chromium } = viewer("playwright-core");
  const { marked } = viewer("marked");
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    timeout: 0, args: ["--headless", "--no-sandbox", "--disable-gpu"] });
  const page = await browser.newPage();
  for (const [path, source] of sheets) {
    const { html, options } = pageOf(source, marked);
    await page.setContent(html);
    await page.pdf({ path, tagged: true, printBackground: true, ...options });
    console.log(relative(here("../.."), path));
  }
  await browser.close();
}

const digest = (source) => createHash("sha256").update((source.svg ?? source.markdown) + style).digest("hex").slice(0, 16);
const printed = existsSync(log) ? JSON.parse(readFileSync(log, "utf8")) : {};
const all = sources();
const stale = all.filter(([name, source]) => printed[name] !== digest(source) || !existsSync(here(`${name}.pdf`)));
const known = new Set(all.map(([name]) => name));
const left = readdirSync(here(".")).filter((name) => name.endsWith(".pdf") && !known.has(name.slice(0, -4)));

const asked = process.argv.slice(2).filter((word) => !word.startsWith("-"));

if (asked.length) {
  mkdirSync(here("../../build/print"), { recursive: true });
  await print(asked.map((name) => [here(`../../build/print/${name}.pdf`), { markdown: textOf({ file: `../${name}.md` }) }]));
} else if (process.argv.includes("--check")) {
  for (const [name] of stale) console.log(`print/${name}.pdf differs from its source; run node facilitator/print/print.mjs`);
  for (const name of left) console.log(`print/${name} has no source`);
  process.exitCode = stale.length + left.length ? 1 : 0;
} else if (stale.length) {
  await print(stale.map(([name, source]) => [here(`${name}.pdf`), source]));
  writeFileSync(log, `${JSON.stringify(Object.fromEntries(all.map(([name, source]) => [name, digest(source)])), null, 1)}\n`);
}
