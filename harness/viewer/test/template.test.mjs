import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { here } from "./browser.mjs";

const template = readFileSync(here("template.html"), "utf8");

test("the committed template is what the sources give", () => {
  execFileSync(process.execPath, [here("build.mjs"), "--check"], { encoding: "utf8" });
});
test("the template is one small file with one place for the traces", () => {
  assert.ok(Buffer.byteLength(template) <= 60 * 1024);
  assert.equal(template.split("\n").filter((line) => line === '<script id="traces" type="application/json">null</script>').length, 1);
  assert.doesNotMatch(template, /<(link|img|iframe)\b|\bsrc=|@import|url\(/);
});
