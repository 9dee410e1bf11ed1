import { gutter, type Layout } from "./layout";
import { clip } from "./words";

export const headHeight = 90;

/** Breaks a name at its dots, dashes and spaces into at most four lines. */
function lines(name: string, length: number): string[] {
  const rows: string[] = [""];
  for (const piece of name.match(/[^.\-\s]+[.\-\s]?/g) ?? [name]) {
    const last = rows[rows.length - 1];
    if ((last + piece).trimEnd().length <= length || !last) rows[rows.length - 1] = last + piece;
    else rows.push(piece);
  }
  if (rows.length > 4) rows.splice(3, rows.length, rows.slice(3).join(""));
  return rows.map((row) => clip(row.trimEnd(), length));
}

const heading = (service: string, length: number): string =>
  service.length + 8 <= length ? `service ${service}` : clip(service, length);

interface Group {
  service: string;
  from: number;
  to: number;
}

export function LaneHeads({ layout }: { layout: Layout }) {
  const { lanes, x, laneWidth, width } = layout;
  const groups: Group[] = [];
  for (const lane of lanes) {
    if (lane.kind !== "run") continue;
    const last = groups[groups.length - 1];
    const right = x[lane.id] + laneWidth / 2;
    if (last?.service === lane.service) last.to = right;
    else groups.push({ service: lane.service, from: right - laneWidth, to: right });
  }
  const letters = Math.floor(laneWidth / 6.7);
  return (
    <svg class="heads" aria-hidden="true" width={width} height={headHeight} viewBox={`0 0 ${width} ${headHeight}`} style={{ width: `${width}px` }}>
      {groups.map(({ service, from, to }) => (
        <g key={service} class="service">
          <rect x={from + 2} y={4} width={to - from - 4} height={19} rx={3} />
          <text x={(from + to) / 2} y={18} text-anchor="middle">{heading(service, Math.floor((to - from) / 7.2))}</text>
        </g>
      ))}
      {lanes.map((lane) => {
        const name = lane.kind === "run" ? lines(lane.name, letters) : [lane.name];
        return (
          <text key={lane.id} class={lane.kind} text-anchor="middle">
            <title>{lane.name}</title>
            {name.map((line, index) => (
              <tspan key={index} x={x[lane.id]} y={82 - 13 * (name.length - 1 - index)}>{line}</tspan>
            ))}
          </text>
        );
      })}
      <g class="pinned axis">
        <rect x={0} y={0} width={gutter - 10} height={headHeight} />
        <text x={8} y={82}>step, time</text>
      </g>
    </svg>
  );
}
