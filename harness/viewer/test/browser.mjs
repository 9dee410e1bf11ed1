// Opens a committed template with its data in it, from a file, as users do.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { startChromium } from "./chromium.mjs";

export const here = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));

/** Puts data into a template, as harness/check/page.cpp does. */
export function pageWith(json, file = "template.html") {
  const text = typeof json === "string" ? json : JSON.stringify(json);
  const slot = /<script id="\w+" type="application\/json">null<\/script>/;
  return readFileSync(here(file), "utf8").replace(slot, (found) => found.replace("null", () => text.replaceAll("<", "\\u003c")));
}

/** Starts a browser for pages of one template. */
export async function startBrowser(template = "template.html") {
  const { folder, newPage, close } = await startChromium();
  let pages = 0;

  async function open(json, { width = 1280, height = 800, scheme = "light", hash = "#step=1" } = {}) {
    const page = await newPage({ viewport: { width, height }, colorScheme: scheme });
    page.show = async (shown, fragment = "") => {
      const file = join(folder, `${++pages}.html`);
      writeFileSync(file, pageWith(shown, template));
      await page.goto(pathToFileURL(file).href + fragment);
    };
    await page.show(json, hash);
    return page;
  }

  /** Opens a page for `work`. Fails if it has errors or asks for anything but files. */
  async function opened(json, work, options) {
    const page = await open(json, options);
    try {
      await work(page);
      assert.deepEqual(page.trouble, []);
      assert.deepEqual(page.requests.filter((url) => !url.startsWith("file:")), []);
    } finally {
      await page.context().close();
    }
  }
  return { open, opened, close };
}

const chosen = "ol[aria-label*=failing] [aria-current=step]";

/** Waits until the page is at step `number`, counted from 1. */
export const isAt = (page, number, where = chosen) =>
  page.waitForFunction(([selector, index]) => document.querySelector(selector)?.dataset.item === index, [where, String(number - 1)]);

export async function press(page, key, number) {
  await page.keyboard.press(key);
  await isAt(page, number);
}

export const textOf = (page, selector) => page.locator(selector).innerText();
