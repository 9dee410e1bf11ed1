// Makes the pages of a cut: the one that is shown, and those that are printed as PDF.
import { readFileSync } from "node:fs";
import { Marp } from "@marp-team/marp-core";
import { clockWords } from "./agenda.mjs";
import { escape, withFigures } from "./figures.mjs";

const here = (name) => new URL(`../${name}`, import.meta.url);
const read = (name) => readFileSync(here(name), "utf8");
// Fixed weights: of a variable font Chromium makes pictures of letters in a PDF.
const fonts = [
  ["Inter", "inter", [400, 600, 700]],
  ["JetBrains Mono", "jetbrains-mono", [400, 700]],
];

function fontFaces() {
  return fonts.flatMap(([family, name, weights]) => weights.map((weight) => {
    const file = `node_modules/@fontsource/${name}/files/${name}-latin-${weight}-normal.woff2`;
    const data = readFileSync(here(file)).toString("base64");
    return `@font-face{font-family:"${family}";font-weight:${weight};font-display:block;` +
      `src:url(data:font/woff2;base64,${data}) format("woff2")}`;
  })).join("\n");
}

/** Returns the slides as Marp draws them: one <svg> each, and their style. */
export function render(slides) {
  const marp = new Marp({
    html: true, script: false, math: false, inlineSVG: true, minifyCSS: true,
    emoji: { shortcode: false, unicode: false }, slug: false, printable: false,
    container: { tag: "div", class: "marpit" },
  });
  marp.themeSet.default = marp.themeSet.add(read("theme.css"));
  const text = slides.map((slide) => withFigures(slide)).join("\n\n---\n\n");
  const { html, css } = marp.render(text, { htmlAsArray: true });
  if (html.length !== slides.length) throw new Error("a slide has a line --- of its own");
  return { pictures: html.map((svg) => `<div class="marpit">${svg}</div>`), css };
}

/** Returns notes as HTML: "- " begins a point, `code` is code; the sentence to say comes first. */
export function notesOf({ notes }) {
  const inline = (text) => escape(text.replace(/\s*\n\s*/g, " ")).replace(/`([^`]+)`/g,
    "<code>$1</code>");
  const [, say, rest] = /^Say: "([\s\S]*?[.?!])"([\s\S]*)$/.exec(notes);
  const more = rest.trim() ? rest.trim().split(/\n\s*\n|\n(?=- )/) : [];
  const html = more.map((text) => `<p>${inline(text.replace(/^- /, "• "))}</p>`).join("");
  return { say: inline(say), html: `<p class="say">“${inline(say)}”</p>${html}` };
}

function timeWords({ at, stays }) {
  const seconds = stays < 1 ? `${stays * 60} seconds` : "";
  return `${clockWords(at)}, ${seconds || `${stays} ${stays === 1 ? "minute" : "minutes"}`}`;
}

function article(slide, picture, index, kind, next) {
  const notes = notesOf(slide);
  const time = `<p class="time"><b>${index + 1}</b> ${timeWords(slide)}</p>`;
  const follows = kind === "speaker"
    ? `<p class="next">Next: ${next ? escape(next.title) : "the end"}</p>` : "";
  return `<article data-at="${slide.at}" data-stays="${slide.stays}">${picture}` +
    `<div class="notes">${time}${notes.html}${follows}</div></article>`;
}

/** Returns a page: `kind` is "screen", "print", "handout" or "speaker". */
export function pageOf({ title }, slides, { pictures, css }, kind) {
  const articles = slides.map((slide, index) =>
    article(slide, pictures[index], index, kind, slides[index + 1]));
  return document({ title, kind, css, articles });
}

/** Returns the sheets to hand out: for each name, the slides that say <!-- sheet: name -->. */
export function sheetsOf(slides) {
  const { pictures, css } = render(slides);
  const names = [...new Set(slides.map(({ sheet }) => sheet))];
  const articles = names.map((name) => {
    const own = pictures.filter((_, index) => slides[index].sheet === name);
    return `<article><p class="name">${escape(name)}</p>${own.join("")}</article>`;
  });
  return document({ title: "sheets", kind: "sheets", css, articles });
}

function document({ title, kind, css, articles }) {
  const script = kind === "screen" ? `<script>\n${read("player.js")}</script>` : "";
  const isSlides = kind === "screen" || kind === "print";
  const sheet = isSlides ? "@page { size: 1280px 720px; margin: 0 }\n" : "";
  return `<!doctype html>
<html lang="en" class="${kind}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; ` +
    `font-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>${escape(`Out of Order: ${title}`)}</title>
<!-- Made by slides/build.mjs. Fonts: Inter and JetBrains Mono, SIL Open Font License 1.1. -->
<style>
${fontFaces()}
${css}
${read("page.css")}${sheet}</style>
</head>
<body>
<main>
${articles.join("\n")}
</main>
${script}</body>
</html>
`;
}
