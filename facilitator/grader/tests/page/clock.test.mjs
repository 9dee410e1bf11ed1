// The clock beside the page of a room, opened from a file: it follows the figures by itself.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { startChromium, violations } from "../../../../harness/viewer/test/chromium.mjs";
import { thirty } from "./browser.mjs";

const agendas = ["60", "90", "2h", "3h", "8h", "day-1", "day-2", "design-only"];
let browser, folders = 0;
before(async () => (browser = await startChromium()));
afterEach(() => browser.closePages());
after(() => browser?.close());

/** Writes the clock and the figures of `room`. Returns the folder. */
function write(room, folder = join(browser.folder, `clock-${++folders}`), live = true) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "report.json"), JSON.stringify(room));
  execFileSync(process.env.GRADE, ["render", join(folder, "report.json"), "--clock", folder, ...(live ? ["--live"] : [])]);
  return folder;
}
/** The clock of `folder` some minutes after a start at nine. */
async function open(folder, { agenda = "90", minute = 60, more = "", width = 1400, height = 900, scheme = "light" } = {}) {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme: scheme });
  await page.clock.setFixedTime(new Date(2026, 0, 12, 9, minute, 1));
  await page.goto(`${pathToFileURL(join(folder, "clock.html")).href}#agenda=${agenda}&start=09:00${more}`);
  return page;
}
const words = (page) => page.locator("#room").innerText();
const shows = (page, text) => page.locator("#room", { hasText: text }).waitFor();

/** The room with one and the same answer to 03 from each. */
function all(room, change) {
  const other = structuredClone(room);
  for (const { answers } of other.submissions)
    for (const answer of answers) if (answer.activity === "03_correlator") change(answer);
  return other;
}
const passes = (answer) => Object.assign(answer, { verdict: "PASS", failures: [], families: answer.families.map((family) => ({ ...family, holds: true })) });

test("shows how far the room is in the activity of the slot, in counts", async () => {
  const page = await open(write(thirty()));
  await shows(page, "The room in 03 Three Tickets, One Pizza, at ");
  assert.match(await words(page), /24 of 30 handed in, 8 pass\./);
  assert.match(await words(page), /Still without: duplicate\s16, /);
  assert.doesNotMatch(await words(page), /participant|zoe/);
  assert.deepEqual(page.trouble, []);
  assert.deepEqual(page.requests.filter((url) => !url.startsWith("file:")), []);
});

test("follows the room and keeps agenda, start and slot", async () => {
  const room = thirty(), folder = write(room);
  const page = await open(folder, { agenda: "3h", more: "&slot=6" });
  await shows(page, "8 pass");
  write(all(room, passes), folder);
  await shows(page, "Most of the room passes: 29 of 30. Begin the debrief.");
  write(room, folder, false);
  await shows(page, "no longer watched");
  assert.match(page.url(), /agenda=3h&start=09:00&slot=6/);
});

test("says when most are stuck, and where", async () => {
  const room = thirty();
  const boris = room.submissions.find(({ answers }) => answers[1]?.failures.some(({ family }) => family === "duplicate")).answers[1];
  const page = await open(write(all(room, (answer) => Object.assign(answer, structuredClone(boris)))));
  await shows(page, 'Most of the room is stuck at "duplicate": 29 of 30.');
  await page.locator("#people").fill("90");
  await page.keyboard.press("Tab");
  await shows(page, "29 of 90 handed in");
  assert.doesNotMatch(await words(page), /Most of the room/);
  assert.match(page.url(), /people=90/);
});

test("after an activity it shows the last one, and before any nothing", async () => {
  const folder = write(thirty());
  await shows(await open(folder, { minute: 76 }), "The room in 03");
  await shows(await open(folder, { minute: 16 }), "Nothing handed in for 01 yet.");
  const first = await open(folder, { minute: 2 });
  await first.waitForFunction("figures !== null");
  assert.ok(await first.locator("#room").isHidden());
});

test("the key r hides the room, for a screen that all can see", async () => {
  const page = await open(write(thirty()));
  await shows(page, "The room in 03");
  await page.keyboard.press("r");
  assert.ok(await page.locator("#room").isHidden());
  await page.reload();
  assert.match(page.url(), /room=off/);
  await page.keyboard.press("r");
  await shows(page, "The room in 03");
});

for (const scheme of ["light", "dark"])
  test(`axe finds nothing, and it fits on a projector: ${scheme}`, async () => {
    const folder = write(thirty());
    for (const [width, height] of [[1400, 900], [1920, 1080]])
      for (const agenda of agendas) {
        const page = await open(folder, { agenda, minute: 59, width, height, scheme });
        await page.waitForFunction(() => document.querySelectorAll("script[src]").length === 0);
        if (width === 1400) assert.deepEqual(await violations(page), []);
        const [wide, high] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight]);
        assert.ok(wide <= width && high <= height, `${agenda}: ${wide} x ${high} px on ${width} x ${height}`);
        await page.context().close();
      }
  });
