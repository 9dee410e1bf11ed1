// Sheets of paper: text stays on the sheet, and none is smaller than 12 points.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { after, afterEach, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { startChromium } from "../../../harness/viewer/test/chromium.mjs";

const print = fileURLToPath(new URL("../../print/", import.meta.url));
let browser;
before(async () => (browser = await startChromium()));
afterEach(() => browser.closePages());
after(() => browser.close());

for (const name of readdirSync(print).filter((file) => file.endsWith(".svg")))
  test(`${name} is A4, and its text can be read`, async () => {
    const svg = readFileSync(print + name, "utf8");
    const [width, height] = svg.match(/viewBox="0 0 (\d+) (\d+)"/).slice(1).map(Number);
    assert.ok([[595, 842], [842, 595]].some(([w, h]) => w === width && h === height), `${width} x ${height}`);
    const page = await browser.newPage({ viewport: { width, height } });
    await page.setContent(`<style>body { margin: 0 } svg { width: ${width}px; height: ${height}px }</style>${svg}`);
    const found = await page.evaluate(() => [...document.querySelectorAll("text")]
      .filter((text) => text.textContent.trim())
      .map((text) => ({ words: text.textContent, size: parseFloat(getComputedStyle(text).fontSize), box: text.getBoundingClientRect() })));
    assert.ok(found.length > 3);
    for (const { words, size, box } of found) {
      assert.ok(size >= 12, `${size} points: ${words}`);
      assert.ok(box.left >= 20 && box.right <= width - 20 && box.top >= 20 && box.bottom <= height - 15, `off the sheet: ${words}`);
    }
  });

test("each drawing is XML, so that it opens as a file of its own", async () => {
  const page = await browser.newPage();
  for (const name of readdirSync(print).filter((file) => file.endsWith(".svg"))) {
    const error = await page.evaluate((svg) => new DOMParser().parseFromString(svg, "image/svg+xml")
      .querySelector("parsererror")?.textContent, readFileSync(print + name, "utf8"));
    assert.equal(error, undefined, name);
  }
});

test("each drawing has a name for a screen reader", () => {
  for (const name of readdirSync(print).filter((file) => file.endsWith(".svg")))
    assert.match(readFileSync(print + name, "utf8"), /role="img" aria-label(ledby)?="/, name);
});
