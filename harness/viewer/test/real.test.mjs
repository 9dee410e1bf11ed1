// TRACES names a folder of real failing schedules, which test programs write with --traces=FOLDER.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { isAt, startBrowser } from "./browser.mjs";

const folder = process.env.TRACES;
const names = folder ? readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".json")) : [];

test("every real schedule opens", { skip: folder ? false : "TRACES names no folder" }, async (t) => {
  assert.ok(names.length > 0, `no trace below ${folder}`);
  const browser = await startBrowser();
  const page = await browser.open(null);
  for (const name of names) {
    const trace = JSON.parse(readFileSync(join(folder, name), "utf8"));
    await page.show(trace);
    const drawn = page.locator("svg [data-step]");
    if (trace.steps.length) {
      await isAt(page, (trace.turn ?? 0) + 1);
      await page.keyboard.press("End");
      await isAt(page, trace.steps.length);
      assert.ok((await drawn.count()) > 0, name);
      assert.equal((await page.locator(".canvas svg").innerHTML()).includes("NaN"), false, name);
    } else {
      assert.equal(await drawn.count(), 0, name); // a finding without a schedule: the rule alone
    }
    assert.deepEqual(page.trouble, [], name);
  }
  assert.deepEqual(page.requests.filter((url) => !url.startsWith("file:")), []);
  await browser.close();
  t.diagnostic(`${names.length} schedules`);
});
