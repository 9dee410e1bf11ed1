import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { LaneHeads, headHeight } from "./LaneHeads";
import { gutter, layOut, rowAt, type Layout } from "./layout";
import { RowMarks } from "./RowMarks";
import type { ScheduleProps } from "./Schedule";

const drawAllUpTo = 150;
const beyondSight = 500;

function Lifelines({ layout, from, to }: { layout: Layout; from: number; to: number }) {
  const { lanes, x, rows, runs } = layout;
  return (
    <g class="lifelines">
      {lanes.map((lane) => <line key={lane.id} class={lane.kind} x1={x[lane.id]} x2={x[lane.id]} y1={from} y2={to} />)}
      {[...runs].map(([delivery, run]) => {
        const top = Math.max(from, rows[run.first].top + 12);
        const bottom = Math.min(to, rows[run.last].top + rows[run.last].height - 4);
        return bottom > top && <rect key={delivery} x={x[`run${delivery}`] - 4} y={top} width={8} height={bottom - top} rx={2} />;
      })}
    </g>
  );
}

/** Scrolls as little as possible to show the row and its lane. */
function reveal(box: HTMLElement, layout: Layout, step: number): void {
  const row = layout.rows[step];
  const space = box.clientHeight - headHeight;
  const margin = Math.min(60, space / 5);
  if (row.top - margin < box.scrollTop) box.scrollTop = row.top - margin;
  else if (row.top + row.height + margin > box.scrollTop + space) box.scrollTop = row.top + row.height + margin - space;
  const delivery = layout.trace.steps[step].delivery;
  if (delivery === null) return;
  const x = layout.x[`run${delivery}`];
  const half = layout.laneWidth;
  if (x - half < box.scrollLeft + gutter) box.scrollLeft = x - half - gutter;
  else if (x + half > box.scrollLeft + box.clientWidth) box.scrollLeft = x + half - box.clientWidth;
}

export function Drawing({ trace, side, name, current, difference, matches, active, onChoose }: ScheduleProps & { name: string }) {
  const box = useRef<HTMLDivElement>(null);
  const [space, setSpace] = useState({ width: 800, height: 600 });
  const [scrollTop, setScrollTop] = useState(0);
  const scrollLeft = useRef(0);
  const layout = useMemo(() => layOut(trace, space.width, difference), [trace, space.width, difference]);

  useLayoutEffect(() => {
    const element = box.current as HTMLDivElement;
    const measure = (): void =>
      setSpace((was) => {
        const { clientWidth: width, clientHeight: height } = element;
        return !width || (was.width === width && was.height === height) ? was : { width, height };
      });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => {
    // The first layout is made before the width is known; scrolling for it would be visible.
    if (box.current?.clientHeight && box.current.clientWidth === space.width) reveal(box.current, layout, current);
  }, [current, layout]);

  const { rows, height, width } = layout;
  const all = rows.length <= drawAllUpTo;
  const first = all ? 0 : rowAt(rows, scrollTop - beyondSight);
  const last = all ? rows.length - 1 : rowAt(rows, scrollTop + space.height + beyondSight);
  const from = rows[first].top;
  const to = rows[last].top + rows[last].height;

  const onScroll = (): void => {
    const left = box.current?.scrollLeft ?? 0;
    // A style variable moves the parts pinned to the left edge, so no row is drawn again for them.
    if (left !== scrollLeft.current) box.current?.style.setProperty("--left", `${(scrollLeft.current = left)}px`);
    // Coarse steps: most scrolling needs no new drawing.
    const coarse = Math.floor((box.current?.scrollTop ?? 0) / 200) * 200;
    if (!all && coarse !== scrollTop) setScrollTop(coarse);
  };
  const onClick = (event: MouseEvent): void => {
    const step = (event.target as Element).closest("[data-step]")?.getAttribute("data-step");
    if (step) onChoose(Number(step));
  };
  return (
    <div ref={box} class={`drawing${active ? " active" : ""}`} tabIndex={0} role="region" aria-label={`Drawing: ${name.toLowerCase()}`} onScroll={onScroll}>
      <LaneHeads layout={layout} />
      <div class="canvas" style={{ height: `${height}px`, width: `${width}px` }}>
        <svg
          aria-hidden="true"
          style={{ top: `${from}px` }}
          width={width}
          height={to - from}
          viewBox={`0 ${from} ${width} ${to - from}`}
          onClick={onClick}
        >
          <Lifelines layout={layout} from={from} to={to} />
          {rows.slice(first, last + 1).map((_, offset) => {
            const index = first + offset;
            return (
              <RowMarks
                key={index}
                layout={layout}
                index={index}
                side={side}
                current={index === current}
                match={matches === null ? null : matches.has(index)}
              />
            );
          })}
        </svg>
      </div>
    </div>
  );
}
