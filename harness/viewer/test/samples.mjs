// Schedules made up for the tests: between them they show every mark that the page knows.
const who = ["payment.completed", "payment.completed (2nd copy)", "order.placed"];

export function step(delivery, asked, told, more = {}) {
  return {
    at_ms: 0,
    delivery,
    service: delivery === null ? "" : delivery === 2 ? "kitchen" : "billing",
    who: delivery === null ? "" : who[delivery],
    asked,
    told,
    fault: null,
    said: [],
    last_said: [],
    ports: {},
    ...more,
  };
}

const row = (version, value) => ({ version, value });
const event = (id, orderId) => ({ id, type: "com.pizzaco.bill.sent", data: { orderId } });
const one = { "order/1": row(1, { status: "waiting", tickets: ["payment"] }) };
const two = {
  "order/1": row(2, { status: "done", tickets: ["chef", "payment"] }),
  "order/2": row(1, { constructor: "kept" }),
};

export function failing() {
  const published = [event("id-2", "1"), event("id-1", "1")];
  return {
    version: 1,
    test: "07.sample.every_mark",
    rule: "an order is billed once",
    hint: "What does the second copy see?",
    replay: "07.sample.every_mark/0-1-abc",
    command: "bin/07_sample --replay=07.sample.every_mark/0-1-abc",
    confirmed: true,
    faults: 3,
    deliveries: who,
    turn: 4,
    steps: [
      step(0, "starts", ""),
      step(0, "get order/1", "nothing there", { said: ["looking <b>at</b> it"], fault: "stale" }),
      step(2, "put order/1", "written", { ports: { store: one }, file: "/kit/exercises/07_sample/sample.cpp", line: 42 }),
      step(null, "time passes", "", { at_ms: 61500, fault: "late", ports: { store: one } }),
      step(1, "put order/1 if absent", "refused", { at_ms: 61500, fault: "duplicate", ports: { store: one } }),
      step(0, "transaction: put order/1; put order/2", "written", { at_ms: 61500, ports: { store: two } }),
      step(0, "a new id", "id-1", { at_ms: 61500, ports: { store: two } }),
      step(0, "publish bill.sent", "accepted", { at_ms: 61500, fault: "unknown, partial", ports: { store: two, bus: { published: published.slice(1) } } }),
      step(2, "schedule order/1 at +30m", "ok", { at_ms: 61500, fault: "throttled", ports: { store: two, bus: { published: published.slice(1) } } }),
      step(1, "erase order/2", "written - dies before it hears of it", {
        at_ms: 61500,
        fault: "crash",
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
  trace.steps[2] = step(1, "get order/1", "nothing there");
  return trace;
}

/** So many steps as no answer of the workshop takes. */
export function long(count) {
  const trace = failing();
  trace.deliveries = Array.from({ length: 8 }, (_, index) => `order.placed order-${index}`);
  trace.turn = Math.floor(count / 2);
  const store = {};
  trace.steps = Array.from({ length: count }, (_, index) => {
    const key = `order/${index % 8}`;
    store[key] = row(index + 1, { status: `at ${index}`, tickets: ["payment"] });
    const made = step(index % 8, index % 2 ? `put ${key}` : `get ${key}`, "written", { at_ms: index * 1000, ports: { store: { ...store } } });
    return { ...made, service: index % 8 < 4 ? "billing" : "kitchen", who: trace.deliveries[index % 8], fault: index % 100 === 99 ? "crash" : null };
  });
  return trace;
}
