import diff from "microdiff";
import type { Json } from "./types";

export type Mark = "same" | "added" | "removed" | "changed";

export interface TreeNode {
  key: string;
  /** An item of a list of plain values: its key is its value. */
  item: boolean;
  mark: Mark;
  /** This node or one below it is marked. */
  touched: boolean;
  before: Json | undefined;
  after: Json | undefined;
  children: TreeNode[];
}

type Members = { [key: string]: Json };
type Maybe = Json | undefined;

// Distinguishes list items from members: in practice no key of the data begins with it.
const itemSign = "\u0001";

const isObject = (json: Maybe): json is Members => typeof json === "object" && json !== null && !Array.isArray(json);
const isPlain = (json: Json): boolean => typeof json !== "object" || json === null;

// Without a prototype a row may have a field "constructor".
const empty = (): Members => Object.create(null) as Members;

/** Returns keys that identify the items of a list at any index; null if there are none. */
function itemKeys(list: Json[]): string[] | null {
  let keys: string[];
  if (list.every(isPlain)) keys = list.map((item) => itemSign + JSON.stringify(item));
  else if (list.every((item) => isObject(item) && typeof item.id === "string")) keys = list.map((item) => String((item as Members).id));
  else return null;
  return new Set(keys).size === keys.length ? keys : null;
}

const named = (keys: string[], list: Json[]): Members => {
  const members = empty();
  keys.forEach((key, index) => (members[key] = list[index]));
  return members;
};

/** Turns lists into objects by item key, so that an inserted item does not change those after it. */
function keyed(before: Maybe, after: Maybe): [Maybe, Maybe] {
  if (Array.isArray(before ?? []) && Array.isArray(after ?? []) && (before ?? after) !== undefined && before !== null && after !== null) {
    const a = (before ?? []) as Json[];
    const b = (after ?? []) as Json[];
    if (!a.length && !b.length) return [before, after]; // else an empty list would look like {}
    const aKeys = itemKeys(a);
    const bKeys = itemKeys(b);
    const onlyMoved = aKeys && bKeys && aKeys.length === bKeys.length && aKeys.join() !== bKeys.join() &&
      [...aKeys].sort().join() === [...bKeys].sort().join();
    if (aKeys && bKeys && !onlyMoved) {
      const [x, y] = keyed(named(aKeys, a), named(bKeys, b));
      return [before === undefined ? undefined : x, after === undefined ? undefined : y];
    }
  }
  if ((before === undefined || isObject(before)) && (after === undefined || isObject(after))) {
    const [x, y] = [empty(), empty()];
    for (const key of new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])) {
      const [a, b] = keyed(before?.[key], after?.[key]);
      if (a !== undefined) x[key] = a;
      if (b !== undefined) y[key] = b;
    }
    return [before === undefined ? undefined : x, after === undefined ? undefined : y];
  }
  return [before, after];
}

const membersOf = (json: Maybe): [string, Json][] =>
  Array.isArray(json) ? json.map((item, i) => [String(i), item]) : isObject(json) ? Object.entries(json) : [];

/** Returns the members of two states, each marked as same, added, removed or changed. */
export function compareStates(before: Json, after: Json): TreeNode[] {
  const [a, b] = keyed(before, after);
  const marks = new Map<string, Mark>();
  for (const change of diff(a as Members, b as Members))
    marks.set(change.path.join("\n"), change.type === "CREATE" ? "added" : change.type === "REMOVE" ? "removed" : "changed");

  const build = (x: Maybe, y: Maybe, path: string): TreeNode[] => {
    const was = new Map(membersOf(x));
    const is = new Map(membersOf(y));
    return [...new Set([...was.keys(), ...is.keys()])].sort(byNumberThenName).map((key) => {
      const here = path ? `${path}\n${key}` : key;
      const mark = marks.get(here) ?? "same";
      const children = mark === "changed" ? [] : build(was.get(key), is.get(key), here);
      const item = key.startsWith(itemSign);
      return {
        key: item ? key.slice(itemSign.length) : key,
        item,
        mark,
        touched: mark !== "same" || children.some((child) => child.touched),
        before: was.get(key),
        after: is.get(key),
        children,
      };
    });
  };
  return build(a, b, "");
}

const byNumberThenName = (a: string, b: string): number => a.localeCompare(b, "en", { numeric: true });

/** Returns the value as in the trace: objects by item key become lists again. */
export function plainValue(json: Maybe): string {
  const back = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(back);
    if (!isObject(value)) return value;
    const entries = Object.entries(value);
    if (entries.length && entries.every(([key]) => key.startsWith(itemSign))) return entries.map(([, item]) => item);
    return Object.fromEntries(entries.map(([key, member]) => [key, back(member)]));
  };
  return json === undefined ? "" : JSON.stringify(back(json));
}
