import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { violations } from "../../../../harness/viewer/test/chromium.mjs";
import { startBrowser, thirty } from "./browser.mjs";

let browser;
before(async () => (browser = await startBrowser()));
after(() => browser?.close());

for (const scheme of ["light", "dark"])
  for (const names of [false, true])
    test(`axe finds nothing: ${scheme}${names ? ", with names" : ""}`, async () => {
      const page = await browser.open(thirty(), { scheme, names });
      assert.deepEqual(await violations(page), []);
      assert.deepEqual(page.trouble, []);
      assert.deepEqual(page.requests.filter((url) => !url.startsWith("file:")), []);
      assert.equal(page.requests.length, 1, "the page is one file");
      await page.context().close();
    });

for (const width of [1280, 800])
  test(`${width} px: the page does not overflow sideways`, async () => {
    const page = await browser.open(thirty(), { width });
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width);
    await page.context().close();
  });

test("1280 px: two activities of thirty people need no scrolling sideways", async () => {
  const page = await browser.open(thirty());
  const [seen, whole] = await page.locator(".wide").evaluate((box) => [box.clientWidth, box.scrollWidth]);
  assert.ok(whole <= seen, `${whole} px of ${seen}`);
  await page.context().close();
});

test("800 px: rows stay low, however long the names", async () => {
  const page = await browser.open(thirty(), { width: 800, names: true });
  const highest = await page.locator("tr[data-points]").evaluateAll((rows) => Math.max(...rows.map((row) => row.offsetHeight)));
  assert.ok(highest < 70, `${highest} px`);
  await page.context().close();
});

test("800 px: names stay in sight when the table scrolls sideways", async () => {
  const page = await browser.open(thirty(), { width: 800 });
  await page.locator(".wide").evaluate((box) => (box.scrollLeft = 300));
  const left = await page.locator("tbody .who").first().evaluate((cell) => cell.getBoundingClientRect().left);
  assert.ok(left >= 0 && left < 40, `${left} px`);
  await page.context().close();
});

test("dark is dark and light is light", async () => {
  const grounds = [];
  for (const scheme of ["light", "dark"]) {
    const page = await browser.open(thirty(), { scheme });
    grounds.push(await page.evaluate(() => getComputedStyle(document.body).backgroundColor));
    await page.context().close();
  }
  assert.deepEqual(grounds, ["rgb(255, 255, 255)", "rgb(18, 22, 28)"]);
});

test("without scripts everything can be read and nothing is offered", async () => {
  const page = await browser.open(thirty(), { script: false });
  assert.equal(await page.locator("tr[data-points]").count(), 30);
  assert.equal(await page.locator(".controls").isVisible(), false);
  await page.context().close();
});

const points = (page) => page.locator("tr[data-points]:visible").evaluateAll((rows) => rows.map((row) => Number(row.dataset.points)));

test("mistakes are counted, the most frequent first, and show a schedule on request", async () => {
  const page = await browser.open(thirty());
  const table = page.locator(".mistakes").first();
  const known = (await table.locator("tr:has(code) td:first-child").allInnerTexts()).map(Number);
  assert.ok(known.length > 0 && known.every((count) => count > 0), String(known));
  assert.deepEqual(known, [...known].sort((a, b) => b - a));
  const steps = table.locator("details ol").first();
  assert.equal(await steps.isVisible(), false);
  await table.locator("summary").first().press("Enter");
  assert.equal(await steps.isVisible(), true);
  assert.ok((await steps.locator("li").count()) > 2);
  assert.match(await table.innerText(), /Hint: /);
  assert.deepEqual(await violations(page), []);
  await page.context().close();
});

test("rows are sorted by points, and back", async () => {
  const page = await browser.open(thirty());
  const before = await points(page);
  const button = page.getByRole("button", { name: "Fewest points first" });
  await button.click();
  const sorted = await points(page);
  assert.deepEqual(sorted, [...before].sort((a, b) => a - b));
  assert.notDeepEqual(sorted, before);
  await button.click();
  assert.deepEqual(await points(page), before);
  await page.context().close();
});

test("people who pass everything can be hidden", async () => {
  const room = thirty();
  const anna = room.submissions.find(({ answers }) => answers[0].verdict === "PASS").answers[0];
  const right = room.submissions.flatMap(({ answers }) => answers).find(({ activity, points, bonus }) => activity.startsWith("03") && points + bonus === 110);
  room.submissions[0].answers = [anna, right];
  const page = await browser.open(room);
  await page.getByRole("button", { name: "Hide all who pass everything" }).click();
  const left = await page.locator("tr[data-points]:visible").count();
  assert.ok(left < 30 && left > 0);
  assert.equal(await page.locator("tr[data-passes=all]:visible").count(), 0);
  assert.equal(await page.locator(".shown").innerText(), `${left} of 30 shown`);
  await page.context().close();
});

test("print leaves out the controls and shows the whole table", async () => {
  const page = await browser.open(thirty());
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".controls").isVisible(), false);
  assert.equal(await page.locator(".wide").evaluate((box) => getComputedStyle(box).overflowX), "visible");
  await page.context().close();
});

test("a name that is a script is a name", async () => {
  const room = thirty();
  room.submissions[0].name = "<script>throw 1</script><img src=http://127.0.0.1/x onerror=throw>";
  const page = await browser.open(room, { names: true });
  assert.deepEqual(page.trouble, []);
  assert.equal(page.requests.length, 1);
  assert.ok((await page.locator("tbody .who").allInnerTexts()).some((name) => name.startsWith("<script>")));
  await page.context().close();
});

test("a room without people has a page", async () => {
  const page = await browser.open({ ...thirty(), submissions: [] });
  assert.deepEqual(page.trouble, []);
  await page.context().close();
});

test("a live page shows the file that was written again, and stays as it was set", async () => {
  const page = await browser.open(thirty(), { live: true });
  assert.deepEqual(await violations(page), []);
  await page.getByRole("button", { name: "Fewest points first" }).click();
  await page.locator(".mistakes summary").first().click();
  const room = thirty();
  room.submissions.push({ ...room.submissions[0], name: "yara" });
  page.again(room);
  await page.getByRole("heading", { name: "31 submissions" }).waitFor();
  assert.equal(await page.getByRole("button", { name: "Fewest points first" }).getAttribute("aria-pressed"), "true");
  const now = await points(page);
  assert.deepEqual(now, [...now].sort((a, b) => a - b));
  assert.equal(await page.locator(".mistakes details").first().evaluate((one) => one.open), true);
  const follow = page.getByRole("button", { name: "Follow the room" });
  await follow.click();
  assert.equal(await follow.getAttribute("aria-pressed"), "false");
  assert.deepEqual(page.trouble, []);
  await page.context().close();
});

test("a page that is not live does not load itself", async () => {
  const page = await browser.open(thirty());
  assert.equal(await page.getByRole("button", { name: "Follow the room" }).count(), 0);
  await page.context().close();
});
