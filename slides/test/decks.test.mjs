// The rules for slides that need no browser: notes, minutes, code of the kit, letters of the fonts.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { clockWords, cutFor, readAgendas } from "../src/agenda.mjs";
import { drawChart } from "../src/charts.mjs";
import { readDecks, readSlide } from "../src/decks.mjs";
import { declaration, pullCode, pullList, withFigures } from "../src/figures.mjs";
import { drawLedger, factsOf, replay } from "../src/ledger.mjs";
import { drawLog } from "../src/log.mjs";
import { pullPrinted, reportIn } from "../src/printed.mjs";
import { drawRetries, triesOf } from "../src/retries.mjs";
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

test("slides for an agenda that agenda.json does not have are refused", () => {
  const slide = (cut) => ({ deck: "SL8-ordering", rows: [], where: "here", minutes: { [cut]: 1 } });
  const known = [{ name: "90", rows: [] }];
  assert.deepEqual(readAgendas([slide("90")], known), known);
  assert.throws(() => readAgendas([slide("9h")], known), /agenda "9h", and agenda.json has none/);
});

test("a slide of a deck that names a row is shown in that row only", () => {
  const rows = [{ deck: "SL9", minutes: 1 }, { activity: "13_routing", minutes: 2, title: "B" }];
  const slide = (where, stays, own) =>
    ({ deck: "SL9-topology", rows: own, where, minutes: { x: stays } });
  const cut = cutFor({ name: "x", rows }, [slide("talk", 2, ["13_routing"]), slide("deck", 1, [])]);
  assert.deepEqual(cut.map(({ where }) => where), ["deck", "talk"]);
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

test("a drawing of a schedule says which read is stale", () => {
  const { svg } = drawSchedule(
    { trace: "13_wrong_ends_where_it_exists", steps: "2-4", fields: "none" }, "here");
  assert.match(svg, /-> nothing there<\/text><text [^>]*class="dies">! stale</);
  assert.equal(svg.match(/class="card read"/g).length, 1);
  assert.match(svg, /steps 1, 5 not shown/);
});

test("a chart of the kit's page has its bars, and marks the bad ones", () => {
  const svg = drawChart({ of: "17", title: "Bottleneck" }, "here");
  assert.match(svg, /class="value bad">! 9\.2 min</);
  assert.match(svg, /class="value good">18\.0 s</);
  assert.match(svg, /class="alarm"/);
  assert.doesNotMatch(drawChart({ of: "17", title: "Funnel" }, "here"), /class="alarm"/);
  assert.throws(() => drawChart({ of: "17", title: "Tunnel" }, "here"), /17 has no chart "Tunnel"/);
});

test("what a test prints of a wrong answer is shown from its broken rule on", () => {
  const output = "[ RUN ]\nat 0x12\n  Broken rule: none\n    a\n      b \n\n[  FAILED  ] (3 ms)\n";
  assert.equal(reportIn(output), "Broken rule: none\n  a\n    b\n");
  assert.equal(reportIn("[ RUN ]\n"), "");
  const of = "13_wrong_writes_letters_about_letters";
  assert.equal(pullPrinted({ of, lines: "6-7" }, "here"),
    "com.pizzaco.notification.failed\ncom.pizzaco.notification.failed");
  assert.throws(() => pullPrinted({ of, lines: "7-8" }, "here"), /here: .* has 7 lines, not 7-8/);
});

test("retries with jitter are as many, and less at once", () => {
  const given = { callers: "200", waits: "4,8,16" };
  const alike = triesOf(given, () => 1);
  assert.deepEqual(alike.flatMap((count, at) => (count ? [[at / 2, count]] : [])),
    [[4, 200], [12, 200], [28, 200]]);
  const [most, spread] = [...drawRetries(given).matchAll(/>(\d+) at once</g)]
    .map(([, count]) => Number(count));
  assert.equal(most, 200);
  assert.ok(spread < most / 4, `${spread} at once`);
});

test("a name of a delivery that is too long has two lines", () => {
  const { svg } = drawSchedule({ trace: "09_wrong_compares_then_writes_anyway" }, "here");
  const heads = [...svg.matchAll(/class="head">([^<]*)/g)].map(([, text]) => text);
  assert.deepEqual(heads.slice(0, 2), ["user.emailchanged", "user-7-emailchanged-1"]);
  const short = drawSchedule({ trace: "07_wrong_publishes_before_it_writes", steps: "7-10" }, "here");
  assert.match(short.svg, /class="head">\S+ \S+/);
});

test("a log is drawn as a trace has it, with what each reader is behind", () => {
  const trace = "11_wrong_skips_older_positions";
  const html = drawLog({ trace, step: "14" }, "here");
  assert.match(html, /<th><b>2<\/b><br>42<\/th><th><b>3<\/b><br>43<\/th>/);
  assert.match(html, /handlers<br>5 behind<\/td><td class="handled">done<\/td><td class="told">told/);
  assert.match(html, /bookmark<br>4 behind<\/td>(<td class="handled">read<\/td>){3}<td class="waiting"><\/td>/);
  assert.match(drawLog({ trace, step: "4" }, "here"), /customer\/7<br>registered/);
  assert.throws(() => drawLog({ trace, step: "99" }, "here"), /here: .* has no log at step 99/);
  assert.throws(() => drawLog({ trace: "00_wrong_writes_without_a_condition", step: "2" }, "here"),
    /has no log at step 2/);
});

test("a ledger replays the history that a trace answers", () => {
  const given = { trace: "10_wrong_retries_the_write_at_the_new_version", step: 17 };
  assert.deepEqual(replay(factsOf(given, "here"), "here").map(({ balance }) => balance), [100, 20, -60]);
  assert.match(drawLedger("", "here", given), /<th>time<\/th>.*<td>withdrawn<\/td><td>–80<\/td><td><strong>–60/);
  assert.throws(() => factsOf({ ...given, step: 2 }, "here"), /step 2 of .* is no history/);
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
