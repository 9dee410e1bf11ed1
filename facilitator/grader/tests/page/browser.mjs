// Opens the page of a room from a file, as people do. GRADE is the program that makes the page, and
// SAMPLE_ROOM the one that prints the report of a room.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { startChromium } from "../../../../harness/viewer/test/chromium.mjs";

/** Thirty people, each with answers of the sample. */
export function thirty() {
  const room = JSON.parse(execFileSync(process.env.SAMPLE_ROOM, { encoding: "utf8" }));
  const graded = room.submissions.filter(({ answers }) => answers.length === 2);
  const none = room.submissions.find(({ answers }) => answers.length === 0);
  const answersOf = (i) => [graded[i % graded.length].answers[0], graded[(i * 5 + 3) % graded.length].answers[1]];
  room.submissions = [...Array(29).keys()].map((i) => ({ name: `participant-${String(i).padStart(2, "0")}`, sentence: "", answers: answersOf(i) }));
  room.submissions.push({ ...none, name: "zoe" });
  return room;
}

export async function startBrowser() {
  const { folder, newPage, close } = await startChromium();
  let pages = 0;

  /** Writes the page of `room` into a file. */
  function render(room, file, { names, live }) {
    writeFileSync(`${file}.json`, JSON.stringify(room));
    execFileSync(process.env.GRADE, ["render", `${file}.json`, "--html", `${file}.html`, ...(names ? ["--names"] : []), ...(live ? ["--live"] : [])]);
  }

  /** The page of `room`. page.again() writes its file again. */
  async function open(room, { width = 1280, scheme = "light", script = true, names = false, live = false } = {}) {
    const file = join(folder, String(++pages));
    render(room, file, { names, live });
    const page = await newPage({ viewport: { width, height: 800 }, colorScheme: scheme, javaScriptEnabled: script });
    await page.goto(pathToFileURL(`${file}.html`).href);
    page.again = (other) => render(other, file, { names, live });
    return page;
  }
  return { open, close };
}
