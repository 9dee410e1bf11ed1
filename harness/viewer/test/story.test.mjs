import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { isAt, press, startBrowser, textOf } from "./browser.mjs";
import { failing, long, passing } from "./samples.mjs";

let browser;
before(async () => (browser = await startBrowser()));
after(() => browser.close());

const story = (more = {}) => ({ version: 1, failing: failing(), passing: null, source: "answers/billing.cpp:12", ...more });

test("the head names the test, the rule, the hint, the faults, the answer and the replay", () =>
  browser.opened(story(), async (page) => {
    const head = await textOf(page, "header");
    for (const words of ["07.sample.every_mark", "an order is billed once", "What does the second copy see?", "3", "answers/billing.cpp:12", "bin/07_sample --replay=07.sample.every_mark/0-1-abc"])
      assert.ok(head.includes(words), words);
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByRole("button", { name: "Copy the replay command" }).click();
    await page.getByText("Copied", { exact: true }).waitFor();
  }));

test("a step says which line of the answer asked", () =>
  browser.opened(story(), async (page) => {
    assert.equal(await page.getByText("sample.cpp:42").count(), 0);
    await page.goto(`${page.url().split("#")[0]}#step=3`);
    const link = page.getByRole("link", { name: "07_sample/sample.cpp:42" });
    await link.waitFor();
    assert.equal(await link.getAttribute("href"), "vscode://file/kit/exercises/07_sample/sample.cpp:42");
  }));

test("a schedule that breaks no rule says that it ends", () =>
  browser.opened({ ...failing(), rule: "", hint: "", turn: null }, async (page) => {
    assert.match(await textOf(page, "main"), /Here the schedule ends/);
    assert.doesNotMatch(await textOf(page, "main"), /rule broke/i);
  }));

test("a bare trace is taken too", () => browser.opened(failing(), (page) => isAt(page, 1)));

test("lanes: time, the bus, the runs by service, the other ports", () =>
  browser.opened(story(), async (page) => {
    const lanes = await page.locator(".heads text[text-anchor=middle] title").allTextContents();
    assert.deepEqual(lanes, ["time", "bus", "payment.completed", "payment.completed (2nd copy)", "order.placed", "store", "timers", "new ids"]);
    assert.deepEqual(await page.locator(".heads .service text").allTextContents(), ["service billing", "kitchen"]);
    assert.equal(await page.locator(".arrow.delivery").count(), 3);
    assert.equal(await page.locator(".arrow.asked").count(), 8);
  }));

test("keys step through the schedule and stop at its ends", () =>
  browser.opened(story(), async (page) => {
    await press(page, "k", 1);
    await press(page, "j", 2);
    await press(page, "ArrowDown", 3);
    await press(page, "ArrowUp", 2);
    await press(page, "End", 10);
    await press(page, "j", 10);
    await press(page, "Home", 1);
  }));

test("f goes from fault to fault and round again, F back", () =>
  browser.opened(story(), async (page) => {
    for (const number of [2, 4, 5, 8, 9, 10, 2]) await press(page, "f", number);
    await press(page, "F", 10);
  }));

test("each fault and each conflict has a symbol and a word", () =>
  browser.opened(story(), async (page) => {
    const badges = await page.locator(".badge text").allTextContents();
    const words = badges.map((badge) => badge.split(" "));
    assert.deepEqual(words.map(([, word]) => word).sort(), ["crash", "duplicate", "late", "partial", "refused", "stale", "throttled", "unknown"]);
    assert.equal(new Set(words.map(([symbol]) => symbol)).size, 8);
  }));

test("v goes to the turn, then to where the rule broke", () =>
  browser.opened(story(), async (page) => {
    await press(page, "v", 5);
    assert.match(await textOf(page, ".panel .turn"), /From now on everything leads to this end/);
    await press(page, "v", 10);
    assert.match(await textOf(page, ".panel .facts"), /Here the rule broke: an order is billed once/);
    assert.match(await page.locator("[data-step='4'] .band.turn").textContent(), /from now on everything leads to this end/);
    assert.match(await page.locator("[data-step='9'] .band.broke").textContent(), /Here the rule broke/);
  }));

test("without a turn v goes to the end, without faults f says so", () => {
  const trace = failing();
  trace.turn = null;
  for (const step of trace.steps) step.faults = [];
  return browser.opened(trace, async (page) => {
    await press(page, "v", 10);
    await page.keyboard.press("f");
    await page.locator(".notice", { hasText: "No step of this schedule has a fault." }).waitFor();
  });
});

test("a click on a step and on its buttons chooses it", () =>
  browser.opened(story(), async (page) => {
    await page.locator("svg [data-step='4'] .number").click();
    await isAt(page, 5);
    await page.getByRole("button", { name: "Next step" }).click();
    await isAt(page, 6);
  }));

test("the address holds the step, both ways", () =>
  browser.opened(story(), async (page) => {
    await isAt(page, 4);
    await press(page, "j", 5);
    await page.waitForURL(/#step=5$/);
    await page.evaluate(() => (location.hash = "#step=8"));
    await isAt(page, 8);
    assert.equal(await page.locator(".panel h2 a").getAttribute("href"), "#step=8");
    await page.evaluate(() => (location.hash = "#step=9999"));
    await isAt(page, 10);
  }, { hash: "#step=4" }));

test("a new address holds although the page writes its own before it is told", () =>
  browser.opened(story(), async (page) => {
    await isAt(page, 4);
    await page.evaluate(() => {
      location.hash = "#step=8";
      history.replaceState(null, "", "#step=4"); // as writePlace does 80 ms after a step
    });
    await isAt(page, 8);
  }, { hash: "#step=4" }));

test("search marks, filters and walks the matches", () =>
  browser.opened(story(), async (page) => {
    await page.keyboard.press("/");
    await page.keyboard.type("IF absent");
    await page.locator(".found", { hasText: "1 match" }).waitFor();
    assert.equal(await page.locator(".row.match").count(), 1);
    assert.equal(await page.locator(".row.dim").count(), 9);
    assert.equal(await page.locator("ol.steps li:not([hidden])").count(), 1);
    await press(page, "Enter", 5);
    await page.keyboard.press("Escape");
    await page.locator(".row.dim").first().waitFor({ state: "detached" });
    await press(page, "j", 6);
  }));

test("the state is compared with the step before, by key", () =>
  browser.opened(story(), async (page) => {
    const marks = () => page.locator(".state .mark").allInnerTexts();
    await isAt(page, 6);
    const state = await textOf(page, ".state");
    assert.match(state, /~ changed\s*version: 1 became 2/);
    assert.match(state, /~ changed\s*status: "waiting" became "done"/);
    assert.match(state, /\+ added\s*"chef"/);
    assert.match(state, /\+ added\s*order\/2/);
    assert.match(state, /constructor: "kept"/);
    assert.equal((await marks()).length, 4, "an item put in front leaves the others unmarked");
    await press(page, "End", 10);
    const last = await textOf(page, ".state");
    assert.match(last, /− removed\s*order\/2/);
    assert.match(last, /\+ added\s*id-2/);
    assert.equal((await marks()).length, 2, "an event put in front leaves the others unmarked");
  }, { hash: "#step=6" }));

test("changed only leaves out what stayed", () =>
  browser.opened(story(), async (page) => {
    await isAt(page, 6);
    assert.match(await textOf(page, ".state"), /"payment"/);
    await page.keyboard.press("c");
    await page.waitForFunction(() => !document.querySelector(".state").innerText.includes('"payment"'));
    assert.equal(await page.getByRole("checkbox", { name: "Changed only" }).isChecked(), true);
    assert.match(await textOf(page, ".state"), /"chef"/);
    await press(page, "j", 7);
    assert.equal(await textOf(page, ".state"), "This step changed nothing.");
  }, { hash: "#step=6" }));

test("log lines stand with their step, as text", () =>
  browser.opened(story(), async (page) => {
    await press(page, "j", 2);
    assert.equal(await textOf(page, ".log"), "looking <b>at</b> it");
    await press(page, "End", 10);
    assert.equal(await textOf(page, ".log"), "goodbye");
  }));

test("the page opens at the turn, without one at the first step", async () => {
  await browser.opened(story(), (page) => isAt(page, 5), { hash: "" });
  await browser.opened({ ...failing(), turn: null }, (page) => isAt(page, 1), { hash: "" });
});

test("a step says what was written, on which condition, and who is late", () =>
  browser.opened(story(), async (page) => {
    const row = (index) => page.locator(`svg [data-step='${index}']`).textContent();
    assert.match(await row(1), /get order\/1 \(eventual\).*nothing there/);
    assert.match(await row(2), /put order\/1 {"status":"waiting","tickets":\["payment"\]}.*written v1/);
    assert.match(await row(3), /time passes, now 1 min 1.5 s; late: order.placed/);
    assert.match(await row(4), /put order\/1 {"status":"waiting","tickets":\["payment"\]} if absent.*refused/);
    assert.match(await row(5), /transact: put order\/1 .* if v1; put order\/2/);
    assert.match(await row(7), /publish bill.sent .* id id-1 bill.sent .* id id-3.*accepted, failed/);
    assert.match(await row(8), /schedule order\/1 at \+30 min.*ok/);
    assert.match(await row(9), /written - dies before it gets the reply/);
  }, { width: 1920 }));

test("what does not fit is cut inside of what is written, not before the condition", () => {
  const trace = failing();
  trace.steps[4].value = { tips: Array.from({ length: 60 }, (_, index) => `tip-${index}`) };
  return browser.opened(trace, async (page) => {
    assert.match(await page.locator("svg [data-step='4'] .asked.words").textContent(), /put order\/1 {.*\u2026.* if absent/);
  });
});

test("a port that this page has never heard of has the lane and the title that the trace gives it", () => {
  const trace = failing();
  trace.steps[8] = { ...trace.steps[8], port: "payments", verb: "charge", key: "card-1", due_ms: null };
  trace.lanes = [...trace.lanes, { port: "payments", title: "payment provider" }];
  return browser.opened(trace, async (page) => {
    const lanes = await page.locator(".heads text[text-anchor=middle] title").allTextContents();
    assert.deepEqual(lanes.slice(-3), ["timers", "new ids", "payment provider"]);
    assert.match(await page.locator("svg [data-step='8']").textContent(), /charge card-1/);
  });
});

test("below some width one schedule is drawn, and s and two buttons toggle", () =>
  browser.opened(story({ passing: passing() }), async (page) => {
    assert.equal(await page.locator("section.schedule").count(), 1);
    await page.keyboard.press("s");
    await page.locator("section.passing").waitFor();
    assert.equal(await page.locator("section.schedule").count(), 1);
    assert.equal(await page.getByRole("button", { name: "Passing", exact: true }).getAttribute("aria-pressed"), "true");
    await page.getByRole("button", { name: "Failing", exact: true }).click();
    await page.locator("section.failing").waitFor();
    assert.equal(await page.locator("section.schedule").count(), 1);
  }, { width: 1400 }));

test("two schedules stand side by side, their first difference marked", () =>
  browser.opened(story({ passing: passing() }), async (page) => {
    assert.deepEqual(await page.locator(".schedule svg [data-step='2'] .band.differs").count(), 2);
    assert.equal(await page.locator(".band.differs").count(), 2);
    assert.equal(await page.locator(".passing .band.holds").count(), 1);
    await press(page, "d", 3);
    await page.locator(".passing svg [data-step='4'] .number").click();
    await isAt(page, 5, "ol[aria-label*=passing] [aria-current=step]");
    await page.waitForURL(/#step=5&side=passing$/);
    assert.match(await textOf(page, ".panel h2"), /Step 5 of 7, passing/);
    const boxes = await Promise.all([".failing", ".passing"].map((side) => page.locator(`section${side}`).boundingBox()));
    assert.ok(boxes[0].x + boxes[0].width <= boxes[1].x + 1 && Math.abs(boxes[0].y - boxes[1].y) < 2);
  }, { width: 1920 }));

test("a schedule that ends where the other goes on says so", () => {
  const shorter = failing();
  shorter.steps = shorter.steps.slice(0, 6);
  return browser.opened(story({ passing: shorter }), async (page) => {
    assert.equal(await page.locator(".failing [data-step='6'] .band.differs").count(), 1);
    assert.match(await textOf(page, "section.passing"), /First difference: this schedule ends here/);
  }, { width: 1920 });
});

test("the list holds every step in order and can be shown", () =>
  browser.opened(story(), async (page) => {
    const items = page.locator("ol.steps li");
    assert.equal(await items.count(), 10);
    assert.match(await items.nth(4).textContent(), /billing, payment.completed \(2nd copy\): put order\/1 {"status":"waiting","tickets":\["payment"\]} if absent; told: refused; fault: duplicate/);
    await page.keyboard.press("l");
    await page.locator("ol.steps:not(.unseen)").waitFor();
    await page.getByRole("button", { name: /next id/ }).click();
    await isAt(page, 7);
    assert.equal(await page.locator("[aria-current]").count(), 1);
  }));

test("a trace without steps shows what is known", () =>
  browser.opened({ ...failing(), steps: [], turn: null, confirmed: false }, async (page) => {
    await page.getByText("This schedule has no steps.").waitFor();
    await page.getByText("a handler remembers something outside the store").waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("v");
  }));

const broken = {
  null: "There is no schedule in this page",
  "{oops": "it is not JSON",
  "[]": "it is not an object",
  '"text"': "it is not an object",
  "{}": "version undefined",
  '{"version":2,"failing":null}': "version 2",
  '{"version":1,"failing":null}': "it is not an object",
  '{"version":1,"failing":{"version":7,"steps":[]}}': "version 7",
  [JSON.stringify({ ...failing(), steps: {} })]: `"steps" is not a list`,
  [JSON.stringify({ ...failing(), steps: [null] , turn: null })]: "step 1 is not an object",
  [JSON.stringify({ ...failing(), deliveries: [] })]: "step 1 names no known delivery",
  [JSON.stringify({ ...failing(), lanes: [] })]: "step 2 asks a port that has no lane",
  [JSON.stringify({ ...failing(), lanes: [{ port: "store" }] })]: `"lanes" is not a list of ports and titles`,
  [JSON.stringify({ ...failing(), turn: 99 })]: `"turn" is not the index of a step`,
  [JSON.stringify({ version: 1, failing: failing(), passing: 3 })]: "of the passing one, it is not an object",
};
for (const [input, sentence] of Object.entries(broken))
  test(`malformed input gets one sentence: ${input.slice(0, 50)}`, () =>
    browser.opened(input, async (page) => {
      const text = await textOf(page, "[role=alert]");
      assert.ok(text.includes(sentence), text);
      assert.equal(text.match(/\.(\s|$)/g).length, 1);
    }));

test("2,000 steps are drawn where one looks", () =>
  browser.opened(long(2000), async (page) => {
    await isAt(page, 1);
    assert.ok((await page.locator("svg [data-step]").count()) < 200);
    assert.equal(await page.locator("ol.steps li").count(), 2000);
    await press(page, "End", 2000);
    await page.locator("svg [data-step='1999'] .band.broke").waitFor();
    await press(page, "v", 1001);
    await page.locator("svg [data-step='1000'].current").waitFor();
    await press(page, "f", 1100);
    await page.locator("svg [data-step='1099'].current .badge").waitFor();
  }));
