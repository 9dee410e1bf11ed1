// An agenda is a cut of the decks: for each row of facilitator/agenda.json, the slides of its deck,
// or the slides of its exercise, which stay up while the room works.
import { existsSync, readFileSync } from "node:fs";

const file = new URL("../../facilitator/agenda.json", import.meta.url);

/** Returns the agendas for which slides are built: those with a slide that names them. */
export function readAgendas(slides, all) {
  if (!all && !existsSync(file)) throw new Error("facilitator/agenda.json is missing");
  const cuts = new Set(slides.flatMap((slide) => Object.keys(slide.minutes)));
  const agendas = all ?? JSON.parse(readFileSync(file, "utf8")).agendas;
  const has = (cut) => agendas.some(({ name }) => name === cut);
  for (const cut of cuts)
    if (!has(cut))
      throw new Error(`a slide has minutes for the agenda "${cut}", and agenda.json has none`);
  return agendas.filter(({ name }) => cuts.has(name));
}

/** Returns what a slide of an exercise names in "row:" to be shown in this row. */
export function rowName({ activity, form, title }) {
  return activity ? [activity, form].filter(Boolean).join(": ") : title;
}

const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);
const deckOf = (slide) => slide.deck.split("-")[0];

/** Returns the slides of an agenda in its order, each with `at` and `stays` in minutes. */
export function cutFor(agenda, slides) {
  const own = slides.filter((slide) => agenda.name in slide.minutes);
  const problems = [];
  const shown = [];
  let start = 0;
  for (const row of agenda.rows) {
    const name = row.deck ?? rowName(row);
    const found = own.filter((slide) =>
      row.deck ? deckOf(slide) === name && !slide.rows.length : slide.rows.includes(name));
    const minutes = sum(found.map((slide) => slide.minutes[agenda.name]));
    if (!found.length) problems.push(`no slide for "${name}"`);
    else if (minutes !== row.minutes)
      problems.push(`the slides of "${name}" take ${minutes} min, its row has ${row.minutes}`);
    let at = start;
    for (const slide of found) {
      const stays = slide.minutes[agenda.name];
      shown.push({ ...slide, at, stays });
      at += stays;
    }
    start += row.minutes;
  }
  for (const slide of own)
    if (!shown.some(({ where }) => where === slide.where))
      problems.push(`${slide.where}: no row of this agenda shows it`);
  if (problems.length) throw new Error(`agenda ${agenda.name}: ${problems.join("; ")}`);
  return shown;
}

/** Returns "0:07" or "1:05:30". */
export function clockWords(minutes) {
  const seconds = Math.round(minutes * 60);
  const two = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours ? `${hours}:${rest}` : rest;
}
