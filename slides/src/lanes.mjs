// Draws messages between parties from text, in large type:
//     parties: shop, payment, card
//     shop -> payment: charge 42
//     payment -x shop: done          (the message is lost)
//     ... thirty seconds later       (a note over the whole width)
const escape = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const wide = 1130;
const row = 66;
const head = 62;

const word = (x, y, text, kind = "", anchor = "middle") =>
  `<text x="${x}" y="${y}" class="${kind}" text-anchor="${anchor}">${escape(text)}</text>`;

function arrow(from, to, y, text, lost) {
  const way = Math.sign(to - from);
  const end = lost ? from + (to - from) * 0.62 : to - way * 6;
  const tip = `${end},${y} ${end - way * 18},${y - 9} ${end - way * 18},${y + 9}`;
  const cross = end + way * 24;
  const mark = lost
    ? `<path d="M${cross - 11} ${y - 11}l22 22m0 -22l-22 22" class="message"/>`
    : `<polygon points="${tip}" class="tip"/>`;
  const until = lost ? end : end - way * 14;
  const kind = lost ? "lost" : "";
  const line = `<line x1="${from + way * 6}" x2="${until}" y1="${y}" y2="${y}"`;
  return `${line} class="message ${kind}"/>${mark}${word((from + to) / 2, y - 15, text, kind)}`;
}

export function drawLanes(text, where) {
  const [first, ...lines] = text.trim().split("\n");
  const parties = /^parties: (.*)$/.exec(first)?.[1].split(", ");
  if (!parties) throw new Error(`${where}: lanes begin with "parties: …"`);
  const gap = wide / parties.length;
  const x = Object.fromEntries(parties.map((name, index) => [name, gap * (index + 0.5)]));
  const height = head + row * lines.length + 14;
  const heads = parties.map((name) =>
    `<rect x="${x[name] - 110}" y="1" width="220" height="52" rx="8" class="party"/>${
      word(x[name], 39, name, "name")}` +
    `<line x1="${x[name]}" x2="${x[name]}" y1="53" y2="${height}" class="life"/>`);
  const rows = lines.map((line, index) => {
    const y = head + row * (index + 1) - 10;
    const note = /^\.\.\. (.*)$/.exec(line)?.[1];
    if (note)
      return `<rect x="0" y="${y - 42}" width="${wide}" height="50" rx="8" class="pause"/>${
        word(wide / 2, y - 6, note, "pause")}`;
    const [, from, kind, to, words] = /^(.+?) -([>x]) (.+?): (.*)$/.exec(line) ?? [];
    if (!(from in x) || !(to in x)) throw new Error(`${where}: "${line}" names no two parties`);
    return arrow(x[from], x[to], y, words, kind === "x");
  });
  return `<svg width="${wide}" height="${height}" viewBox="0 0 ${wide} ${height}">${
    heads.join("")}${rows.join("")}</svg>`;
}
