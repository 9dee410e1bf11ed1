import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { Header } from "./Header";
import { actionOf, type Action } from "./keys";
import { Logs } from "./LogRows";
import { Panel } from "./Panel";
import { readPlace, writePlace, type Place } from "./place";
import { firstDifference } from "./read";
import { Schedule } from "./Schedule";
import { Toolbar } from "./Toolbar";
import type { Side, Story, Trace } from "./types";
import { searchText, stepSentence } from "./words";

const clampStep = (trace: Trace, step: number): number => Math.max(0, Math.min(step, trace.steps.length - 1));

function useMatches(trace: Trace | null, query: string): Set<number> | null {
  const texts = useMemo(() => trace?.steps.map(searchText) ?? [], [trace]);
  return useMemo(() => {
    const words = query.trim().toLowerCase();
    if (!words) return null;
    return new Set(texts.flatMap((text, index) => (text.includes(words) ? [index] : [])));
  }, [texts, query]);
}

/** Two drawings side by side need this width to be readable. */
const sideBySide = matchMedia("(min-width: 1700px)");

function useIsWide(): boolean {
  const [wide, setWide] = useState(sideBySide.matches);
  useLayoutEffect(() => {
    const onChange = (): void => setWide(sideBySide.matches);
    sideBySide.addEventListener("change", onChange);
    return () => sideBySide.removeEventListener("change", onChange);
  }, []);
  return wide;
}

/** Returns the next of some steps after `from`; after the last one, the first. */
function nextOf(steps: number[], from: number, back: boolean): number | null {
  const ordered = back ? [...steps].reverse() : steps;
  return ordered.find((step) => (back ? step < from : step > from)) ?? ordered[0] ?? null;
}

export function App({ story }: { story: Story }) {
  const start = readPlace(location.hash);
  const [place, setPlace] = useState<Place>({
    step: start?.step ?? story.failing.turn ?? 0,
    side: start?.side === "passing" && story.passing ? "passing" : "failing",
  });
  const wide = useIsWide();
  const [query, setQuery] = useState("");
  const [changedOnly, setChangedOnly] = useState(false);
  const [listed, setListed] = useState(false);
  const [notice, setNotice] = useState("");
  const search = useRef<HTMLInputElement>(null);

  const trace = (place.side === "passing" && story.passing) || story.failing;
  const at = clampStep(trace, place.step);
  const difference = useMemo(() => (story.passing ? firstDifference(story.failing, story.passing) : null), [story]);
  const failingMatches = useMatches(story.failing, query);
  const passingMatches = useMatches(story.passing, query);
  const matches = trace === story.failing ? failingMatches : passingMatches;

  const go = (step: number | null, otherwise = "", side: Side = place.side): void => {
    setNotice(step === null ? otherwise : "");
    if (step !== null) setPlace({ step, side });
  };

  const act = (action: Action): void => {
    const last = trace.steps.length - 1;
    const faults = trace.steps.flatMap((step, index) => (step.faults.length ? [index] : []));
    switch (action) {
      case "next": return go(clampStep(trace, at + 1));
      case "previous": return go(clampStep(trace, at - 1));
      case "first": return go(0);
      case "last": return go(clampStep(trace, last));
      case "next fault": return go(nextOf(faults, at, false), "No step of this schedule has a fault.");
      case "previous fault": return go(nextOf(faults, at, true), "No step of this schedule has a fault.");
      case "turn or end": return go(trace.turn !== null && trace.turn !== at ? trace.turn : clampStep(trace, last));
      case "difference": return go(difference, "There is nothing to compare.");
      case "other schedule": {
        const other = place.side === "failing" ? "passing" : "failing";
        return go(story.passing ? at : null, "There is nothing to compare.", other);
      }
      case "next match": return go(nextOf([...(matches ?? [])], at, false), "No step matches.");
      case "previous match": return go(nextOf([...(matches ?? [])], at, true), "No step matches.");
      case "search": return search.current?.focus();
      case "changed only": return setChangedOnly((on) => !on);
      case "list": return setListed((on) => !on);
    }
  };

  const latest = useRef(act);
  latest.current = act;
  // Before the first paint, so that no key pressed right after it is lost.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const action = actionOf(event);
      if (!action) return;
      event.preventDefault();
      latest.current(action);
    };
    // The event has the new address; location may have been written to since, by writePlace.
    const onHash = (event: HashChangeEvent): void => {
      const wanted = readPlace(new URL(event.newURL).hash);
      if (wanted) setPlace(story.passing ? wanted : { ...wanted, side: "failing" });
    };
    window.addEventListener("keydown", onKey);
    window.addEventListener("hashchange", onHash);
    return () => {
      window.removeEventListener("keydown", onKey);
      window.removeEventListener("hashchange", onHash);
    };
  }, []);
  useLayoutEffect(() => {
    if (trace.steps.length) writePlace({ step: at, side: place.side });
  }, [at, place.side]);

  const step = trace.steps[at];
  const spoken = notice || (step ? `Step ${at + 1} of ${trace.steps.length}: ${stepSentence(step)}` : "");
  const schedule = (side: Side, shown: Trace, found: Set<number> | null) => (
    <Schedule
      side={side}
      trace={shown}
      compared={story.passing !== null}
      alone={!wide}
      active={side === place.side}
      current={clampStep(shown, place.step)}
      difference={difference}
      matches={found}
      listed={listed}
      onChoose={(chosen) => go(chosen, "", side)}
    />
  );

  return (
    <>
      <Header trace={story.failing} source={story.source} />
      <Toolbar
        act={act}
        at={at}
        trace={trace}
        difference={difference}
        compared={story.passing !== null}
        side={place.side}
        toggled={!wide}
        query={query}
        matches={matches}
        onQuery={setQuery}
        search={search}
        listed={listed}
        notice={notice}
      />
      <Logs trace={trace} at={at} />
      <main class={story.passing && wide ? "work compared" : "work"}>
        {(wide || place.side === "failing") && schedule("failing", story.failing, failingMatches)}
        {story.passing && (wide || place.side === "passing") && schedule("passing", story.passing, passingMatches)}
        <Panel trace={trace} side={place.side} at={at} compared={story.passing !== null}
          changedOnly={changedOnly} onChangedOnly={setChangedOnly} />
      </main>
      <p class="unseen" role="status">{spoken}</p>
    </>
  );
}
