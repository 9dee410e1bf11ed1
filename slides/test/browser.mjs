// Opens the page of a cut as a column of slides: without player.js, so that all are in sight.
import { readdirSync } from "node:fs";
import { startChromium } from "../../harness/viewer/test/chromium.mjs";

const built = new URL("../built/", import.meta.url);
/** Built pages. */
export const cuts = readdirSync(built).filter((name) => name.endsWith(".html"));

export async function startBrowser() {
  const { newPage, close } = await startChromium();
  async function open(name, options = {}) {
    const page = await newPage({ viewport: { width: 1328, height: 800 }, ...options });
    await page.goto(new URL(name, built).href);
    await page.evaluate(() => Promise.all([...document.fonts].map((font) => font.load())));
    return page;
  }
  const openColumn = (name) => open(name, { javaScriptEnabled: false });
  return { open, openColumn, close };
}
