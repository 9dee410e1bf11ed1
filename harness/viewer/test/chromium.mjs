// Debian's Chromium for tests of pages, without network; also used for the room's page.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** A browser with a folder for its pages. */
export async function startChromium() {
  const browser = await chromium.launch({
    timeout: 0,
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  const patience_ms = 600_000; // a loaded machine is slow, and a test must not fail for that
  const folder = mkdtempSync(join(tmpdir(), "pages-"));

  /** Opens an empty page. `trouble` has its errors, `requests` the addresses that it requests. */
  async function newPage(options) {
    const context = await browser.newContext(options);
    context.setDefaultTimeout(patience_ms);
    const page = await context.newPage();
    page.trouble = [];
    page.requests = [];
    page.on("pageerror", (error) => page.trouble.push(String(error)));
    page.on("console", (message) => message.type() === "error" && page.trouble.push(message.text()));
    page.on("request", (request) => page.requests.push(request.url()));
    return page;
  }
  /** Closes the pages of a test. An open page costs processor time until the last test. */
  async function closePages() {
    for (const context of browser.contexts()) await context.close();
  }
  async function close() {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
  return { folder, newPage, closePages, close };
}

/** Returns axe's complaints about a page, one a line. */
export async function violations(page) {
  await page.evaluate(axe);
  const result = await page.evaluate(() => window.axe.run());
  return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`);
}
