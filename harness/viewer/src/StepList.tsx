import { Component } from "preact";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { ScheduleProps } from "./Schedule";
import type { Step } from "./types";
import { brokeWords, marksOf, stepSentence, symbolOf, turnWords } from "./words";

interface ItemProps {
  step: Step;
  index: number;
  current: boolean;
  hidden: boolean;
  reachable: boolean;
  note: string;
  onChoose: (step: number) => void;
}

/** List of steps. Thousands of items stay fast: only chunks and items that differ are drawn again. */
class Item extends Component<ItemProps> {
  shouldComponentUpdate(next: ItemProps): boolean {
    const { current, hidden, reachable, step, note } = this.props;
    return current !== next.current || hidden !== next.hidden || reachable !== next.reachable || step !== next.step || note !== next.note;
  }

  render({ step, index, current, hidden, reachable, note, onChoose }: ItemProps) {
    return (
      <li hidden={hidden}>
        <button
          type="button"
          data-item={index}
          tabIndex={reachable ? 0 : -1}
          aria-current={current ? "step" : undefined}
          onClick={() => onChoose(index)}
        >
          {marksOf(step).map((word) => `${symbolOf(word)} `)}{stepSentence(step)}{note && <strong> {note}</strong>}
        </button>
      </li>
    );
  }
}

interface ChunkProps {
  from: number;
  steps: Step[];
  /** -1: not in this chunk. */
  current: number;
  matches: Set<number> | null;
  listed: boolean;
  noteOf: (index: number) => string;
  onChoose: (step: number) => void;
}

class Chunk extends Component<ChunkProps> {
  shouldComponentUpdate(next: ChunkProps): boolean {
    const { current, matches, listed, steps } = this.props;
    return current !== next.current || matches !== next.matches || listed !== next.listed || steps !== next.steps;
  }

  render({ from, steps, current, matches, listed, noteOf, onChoose }: ChunkProps) {
    return steps.map((step, offset) => {
      const index = from + offset;
      return (
        <Item
          key={index}
          step={step}
          index={index}
          current={index === current}
          hidden={matches !== null && !matches.has(index)}
          reachable={listed && index === current}
          note={noteOf(index)}
          onChoose={onChoose}
        />
      );
    });
  }
}

const chunkSize = 100;

function chunksOf(steps: Step[]): Step[][] {
  const chunks: Step[][] = [];
  for (let from = 0; from < steps.length; from += chunkSize) chunks.push(steps.slice(from, from + chunkSize));
  return chunks;
}

export function StepList({ trace, side, current, difference, matches, listed, onChoose }: ScheduleProps) {
  const list = useRef<HTMLOListElement>(null);
  const chunks = useMemo(() => chunksOf(trace.steps), [trace]);
  const choose = useRef(onChoose);
  choose.current = onChoose;
  useLayoutEffect(() => {
    if (listed) list.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }, [current, listed]);
  const noteOf = (index: number): string =>
    [
      index === difference ? "First difference." : "",
      index === trace.turn ? `${turnWords}.` : "",
      index === trace.steps.length - 1 ? (side === "failing" ? `${brokeWords(trace)}.` : "Here the schedule ends; the rule holds.") : "",
    ].filter(Boolean).join(" ");
  return (
    <ol ref={list} class={listed ? "steps" : "steps unseen"} aria-label={`Steps of the ${side} schedule`}>
      {chunks.map((steps, index) => {
        const from = index * chunkSize;
        const holds = current >= from && current < from + chunkSize;
        return (
          <Chunk key={index} from={from} steps={steps} current={holds ? current : -1} matches={matches}
            listed={listed} noteOf={noteOf} onChoose={(chosen) => choose.current(chosen)} />
        );
      })}
    </ol>
  );
}
