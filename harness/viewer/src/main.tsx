import { render } from "preact";
import { App } from "./App";
import { readStory } from "./read";

const reading = readStory(document.getElementById("traces")?.textContent ?? "");
const page = document.getElementById("page") as HTMLElement;

if ("story" in reading) {
  document.title = `${reading.story.failing.test || "A schedule"} - Out of Order`;
  render(<App story={reading.story} />, page);
} else {
  render(
    <main class="problem">
      <h1>Out of Order</h1>
      <p role="alert">{reading.problem}</p>
    </main>,
    page,
  );
}
