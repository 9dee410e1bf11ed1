// Makes the slides of each agenda: slides/built/NAME.html to show, NAME.pdf, NAME-handout.pdf
// (slides with notes) and NAME-speaker.pdf (a page a slide, with the time); and sheets.pdf, the
// pictures to hand out. They are committed.
//   node slides/build.mjs                   writes them
//   node slides/build.mjs --check           fails if a committed one is not up to date
//   node slides/build.mjs --html            writes the HTML only, without a browser
//   node slides/build.mjs --traces FOLDER   copies the schedules that the self-check wrote there,
//                                           and reports and charts that it wrote beside that folder
//   node slides/build.mjs --traces FOLDER --check
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { compareTraces } from "./src/traces.mjs";

const built = new URL("built/", import.meta.url);
const limit = 12 * 1024 * 1024;
const kinds = { print: ".pdf", handout: "-handout.pdf", speaker: "-speaker.pdf" };
const { values: options } = parseArgs({
  options: { check: { type: "boolean" }, html: { type: "boolean" }, traces: { type: "string" } },
});

/** Returns the files of all cuts: name, text of the page, kind of the page. */
async function pages() {
  const { readDecks } = await import("./src/decks.mjs");
  const { cutFor, readAgendas } = await import("./src/agenda.mjs");
  const { pageOf, render, sheetsOf } = await import("./src/page.mjs");
  const slides = readDecks();
  const sheets = slides.filter(({ sheet }) => sheet);
  const cuts = readAgendas(slides).flatMap((agenda) => {
    const cut = cutFor(agenda, slides);
    const rendered = render(cut);
    const page = (kind) => pageOf(agenda, cut, rendered, kind);
    return [
      { name: `${agenda.name}.html`, html: page("screen"), kind: "screen" },
      ...Object.entries(kinds).map(([kind, ending]) =>
        ({ name: agenda.name + ending, html: page(kind), kind })),
    ];
  });
  return [...cuts, { name: "sheets.pdf", html: sheetsOf(sheets), kind: "sheets" }];
}

const digest = (text) => createHash("sha256").update(text).digest("hex").slice(0, 16);
const committed = (name) => {
  const file = new URL(name, built);
  return existsSync(file) ? readFileSync(file) : Buffer.from("");
};

/** Returns what the committed files must be: the bytes of a PDF differ from print to print, so
    manifest.json has the digest of the page of which it was printed, and its number of pages. */
async function manifestOf(files) {
  const { pagesOf } = await import("./src/print.mjs");
  const rows = [];
  for (const { name, html } of files.filter(({ kind }) => kind !== "screen")) {
    const pages = await pagesOf(committed(name));
    rows.push(`  ${JSON.stringify(name)}: { "of": "${digest(html)}", "pages": ${pages} }`);
  }
  return `{\n${rows.join(",\n")}\n}\n`;
}

async function stale() {
  const files = await pages();
  const wanted = [...files.map(({ name }) => name), "manifest.json"].sort();
  const problems = readdirSync(built).filter((name) => !wanted.includes(name))
    .map((name) => `${name} is not made by build.mjs`);
  for (const { name, html, kind } of files)
    if (kind === "screen" && committed(name).toString() !== html) problems.push(`${name} is stale`);
  if (committed("manifest.json").toString() !== (await manifestOf(files)))
    problems.push("a PDF is stale");
  const { isTagged } = await import("./src/print.mjs");
  for (const { name } of files.filter(({ kind }) => kind !== "screen"))
    if (committed(name).length && !(await isTagged(committed(name))))
      problems.push(`${name} has no tags`);
  const size = readdirSync(built).reduce((all, name) => all + committed(name).length, 0);
  if (size > limit) problems.push(`slides/built has ${size} bytes, more than ${limit}`);
  return problems;
}

async function write() {
  const files = await pages();
  for (const { name, html, kind } of files)
    if (kind === "screen") writeFileSync(new URL(name, built), html);
  if (options.html) return;
  const { printAll } = await import("./src/print.mjs");
  const papers = files.filter(({ kind }) => kind !== "screen");
  const printed = await printAll(papers);
  papers.forEach(({ name }, index) => writeFileSync(new URL(name, built), printed[index]));
  writeFileSync(new URL("manifest.json", built), await manifestOf(files));
  for (const name of readdirSync(built))
    if (name !== "manifest.json" && !files.some((file) => file.name === name))
      unlinkSync(new URL(name, built));
}

/** Prints what is stale, with the command that mends it. */
function report(problems, command) {
  console.log(problems.length ? `${problems.join("\n")}\nRun: ${command}` : "all is up to date");
  process.exitCode = problems.length ? 1 : 0;
}

if (options.traces) {
  const names = compareTraces(options.traces, !options.check);
  const problems = names.map((name) => `${name} is stale`);
  if (options.check) report(problems, `node slides/build.mjs --traces ${options.traces}`);
  else console.log(`written: ${names.join(", ") || "nothing, all is up to date"}`);
} else if (options.check) {
  report(await stale(), "node slides/build.mjs, and commit slides/built");
} else {
  await write();
  console.log(`written: ${fileURLToPath(built)}`);
}
