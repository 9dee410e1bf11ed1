// Schedules for the tests. Together they show every mark of the page.
const who = ["payment.completed", "payment.completed (2nd copy)", "order.placed"];

const lost = { version: null, value: null, rows: null, reason: "" };

/** Returns a step that calls `verb` of `port` with `result`; without a port: "start" or "time". */
export function step(delivery, port, verb, key, result, { reply = {}, ...more } = {}) {
  return {
    at_ms: 0,
    delivery,
    service: delivery === null ? "" : delivery === 2 ? "kitchen" : "billing",
    who: delivery === null ? "" : who[delivery],
    port,
    verb,
    key,
    value: null,
    condition: [],
    eventual: false,
    due_ms: null,
    parts: [],
    result,
    reply: { ...lost, ...reply },
    faults: [],
    late: [],
    dies: false,
    failure: "",
    asides: [],
    said: [],
    last_said: [],
    ports: {},
    ...more,
  };
}

const part = (verb, key, value, more = {}) => ({ verb, key, value, condition: [], id: "", result: "none", ...more });
const version = (value) => ({ test: "version_is", value });

const row = (version, value) => ({ version, value });
const event = (id, orderId) => ({ id, type: "com.pizzaco.bill.sent", data: { orderId } });
const one = { "order/1": row(1, { status: "waiting", tickets: ["payment"] }) };
const two = {
  "order/1": row(2, { status: "done", tickets: ["chef", "payment"] }),
  "order/2": row(1, { constructor: "kept" }),
};

export function failing() {
  const published = [event("id-2", "1"), event("id-1", "1")];
  const waiting = one["order/1"].value, done = two["order/1"].value;
  return {
    version: 2,
    test: "07.sample.every_mark",
    rule: "an order is billed once",
    hint: "What does the second copy see?",
    replay: "07.sample.every_mark/0-1-abc",
    command: "bin/07_sample --replay=07.sample.every_mark/0-1-abc",
    confirmed: true,
    faults: 3,
    deliveries: who,
    asides: [],
    lanes: [["bus", "bus"], ["store", "store"], ["timers", "timers"], ["ids", "new ids"]].map(([port, title]) => ({ port, title })),
    turn: 4,
    steps: [
      step(0, null, "start", "", "none"),
      step(0, "store", "get", "order/1", "missing", { eventual: true, said: ["looking <b>at</b> it"], faults: ["stale"] }),
      step(2, "store", "put", "order/1", "written", { value: waiting, reply: { version: 1 }, ports: { store: one }, file: "/kit/exercises/07_sample/sample.cpp", line: 42 }),
      step(null, null, "time", "", "none", { at_ms: 61500, faults: ["late"], late: ["order.placed"], ports: { store: one } }),
      step(1, "store", "put", "order/1", "refused", { at_ms: 61500, value: waiting, condition: [version(0)], faults: ["duplicate"], ports: { store: one } }),
      step(0, "store", "transact", "", "written", {
        at_ms: 61500,
        parts: [part("put", "order/1", done, { condition: [version(1)] }), part("put", "order/2", { constructor: "kept" })],
        ports: { store: two },
      }),
      step(0, "ids", "next", "id", "done", { at_ms: 61500, reply: { value: "id-1" }, ports: { store: two } }),
      step(0, "bus", "publish", "", "partial", {
        at_ms: 61500,
        parts: ["id-1", "id-3"].map((id, i) => part("", "com.pizzaco.bill.sent", { orderId: "1" }, { id, result: i ? "failed" : "accepted" })),
        faults: ["unknown", "partial"],
        ports: { store: two, bus: { published: published.slice(1) } },
      }),
      step(2, "timers", "schedule", "order/1", "done", { at_ms: 61500, due_ms: 1_800_000, faults: ["throttled"], ports: { store: two, bus: { published: published.slice(1) } } }),
      step(1, "store", "erase", "order/2", "written", {
        at_ms: 61500,
        dies: true,
        faults: ["crash"],
        last_said: ["goodbye"],
        ports: { store: { "order/1": two["order/1"] }, bus: { published } },
      }),
    ],
  };
}

export function passing() {
  const trace = failing();
  trace.turn = null;
  trace.faults = 0;
  trace.steps = trace.steps.slice(0, 7);
  trace.steps[2] = step(1, "store", "get", "order/1", "missing");
  return trace;
}

/** Returns the schedule with the share of schedules that still end otherwise. */
export function withShares(trace = failing(), start = 0.8, shares = [0.8, 0.75, 0.6, 0.9999, 0, 0, 0, 0, 0, 0]) {
  trace.otherwise = start;
  trace.steps.forEach((each, index) => (each.otherwise = shares[index] ?? null));
  return trace;
}

/** Returns a schedule with more steps than any answer of the workshop. */
export function long(count) {
  const trace = failing();
  trace.deliveries = Array.from({ length: 8 }, (_, index) => `order.placed order-${index}`);
  trace.turn = Math.floor(count / 2);
  const store = {};
  trace.steps = Array.from({ length: count }, (_, index) => {
    const key = `order/${index % 8}`;
    store[key] = row(index + 1, { status: `at ${index}`, tickets: ["payment"] });
    const made = step(index % 8, "store", index % 2 ? "put" : "get", key, index % 2 ? "written" : "missing", { at_ms: index * 1000, ports: { store: { ...store } } });
    return { ...made, service: index % 8 < 4 ? "billing" : "kitchen", who: trace.deliveries[index % 8], faults: index % 100 === 99 ? ["crash"] : [] };
  });
  return trace;
}
