// Reads the decks: Markdown for Marp, one file a deck, slides apart by lines "---". Each slide says
// in comments how long it stays up in each cut, and what the speaker says.
import { readdirSync, readFileSync } from "node:fs";

const folder = new URL("../decks/", import.meta.url);
const comment = /<!--([\s\S]*?)-->\n?/g;

/** Returns {"60": 0.5, "90": 1} of "60=0.5 90=1". */
function readMinutes(text, where) {
  const pairs = text.trim().split(/\s+/).map((pair) => {
    const [, cut, minutes] = /^([\w-]+)=(\d+(?:\.\d+)?)$/.exec(pair) ?? [];
    if (cut === undefined) throw new Error(`${where}: minutes "${pair}", not like 90=1.5`);
    return [cut, Number(minutes)];
  });
  return Object.fromEntries(pairs);
}

/** Returns a slide of the Markdown between two lines "---". */
export function readSlide(text, deck, number) {
  const where = `slides/decks/${deck}.md, slide ${number}`;
  const slide = { deck, number, where, minutes: {}, rows: [], sheet: "", notes: "", body: "" };
  slide.body = text.replace(comment, (whole, inside) => {
    const [, word, rest] = /^\s*(minutes|row|sheet|_class):([\s\S]*)$/.exec(inside) ?? [];
    if (word === "_class") return whole;
    if (word === "minutes") slide.minutes = readMinutes(rest, where);
    else if (word === "sheet") slide.sheet = rest.trim();
    else if (word === "row") slide.rows = rest.split("|").map((row) => row.trim());
    else slide.notes += `${inside.trim()}\n`;
    return "";
  }).trim();
  slide.notes = slide.notes.trim();
  slide.title = (/^#+ +(.*)$/m.exec(slide.body)?.[1] ?? "").replace(/ *<[^>]*>/g, " ").trim();
  if (!/^Say: "[\s\S]*?[.?!]"/.test(slide.notes))
    throw new Error(`${where}: its notes do not begin with the sentence to say (Say: "…")`);
  if (!slide.title) throw new Error(`${where}: has no heading`);
  if (!Object.keys(slide.minutes).length) throw new Error(`${where}: has no minutes`);
  return slide;
}

/** Returns the slides of one file of decks/, in order. */
export function readDeck(deck) {
  const text = readFileSync(new URL(`${deck}.md`, folder), "utf8");
  const [, body] = /^---\n[\s\S]*?\n---\n([\s\S]*)$/.exec(text) ?? [];
  if (body === undefined) throw new Error(`slides/decks/${deck}.md: no front matter`);
  return body.split(/^---$/m).map((slide, index) => readSlide(slide, deck, index + 1));
}

/** Returns the slides of all decks. The name of a deck is the name of its file. */
export function readDecks() {
  const files = readdirSync(folder).filter((name) => name.endsWith(".md")).sort();
  return files.flatMap((name) => readDeck(name.replace(/\.md$/, "")));
}
