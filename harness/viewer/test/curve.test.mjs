// The curve above a schedule: the share of schedules that still end otherwise.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { isAt, press, startBrowser, textOf } from "./browser.mjs";
import { failing, long, passing, withShares } from "./samples.mjs";

let browser;
before(async () => (browser = await startBrowser()));
after(() => browser.close());

const heights = (page, where = ".curve") =>
  page.locator(`${where} circle`).evaluateAll((dots) => dots.map((dot) => Number(dot.getAttribute("cy"))));

test("the curve has a point before the first step and after each", () =>
  browser.opened(withShares(), async (page) => {
    const [all, none] = await page.locator(".curve .scale line").evaluateAll((lines) => lines.map((line) => Number(line.getAttribute("y1")))).then(([a, b]) => [b, a]);
    const dots = await heights(page);
    assert.equal(dots.length, 11);
    assert.ok(Math.abs(dots[0] - (none - 0.8 * (none - all))) < 0.01);
    assert.deepEqual(dots.slice(5), Array(6).fill(none), "zero from the turn on");
    assert.ok(dots.slice(0, 5).every((y) => y < none));
    const turn = await page.locator(".curve .turn").getAttribute("x1");
    assert.equal(turn, await page.locator(".curve circle").nth(5).getAttribute("cx"));
  }));

test("the curve says what it shows, and names the chosen step's share", () =>
  browser.opened(withShares(), async (page) => {
    assert.equal(await page.getByRole("img").getAttribute("aria-label"),
      "If no further fault happens, 80% of the schedules end otherwise, counted before the first step; it falls to 0% in step 5.");
    assert.equal(await page.locator(".curve .below").textContent(), "after step 1, 80% of the schedules end otherwise");
    await press(page, "j", 2);
    assert.match(await textOf(page, ".panel"), /75% of the schedules end otherwise/);
    await page.goto(`${page.url().split("#")[0]}#step=4`);
    await isAt(page, 4);
    assert.equal(await page.locator(".curve .below").textContent(), "after step 4, >99% of the schedules end otherwise");
  }));

test("a click on the curve chooses the step", () =>
  browser.opened(withShares(), async (page) => {
    const dots = await page.locator(".curve circle").evaluateAll((all) => all.map((dot) => { const { x, y, width, height } = dot.getBoundingClientRect(); return [x + width / 2, y + height / 2]; }));
    await page.mouse.click(...dots[7]);
    await isAt(page, 7);
    await page.mouse.click(...dots[0]);
    await isAt(page, 1);
    await page.mouse.click(...dots[10]);
    await isAt(page, 10);
  }));

test("what is not known is not drawn", () => {
  const trace = withShares();
  trace.otherwise = null;
  trace.steps[0].otherwise = null;
  return browser.opened(trace, async (page) => {
    assert.equal((await heights(page)).length, 9);
    assert.equal(await page.locator(".curve .below").textContent(), "not known after step 1");
    assert.match(await page.getByRole("img").getAttribute("aria-label"), /, 75% of the schedules end otherwise, counted after step 2; it falls to 0% in step 5\.$/);
    assert.doesNotMatch(await textOf(page, ".panel"), /end otherwise/);
  });
});

test("without a share above zero there is no curve", async () => {
  for (const trace of [failing(), withShares(failing(), null, []), withShares(failing(), 0, Array(10).fill(0))])
    await browser.opened(trace, async (page) => assert.equal(await page.locator(".curve").count(), 0));
});

test("each of two schedules has its curve; they are compared without it", () =>
  browser.opened({ version: 1, failing: withShares(), passing: withShares(passing(), 0.8, [0.8, 0.75, 0.9, 0.95, 1, 1, 1]), source: "" }, async (page) => {
    const good = await heights(page, ".passing .curve");
    assert.equal(good.at(-1), Math.min(...good));
    assert.match(await page.locator(".passing .below").textContent(), /80% of the schedules end otherwise than the failing one$/);
    assert.equal(await page.locator(".failing [data-step='2'] .band.differs").count(), 1);
    const tops = await page.locator(".drawing").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
    assert.equal(tops[0], tops[1]);
  }, { width: 1920 }));

test("a share that is none is refused", async () => {
  for (const [json, words] of [[{ ...failing(), otherwise: 2 }, `"otherwise" is no share`], [withShares(failing(), 0.5, ["half"]), `step 1 has an "otherwise" that is no share`]])
    await browser.opened(json, async (page) => assert.ok((await textOf(page, "[role=alert]")).includes(words)));
});

test("a long schedule has a line without points", () => {
  const trace = long(2000);
  return browser.opened(withShares(trace, 0.5, trace.steps.map((_, index) => (index < trace.turn ? 0.5 : 0))), async (page) => {
    assert.equal(await page.locator(".curve circle").count(), 0);
    assert.ok((await page.locator(".curve .line").getAttribute("d")).length > 2000);
  });
});
