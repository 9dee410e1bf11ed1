import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { isAt, press, startBrowser } from "./browser.mjs";
import { violations } from "./chromium.mjs";
import { failing, passing, withShares } from "./samples.mjs";

const both = { version: 1, failing: failing(), passing: passing(), source: "a.cpp:1" };
let browser;
before(async () => (browser = await startBrowser()));
after(() => browser.close());

for (const scheme of ["light", "dark"])
  for (const [name, story, hash] of [["one", failing(), "#step=5"], ["curve", withShares(), "#step=3"], ["end", failing(), "#step=10"], ["compared", both, "#step=3"], ["problem", "null", ""]])
    test(`axe finds nothing: ${name}, ${scheme}`, async () => {
      const page = await browser.open(story, { scheme, hash });
      assert.deepEqual(await violations(page), []);
      if (name === "one") {
        await page.keyboard.press("l");
        await page.locator("ol.steps:not(.unseen)").waitFor();
        await page.getByText("Keys and signs").click();
        await page.keyboard.press("/");
        await page.keyboard.type("put");
        await page.locator(".found", { hasText: "matches" }).waitFor();
        assert.deepEqual(await violations(page), []);
      }
      assert.deepEqual(page.trouble, []);
      await page.context().close();
    });

test("dark is dark and light is light", async () => {
  const grounds = [];
  for (const scheme of ["light", "dark"]) {
    const page = await browser.open(failing(), { scheme });
    grounds.push(await page.evaluate(() => getComputedStyle(document.body).backgroundColor));
    await page.context().close();
  }
  assert.deepEqual(grounds, ["rgb(255, 255, 255)", "rgb(18, 22, 28)"]);
});

for (const width of [1280, 800])
  for (const [name, story] of [["one", failing()], ["compared", both]])
    test(`${width} px: the page does not overflow sideways, ${name}`, async () => {
      const page = await browser.open(story, { width });
      await press(page, "End", 10);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `${wide} px`);
      await page.context().close();
    });

test("the chosen step is in sight, whatever the height", async () => {
  const page = await browser.open(failing(), { height: 600 });
  for (const [key, number] of [["End", 10], ["Home", 1], ["v", 5]]) {
    await press(page, key, number);
    const seen = await page.evaluate(() => {
      const box = document.querySelector(".drawing").getBoundingClientRect();
      const row = document.querySelector("svg .current .ground").getBoundingClientRect();
      return row.top >= box.top && row.bottom <= box.bottom + 1;
    });
    assert.ok(seen, key);
  }
  await page.context().close();
});

test("numbers and bands stay in sight when the lanes scroll sideways", async () => {
  const page = await browser.open(both, { width: 480, hash: "#step=3" });
  const scrolled = () => document.querySelector(".failing .drawing").style.getPropertyValue("--left") === "120px";
  await page.evaluate(() => (document.querySelector(".failing .drawing").scrollLeft = 120));
  await page.waitForFunction(scrolled);
  const lefts = await page.evaluate(() =>
    [".number", ".band.differs text"].map((mark) => document.querySelector(`.failing ${mark}`).getBoundingClientRect().left));
  assert.ok(lefts.every((left) => left >= 0 && left < 40), String(lefts));
  await page.context().close();
});

test("print leaves out the controls and shows the whole list", async () => {
  const page = await browser.open(failing());
  await page.emulateMedia({ media: "print" });
  await isAt(page, 1);
  assert.equal(await page.locator(".toolbar").isVisible(), false);
  assert.ok((await page.locator("ol.steps").boundingBox()).height > 100);
  await page.context().close();
});
