import { useEffect, useMemo, useRef } from "preact/hooks";
import { Replay } from "../Replay";
import { StateTree } from "../StateTree";
import { compareStates } from "../tree";
import { stepSentence } from "../words";
import { faultsOf, fewest, nowOf, stepOf, stepsToLoss, tokenOf, worldOf, type Graph } from "./game";
import type { Game } from "./types";
import { countWords, withoutSilent, type Help } from "./words";

/** The steps so far, the latest last. */
export function Taken({ graph, game }: { graph: Graph; game: Game }) {
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    if (list.current) list.current.scrollTop = list.current.scrollHeight;
  }, [game]);
  if (!game.taken.length) return <p class="quiet">None yet.</p>;
  return (
    <ol class="taken" ref={list} tabIndex={0} aria-label="Steps so far">
      {game.taken.map((choice, index) => {
        const step = stepOf(graph, game.moments[index], choice);
        return <li key={index} class={step.faults.length ? "faulty" : ""}>{stepSentence(withoutSilent(step))}</li>;
      })}
    </ol>
  );
}

/** Contents of the ports, with the changes of the latest step, and the faults that are left. */
export function Holdings({ graph, game }: { graph: Graph; game: Game }) {
  const world = worldOf(graph, nowOf(game).world);
  const nodes = useMemo(() => {
    const before = game.moments[game.moments.length - 2];
    return compareStates(before ? worldOf(graph, before.world).ports : {}, world.ports);
  }, [game]);
  const left = Object.entries(world.budget).map(([fault, count]) => `${count} ${fault}`);
  return (
    <>
      <p class="quiet">Faults left: {left.join(", ") || "none"}</p>
      <StateTree nodes={nodes} changedOnly={false} />
    </>
  );
}

/** The start: which events come more than once. */
export function Starts({ graph, onStart }: { graph: Graph; onStart: (start: number) => void }) {
  return (
    <div class="choices">
      <section aria-label="Copies">
        <h2>How often does each event come?</h2>
        <ul>
          {graph.data.starts.map(({ copied, copies }, index) => (
            <li key={index}>
              <button type="button" class={`choice${copies ? " faulty" : ""}`} aria-keyshortcuts={index < 9 ? String(index + 1) : undefined}
                onClick={() => onStart(index)}>
                <span class="digit" aria-hidden="true">{index < 9 ? index + 1 : ""}</span>
                <span>{copied.length ? `once more: ${copied.join(", ")}` : "each once"}</span>
              </button>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

/** The end of a game: verdict, score, and the command that runs this schedule again. */
export function Verdict({ graph, game, help }: { graph: Graph; game: Game; help: Help }) {
  const { end } = worldOf(graph, nowOf(game).world);
  if (!end) return null;
  const best = fewest(graph, "loss");
  const lost = stepsToLoss(graph, game);
  const steps = game.taken.length;
  const helped = [help.hints && countWords(help.hints, "hint"), help.undone && countWords(help.undone, "step") + " undone"].filter(Boolean);
  return (
    <section class={`verdict ${end.rejected ? "broke" : "holds"}`} aria-label="Verdict">
      <h2 tabIndex={-1}>{end.rejected ? "You broke the rule" : "The rule held"}</h2>
      {end.rejected && end.rule && <p><span class="label">Rule</span><strong>{end.rule}</strong></p>}
      {end.rejected && end.hint && <p><span class="label">Hint</span>{end.hint}</p>}
      <p>
        <span class="label">Score</span>
        {lost !== null && `The rule was broken after ${countWords(lost, "step")}. `}
        {best !== null && (lost === best ? "No way is shorter." : `The shortest way has ${countWords(best, "step")}.`)}
      </p>
      <p>
        <span class="label">Schedule</span>
        {countWords(steps, "step")}, {countWords(faultsOf(graph, game), "fault")}{helped.length ? `, ${helped.join(", ")}` : ""}
      </p>
      <p class="label">The end</p>
      <ul class="lines">{(end.lines.length ? end.lines : ["nothing was published"]).map((line) => <li key={line}>{line}</li>)}</ul>
      <p>To run this schedule again with your code, step by step:</p>
      <Replay command={`${graph.data.replay}${tokenOf(graph, game)}`} />
    </section>
  );
}
