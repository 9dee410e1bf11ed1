// Shows one slide at a time. Without this script the page is a column of slides with their notes.
//   right, space, page down: next; left, page up: back; home, end; f: full screen
//   s: window of the speaker (notes, next slide, clock); t: starts the clock again
(() => {
  const slides = [...document.querySelectorAll("article")];
  const root = document.documentElement;
  const speaks = location.hash.startsWith("#speaker");
  const other = () => (speaks ? window.opener : window.speaker);
  let now = Math.max(0, Math.min(slides.length, Number(/\d+$/.exec(location.hash)?.[0] ?? 1)) - 1);
  let started = Date.now();

  const make = (tag, name, parent = document.body) =>
    parent.appendChild(Object.assign(document.createElement(tag), { className: name }));
  const two = (number) => String(Math.floor(number)).padStart(2, "0");
  const clock = (seconds) => {
    const hours = Math.floor(seconds / 3600);
    return `${hours ? `${hours}:` : ""}${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
  };

  root.classList.add("plays");
  root.classList.toggle("speaks", speaks);
  const bar = make("div", "progress");
  const main = document.querySelector("main");
  const head = speaks ? make("div", "clock", main) : null;
  const script = speaks ? make("section", "script", main) : null;
  if (head) {
    main.prepend(head);
    script.setAttribute("aria-label", "Notes");
    main.tabIndex = -1;
  }

  function show(index, tell = true) {
    now = Math.max(0, Math.min(slides.length - 1, index));
    slides.forEach((slide, at) => {
      slide.classList.toggle("now", at === now);
      slide.classList.toggle("then", speaks && at === now + 1);
    });
    bar.style.width = `${(100 * (now + 1)) / slides.length}%`;
    history.replaceState(null, "", `#${speaks ? "speaker-" : ""}${now + 1}`);
    if (script) script.innerHTML = slides[now].querySelector(".notes").innerHTML;
    if (tell && other()) other().postMessage({ slide: now }, "*");
    tick();
  }

  /** Shows the time since the start, and how far behind the agenda this slide is. */
  function tick() {
    if (!head) return;
    const spent = (Date.now() - started) / 1000;
    const due = (Number(slides[now].dataset.at) + Number(slides[now].dataset.stays)) * 60;
    const late = spent - due;
    head.innerHTML = `<b>${clock(spent)}</b><span>this slide ends at ${clock(due)}</span>` +
      `<span class="late">${late > 15 ? `${clock(late)} late` : ""}</span>` +
      `<span>slide ${now + 1} of ${slides.length}</span>`;
  }

  const speaker = () => (window.speaker = window.open(`#speaker-${now + 1}`, "speaker"));
  const fullScreen = () =>
    document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen();
  const keys = {
    ArrowRight: () => show(now + 1), ArrowDown: () => show(now + 1), PageDown: () => show(now + 1),
    " ": () => show(now + 1), ArrowLeft: () => show(now - 1), ArrowUp: () => show(now - 1),
    PageUp: () => show(now - 1), Home: () => show(0), End: () => show(slides.length - 1),
    f: fullScreen, s: speaker, t: () => { started = Date.now(); tick(); },
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  addEventListener("message", ({ source, data }) => {
    if (source !== other() || !Number.isInteger(data?.slide)) return;
    show(data.slide, false);
  });
  addEventListener("click", (event) => event.detail === 1 && !speaks && show(now + 1));
  if (speaks) setInterval(tick, 500);
  else {
    const hint = make("footer", "hint");
    hint.textContent = "arrows: slides · s: speaker's window · f: full screen";
    addEventListener("keydown", () => hint.remove(), { once: true });
  }
  show(now, false);
})();
