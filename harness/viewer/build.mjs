// Bundles each page into a single file, template.html and play.html. They are committed, so that
// building the kit needs no Node. `--check` fails if one of them is not up to date.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const read = (name) => readFileSync(here(name), "utf8");
const slotOf = (data) => `<script id="${data}" type="application/json">null</script>`;

/** The pages; `data` is the element that receives what a page shows. */
const pages = [
  { file: "template.html", entry: "src/main.tsx", style: "style.css", data: "traces" },
  { file: "play.html", entry: "src/play/main.tsx", style: "play.css", data: "play" },
];

async function bundle(entry, options) {
  const built = await build({
    entryPoints: [here(entry)],
    absWorkingDir: here("."),
    bundle: true,
    minify: true,
    write: false,
    target: "es2020",
    charset: "ascii",
    legalComments: "none",
    ...options,
  });
  return built.outputFiles[0].text.trim();
}

const digest = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** Returns the notices of the libraries, and the text of their licence once. */
function licences() {
  const parts = ["preact", "microdiff"].map((name) => {
    const [, notice, text] = /^(?:The )?MIT License(?: \(MIT\))?\n\n(Copyright .*)\n\n([^]*)$/.exec(read(`node_modules/${name}/LICENSE`).trim());
    return { notice: `${name}: ${notice}`, text };
  });
  if (parts.some(({ text }) => text !== parts[0].text)) throw new Error("the libraries have different licences");
  return ["MIT License", ...parts.map(({ notice }) => notice), "", parts[0].text].join("\n").replaceAll("--", "- -");
}

async function template({ entry, style: look, data }) {
  const script = await bundle(entry, { format: "iife", jsx: "automatic", jsxImportSource: "preact" });
  const style = await bundle(look, {});
  if (/<\/script|<!--/i.test(script)) throw new Error("the script would end its own element");
  const csp = `default-src 'none'; script-src ${digest(script)}; style-src ${digest(style)}; base-uri 'none'; form-action 'none'`;
  const parts = { csp, licences: licences(), style, script, data };
  const page = read("src/page.html").replace(/@(csp|licences|style|script|data)@/g, (_, name) => parts[name]);
  if (page.split("\n").filter((line) => line === slotOf(data)).length !== 1) throw new Error("the line for the data is missing");
  return page;
}

for (const page of pages) {
  const made = await template(page);
  if (process.argv.includes("--check")) {
    let committed = "";
    try {
      committed = read(page.file);
    } catch {
      // A missing file counts as stale.
    }
    const fresh = committed === made;
    console.log(fresh ? `${page.file} is fresh` : `${page.file} is stale: run \`npm run build\` and commit it`);
    if (!fresh) process.exitCode = 1;
  } else {
    writeFileSync(here(page.file), made);
    console.log(`${page.file}: ${(Buffer.byteLength(made) / 1024).toFixed(1)} KB`);
  }
}
