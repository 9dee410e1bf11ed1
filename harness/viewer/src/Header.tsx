import { useRef, useState } from "preact/hooks";
import type { Trace } from "./types";

function Replay({ command }: { command: string }) {
  const [copied, setCopied] = useState("");
  const code = useRef<HTMLElement>(null);
  const select = (): void => {
    if (code.current) getSelection()?.selectAllChildren(code.current);
    setCopied("Selected: press Ctrl+C");
  };
  const copy = (): void => {
    // The browser may deny the clipboard to a page from a file; the selected text can still be copied.
    if (!navigator.clipboard) return select();
    navigator.clipboard.writeText(command).then(() => setCopied("Copied"), select);
  };
  return (
    <p class="replay">
      <span class="label">Replay</span>
      <code ref={code}>{command}</code>
      <button type="button" onClick={copy} aria-label="Copy the replay command">Copy</button>
      <span role="status">{copied}</span>
    </p>
  );
}

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
