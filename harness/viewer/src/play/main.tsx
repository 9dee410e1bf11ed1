import { render } from "preact";
import { Play } from "./Play";
import { readPlay } from "./read";

const reading = readPlay(document.getElementById("play")?.textContent ?? "");
const page = document.getElementById("page") as HTMLElement;

if ("graph" in reading) {
  document.title = `Play ${reading.graph.data.test} - Out of Order`;
  render(<Play graph={reading.graph} />, page);
} else {
  render(
    <main class="problem">
      <h1>Out of Order</h1>
      <p role="alert">{reading.problem}</p>
    </main>,
    page,
  );
}
