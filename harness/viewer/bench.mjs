// Prints the time to load 2,000 steps and to step through them. Asserts nothing: machines differ.
import { isAt, startBrowser } from "./test/browser.mjs";
import { long } from "./test/samples.mjs";

const browser = await startBrowser();
const page = await browser.open(long(2000));
await isAt(page, 1);
const load = await page.evaluate(() => performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd);
console.log(`load, until drawn: ${load.toFixed(0)} ms`);

const times = await page.evaluate(async () => {
  const taken = [];
  for (let i = 0; i < 200; ++i) {
    const start = performance.now();
    window.dispatchEvent(new KeyboardEvent("keydown", { key: "j", cancelable: true }));
    await new Promise((done) => queueMicrotask(() => queueMicrotask(done)));
    document.body.getBoundingClientRect();
    taken.push(performance.now() - start);
    await new Promise((done) => requestAnimationFrame(done));
  }
  return taken.sort((a, b) => a - b);
});
console.log(`key press, with layout: median ${times[100].toFixed(1)} ms, 95 % ${times[190].toFixed(1)} ms, worst ${times[199].toFixed(1)} ms`);
await browser.close();
