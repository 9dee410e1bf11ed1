// Walks at random through pages of play/, with the code of the page:
//   node walks.mjs FOLDER COUNT
// reads each FOLDER/NAME.json and writes FOLDER/NAME.walks, one walk a line. In every tenth walk
// each step is told as the page tells it. harness/tests/play_walks_test.cpp plays them again.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

/** Loads a module of the page that shows nothing, such as play/game. */
export async function moduleOf(name) {
  const folder = mkdtempSync(join(tmpdir(), "module-"));
  const file = join(folder, "module.mjs");
  await build({ entryPoints: [fileURLToPath(new URL(`src/${name}.ts`, import.meta.url))], bundle: true, format: "esm", outfile: file, logLevel: "error" });
  const loaded = await import(pathToFileURL(file).href);
  rmSync(folder, { recursive: true });
  return loaded;
}

/** Numbers below `count`, the same ones each time. */
function randomFrom(seed) {
  let state = seed >>> 0;
  return (count) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * count);
  };
}

export function walk(game, graph, below, told) {
  let played = game.begin(graph, below(graph.data.starts.length));
  const steps = [];
  for (;;) {
    const now = game.nowOf(played);
    const choices = game.choicesOf(graph, now);
    if (!choices.length) break;
    const choice = choices[below(choices.length)];
    if (told) steps.push(game.stepOf(graph, now, choice));
    played = game.take(graph, played, choice);
  }
  return {
    token: game.tokenOf(graph, played),
    faults: game.faultsOf(graph, played),
    deeds: played.taken.map(({ deed }) => deed),
    worlds: played.moments.map(({ world }) => world),
    deliveries: game.nowOf(played).deliveries.map(({ copy, attempt }) => [copy, attempt]),
    end: graph.data.ends.indexOf(game.worldOf(graph, game.nowOf(played).world).end),
    steps,
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder, count] = process.argv.slice(2);
  const game = await moduleOf("play/game");
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".json")).sort()) {
    const graph = game.graphOf(JSON.parse(readFileSync(join(folder, name), "utf8")));
    const below = randomFrom(1);
    const lines = Array.from({ length: Number(count) }, (_, index) => JSON.stringify(walk(game, graph, below, index % 10 === 0)));
    writeFileSync(join(folder, name.replace(/json$/, "walks")), `${lines.join("\n")}\n`);
  }
}
