import type { RefObject } from "preact";
import { keyHelp, type Action } from "./keys";
import type { Side, Trace } from "./types";
import { markWords, symbolOf } from "./words";

interface Props {
  act: (action: Action) => void;
  at: number;
  trace: Trace;
  difference: number | null;
  compared: boolean;
  side: Side;
  /** One schedule is drawn at a time. */
  toggled: boolean;
  query: string;
  matches: Set<number> | null;
  onQuery: (query: string) => void;
  search: RefObject<HTMLInputElement | null>;
  listed: boolean;
  notice: string;
}

export function Toolbar(props: Props) {
  const { act, trace, matches } = props;
  const button = (action: Action, text: string, keys: string, name = "") => (
    <button type="button" aria-keyshortcuts={keys} aria-label={name || undefined} onClick={() => act(action)}>{text}</button>
  );
  const choice = (side: Side, text: string) => (
    <button type="button" aria-keyshortcuts="s" aria-pressed={props.side === side}
      onClick={() => props.side !== side && act("other schedule")}>{text}</button>
  );
  const onSearchKey = (event: KeyboardEvent): void => {
    if (event.key === "Enter") act(event.shiftKey ? "previous match" : "next match");
    if (event.key !== "Escape") return;
    props.onQuery("");
    (event.currentTarget as HTMLInputElement).blur();
  };
  return (
    <nav class="toolbar" aria-label="Steps">
      {button("first", "First", "Home", "First step")}
      {button("previous", "Previous", "k", "Previous step")}
      {button("next", "Next", "j", "Next step")}
      {button("last", "Last", "End", "Last step")}
      <span class="count">{trace.steps.length ? props.at + 1 : 0} / {trace.steps.length}</span>
      {button("next fault", "Next fault", "f")}
      {button("turn or end", trace.turn === null ? "Where it broke" : "Turn / where it broke", "v")}
      {props.compared && button("difference", "First difference", "d")}
      {props.compared && props.toggled && (
        <span class="sides" role="group" aria-label="Schedule">{choice("failing", "Failing")}{choice("passing", "Passing")}</span>
      )}
      <button type="button" aria-keyshortcuts="l" aria-pressed={props.listed} onClick={() => act("list")}>List</button>
      <input
        ref={props.search}
        type="search"
        aria-label="Search the steps"
        aria-keyshortcuts="/"
        placeholder="Search ( / )"
        value={props.query}
        onInput={(event) => props.onQuery(event.currentTarget.value)}
        onKeyDown={onSearchKey}
      />
      <span class="found">{matches ? `${matches.size} ${matches.size === 1 ? "match" : "matches"}` : ""}</span>
      <details>
        <summary>Keys and signs</summary>
        <div class="help">
          <dl>{keyHelp.map(([key, what]) => <div key={key}><dt>{key}</dt><dd>{what}</dd></div>)}</dl>
          <ul>{markWords.map((word) => <li key={word}>{symbolOf(word)} {word}</li>)}</ul>
        </div>
      </details>
      <span class="notice">{props.notice}</span>
    </nav>
  );
}
