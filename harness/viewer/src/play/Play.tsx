import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { markWords, stepSentence, symbolOf } from "../words";
import { Choices, inOrder } from "./Choices";
import { begin, calmChoice, fewest, isLost, nowOf, stepOf, take, undo, worldOf, type Graph } from "./game";
import { Holdings, Starts, Taken, Verdict } from "./Parts";
import type { Game } from "./types";
import { countWords, keyHelp, outlook, withoutSilent, type Help } from "./words";

const none: Help = { hints: 0, undone: 0 };

function buttonsIn(page: HTMLElement | null): HTMLButtonElement[] {
  return [...(page?.querySelectorAll<HTMLButtonElement>("button.choice") ?? [])];
}

/** Moves the focus to the next choice, or to the one before. */
function moveFocus(page: HTMLElement | null, by: number): void {
  const buttons = buttonsIn(page);
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  const next = at < 0 ? (by > 0 ? 0 : buttons.length - 1) : (at + by + buttons.length) % buttons.length;
  buttons[next]?.focus();
}

function Keys() {
  return (
    <details class="keys">
      <summary>Keys and signs</summary>
      <dl>{keyHelp.map(([key, what]) => <div key={key}><dt>{key}</dt><dd>{what}</dd></div>)}</dl>
      <p>{markWords.map((word) => `${symbolOf(word)} ${word}`).join(", ")}</p>
      <p>A crash is offered where it can matter. A handler that has changed nothing could as well begin later.</p>
    </details>
  );
}

export function Play({ graph }: { graph: Graph }) {
  const { data } = graph;
  const only = data.starts.length === 1;
  const [game, setGame] = useState<Game | null>(() => (only ? begin(graph, 0) : null));
  const [help, setHelp] = useState(none);
  const [counted, setCounted] = useState(false);
  const [guided, setGuided] = useState(false);
  const page = useRef<HTMLElement>(null);
  const wasChosen = useRef(false);
  const ended = game !== null && worldOf(graph, nowOf(game).world).end !== null;
  const best = fewest(graph, "loss");

  const choose = (next: Game): void => {
    wasChosen.current = document.activeElement instanceof HTMLButtonElement && document.activeElement.matches(".choice");
    setGame(next);
  };
  const restart = (): void => {
    setHelp(none);
    setCounted(false);
    setGuided(false);
    setGame(only ? begin(graph, 0) : null);
  };
  const goBack = (): void => {
    if (!game) return;
    if (!game.taken.length) return only ? undefined : setGame(null);
    setHelp({ ...help, undone: help.undone + 1 });
    setGame(undo(game));
  };
  const hint = (on: boolean, set: (on: boolean) => void): void => {
    if (!on) setHelp({ ...help, hints: help.hints + 1 });
    set(!on);
  };
  const goOn = (): void => {
    let next = game;
    while (next) {
      const calm = calmChoice(graph, nowOf(next));
      if (!calm) break;
      next = take(graph, next, calm);
    }
    if (next && next !== game) setGame(next);
  };
  const chooseNumber = (number: number): void => {
    if (!game) return data.starts[number] ? choose(begin(graph, number)) : undefined;
    const choice = inOrder(graph, nowOf(game))[number];
    if (choice) choose(take(graph, game, choice));
  };
  const onKey = (key: string): boolean => {
    if (/^[1-9]$/.test(key)) chooseNumber(Number(key) - 1);
    else if (key === "u") goBack();
    else if (key === "r") restart();
    else if (key === "h") hint(counted, setCounted);
    else if (key === "w") hint(guided, setGuided);
    else if (key === "e") goOn();
    else if (key === "ArrowDown") moveFocus(page.current, 1);
    else if (key === "ArrowUp") moveFocus(page.current, -1);
    else return false;
    return true;
  };

  const latest = useRef(onKey);
  latest.current = onKey;
  useLayoutEffect(() => {
    const listener = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (latest.current(event.key)) event.preventDefault();
    };
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);
  // A chosen button is gone, and the focus with it.
  useLayoutEffect(() => {
    if (ended) page.current?.querySelector<HTMLElement>(".verdict h2")?.focus();
    else if (wasChosen.current) buttonsIn(page.current)[0]?.focus();
    wasChosen.current = false;
  }, [game]);

  const words = outlook(graph, game, counted && !ended);
  const rules = [...new Set(data.ends.filter((end) => end.rejected && end.rule).map((end) => end.rule))];
  const taken = game?.taken.length ?? 0;
  const spoken = game && taken ? `Step ${taken}: ${stepSentence(withoutSilent(stepOf(graph, game.moments[taken - 1], game.taken[taken - 1])))}. ` : "";
  return (
    <>
      <header>
        <p class="brand">Out of Order</p>
        <h1>Play the adversary: {data.test}</h1>
        <p>
          Choose every next step, and break the rule of this test. Scenario {data.scenario + 1} has {countWords(graph.offsets.length, "world")}
          {best === null ? "." : `; the shortest way to break it has ${countWords(best, "step")}.`}
          {data.faults_max !== null && ` With more than ${countWords(data.faults_max, "fault")} it would not fit into a page, so no more are offered.`}
        </p>
        {rules.map((rule) => <p key={rule}>To break: <strong>{rule}</strong></p>)}
      </header>
      <nav class="toolbar" aria-label="Game">
        <button type="button" aria-keyshortcuts="u" disabled={!game || (only && !taken)} onClick={goBack}>Undo</button>
        <button type="button" aria-keyshortcuts="r" onClick={restart}>Start again</button>
        <button type="button" aria-keyshortcuts="h" aria-pressed={counted} onClick={() => hint(counted, setCounted)}>In how few steps?</button>
        <button type="button" aria-keyshortcuts="w" aria-pressed={guided} onClick={() => hint(guided, setGuided)}>Show the way</button>
        <button type="button" aria-keyshortcuts="e" disabled={!game || ended} onClick={goOn}>Calmly to the end</button>
        <span class="count">{countWords(taken, "step")}</span>
        <Keys />
      </nav>
      <section class={`outlook${game && isLost(graph, nowOf(game).world) ? " broke" : ""}`} aria-label="Outlook">{words}</section>
      <main class="play" ref={page}>
        <section class="now" aria-label={ended ? "End" : "Next step"}>
          {!game && <Starts graph={graph} onStart={(start) => choose(begin(graph, start))} />}
          {game && !ended && <h2>Next step</h2>}
          {game && !ended && <Choices graph={graph} game={game} guided={guided} onChoose={(choice) => choose(take(graph, game, choice))} />}
          {game && ended && <Verdict graph={graph} game={game} help={help} />}
        </section>
        <section class="before" aria-label="So far">
          <h2>So far</h2>
          {game ? <Taken graph={graph} game={game} /> : <p class="quiet">None yet.</p>}
        </section>
        <section class="held" aria-label="What the ports hold" tabIndex={0}>
          <h2>What the ports hold</h2>
          {game ? <Holdings graph={graph} game={game} /> : <p class="quiet">Nothing yet.</p>}
        </section>
      </main>
      <p class="unseen" role="status">{spoken}{words}</p>
    </>
  );
}
