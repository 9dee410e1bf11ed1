// Small games for the tests: two tips go into a jar at once, later they are counted.

const none = { version: null, value: null, rows: null, reason: "" };

function wordsOf(port, verb, result, more = {}) {
  return { service: "bar", port, verb, key: port === "store" ? "jar" : "", value: null, condition: [], eventual: false, due_ms: null, parts: [],
    result, reply: none, answer_in_ms: null, faults: [], late: [], dies: false, failure: "", asides: [], ...more };
}

/** Numbers for values, from 0. */
function interner() {
  const numbers = new Map();
  return { number: (value) => {
    const key = JSON.stringify(value);
    if (!numbers.has(key)) numbers.set(key, numbers.size);
    return numbers.get(key);
  }, all: () => [...numbers.keys()].map((key) => JSON.parse(key)) };
}

/** Steps from a world. `at`: what each tip has done: 0 nothing, 1 it has read `seen`, 2 all. */
function stepsFrom(world, isRight, node) {
  const steps = [];
  world.at.forEach((at, i) => {
    const own = (change) => ({ ...world, at: world.at.map((one, j) => (j === i ? change.at ?? one : one)), seen: world.seen.map((one, j) => (j === i ? change.seen ?? one : one)), ...change.more });
    const add = (deed, words, next) => steps.push({ deed: { what: 0, node: node(world, i), message: i, check: "ab"[at], ...deed }, words, next });
    if (at === 0) {
      const next = own({ at: 1, seen: world.jar });
      add({ to: node(next, i) }, wordsOf("store", "get", "found", { reply: { ...none, value: world.jar } }), next);
    }
    if (at !== 1) return;
    const isOld = isRight && world.seen[i] !== world.jar;
    const next = isOld ? own({ at: 0 }) : own({ at: 2, more: { jar: world.seen[i] + 1 } });
    add(isOld ? { to: node(next, i) } : {}, wordsOf("store", "put", isOld ? "refused" : "written", { value: world.seen[i] + 1 }), next);
    if (!world.crashes) return;
    const again = own({ at: 0, more: { crashes: 0 } });
    add({ what: 1, again: node(again, i), faults: 1 }, wordsOf("store", "put", "none", { value: world.seen[i] + 1, faults: ["crash"], dies: true }), again);
  });
  if (!world.late && world.at.every((at) => at === 2)) {
    const next = { ...world, late: 1 };
    steps.push({ deed: { what: 2, arrived: [[2, node(next, 2), ""]] }, words: wordsOf(null, "time", "none", { service: "" }), next });
  }
  if (world.late === 1)
    steps.push({ deed: { what: 0, node: node(world, 2), message: 2, check: "c" }, words: wordsOf("bus", "publish", "accepted"), next: { ...world, late: 2 } });
  return steps;
}

/** Fewest steps from each world to one that is wanted; -1: none. */
function fewestTo(places, isWanted) {
  const fewest = places.map((place) => (isWanted(place) ? 0 : -1));
  for (let changed = true; changed; ) {
    changed = false;
    places.forEach(({ moves }, index) => {
      for (const { to } of moves)
        if (fewest[to] >= 0 && (fewest[index] < 0 || fewest[to] + 1 < fewest[index])) {
          fewest[index] = fewest[to] + 1;
          changed = true;
        }
    });
  }
  return fewest;
}

/** Returns the data of a page. A right answer never loses a tip. With `crashes` a handler may die once. */
export function play({ isRight = false, crashes = 0, starts = 1 } = {}) {
  const nodes = interner(), words = interner(), deeds = interner(), scenes = interner(), worlds = interner();
  const node = (world, i) => nodes.number(i === 2 ? "count" : [i, world.at[i], world.at[i] === 1 ? world.seen[i] : 0]);
  const first = { at: [0, 0], seen: [0, 0], jar: 0, late: 0, crashes };
  worlds.number(first);
  const places = [];
  for (let index = 0; index < worlds.all().length; ++index) {
    const world = worlds.all()[index];
    const moves = stepsFrom(world, isRight, node).map((step) =>
      ({ deed: deeds.number({ ...step.deed, words: words.number(step.words) }), to: worlds.number(step.next) }));
    const end = moves.length ? 0 : world.jar === 2 ? 1 : 2;
    places.push({ moves, end, scene: scenes.number([world.late ? 3_600_000 : 0, world.crashes, world.jar]) });
  }
  const distance = fewestTo(places, ({ end }) => end === 2);
  const calm = places.map((place) => ({ ...place, moves: place.moves.filter(({ deed }) => !deeds.all()[deed].faults) }));
  const good = fewestTo(calm, ({ end }) => end === 1);
  const loss = fewestTo(places, (place) => good[places.indexOf(place)] < 0);
  return {
    version: 1, test: "07.play.lost_tip", scenario: 0, replay: "workshop replay ", faults_max: null,
    messages: ["tip.given anna", "tip.given boris", "jar.count"].map((name, alike) => ({ service: "bar", name, alike })),
    starts: Array.from({ length: starts }, (_, number) => ({ world: 0, number, copies: number, copied: number ? ["tip.given anna"] : [],
      arrived: [[0, node(first, 0), ""], [1, node(first, 1), ""]] })),
    deeds: deeds.all(), words: words.all(), ports: ["store"], contents: [{}, { jar: 1 }, { jar: 2 }],
    budgets: [{}, { crash: 1 }], scenes: scenes.all(),
    worlds: places.flatMap(({ moves, end, scene }, index) =>
      [scene, end, distance[index] + 1, loss[index] + 1, moves.length, ...moves.flatMap(({ deed, to }) => [deed, to - index])]),
    ends: [
      { lines: ["jar.filled 2"], rejected: false, rule: "", hint: "" },
      { lines: ["jar.filled 1"], rejected: true, rule: "no tip is lost <at all>", hint: "Who read what?" },
    ],
  };
}
