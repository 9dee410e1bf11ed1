// Works out when callers try again that have all failed at the same moment, and draws how many do
// so in each half second: once if all wait equally long, and once with jitter.
//     callers=200      how many there are
//     waits=1,2,4,8    seconds to wait before each further try, or up to so many with jitter
const wide = 1136;
const left = 210;
const high = 172;
const gap = 52;
const step = 500; // ms

/** Returns a function that returns numbers from 0 to below 1, the same ones each time. */
function numbersFrom(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Returns the number of tries in each half second. `share` returns the part of a wait to wait. */
export function triesOf({ callers, waits }, share) {
  const seconds = waits.split(",").map(Number);
  const end = 1000 * seconds.reduce((all, one) => all + one, 0);
  const counts = Array(Math.floor(end / step) + 1).fill(0);
  for (let caller = 0; caller < Number(callers); ++caller) {
    let at = 0;
    for (const wait of seconds) {
      at += 1000 * wait * share();
      ++counts[Math.floor(at / step)];
    }
  }
  return counts;
}

const word = (x, y, text, look = "") =>
  `<text x="${x}" y="${y}" class="${look}">${text}</text>`;

/** Returns the two drawings below each other, with one scale. */
export function drawRetries(given) {
  const next = numbersFrom(7);
  const rows = [["all alike", triesOf(given, () => 1)], ["with jitter", triesOf(given, next)]];
  const most = Math.max(...rows.flatMap(([, counts]) => counts));
  const width = (wide - left) / rows[0][1].length;
  const parts = rows.map(([name, counts], row) => {
    const base = (high + gap) * row + high;
    const bars = counts.map((count, index) => {
      const height = (count / most) * (high - 40);
      const x = left + index * width;
      return count && `<rect x="${x.toFixed(1)}" y="${(base - height).toFixed(1)}" ` +
        `width="${(width - 4).toFixed(1)}" height="${height.toFixed(1)}" class="bar ${
          row ? "good" : "bad"}"/>`;
    }).filter(Boolean);
    const peak = Math.max(...counts);
    return `${bars.join("")}<line x1="${left}" x2="${wide}" y1="${base}" y2="${base}" ` +
      `class="axis"/>${word(0, base - 60, name, "label")}${word(0, base - 16, `${peak} at once`)}`;
  });
  const seconds = Math.floor((rows[0][1].length - 1) / 2);
  const foot = 2 * high + gap + 38;
  parts.push(word(left, foot, "0 s"),
    `<text x="${wide}" y="${foot}" text-anchor="end">${seconds} s after the failure</text>`);
  return `<svg width="${wide}" height="${foot + 10}" viewBox="0 0 ${wide} ${foot + 10}">${
    parts.join("")}</svg>`;
}
