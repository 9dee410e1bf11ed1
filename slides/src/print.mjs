// Prints pages as PDF with Debian's Chromium. A PDF is tagged, so that it is read in order.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { PDFDocument, PDFName } from "pdf-lib";
import { startChromium } from "../../harness/viewer/test/chromium.mjs";

const paper = {
  print: { width: "1280px", height: "720px" },
  handout: { format: "A4", margin: { top: "12mm", bottom: "12mm", left: "12mm", right: "12mm" } },
  sheets: { format: "A4", margin: { top: "12mm", bottom: "10mm", left: "12mm", right: "12mm" } },
  speaker: { format: "A4", landscape: true,
    margin: { top: "14mm", bottom: "12mm", left: "14mm", right: "14mm" } },
};

const load = (pdf) => PDFDocument.load(pdf, { updateMetadata: false });

/** Returns the number of pages of a PDF. */
export const pagesOf = async (pdf) => (pdf.length ? (await load(pdf)).getPageCount() : 0);

/** Tells whether a PDF says what its headings, lists and figures are. */
export const isTagged = async (pdf) => (await load(pdf)).catalog.has(PDFName.of("StructTreeRoot"));

/** Returns the same PDF, with the objects compressed that Chromium leaves as text. */
const compressed = async (pdf) => (await load(pdf)).save({ useObjectStreams: true });

/** Prints each of [{ html, kind }]; returns the PDFs. */
export async function printAll(jobs) {
  const browser = await startChromium();
  const printed = [];
  try {
    for (const [index, { html, kind }] of jobs.entries()) {
      const page = await browser.newPage();
      const file = join(browser.folder, `${index}.html`);
      writeFileSync(file, html);
      await page.goto(pathToFileURL(file).href);
      await page.evaluate(() => document.fonts.ready);
      const options = { ...paper[kind], printBackground: true, tagged: true, outline: true };
      printed.push(await compressed(await page.pdf(options)));
      await page.context().close();
    }
  } finally {
    await browser.close();
  }
  return printed;
}
