import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { logsOf, type Log, type Mark, type Reader } from "./log";
import type { Trace } from "./types";
import { shortType } from "./words";

const signs: { [mark in Mark]: string } = { handled: "\u2713", told: "\u25B6", waiting: "\u00B7" };
const nameWidth = 176;

const distance = ({ at, behind }: Reader): string =>
  `${at ? `up to ${at}` : "at the start"}, ${behind ? `${behind} behind` : "nothing left"}`;

/** One log: its events from left to right, and below each event who has read it. What the chosen
    step has changed is framed. */
function LogTable({ log, before, last, title, step }: { log?: Log; before?: Log; last: Log; title: string; step: number }) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = box.current as HTMLDivElement;
    const find = (look: string): HTMLElement | null => element.querySelector(look);
    const cell = find("th.new:last-child") ?? find(".told.new") ?? find(".new");
    if (!cell) return;
    const right = cell.offsetLeft + cell.offsetWidth;
    if (right > element.scrollLeft + element.clientWidth) element.scrollLeft = right - element.clientWidth;
    else if (cell.offsetLeft - nameWidth < element.scrollLeft) element.scrollLeft = cell.offsetLeft - nameWidth;
  }, [log]);
  const sameIn = (some: Log | undefined, { name, kind }: Reader): Reader | undefined =>
    some?.readers.find((reader) => reader.name === name && reader.kind === kind);
  return (
    <div ref={box} class="log-box" tabIndex={0} role="region" aria-label={`${title} after step ${step}, and its readers`}>
      <table>
        <tr>
          <th scope="col"><b>{title}</b></th>
          {log?.entries.map(({ position, stream, version, type }) => (
            <th key={position} scope="col" class={position > (before?.entries.length ?? 0) ? "new" : ""}>
              <b>{position}</b> {stream} v{version}<br />{shortType(type)}
            </th>
          ))}
          {!log && <td>no event yet</td>}
        </tr>
        {last.readers.map((known) => {
          const reader = sameIn(log, known);
          const was = sameIn(before, known);
          return (
            <tr key={known.kind + known.name}>
              <th scope="row"><i>{known.kind}</i> {known.name}<br />{reader ? distance(reader) : "nothing yet"}</th>
              {reader?.marks.map((mark, index) => {
                const row = known.kind === "row";
                const sign = row && index === reader.at - 1 ? "\u25C6" : signs[mark];
                return (
                  <td key={index} class={mark + (was?.marks[index] === mark ? "" : " new")}>
                    <span aria-hidden="true">{sign}</span> {!row ? mark : mark === "handled" ? "read" : ""}
                  </td>
                );
              })}
            </tr>
          );
        })}
      </table>
    </div>
  );
}

/** The logs that the ports hold after the chosen step; nothing if there are none at the end. */
export function Logs({ trace, at }: { trace: Trace; at: number }) {
  const logsAt = (step: number): Log[] => logsOf(trace.steps[step]?.ports ?? {});
  const ends = useMemo(() => logsAt(trace.steps.length - 1), [trace]);
  const [now, before] = useMemo(() => [logsAt(at), logsAt(at - 1)], [trace, at]);
  if (!ends.length) return null;
  const own = (logs: Log[], port: string): Log | undefined => logs.find((log) => log.port === port);
  return (
    <section class="logs" aria-label="Logs">
      {ends.map((last) => (
        <LogTable key={last.port} last={last} log={own(now, last.port)} before={own(before, last.port)}
          title={trace.lanes.find(({ port }) => port === last.port)?.title ?? last.port} step={at + 1} />
      ))}
    </section>
  );
}
