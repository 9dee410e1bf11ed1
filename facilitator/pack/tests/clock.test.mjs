// The clock of the timekeeper, opened from a file, as in a room without network.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { startChromium, violations } from "../../../harness/viewer/test/chromium.mjs";

const agendas = ["60", "90", "2h", "3h", "8h", "day-1", "day-2", "design-only"];
const address = new URL("../../clock.html", import.meta.url).href;
let browser;
before(async () => (browser = await startChromium()));
afterEach(() => browser.closePages());
after(() => browser.close());

/** The page with this agenda, `minute` minutes and some seconds after a start at nine. */
async function open(agenda, minute, { width = 1400, height = 900, scheme = "light", slot = "" } = {}) {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme: scheme });
  await page.clock.setFixedTime(new Date(2026, 0, 12, 9, minute, 1));
  await page.goto(`${address}#agenda=${agenda}&start=09:00${slot === "" ? "" : `&slot=${slot}`}`);
  return page;
}
const text = (page, id) => page.locator(`#${id}`).innerText();

test("shows the slot that is due, the time left and the next cue", async () => {
  const page = await open("90", 50);
  assert.match(await text(page, "slot"), /^Three tickets/);
  assert.equal(await text(page, "left"), "24:59");
  assert.match(await text(page, "words"), /Next, at 10:15\nDebrief/);
  assert.equal(await page.locator("tr[aria-current=step]").count(), 1);
  assert.deepEqual([page.trouble, page.requests.filter((name) => !name.startsWith("file:"))], [[], []]);
});

test("calls the half-time move and the last five minutes", async () => {
  assert.match(await text(await open("90", 59), "notice"), /^Half time\. Give away/);
  assert.equal(await text(await open("90", 71), "notice"), "Show the card: 5 min left.");
});

test("says what to cut when the room is behind, and how far it is ahead", async () => {
  const page = await open("90", 26);
  await page.keyboard.press("ArrowLeft");
  assert.match(await text(page, "notice"), /^3 min behind\. Cut: /);
  assert.match(await text(page, "slot"), /^The overstuffed event/);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  assert.match(await text(page, "notice"), /^10 min ahead/);
  await page.keyboard.press("t");
  assert.match(await text(page, "slot"), /^Five postcards/);
});

test("a long agenda has a line for each slot, and says beside it what fills the slot", async () => {
  const page = await open("3h", 98);
  assert.match(await text(page, "words"), /^Say or do \(04, without chef and customer\)\n/);
  for (const row of await page.locator("tbody tr:visible").all()) assert.ok((await row.boundingBox()).height < 40);
  assert.doesNotMatch(await text(await open("90", 50), "words"), /^Say or do \(/);
});

test("a very long agenda shows the slots around the present one", async () => {
  const page = await open("8h", 300);
  assert.ok(await page.locator("tbody tr[aria-current=step]").isVisible());
  assert.ok(await page.locator("tbody tr").count() > 17);
  assert.equal(await page.locator("tbody tr:visible").count(), 17);
  assert.ok(await (await open("8h", 479)).locator("tbody tr").last().isVisible());
});

test("waits for the start, and ends with the last slot", async () => {
  const early = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  await early.clock.setFixedTime(new Date(2026, 0, 12, 8, 50));
  await early.goto(`${address}#agenda=60&start=09:00`);
  assert.equal(await text(early, "left"), "10");
  const late = await open("60", 63);
  assert.match(await text(late, "notice"), /^4 min behind/);
});

test("starts now and keeps its state over a reload", async () => {
  const page = await open("90", 7);
  await page.locator("#agenda").selectOption("design-only");
  await page.locator("#now").click();
  await page.reload();
  assert.match(page.url(), /agenda=design-only&start=09%3A07/);
  assert.match(await text(page, "slot"), /^Opening/);
});

for (const width of [1400, 1920, 800])
  for (const scheme of ["light", "dark"])
    test(`axe finds nothing, and nothing overflows: ${width} px, ${scheme}`, async () => {
      for (const agenda of agendas) {
        const page = await open(agenda, 40, { width, scheme, slot: "1" });
        assert.deepEqual(await violations(page), []);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= width, `${wide} px`);
        await page.context().close();
      }
    });

test("fits on a projector without scrolling", async () => {
  for (const [width, height] of [[1400, 900], [1920, 1080]])
    for (const agenda of agendas)
      for (const minute of [26, 40, 59]) {
        const page = await open(agenda, minute, { width, height, slot: minute === 26 ? "2" : "" });
        const high = await page.evaluate(() => document.documentElement.scrollHeight);
        assert.ok(high <= height, `${agenda}, minute ${minute}, ${width} px: ${high} px high`);
        await page.context().close();
      }
});
