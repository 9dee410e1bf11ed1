// The page of bar charts (charts.html), which an activity fills with figures of its own.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { here } from "./browser.mjs";
import { startChromium, violations } from "./chromium.mjs";

const template = readFileSync(here("charts.html"), "utf8");
const slot = 'type="application/json">null</script>';
const bar = (label, value, is_bad = false) => ({ label, value, text: `${value} orders`, is_bad });
const figures = {
  title: "The evening", note: "All of it",
  charts: [{ title: "Funnel", note: "By stage", alarm: 30, bars: [bar("waiting", 10), bar("started", 40, true), bar("late", 0)] },
    { title: "Nothing", note: "Heard yet", alarm: null, bars: [] }],
};

let browser;
before(async () => { browser = await startChromium(); });
after(() => browser.close());

async function open(scheme, width = 1400) {
  const file = join(browser.folder, `${scheme}-${width}.html`);
  writeFileSync(file, template.replace(slot, () => slot.replace("null", () => JSON.stringify(figures))));
  const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme: scheme });
  await page.goto(pathToFileURL(file).href);
  return page;
}

test("the template has one place for the figures and needs no network", () => {
  assert.equal(template.split(slot).length, 2);
  assert.doesNotMatch(template, /<(link|img|iframe)\b|\bsrc=|@import|url\(/);
});
test("bars of one chart have one scale", async () => {
  const page = await open("light");
  const widths = await page.locator(".bar").evaluateAll((bars) => bars.map((one) => one.getBoundingClientRect().width));
  assert.ok(Math.abs(widths[1] / widths[0] - 4) < 0.1, String(widths));
  assert.equal(await page.locator("tr.bad").count(), 1);
  assert.equal(await page.locator(".alarm").count(), 3);
  assert.equal(await page.getByText("Nothing to draw yet.").count(), 1);
  assert.equal(await page.title(), "The evening");
});
for (const scheme of ["light", "dark"]) {
  test(`axe finds nothing, and nothing is cut off: ${scheme}`, async () => {
    for (const width of [400, 1400, 1920]) {
      const page = await open(scheme, width);
      assert.deepEqual(await violations(page), []);
      assert.deepEqual(page.trouble, []);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
    }
  });
}
