// Draws a ledger from facts, one a line, and works out the balance by replaying them:
//     2 March: deposited +600
//     3 March: withdrew -200
// or from the history that a handler of the kit has answered: trace=NAME step=17.
// With until="2 March" the replay ends with the facts of that day; later ones are still shown.
import { readTrace } from "./traces.mjs";

const escape = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

const signs = { deposited: "+", withdrawn: "-" };

/** Returns the facts of a history, one a line: what step `number` of a trace answers. */
export function factsOf({ trace: name, step: number }, where) {
  const history = readTrace(name).steps[number - 1]?.value;
  if (!Array.isArray(history)) throw new Error(`${where}: step ${number} of ${name} is no history`);
  return history.map(({ type, time, data }) => {
    const fact = type.split(".").at(-1);
    return `${time.slice(11, 16)}: ${fact} ${signs[fact]}${data.cents}`;
  }).join("\n");
}

/** Returns [{ day, fact, change, balance }], without a balance after the day `until`. */
export function replay(text, where, until) {
  let balance = 0;
  const facts = text.trim().split("\n").map((line) => {
    const [, day, fact, sum = "0"] = /^(.+?): (.+?)(?: ([+-]\d+))?$/.exec(line) ?? [];
    if (!day) throw new Error(`${where}: "${line}" is no fact, like "2 March: deposited +600"`);
    balance += Number(sum);
    return { day, fact, change: sum === "0" ? "" : sum, balance };
  });
  if (!until) return facts;
  const last = facts.map(({ day }) => day).lastIndexOf(until);
  if (last < 0) throw new Error(`${where}: the ledger has no fact of ${until}`);
  return facts.map((fact, index) => (index > last ? { ...fact, balance: null } : fact));
}

const minus = (number) => String(number).replace("-", "–");

/** Returns the table of a ledger; the balance that the replay ends with stands out. */
export function drawLedger(text, where, { until, trace, step }) {
  const facts = replay(trace ? factsOf({ trace, step }, where) : text, where, until);
  const end = facts.findLastIndex(({ balance }) => balance !== null);
  const rows = facts.map(({ day, fact, change, balance }, index) => {
    const kind = index > end ? ' class="later"' : "";
    const last = index === end ? `<strong>${minus(balance)}</strong>` : minus(balance);
    const sum = balance === null ? "not yet" : last;
    return `<tr${kind}><td>${index + 1}</td><td>${escape(day)}</td><td>${escape(fact)}</td>` +
      `<td>${minus(change)}</td><td>${sum}</td></tr>`;
  });
  const heads = ["version", trace ? "time" : "day", "fact", "sum", "balance, replayed"];
  return `<table class="ledger"><thead><tr><th>${heads.join("</th><th>")}</th></tr></thead>` +
    `<tbody>${rows.join("")}</tbody></table>`;
}
