// Opens the page of a room as people do: from a file. GRADE names the program that makes it.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

// the packages are the viewer's
export const packages = createRequire(new URL("../../../../harness/viewer/package.json", import.meta.url));
const { chromium } = packages("playwright-core");
const axe = readFileSync(packages.resolve("axe-core/axe.min.js"), "utf8");
const sample = fileURLToPath(new URL("../data/room.json", import.meta.url));

/** Thirty people, each with answers of the sample. */
export function thirty() {
  const room = JSON.parse(readFileSync(sample, "utf8"));
  const graded = room.submissions.filter(({ answers }) => answers.length === 2);
  const none = room.submissions.find(({ answers }) => answers.length === 0);
  const answersOf = (i) => [graded[i % graded.length].answers[0], graded[(i * 5 + 3) % graded.length].answers[1]];
  room.submissions = [...Array(29).keys()].map((i) => ({ name: `participant-${String(i).padStart(2, "0")}`, sentence: "", answers: answersOf(i) }));
  room.submissions.push({ ...none, name: "zoe" });
  return room;
}

export async function startBrowser() {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  const folder = mkdtempSync(join(tmpdir(), "room-"));
  let pages = 0;

  /** The page of `room`. Its troubles and what it asked for are in `trouble` and `requests`. */
  async function open(room, { width = 1280, scheme = "light", script = true, names = false } = {}) {
    const file = join(folder, String(++pages));
    writeFileSync(`${file}.json`, JSON.stringify(room));
    execFileSync(process.env.GRADE, ["render", `${file}.json`, "--html", `${file}.html`, ...(names ? ["--names"] : [])]);
    const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme: scheme, javaScriptEnabled: script });
    const page = await context.newPage();
    page.trouble = [];
    page.requests = [];
    page.on("pageerror", (error) => page.trouble.push(String(error)));
    page.on("console", (message) => message.type() === "error" && page.trouble.push(message.text()));
    page.on("request", (request) => page.requests.push(request.url()));
    await page.goto(pathToFileURL(`${file}.html`).href);
    return page;
  }
  async function close() {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
  return { open, close };
}

export async function violations(page) {
  await page.evaluate(axe);
  const result = await page.evaluate(() => window.axe.run());
  return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`);
}
