import { Component } from "preact";
import { arrival, band, gutter, type Layout } from "./layout";
import type { Side } from "./types";
import { askedWords, asidesWords, brokeWords, clip, marksOf, symbolOf, timeWords, toldWords, turnWords } from "./words";

interface Props {
  layout: Layout;
  index: number;
  side: Side;
  current: boolean;
  /** Null: there is no search. */
  match: boolean | null;
}

const letter = 6.3;

function Arrow({ from, to, y, kind }: { from: number; to: number; y: number; kind: string }) {
  const way = Math.sign(to - from);
  const tip = to - way * 5;
  return (
    <g class={`arrow ${kind}`}>
      <line x1={from + way * 5} x2={tip - way * 6} y1={y} y2={y} />
      <path d={`M${tip} ${y}l${-way * 8} -4v8z`} />
    </g>
  );
}

const badgeWidth = (word: string): number => (symbolOf(word).length + 1 + word.length) * 6.8 + 12;
const widthOf = (words: string[]): number => words.reduce((sum, word) => sum + badgeWidth(word) + 4, 0);

function Badges({ words, x, y, way }: { words: string[]; x: number; y: number; way: number }) {
  let edge = x;
  return (
    <>
      {words.map((word) => {
        const text = `${symbolOf(word)} ${word}`;
        const width = badgeWidth(word);
        const left = way > 0 ? edge : edge - width;
        edge += way * (width + 4);
        return (
          <g key={word} class={word === "refused" ? "badge conflict" : "badge"}>
            <rect x={left} y={y - 9} width={width} height={18} rx={4} />
            <text x={left + width / 2} y={y + 4} text-anchor="middle">{text}</text>
          </g>
        );
      })}
    </>
  );
}

function Band({ y, width, kind, text }: { y: number; width: number; kind: string; text: string }) {
  return (
    <g class={`band ${kind}`}>
      <rect x={0} y={y + 2} width={width} height={band - 4} />
      <text class="pinned" x={8} y={y + 16}>{clip(text, Math.floor(width / 6.6))}</text>
    </g>
  );
}

/** One step of the drawing. It is drawn again only if it looks different. */
export class RowMarks extends Component<Props> {
  shouldComponentUpdate(next: Props): boolean {
    const { layout, index, current, match } = this.props;
    return layout !== next.layout || index !== next.index || current !== next.current || match !== next.match;
  }

  /** A label has the row to itself, so it may be longer than its arrow. */
  label(x: number, y: number, words: (letters: number) => string, kind: string, onRight: boolean) {
    const letters = Math.floor(this.room(x, onRight) / letter);
    const whole = words(Infinity);
    const text = clip(words(letters), letters);
    return (
      <text class={`words ${kind}`} x={x} y={y} text-anchor={onRight ? "start" : "end"}>
        {text}
        {text !== whole && <title>{whole}</title>}
      </text>
    );
  }

  room = (x: number, onRight: boolean): number => (onRight ? this.props.layout.width - x - 8 : x - gutter);

  question(y: number) {
    const { layout, index } = this.props;
    const step = layout.trace.steps[index];
    const marks = marksOf(step);
    const handler = layout.x[`run${step.delivery}`];
    const asides = asidesWords(step.asides.filter(({ what }) => what !== "silent"));
    const asked = (letters: number): string => askedWords(step, letters);
    const told = (letters: number): string => toldWords(step, letters) + (asides && `; ${asides}`);
    if (step.port === null) {
      const words = (letters: number): string => [askedWords(step), told(letters)].filter(Boolean).join(": ");
      return (
        <>
          <circle class="node" cx={handler} cy={y + 16} r={5} />
          {this.label(handler + 12, y + 20, words, "asked", true)}
          <Badges words={marks} x={handler - 12} y={y + 16} way={-1} />
        </>
      );
    }
    const there = layout.x[step.port];
    const right = there > handler;
    const length = Math.max(asked(Infinity).length, told(Infinity).length, 12) * letter;
    // beside the arrow if the words fit, else where there is most room
    const tight = !right && handler - there < length;
    const beyond = right && this.room(handler + 12, true) < Math.min(length, this.room(handler - 12, false) - widthOf(marks));
    const x = beyond ? handler - 12 - widthOf(marks) : right ? handler + 12 : tight ? there + 10 : handler - 12;
    const onRight = (right && !beyond) || tight;
    const answered = step.result !== "none";
    return (
      <>
        <Arrow from={handler} to={there} y={y + 20} kind="asked" />
        {this.label(x, y + 15, asked, "asked", onRight)}
        {answered && <Arrow from={there} to={handler} y={y + 40} kind="told" />}
        {answered && this.label(x, y + 35, told, "told", onRight)}
        <circle class="node" cx={handler} cy={y + 20} r={4} />
        <Badges words={marks} x={handler + (right ? -12 : 12)} y={y + (answered && !right ? 40 : 20)} way={right ? -1 : 1} />
      </>
    );
  }

  elapse(y: number) {
    const { layout, index } = this.props;
    const step = layout.trace.steps[index];
    const x = layout.x.time;
    const asides = asidesWords(step.asides);
    const late = step.late.length ? `; late: ${step.late.join(", ")}` : "";
    const text = `${askedWords(step)}${asides && `: ${asides}`}, now ${timeWords(step.at_ms)}${late}`;
    return (
      <g class="elapse">
        <line x1={x} x2={layout.width - 8} y1={y + 16} y2={y + 16} />
        <circle class="node" cx={x} cy={y + 16} r={5} />
        {this.label(x + 12, y + 12, () => text, "time", true)}
        <Badges words={marksOf(step)} x={x + 20 + text.length * letter} y={y + 14} way={1} />
      </g>
    );
  }

  render({ layout, index, side, current, match }: Props) {
    const { trace, rows, x, width } = layout;
    const row = rows[index];
    const step = trace.steps[index];
    const before = trace.steps[index - 1];
    const newTime = !before || before.at_ms !== step.at_ms;
    const start = row.top + (row.differs ? band : 0);
    const main = start + (row.arrives ? arrival : 0);
    const end = row.top + row.height;
    const broke = row.ends ? end - band : end;
    const turned = row.turns ? broke - band : broke;
    const look = ["row", current && "current", row.turns && "turns", match && "match", match === false && "dim"];
    return (
      <g class={look.filter(Boolean).join(" ")} data-step={index}>
        <rect class="ground" x={0} y={row.top} width={width} height={row.height} />
        {row.differs && <Band y={row.top} width={width} kind="differs" text={"\u2260 First difference"} />}
        {row.arrives && (
          <>
            <Arrow from={x.bus} to={x[`run${step.delivery}`]} y={start + 18} kind="delivery" />
            {this.label(x.bus + 10, start + 13, () => `delivers ${step.who}`, "delivery", true)}
          </>
        )}
        {step.delivery === null ? this.elapse(main) : this.question(main)}
        <g class="pinned">
          <rect class="gutter" x={0.5} y={start + 0.5} width={gutter - 10} height={turned - start - 1} />
          {trace.turn !== null && index > trace.turn && <rect class="after" x={gutter - 12} y={start} width={3} height={turned - start} />}
          {match && <rect class="matched" x={1} y={start + 2} width={3} height={turned - start - 4} />}
          {current && <path class="pointer" d={`M7 ${main + 6}l9 6l-9 6z`} />}
          <text class="number" x={22} y={main + 16}>{index + 1}</text>
          {newTime && <text class="clock" x={22} y={main + 29}>{clip(timeWords(step.at_ms), 12)}</text>}
        </g>
        {row.turns && <Band y={turned} width={width} kind="turn" text={`\u25BC Turn: ${turnWords.toLowerCase()}`} />}
        {row.ends && side === "failing" && <Band y={broke} width={width} kind="broke" text={`\u25A0 ${brokeWords(trace)}`} />}
        {row.ends && side === "passing" && <Band y={broke} width={width} kind="holds" text={"\u25A1 Here the schedule ends; the rule holds"} />}
      </g>
    );
  }
}
