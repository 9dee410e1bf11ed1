// The words and lanes with which the kit's page tells a schedule: TypeScript of harness/viewer,
// bundled here with the page's own esbuild.
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const viewer = new URL("../../harness/viewer/", import.meta.url);
const { buildSync } = createRequire(new URL("package.json", viewer))("esbuild");
const built = buildSync({
  stdin: {
    contents: 'export * from "./words"; export * from "./lanes"; export * from "./log";',
    resolveDir: fileURLToPath(new URL("src", viewer)),
  },
  bundle: true, write: false, format: "esm", target: "es2020",
});
const code = `data:text/javascript,${encodeURIComponent(built.outputFiles[0].text)}`;

export const { askedWords, brokeWords, lanesOf, logsOf, stepSentence, timeWords, toldWords,
  turnWords } = await import(code);
