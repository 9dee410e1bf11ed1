import { askedWords, asidesWords, symbolOf, timeWords, toldWords } from "../words";
import type { Step } from "../types";
import { act, beginners, choicesOf, die, isOnShortestWay, nameOf, nowOf, stepOf, type Graph } from "./game";
import type { Choice, Game, Moment } from "./types";
import { withoutSilent } from "./words";

/** Steps of one delivery, or of time. */
interface Group {
  title: string;
  asked: string;
  choices: Choice[];
}

/** A choice of a list; the number keys choose in the same order. */
export function inOrder(graph: Graph, moment: Moment): Choice[] {
  const rank = ({ delivery }: Choice): number => (delivery < 0 ? Infinity : delivery);
  return choicesOf(graph, moment).sort((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)));
}

function titleOf(moment: Moment, step: Step, delivery: number): string {
  if (delivery < 0) return "Time";
  const { node } = moment.deliveries[delivery];
  const alike = moment.deliveries.filter((other) => !other.ended && other.waits < 0 && other.node === node);
  return `${step.who} (${step.service})${alike.length > 1 ? `, one of ${alike.length} alike` : ""}`;
}

function groupsOf(graph: Graph, moment: Moment): Group[] {
  const groups: Group[] = [];
  for (const choice of inOrder(graph, moment)) {
    const step = stepOf(graph, moment, choice);
    const title = titleOf(moment, step, choice.delivery);
    const asked = choice.delivery < 0 ? "" : askedWords(step, 160);
    const last = groups[groups.length - 1];
    if (last?.title === title && last.asked === asked) last.choices.push(choice);
    else groups.push({ title, asked, choices: [choice] });
  }
  return groups;
}

/** Text for the result of a choice. */
function resultOf(graph: Graph, moment: Moment, choice: Choice, step: Step): string {
  const { what } = graph.data.deeds[choice.deed];
  const told = toldWords({ ...step, dies: false }, 200);
  const begin = beginners(graph, moment, choice);
  const head = what === act ? (told ? `told: ${told}` : step.verb === "start" ? "starts" : "goes on")
    : what === die ? `${told ? `${told}, but ` : ""}it dies before it is told`
    : `passes to ${timeWords(step.at_ms)}${step.late.length ? `, before ${step.late.join(", ")} ${step.late.length > 1 ? "go" : "goes"} on` : ""}`;
  const asides = asidesWords(withoutSilent(step).asides);
  return [head, begin.length ? `begins: ${begin.join(", ")}` : "", asides].filter(Boolean).join("; ");
}

interface Props {
  graph: Graph;
  game: Game;
  /** Marks the choices on a shortest way. */
  guided: boolean;
  onChoose: (choice: Choice) => void;
}

export function Choices({ graph, game, guided, onChoose }: Props) {
  const moment = nowOf(game);
  let number = 0;
  const button = (group: Group, choice: Choice) => {
    const step = stepOf(graph, moment, choice);
    const key = ++number;
    const marked = guided && isOnShortestWay(graph, moment, choice);
    return (
      <li key={key}>
        <button type="button" class={`choice${step.faults.length ? " faulty" : ""}${marked ? " guided" : ""}`}
          aria-keyshortcuts={key < 10 ? String(key) : undefined} onClick={() => onChoose(choice)}>
          <span class="digit" aria-hidden="true">{key < 10 ? key : ""}</span>
          <span>
            <span class="unseen">{group.title}{group.asked && `, ${group.asked}`}: </span>
            {step.faults.map((fault) => <span class="mark removed" key={fault}>{symbolOf(fault)} {fault}</span>)}
            {resultOf(graph, moment, choice, step)}
            {marked && <span class="mark changed way">{"\u2605"} shortest way</span>}
          </span>
        </button>
      </li>
    );
  };
  const waiting = moment.deliveries.filter(({ ended, waits }) => !ended && waits >= 0);
  return (
    <div class="choices">
      {groupsOf(graph, moment).map((group, index) => (
        <section key={index} aria-label={group.title}>
          <h3>{group.title}</h3>
          {group.asked && <p class="asked">{"asks: "}<code>{group.asked}</code></p>}
          <ul>{group.choices.map((choice) => button(group, choice))}</ul>
        </section>
      ))}
      {waiting.length > 0 && <p class="quiet">Waiting for an answer: {waiting.map((one) => nameOf(graph, one)).join(", ")}</p>}
    </div>
  );
}
