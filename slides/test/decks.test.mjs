// The rules for slides that need no browser: notes, minutes, code of the kit, letters of the fonts.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { clockWords, cutFor, readAgendas } from "../src/agenda.mjs";
import { readDecks, readSlide } from "../src/decks.mjs";
import { declaration, pullCode, pullList, withFigures } from "../src/figures.mjs";
import { drawLedger, replay } from "../src/ledger.mjs";
import { drawSchedule } from "../src/schedule.mjs";

const slides = readDecks();
const agendas = readAgendas(slides);
const good = '<!-- minutes: 90=1 -->\n\n## Title\n\n<!--\nSay: "A sentence."\n-->\n';
const refuses = (text, complaint) =>
  assert.throws(() => readSlide(text, "SL1-why", 3), { message: complaint });

test("each slide has notes that begin with the sentence to say", () => {
  assert.equal(readSlide(good, "SL1-why", 3).notes, 'Say: "A sentence."');
  refuses(good.replace("Say:", "Tell:"), /SL1-why.md, slide 3: its notes do not begin with/);
  refuses(good.replace(/<!--\nSay.*/s, ""), /its notes do not begin with/);
});

test("each slide has minutes and a heading", () => {
  assert.deepEqual(readSlide(good, "SL1-why", 3).minutes, { 90: 1 });
  refuses(good.replace("<!-- minutes: 90=1 -->", ""), /has no minutes/);
  refuses(good.replace("90=1", "90"), /minutes "90", not like 90=1.5/);
  refuses(good.replace("##", ""), /has no heading/);
});

test("the minutes of each cut are those of its agenda", () => {
  assert.ok(agendas.length >= 3, `${agendas.length} agendas`);
  for (const agenda of agendas) {
    const cut = cutFor(agenda, slides);
    const last = cut.at(-1);
    assert.equal(last.at + last.stays, agenda.minutes, agenda.name);
  }
});

test("minutes that do not fit are refused", () => {
  const agenda = { name: "90", rows: [{ deck: "SL1", minutes: 2, title: "Opening" }] };
  const slide = (minutes) =>
    ({ deck: "SL1-why", rows: [], where: "here", minutes: { 90: minutes } });
  assert.equal(cutFor(agenda, [slide(2)]).length, 1);
  assert.throws(() => cutFor(agenda, [slide(1)]), /slides of "SL1" take 1 min, its row has 2/);
  assert.throws(() => cutFor(agenda, []), /no slide for "SL1"/);
  const stray = { deck: "exercises", rows: ["09_ordering"], where: "there", minutes: { 90: 1 } };
  assert.throws(() => cutFor(agenda, [slide(2), stray]), /there: no row of this agenda shows it/);
});

test("an exercise is found by its activity and form, other rows by their title", () => {
  const rows = [{ activity: "03_correlator", form: "live", minutes: 2, title: "A" },
    { activity: "03_correlator", minutes: 3, title: "B" }, { minutes: 4, title: "Debrief" }];
  const slide = (row, x) =>
    ({ deck: "exercises", rows: ["other", row], where: row, minutes: { x } });
  const cut = cutFor({ name: "x", rows },
    [slide("Debrief", 4), slide("03_correlator", 3), slide("03_correlator: live", 2)]);
  assert.deepEqual(cut.map(({ where, at }) => [where, at]),
    [["03_correlator: live", 0], ["03_correlator", 2], ["Debrief", 5]]);
});

test("a clock reads minutes", () => {
  assert.equal(clockWords(5.5), "05:30");
  assert.equal(clockWords(85), "1:25:00");
});

test("an exercise says what to do when stuck, and a talk has no such box", () => {
  for (const slide of slides) {
    const isTask = slide.body.includes("_class: task");
    assert.equal(slide.body.includes('class="stuck"'), isTask, slide.where);
  }
});

test("commands on slides are commands of the workshop tool", () => {
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  const command = /class="run"><code>build\/participant\/workshop (\w+)/g;
  const text = slides.map(({ body }) => body).join("\n");
  const commands = [...text.matchAll(command)].map(([, verb]) => verb);
  assert.ok(commands.length >= 3);
  for (const verb of commands) assert.ok(readme.includes(`\`workshop ${verb}`), verb);
});

test("code is pulled from files that participants have", () => {
  const file = "harness/eda/store.hpp";
  assert.match(pullCode({ file, tag: "Kind" }), /^enum class Kind \{\n {2}written,/);
  for (const other of ["solutions/00_lost_update/lost_update.cpp", "facilitator/agenda.json",
    "exercises/03_correlator/correlator.cpp",
    "harness/../solutions/a.cpp", undefined])
    assert.throws(() => pullCode({ file: other, tag: "on_tip" }), /that participants have and do not edit/);
  assert.throws(() => pullCode({ file, tag: "Kindness" }), /has no Kindness/);
});

test("the four phrases are those of the printed cards", () => {
  const file = "facilitator/cards.md";
  assert.equal(pullList({ file, heading: "Four phrases" }).split("\n").length, 4);
  assert.throws(() => pullList({ file, heading: "Five phrases" }), /has no list below/);
});

test("the notes name files that exist", () => {
  const named = slides.flatMap(({ notes }) => notes.match(/(facilitator|slides)\/[\w./-]+/g) ?? []);
  assert.ok(named.length >= 4);
  for (const path of named) assert.ok(existsSync(new URL(`../../${path}`, import.meta.url)), path);
});

test("a declaration ends at its own bracket", () => {
  const text = "struct A {\n  int b;\n};\nenum B { c };\n";
  assert.deepEqual(declaration(text, "A", "a.hpp"), ["struct A {", "  int b;", "};"]);
  assert.deepEqual(declaration(text, "B", "a.hpp"), ["enum B { c };"]);
});

test("each figure has a text for those who do not see it", () => {
  const slide = { body: "```dot\ndigraph { a -> b }\n```\n", where: "here", stays: 1 };
  assert.throws(() => withFigures(slide), /here: a dot without alt/);
  const drawn = withFigures({ ...slide, body: slide.body.replace("dot", 'dot alt="a to b"') });
  assert.match(drawn, /aria-label="a to b"/);
});

test("a drawing of a schedule says which steps it leaves out, and has all as text", () => {
  const { svg, steps } = drawSchedule(
    { trace: "00_wrong_writes_without_a_condition", steps: "1-4,7", fields: "cents" }, "here");
  assert.match(svg, /steps 5–6 not shown/);
  assert.match(svg, /put \{"cents":200\}/);
  assert.match(svg, /From now on everything leads to this end/);
  assert.equal(steps.length, 8);
  assert.match(steps[3], /put jar\/bar \{"cents":150,"tips":\["boris-1"\]\}; told: written v2/);
});

test("a drawing of a schedule says where a handler dies", () => {
  const { svg } = drawSchedule(
    { trace: "07_wrong_writes_no_letter", steps: "5-7", fields: "cents" }, "here");
  assert.match(svg, /-> written v2<\/text><text [^>]*class="dies">! dies before it gets the reply</);
  const other = drawSchedule({ trace: "07_wrong_publishes_before_it_writes" }, "here");
  assert.doesNotMatch(other.svg, /class="dies"/);
});

test("a drawing of a right answer has no turn, and shows wanted members only", () => {
  const { svg, steps } = drawSchedule(
    { trace: "08_count_1_two_pizzas", steps: "5,7", fields: "payment,chef" }, "here");
  assert.match(svg, />-> v2 \{"chef":\{…\}\}</);
  assert.match(svg, />update set payment \{…\}</);
  assert.doesNotMatch(svg, /From now on/);
  assert.equal(steps.at(-1), "Here the schedule ends");
});

test("a drawing of a schedule shows the one row of a scan", () => {
  const { svg } = drawSchedule(
    { trace: "08_count_4_refunded_for_ever", steps: "4,9", fields: "status" }, "here");
  assert.equal(svg.match(/class="card read"/g).length, 2);
  assert.match(svg, />-> v1 \{"status":"waiting"\}</);
  assert.doesNotMatch(svg, /row order/);
});

test("a ledger works out its balance, up to a day", () => {
  const facts = "1 May: opened\n2 May: deposited +600\n3 May: withdrew -200\n";
  const balances = (until) => replay(facts, "here", until).map(({ balance }) => balance);
  assert.deepEqual(balances(), [0, 600, 400]);
  assert.deepEqual(balances("2 May"), [0, 600, null]);
  assert.match(drawLedger(facts, "here", {}), /<td>–200<\/td><td><strong>400<\/strong>/);
  assert.throws(() => replay(facts, "here", "4 May"), /here: the ledger has no fact of 4 May/);
  assert.throws(() => replay("opened", "here"), /here: "opened" is no fact/);
});

test("the embedded fonts have all letters", () => {
  const known = /[\u0000-\u00ff\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026]/;
  for (const slide of slides)
    for (const letter of withFigures({ ...slide, stays: 1 }) + slide.notes)
      assert.match(letter, known, `${slide.where}: ${letter}`);
});
