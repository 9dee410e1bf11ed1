// Opens the page of a cut as a column of slides: without player.js, so that all are in sight.
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { startChromium } from "../../harness/viewer/test/chromium.mjs";
import { cutOfLater, later } from "../src/agenda.mjs";
import { readDecks } from "../src/decks.mjs";
import { pageOf, render } from "../src/page.mjs";

const built = new URL("../built/", import.meta.url);
const laterCuts = later.map((name) => `later/${name}.html`);
/** Built pages, and those of agendas that come later. */
export const cuts = [...readdirSync(built).filter((name) => name.endsWith(".html")), ...laterCuts];

/** Writes the page of an agenda that comes later to `folder`, and returns its address. */
export function writeLater(name, folder) {
  const cut = cutOfLater(name, readDecks());
  const file = join(folder, `${name}.html`);
  writeFileSync(file, pageOf({ title: `${name}, not built yet` }, cut, render(cut), "screen"));
  return pathToFileURL(file).href;
}

export async function startBrowser() {
  const { folder, newPage, close } = await startChromium();
  const addressOf = (name) => {
    const [, agenda] = /^later\/(.*)\.html/.exec(name) ?? [];
    return agenda ? writeLater(agenda, folder) : new URL(name, built).href;
  };

  async function open(name, options = {}) {
    const page = await newPage({ viewport: { width: 1328, height: 800 }, ...options });
    await page.goto(addressOf(name));
    await page.evaluate(() => document.fonts.ready);
    return page;
  }
  const openColumn = (name) => open(name, { javaScriptEnabled: false });
  return { open, openColumn, close };
}
