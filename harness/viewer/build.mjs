// Bundles the page into the single file template.html, which is committed, so that building the kit
// needs no Node. `--check` fails if that file is not up to date.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const read = (name) => readFileSync(here(name), "utf8");
const slot = '<script id="traces" type="application/json">null</script>';

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

async function template() {
  const script = await bundle("src/main.tsx", { format: "iife", jsx: "automatic", jsxImportSource: "preact" });
  const style = await bundle("style.css", {});
  if (/<\/script|<!--/i.test(script)) throw new Error("the script would end its own element");
  const csp = `default-src 'none'; script-src ${digest(script)}; style-src ${digest(style)}; base-uri 'none'; form-action 'none'`;
  const parts = { csp, licences: licences(), style, script };
  const page = read("src/page.html").replace(/@(csp|licences|style|script)@/g, (_, name) => parts[name]);
  if (page.split("\n").filter((line) => line === slot).length !== 1) throw new Error("the line for the traces is missing");
  return page;
}

const page = await template();
if (process.argv.includes("--check")) {
  let committed = "";
  try {
    committed = read("template.html");
  } catch {
    // A missing file counts as stale.
  }
  const fresh = committed === page;
  console.log(fresh ? "template.html is fresh" : "template.html is stale: run `npm run build` and commit it");
  process.exitCode = fresh ? 0 : 1;
} else {
  writeFileSync(here("template.html"), page);
  console.log(`template.html: ${(Buffer.byteLength(page) / 1024).toFixed(1)} KB`);
}
