export type Action =
  | "next" | "previous" | "first" | "last"
  | "next fault" | "previous fault" | "turn or end" | "difference" | "other schedule"
  | "next match" | "previous match"
  | "search" | "changed only" | "list";

const keys: { [key: string]: Action } = {
  j: "next",
  ArrowDown: "next",
  k: "previous",
  ArrowUp: "previous",
  Home: "first",
  End: "last",
  f: "next fault",
  F: "previous fault",
  v: "turn or end",
  d: "difference",
  s: "other schedule",
  n: "next match",
  N: "previous match",
  "/": "search",
  c: "changed only",
  l: "list",
};

export const keyHelp: [string, string][] = [
  ["j, k, arrow down, arrow up", "next and previous step"],
  ["Home, End", "first and last step"],
  ["f, F", "next and previous fault"],
  ["v", "the turn, then where the rule broke"],
  ["/", "search; Enter or n goes to the next match, N to the one before, Escape clears"],
  ["c", "show only what changed"],
  ["d", "first difference, when two schedules are compared"],
  ["s", "the other schedule: failing or passing"],
  ["l", "list instead of drawing"],
];

/** Command of a key; none while text is entered, or if the browser uses the key itself. */
export function actionOf(event: KeyboardEvent): Action | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return null;
  const target = event.target;
  const writing = target instanceof HTMLInputElement && target.type !== "checkbox";
  return writing ? null : keys[event.key] ?? null;
}
