import { Replay } from "./Replay";
import type { Trace } from "./types";

export function Header({ trace, source }: { trace: Trace; source: string }) {
  return (
    <header>
      <p class="brand">Out of Order</p>
      <h1>{trace.test || "A schedule"}</h1>
      {trace.rule && <p class="rule"><span class="label">Rule broken</span><strong>{trace.rule}</strong></p>}
      {trace.hint && <p><span class="label">Hint</span>{trace.hint}</p>}
      {!trace.confirmed && (
        <p class="rule"><span class="label">Not confirmed</span>The real handlers did something else along this schedule: a handler remembers something outside the store.</p>
      )}
      <p>
        <span class="label">Faults</span>
        {trace.faults}
        <span class="aside">in {trace.steps.length} {trace.steps.length === 1 ? "step" : "steps"}</span>
        {source && <span class="aside">answer: <code>{source}</code></span>}
      </p>
      {trace.replay && <Replay command={trace.command || `--replay=${trace.replay}`} />}
    </header>
  );
}
