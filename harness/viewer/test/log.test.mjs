// The log of a port and its readers, drawn for the chosen step.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { isAt, press, startBrowser, textOf } from "./browser.mjs";
import { violations } from "./chromium.mjs";
import { failing, step } from "./samples.mjs";

let browser;
before(async () => (browser = await startBrowser()));
after(() => browser.close());

const event = (stream, version) => ({ type: `com.pizzaco.order.${version === 1 ? "placed" : "paid"}`, stream, version });
const log = { 1: event("order/1", 1), 2: event("order/2", 1), 3: event("order/1", 2), 4: event("order/2", 2) };
const first = (count) => Object.fromEntries(Object.entries(log).slice(0, count));
const row = (position) => ({ store: { "view/bookmark": { version: 1, value: { position, open: [] } } } });

/** The ports after each step: nothing, two events, four; then 2 is handled before 1. */
const states = [
  {},
  { journal: { log: first(2), readers: { board: { told: [1, 2], waiting: [] } } } },
  { journal: { log, readers: { board: { told: [1, 2], waiting: [3, 4] } } }, ...row(0) },
  { journal: { log, readers: { board: { told: [1, 4], waiting: [3] } } }, ...row(2) },
];

function withLog(after = states) {
  const trace = failing();
  trace.turn = null;
  trace.lanes = [...trace.lanes, { port: "journal", title: "journal of orders" }];
  trace.steps = after.map((ports) => step(0, "journal", "read", "", "found", { ports }));
  return trace;
}

/** Cells of each row of the table, without the lines of their own. */
const cells = (page, mark = "*") => page.locator(".log-box tr").evaluateAll((rows, kind) =>
  rows.map((one) => [...one.children].filter((cell) => cell.matches(kind)).map((cell) => cell.innerText.replace(/\s+/g, " "))), mark);

test("a log is a row of numbered events, and below it stands what each reader has read", () =>
  browser.opened(withLog(), async (page) => {
    await isAt(page, 4);
    assert.deepEqual(await cells(page), [
      ["journal of orders", "1 order/1 v1 order.placed", "2 order/2 v1 order.placed", "3 order/1 v2 order.paid", "4 order/2 v2 order.paid"],
      ["service board at the start, 3 behind", "\u25B6 told", "\u2713 handled", "\u00B7 waiting", "\u25B6 told"],
      ["row view/bookmark up to 2, 2 behind", "\u2713 read", "\u25C6 read", "\u00B7", "\u00B7"],
    ]);
  }, { hash: "#step=4" }));

test("what the step has changed is framed", () =>
  browser.opened(withLog(), async (page) => {
    await isAt(page, 3);
    assert.deepEqual((await cells(page, ".new"))[0], ["3 order/1 v2 order.paid", "4 order/2 v2 order.paid"]);
    await press(page, "j", 4);
    assert.deepEqual(await cells(page, ".new"), [[], ["\u2713 handled", "\u25B6 told"], ["\u2713 read", "\u25C6 read"]]);
  }, { hash: "#step=3" }));

test("a reader that has read all has nothing left", () => {
  const done = { journal: { log, readers: { board: { told: [], waiting: [] } } }, ...row(4) };
  return browser.opened(withLog([...states, done]), async (page) => {
    await press(page, "End", 5);
    const heads = (await cells(page)).map(([head]) => head);
    assert.deepEqual(heads.slice(1), ["service board up to 4, nothing left", "row view/bookmark up to 4, nothing left"]);
  });
});

test("the lines stay where they are from the first step on", () =>
  browser.opened(withLog(), async (page) => {
    const height = async () => (await page.locator(".logs").boundingBox()).height;
    assert.deepEqual(await cells(page), [["journal of orders", "no event yet"], ["service board nothing yet"], ["row view/bookmark nothing yet"]]);
    const before = await height();
    await press(page, "End", 4);
    assert.ok(Math.abs((await height()) - before) < 20);
  }));

test("a port without readers has no log, whatever it calls log", () => {
  const trace = failing();
  trace.steps[0].ports = { book: { log: { 1: event("order/1", 1) } }, diary: { log: 3, readers: null } };
  trace.steps.at(-1).ports = { book: { log: { 1: event("order/1", 1) } } };
  return browser.opened(trace, async (page) => {
    await isAt(page, 1);
    assert.equal(await page.locator(".logs").count(), 0);
  });
});

test("a long log shows what the step has changed, and the names beside it", () => {
  const many = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [i + 1, event(`order/${i % 3}`, 1 + Math.floor(i / 3))]));
  const at = (told) => ({ journal: { log: many, readers: { board: { told: [told], waiting: [] } } } });
  return browser.opened(withLog([at(1), at(35), at(2)]), async (page) => {
    const seen = () => page.evaluate(() => {
      const box = document.querySelector(".log-box").getBoundingClientRect();
      const name = document.querySelector(".log-box [scope=row]").getBoundingClientRect();
      const told = document.querySelector(".log-box .told").getBoundingClientRect();
      return name.left === box.left && told.left >= name.right - 1 && told.right <= box.right + 1;
    });
    await press(page, "j", 2);
    assert.ok(await seen());
    await press(page, "j", 3);
    assert.ok(await seen());
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 1280, `${wide} px`);
  });
});

test("an empty list looks like one", () =>
  browser.opened(withLog(), async (page) => {
    await isAt(page, 3);
    assert.match(await textOf(page, ".state"), /open: \[\]/);
  }, { hash: "#step=3" }));

for (const scheme of ["light", "dark"])
  test(`axe finds nothing: ${scheme}`, () =>
    browser.opened(withLog(), async (page) => {
      await isAt(page, 4);
      assert.deepEqual(await violations(page), []);
    }, { scheme, hash: "#step=4" }));
