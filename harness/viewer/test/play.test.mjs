// The page in which a reader plays the adversary: its rules, and in a browser.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { moduleOf, walk } from "../walks.mjs";
import { here, startBrowser, textOf } from "./browser.mjs";
import { violations } from "./chromium.mjs";
import { play } from "./play_samples.mjs";

let browser, game;
before(async () => {
  browser = await startBrowser("play.html");
  game = await moduleOf("play/game");
});
after(() => browser.close());

/** Plays the choices of these numbers, each in the order of the data. */
function played(graph, numbers) {
  let now = game.begin(graph, 0);
  for (const number of numbers) now = game.take(graph, now, game.choicesOf(graph, game.nowOf(now))[number]);
  return now;
}
const nameAt = (graph, { deliveries }, index) => game.nameOf(graph, deliveries[index]);

test("the template is small, and says so itself when it is empty", async () => {
  const template = readFileSync(here("play.html"), "utf8");
  assert.ok(Buffer.byteLength(template) <= 60 * 1024);
  assert.doesNotMatch(template, /<(link|img|iframe)\b|\bsrc=|@import|url\(/);
  for (const [data, words] of [[null, "the empty template"], ["{", "they are not JSON"], [{ version: 9 }, "version 9"], [{ ...play(), deeds: 1 }, `"deeds" is not a list`]])
    await browser.opened(data, async (page) => assert.ok((await textOf(page, "[role=alert]")).includes(words)));
});

test("both tips read the old sum: a tip is lost", () => {
  const graph = game.graphOf(play());
  const lost = played(graph, [0, 1, 0, 0, 0, 0]);
  assert.equal(game.worldOf(graph, game.nowOf(lost).world).end.rejected, true);
  assert.equal(game.tokenOf(graph, lost), "07.play.lost_tip/0-0-abab.c-aabb0c");
  assert.equal(game.stepsToLoss(graph, lost), 2);
  assert.equal(game.fewest(graph, "loss"), 2);
  assert.equal(game.fewest(graph, "distance"), 6);
  assert.deepEqual(game.undo(lost).taken, lost.taken.slice(0, 5));
});

test("a delivery that dies comes again under a number of its own", () => {
  const graph = game.graphOf(play({ crashes: 1 }));
  const died = played(graph, [0, 1]);
  const now = game.nowOf(died);
  assert.deepEqual(now.deliveries.map(({ ended, attempt }) => [ended, attempt]), [[true, 1], [false, 1], [false, 2]]);
  assert.equal(nameAt(graph, now, 2), "tip.given anna (again)");
  assert.equal(game.faultsOf(graph, died), 1);
  assert.match(game.tokenOf(graph, died), /-aa_-ab$/);
  assert.equal(game.calmChoice(graph, game.nowOf(game.undo(died))).delivery, 0, "it goes on with the one that moved");
});

test("the token of many equal moves is short, and its checks are cut", () => {
  const data = play();
  data.test = `07.play.${"x".repeat(77)}`;
  const graph = game.graphOf(data);
  assert.match(game.tokenOf(graph, played(graph, [0, 0, 0, 0, 0, 0])), /^07\.play\.x+\/0-0-a2b2\.c-aba$/);
});

test("copies are numbered, whatever the history", () => {
  const data = play();
  data.starts[0].arrived = [data.starts[0].arrived[0], data.starts[0].arrived[0], data.starts[0].arrived[1]];
  const graph = game.graphOf(data);
  const now = game.nowOf(game.begin(graph, 0));
  assert.deepEqual([0, 1, 2].map((index) => nameAt(graph, now, index)), ["tip.given anna", "tip.given anna (2nd copy)", "tip.given boris"]);
});

test("a choice is on a shortest way if and only if it brings the loss nearer", () => {
  const graph = game.graphOf(play({ crashes: 1 }));
  for (let seed = 1; seed < 50; ++seed) {
    let state = seed;
    const { worlds } = walk(game, graph, (count) => (state = (state * 48271) % 2147483647) % count, false);
    for (const world of worlds) {
      const { loss, moves } = game.worldOf(graph, world);
      const losses = moves.map(({ to }) => game.worldOf(graph, to).loss);
      const ways = losses.filter((own) => own !== null);
      assert.equal(loss === null, moves.length ? !ways.length : !game.worldOf(graph, world).end.rejected);
      if (loss > 0) assert.equal(loss, 1 + Math.min(...ways));
      moves.forEach(({ deed }, index) => loss !== 0 || graph.data.deeds[deed].faults || assert.equal(losses[index], 0));
    }
  }
});

const outlook = (page) => textOf(page, ".outlook");

/** Waits until so many steps have been taken. */
const hasTaken = (page, count) => page.waitForFunction((wanted) => document.querySelector(".toolbar .count").textContent.startsWith(`${wanted} step`), count);

test("the shortest way is played to the end with the keyboard alone", () =>
  browser.opened(play(), async (page) => {
    assert.equal(await outlook(page), "The rule can still break.");
    assert.match(await textOf(page, "header"), /the shortest way to break it has 2 steps\.\s+To break: no tip is lost <at all>$/);
    await page.keyboard.press("w");
    for (let taken = 0; taken < 6; ++taken) {
      const way = page.locator(".choice.guided").first();
      await page.keyboard.press(await way.locator(".digit").innerText());
      await hasTaken(page, taken + 1);
    }
    const verdict = await textOf(page, ".verdict");
    for (const words of ["You broke the rule", "no tip is lost <at all>", "Who read what?", "after 2 steps. No way is shorter.", "6 steps, 0 faults, 1 hint", "jar.filled 1", "workshop replay 07.play.lost_tip/0-0-"])
      assert.ok(verdict.includes(words), words);
    assert.equal(await outlook(page), "The rule is broken.");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "You broke the rule");
  }));

test("another way is scored against the shortest", () =>
  browser.opened(play({ crashes: 1 }), async (page) => {
    await page.keyboard.press("1");
    await page.locator(".choice.faulty").click();
    await hasTaken(page, 2);
    assert.match(await textOf(page, ".taken"), /crash/);
    await page.keyboard.press("w");
    for (let taken = 2; !(await page.locator(".verdict").count()); ++taken) {
      await page.locator(".choice.guided:not(.faulty)").first().click();
      await hasTaken(page, taken + 1);
    }
    assert.match(await textOf(page, ".verdict"), /broken after 4 steps\. The shortest way has 2 steps\./);
    assert.match(await textOf(page, ".verdict"), /8 steps, 1 fault, 1 hint/);
  }));

test("the outlook says in how few steps, when asked, and when all is lost or saved", () =>
  browser.opened(play(), async (page) => {
    await page.getByRole("button", { name: "In how few steps?" }).click();
    assert.equal(await outlook(page), "The rule can still break: in 2 steps.");
    await page.keyboard.press("1");
    await hasTaken(page, 1);
    await page.keyboard.press("2");
    await hasTaken(page, 2);
    assert.equal(await outlook(page), "The rule is broken: without a further fault, every end from here breaks it. The next end is 4 steps away.");
    await page.keyboard.press("u");
    await hasTaken(page, 1);
    await page.keyboard.press("1");
    await hasTaken(page, 2);
    assert.equal(await outlook(page), "From here the rule cannot break any more. Undo, or start again.");
    await page.keyboard.press("e");
    await hasTaken(page, 6);
    assert.match(await textOf(page, ".verdict"), /^The rule held/);
    assert.match(await textOf(page, ".verdict"), /1 step undone/);
    await page.keyboard.press("r");
    await hasTaken(page, 0);
    assert.equal(await outlook(page), "The rule can still break.");
  }));

test("a right answer cannot be broken, and can be played", () =>
  browser.opened(play({ isRight: true, crashes: 1 }), async (page) => {
    assert.equal(await outlook(page), "This answer cannot be broken in this scope. You may still try.");
    await page.keyboard.press("e");
    await page.locator(".verdict").waitFor();
    assert.match(await textOf(page, ".verdict"), /^The rule held/);
    assert.doesNotMatch(await textOf(page, ".verdict"), /shortest/);
  }));

test("copies are chosen first, where there are any", () =>
  browser.opened(play({ starts: 2 }), async (page) => {
    assert.equal(await outlook(page), "The rule can break.");
    assert.deepEqual(await page.locator(".choice").allInnerTexts().then((all) => all.map((text) => text.replace(/\s+/g, " ").trim())), ["1 each once", "2 once more: tip.given anna"]);
    await page.keyboard.press("2");
    await page.getByRole("heading", { name: "Next step" }).waitFor();
    await page.keyboard.press("e");
    assert.match(await textOf(page, ".verdict"), /6 steps, 1 fault/);
    assert.match(await textOf(page, ".replay code"), /\/0-1-/);
    await page.keyboard.press("r");
    await page.getByRole("heading", { name: "How often does each event come?" }).waitFor();
    await page.keyboard.press("1");
    await page.keyboard.press("u");
    await page.getByRole("heading", { name: "How often does each event come?" }).waitFor();
  }));

test("the arrow keys go through the choices, and Enter takes one", () =>
  browser.opened(play(), async (page) => {
    const focused = () => page.evaluate(() => document.activeElement.innerText.replace(/\s+/g, " "));
    await page.keyboard.press("ArrowDown");
    assert.match(await focused(), /^1 tip.given anna/);
    await page.keyboard.press("ArrowDown");
    assert.match(await focused(), /^2 tip.given boris/);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await hasTaken(page, 1);
    assert.match(await textOf(page, ".taken"), /tip.given boris: get jar/);
    assert.match(await focused(), /^1 /, "the focus stays in the list");
    assert.match(await page.locator("[role=status]").first().textContent(), /^Step 1: bar, tip.given boris: get jar; told: +0\. The rule can still break\.$/);
  }));

test("each choice has a name that says whose step it is", () =>
  browser.opened(play(), async (page) => {
    await page.getByRole("button", { name: "tip.given anna (bar), get jar: told: 0" }).click();
    await page.getByRole("button", { name: "tip.given anna (bar), put jar 1: told: written" }).click();
    await hasTaken(page, 2);
    assert.match(await textOf(page, ".held"), /added/);
  }));

test("it is readable on a projector, on a laptop and on a phone", async () => {
  for (const [width, height] of [[1920, 1080], [1400, 900], [390, 844]])
    for (const scheme of ["light", "dark"])
      await browser.opened(play({ crashes: 1, starts: 2 }), async (page) => {
        for (const keys of ["", "1", "1w", "2h", "e"]) {
          for (const key of keys) await page.keyboard.press(key);
          assert.deepEqual(await violations(page), []);
          assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width, "no sideways scrolling");
        }
        await page.locator(".verdict").waitFor();
      }, { width, height, scheme });
});

test("on a phone a finger hits every choice", () =>
  browser.opened(play({ crashes: 1 }), async (page) => {
    await page.keyboard.press("1");
    for (const { height } of await page.locator(".choice").evaluateAll((all) => all.map((one) => one.getBoundingClientRect()))) assert.ok(height >= 44);
    assert.ok((await page.locator(".choice").first().evaluate((one) => one.getBoundingClientRect().bottom)) < 844, "the first choice needs no scrolling");
  }, { width: 390, height: 844 }));
