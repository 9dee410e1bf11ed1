import type { Side } from "./types";

export interface Place {
  step: number;
  side: Side;
}

export function readPlace(hash: string): Place | null {
  const values = new URLSearchParams(hash.replace(/^#/, ""));
  const step = Number.parseInt(values.get("step") ?? "", 10);
  if (!Number.isFinite(step) || step < 1) return null;
  return { step: step - 1, side: values.get("side") === "passing" ? "passing" : "failing" };
}

export const placeHash = (place: Place): string =>
  `#step=${place.step + 1}${place.side === "passing" ? "&side=passing" : ""}`;

let timer = 0;

// A key held down changes the address hundreds of times in seconds, which browsers refuse.
export function writePlace(place: Place): void {
  clearTimeout(timer);
  timer = window.setTimeout(() => {
    if (location.hash !== placeHash(place)) history.replaceState(null, "", placeHash(place));
  }, 80);
}
