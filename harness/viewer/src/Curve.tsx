import type { Side, Trace } from "./types";
import { shareWords } from "./words";

const height = 74;
const top = 12;
const bottom = 56;
/** Beyond this number of steps, single points would touch. */
const pointsMax = 80;

/** Shares before the first step and after each; null: not known. */
const sharesOf = (trace: Trace): (number | null)[] =>
  [trace, ...trace.steps].map(({ otherwise }) => otherwise ?? null);

interface Point {
  index: number;
  share: number;
}

function curveWords(trace: Trace, side: Side, { index, share }: Point): string {
  const start = index ? `counted after step ${index}` : "counted before the first step";
  const falls = trace.turn === null ? "" : `; it falls to 0% in step ${trace.turn + 1}`;
  return `If no further fault happens, ${shareWords(share, side)}, ${start}${falls}.`;
}

interface Props {
  side: Side;
  trace: Trace;
  current: number;
  onChoose: (step: number) => void;
}

/** Curve of the share of schedules that still end otherwise, over the steps. Nothing if it is not known. */
export function Curve({ side, trace, current, onChoose }: Props) {
  const shares = sharesOf(trace);
  const points = shares.flatMap((share, index) => (share === null ? [] : [{ index, share }]));
  if (!points.some(({ share }) => share > 0)) return null;

  const count = trace.steps.length;
  const x = (index: number): string => `${(index / count) * 100}%`;
  const y = (share: number): number => bottom - share * (bottom - top);
  const upright = (index: number, name: string) =>
    <line class={name} x1={x(index)} x2={x(index)} y1={top - 4} y2={bottom + 4} />;
  // Steps and shares are the units of the inner drawing, so that the browser fits it to the width.
  const line = points.map(({ index, share }) => `${index} ${1 - share}`).join("L");
  const area = `M${points[0].index} 1L${line}L${points[points.length - 1].index} 1z`;
  const here = shares[current + 1];
  const choose = (event: MouseEvent): void => {
    const { left, width } = (event.currentTarget as Element).children[0].getBoundingClientRect();
    const index = Math.round(((event.clientX - left) / width) * count);
    onChoose(Math.max(0, Math.min(index - 1, count - 1)));
  };
  const words = curveWords(trace, side, points[0]);
  return (
    <div class="curve" onClick={choose}>
      <svg role="img" aria-label={words} height={height}>
        <title>{words}</title>
        {[0, 1].map((share) => (
          <g key={share} class="scale">
            <line x2="100%" y1={y(share)} y2={y(share)} />
            <text x={-6} y={y(share) + 4} text-anchor="end">{share * 100}%</text>
          </g>
        ))}
        <svg aria-hidden="true" y={top} height={bottom - top} viewBox={`0 0 ${count} 1`} preserveAspectRatio="none">
          <path class="area" d={area} />
          <path class="line" d={`M${line}`} />
        </svg>
        {trace.turn !== null && upright(trace.turn + 1, "turn")}
        {upright(current + 1, "here")}
        {count <= pointsMax && points.map(({ index, share }) => <circle key={index} cx={x(index)} cy={y(share)} r={index === current + 1 ? 4.5 : 2.5} />)}
        <text class="below" y={height - 4}>
          {here === null ? `not known after step ${current + 1}` : `after step ${current + 1}, ${shareWords(here, side)}`}
        </text>
      </svg>
    </div>
  );
}
