import { useMemo } from "preact/hooks";
import { placeHash } from "./place";
import { StateTree } from "./StateTree";
import { compareStates } from "./tree";
import type { Side, Step, Trace } from "./types";
import { askedWords, asidesWords, brokeWords, shareWords, symbolOf, timeWords, toldWords, turnWords, wasRefused } from "./words";

interface Props {
  trace: Trace;
  side: Side;
  at: number;
  compared: boolean;
  changedOnly: boolean;
  onChangedOnly: (on: boolean) => void;
}

function Said({ name, lines }: { name: string; lines: string[] }) {
  if (!lines.length) return null;
  return (
    <>
      <h4>{name}</h4>
      <ul class="log">{lines.map((line, index) => <li key={index}>{line}</li>)}</ul>
    </>
  );
}

/** Link that opens the file in VS Code, if it is installed; the path can be copied anyway. */
function SourceLine({ step }: { step: Step }) {
  if (!step.file || !step.line) return null;
  const path = step.file.replaceAll("\\", "/");
  const place = `${path}:${step.line}`;
  const href = `vscode://file${path.startsWith("/") ? "" : "/"}${encodeURI(place)}`;
  return (
    <div>
      <dt>Code</dt>
      <dd><a href={href} title={place}>{place.split("/").slice(-2).join("/")}</a></dd>
    </div>
  );
}

function Facts({ trace, at, side }: { trace: Trace; at: number; side: Side }) {
  const step = trace.steps[at];
  const faults = step.faults.map((word) => `${symbolOf(word)} ${word}`).join(", ");
  const fact = (name: string, value: string, kind = "") =>
    value && <div class={kind}><dt>{name}</dt><dd>{value}</dd></div>;
  return (
    <dl class="facts">
      {fact("Service", step.service)}
      {fact("Handles", step.who)}
      {fact("Asked", askedWords(step))}
      {fact("Told", toldWords(step))}
      {fact("Also", asidesWords(step.asides))}
      <SourceLine step={step} />
      {fact("Time", timeWords(step.at_ms))}
      {fact("Fault", faults, "fault")}
      {fact("Late", step.late.join(", "), "fault")}
      {fact("Conflict", wasRefused(step) ? `${symbolOf("refused")} refused: another handler wrote first` : "", "fault")}
      {fact("Open", typeof step.otherwise === "number" ? shareWords(step.otherwise, side) : "")}
      {fact("Turn", trace.turn === at ? turnWords : "", "turn")}
      {fact("End", at === trace.steps.length - 1 && side === "failing" ? brokeWords(trace) : "", "fault")}
    </dl>
  );
}

export function Panel({ trace, side, at, compared, changedOnly, onChangedOnly }: Props) {
  const step = trace.steps[at];
  const nodes = useMemo(
    () => (step ? compareStates(trace.steps[at - 1]?.ports ?? {}, step.ports) : []),
    [trace, at],
  );
  if (!step) return <section class="panel" aria-label="State"><p>There is no step to show.</p></section>;
  return (
    <section class="panel" aria-label="State at the chosen step" tabIndex={0}>
      <h2>
        <a href={placeHash({ step: at, side })}>Step {at + 1}</a> of {trace.steps.length}{compared ? `, ${side}` : ""}
      </h2>
      <Facts trace={trace} at={at} side={side} />
      {(step.said.length > 0 || step.last_said.length > 0) && <h3>Log</h3>}
      <Said name="Said before it asked" lines={step.said} />
      <Said name="Said at the end" lines={step.last_said} />
      <h3>What the ports hold</h3>
      <label class="switch">
        <input type="checkbox" aria-keyshortcuts="c" checked={changedOnly} onChange={(event) => onChangedOnly(event.currentTarget.checked)} />
        Changed only
      </label>
      <StateTree nodes={nodes} changedOnly={changedOnly} />
    </section>
  );
}
