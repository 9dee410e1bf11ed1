// Each slide as the room sees it: nothing overflows, all is large, and all can be read.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { violations } from "../../harness/viewer/test/chromium.mjs";
import { cuts, startBrowser } from "./browser.mjs";
import { findFaults } from "./faults.mjs";

let browser;
before(async () => (browser = await startBrowser()));
after(() => browser.close());

for (const cut of cuts) {
  test(`${cut}: no slide overflows, has small type or a low contrast`, async () => {
    const page = await browser.open(cut);
    const count = await page.locator("article").count();
    assert.ok(count > 20, `${count} slides`);
    assert.deepEqual(await page.evaluate(findFaults), []);
    assert.deepEqual(page.trouble, []);
    assert.deepEqual(page.requests.filter((url) => !/^(file|data):/.test(url)), []);
    await page.context().close();
  });

  test(`${cut}: axe finds nothing`, async () => {
    const page = await browser.open(cut);
    await page.evaluate(() => document.documentElement.classList.remove("plays"));
    assert.deepEqual(await violations(page), []);
    await page.context().close();
  });
}

/** Breaks a slide in one way and returns the complaints about it. */
async function faultsOf(change) {
  const page = await browser.open(cuts[0]);
  await page.evaluate(change);
  const faults = await page.evaluate(findFaults);
  await page.context().close();
  return faults.join("\n");
}

test("a slide that is too full is found", async () => {
  const faults = await faultsOf(() => {
    const section = document.querySelectorAll("section")[2];
    for (let i = 0; i < 8; ++i) section.append(section.querySelector("h2").cloneNode(true));
  });
  assert.match(faults, /^slide 3: outside: "/m);
});

test("a line of code that is too long is found", async () => {
  const faults = await faultsOf(() => {
    document.querySelector("pre code").append("x".repeat(80));
  });
  assert.match(faults, /outside: "x+/);
});

test("small type is found", async () => {
  const faults = await faultsOf(() => {
    document.querySelector("section h2").style.fontSize = "31px";
  });
  assert.match(faults, /^slide \d+: 23.25 pt: "/m);
});

test("pale type is found, in text and in a drawing", async () => {
  const pale = await faultsOf(() => {
    document.querySelector("section h2").style.color = "#949494";
  });
  assert.match(pale, /^slide \d+: contrast 3\.0\d: "/m);
  const drawn = await faultsOf(() => {
    document.querySelector("figure.schedule text.asked").style.fill = "#9db7e8";
  });
  assert.match(drawn, /^slide \d+: contrast \d\.\d\d: "/m);
});
