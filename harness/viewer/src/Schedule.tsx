import { Curve } from "./Curve";
import { Drawing } from "./Drawing";
import { StepList } from "./StepList";
import type { Side, Trace } from "./types";

export interface ScheduleProps {
  side: Side;
  trace: Trace;
  compared: boolean;
  /** The only one that is drawn. */
  alone: boolean;
  active: boolean;
  current: number;
  difference: number | null;
  matches: Set<number> | null;
  listed: boolean;
  onChoose: (step: number) => void;
}

export function Schedule(props: ScheduleProps) {
  const { side, trace, compared, active, difference } = props;
  const name = side === "failing" ? "Failing schedule" : "Passing schedule";
  const beyond = difference !== null && difference >= trace.steps.length;
  return (
    <section class={`schedule ${side}${props.listed ? " listed" : ""}`} aria-label={name}>
      <h2 class={compared ? "" : "unseen"}>{name}{compared && active && !props.alone ? " (its state is shown)" : ""}</h2>
      {trace.steps.length ? (
        <>
          <Curve side={side} trace={trace} current={props.current} onChoose={props.onChoose} />
          <Drawing {...props} name={name} />
          <StepList {...props} />
        </>
      ) : (
        <p class="empty">This schedule has no steps.</p>
      )}
      {beyond && <p class="empty">First difference: this schedule ends here, the other one goes on.</p>}
    </section>
  );
}
