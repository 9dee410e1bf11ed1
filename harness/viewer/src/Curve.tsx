import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Side, Trace } from "./types";
import { shareWords } from "./words";

const height = 74;
const left = 46;
const right = 14;
const top = 12;
const bottom = 56;
/** Beyond this number of steps, single points would touch. */
const pointsMax = 80;

/** Shares before the first step and after each; null: not known. */
export const sharesOf = (trace: Trace): (number | null)[] =>
  [trace.otherwise ?? null, ...trace.steps.map((step) => step.otherwise ?? null)];

function curveWords(trace: Trace, side: Side, shares: (number | null)[]): string {
  const first = shares.findIndex((share) => share !== null);
  const start = first === 0 ? "counted before the first step" : `counted after step ${first}`;
  const falls = trace.turn === null ? "" : `; it falls to 0% in step ${trace.turn + 1}`;
  return `If no further fault happens, ${shareWords(shares[first] as number, side)}, ${start}${falls}.`;
}

interface Props {
  side: Side;
  trace: Trace;
  current: number;
  onChoose: (step: number) => void;
}

/** Curve of the share of schedules that still end otherwise, over the steps. Nothing if it is not known. */
export function Curve({ side, trace, current, onChoose }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(800);
  const shares = useMemo(() => sharesOf(trace), [trace]);
  const known = shares.some((share) => share !== null && share > 0);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = (): void => setWidth((was) => element.clientWidth || was);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [known]);
  if (!known) return null;

  const count = trace.steps.length;
  const x = (index: number): number => left + (index / count) * (width - left - right);
  const y = (share: number): number => bottom - share * (bottom - top);
  const points = shares.flatMap((share, index) => (share === null ? [] : [{ index, share }]));
  const line = points.map(({ index, share }, at) => `${at ? "L" : "M"}${x(index)} ${y(share)}`).join("");
  const area = `${line}L${x(points[points.length - 1].index)} ${bottom}L${x(points[0].index)} ${bottom}z`;
  const turn = trace.turn === null ? null : trace.turn + 1;
  const here = shares[current + 1];
  const choose = (event: MouseEvent): void => {
    const from = (event.currentTarget as Element).getBoundingClientRect().left;
    const index = Math.round(((event.clientX - from - left) / (width - left - right)) * count);
    onChoose(Math.max(0, Math.min(index - 1, count - 1)));
  };
  const words = curveWords(trace, side, shares);
  return (
    <div ref={box} class="curve">
      <svg role="img" aria-label={words} width={width} height={height} viewBox={`0 0 ${width} ${height}`} onClick={choose}>
        <title>{words}</title>
        {[0, 1].map((share) => (
          <g key={share} class="scale">
            <line x1={left} x2={width - right} y1={y(share)} y2={y(share)} />
            <text x={left - 6} y={y(share) + 4} text-anchor="end">{share ? "100%" : "0%"}</text>
          </g>
        ))}
        <path class="area" d={area} />
        {turn !== null && <line class="turn" x1={x(turn)} x2={x(turn)} y1={top - 4} y2={bottom + 4} />}
        <line class="here" x1={x(current + 1)} x2={x(current + 1)} y1={top - 4} y2={bottom + 4} />
        <path class="line" d={line} />
        {count <= pointsMax && points.map(({ index, share }) => <circle key={index} cx={x(index)} cy={y(share)} r={index === current + 1 ? 4.5 : 2.5} />)}
        <text class="below" x={left} y={height - 4}>
          {here === null ? `not known after step ${current + 1}` : `after step ${current + 1}, ${shareWords(here, side)}`}
        </text>
      </svg>
    </div>
  );
}
