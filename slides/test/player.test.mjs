// The page is shown with the keyboard, and the speaker's window follows it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startBrowser } from "./browser.mjs";

let browser;
before(async () => (browser = await startBrowser()));
after(() => browser.close());

const shown = (page) => page.evaluate(() => {
  const slides = [...document.querySelectorAll("article")];
  return slides.findIndex((slide) => slide.classList.contains("now")) + 1;
});

test("the keys go through the slides, and the address keeps the place", async () => {
  const page = await browser.open("90.html");
  assert.equal(await shown(page), 1);
  const count = await page.locator("article").count();
  for (const [key, number] of [["ArrowRight", 2], [" ", 3], ["PageUp", 2], ["End", count],
    ["ArrowRight", count], ["Home", 1]]) {
    await page.keyboard.press(key);
    assert.equal(await shown(page), number, key);
  }
  await page.keyboard.press("PageDown");
  await page.reload();
  assert.equal(await shown(page), 2);
  assert.deepEqual(page.trouble, []);
  await page.context().close();
});

test("one slide fills the window, whatever its shape", async () => {
  for (const [width, height] of [[1920, 1080], [1024, 768], [1600, 700]]) {
    const page = await browser.open("90.html", { viewport: { width, height } });
    const box = await page.locator("article.now svg").first().boundingBox();
    assert.ok(box.x >= -1 && box.y >= -1, `${width}: ${JSON.stringify(box)}`);
    assert.ok(box.x + box.width <= width + 1 && box.y + box.height <= height + 1);
    assert.ok(box.width > width - 2 || box.height > height - 2);
    await page.context().close();
  }
});

test("the speaker's window has the notes, the next slide and a clock, and leads", async () => {
  const page = await browser.open("90.html");
  const opened = page.context().waitForEvent("page");
  await page.keyboard.press("s");
  const speaker = await opened;
  await speaker.locator(".clock b").waitFor();
  await speaker.getByText("slide 1 of").waitFor();
  assert.match(await speaker.locator(".script .say").innerText(), /^“We use events already/);
  assert.match(await speaker.locator(".clock").innerText(), /this slide ends at 00:30/);
  assert.equal(await speaker.locator("article.then").count(), 1);
  await speaker.keyboard.press("ArrowRight");
  await page.locator("article:nth-child(2).now").waitFor();
  await page.keyboard.press("ArrowRight");
  await speaker.getByText("slide 3 of").waitFor();
  await page.context().close();
});

test("the speaker's clock has hours, as the notes have", async () => {
  const page = await browser.open("3h.html#999");
  const opened = page.context().waitForEvent("page");
  await page.keyboard.press("s");
  const speaker = await opened;
  await speaker.getByText("this slide ends at 3:00:00").waitFor();
  await page.context().close();
});
