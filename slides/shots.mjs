// Writes a picture of each slide, 1920 x 1080, to look at:
//   node slides/shots.mjs 90 FOLDER [NUMBER…]
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { startChromium } from "../harness/viewer/test/chromium.mjs";

const [cut, folder, ...wanted] = process.argv.slice(2);
if (!folder) throw new Error("usage: node slides/shots.mjs CUT FOLDER [NUMBER…]");
mkdirSync(folder, { recursive: true });
const browser = await startChromium();
const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
await page.goto(new URL(`built/${cut}.html`, import.meta.url).href);
await page.evaluate(() => Promise.all([...document.fonts].map((font) => font.load())));
await page.addStyleTag({ content: ".hint { display: none }" });
const count = await page.locator("article").count();
for (let number = 1; number <= count; ++number) {
  if (!wanted.length || wanted.includes(String(number))) {
    const path = join(folder, `${cut}-${String(number).padStart(2, "0")}.png`);
    await page.screenshot({ path });
  }
  await page.keyboard.press("ArrowRight");
}
await browser.close();
console.log(`${count} slides`);
