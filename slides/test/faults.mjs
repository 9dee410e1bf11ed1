/** Runs in the page. Returns what is wrong with its slides, one complaint each: text outside of its
    slide or of the box that it stands in, type below 24 pt, a contrast below 4.5 (WCAG AA). */
export function findFaults() {
  document.documentElement.classList.remove("plays");
  const faults = [];
  const margin = 20; // px of the slide, at each edge

  const parse = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const isSeen = (colour) => colour !== "none" && (parse(colour)[3] ?? 1) > 0;
  const luminance = (colour) => {
    const [r, g, b] = parse(colour).map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  const contains = (outer, inner, by = 0) =>
    inner.left >= outer.left + by && inner.right <= outer.right - by &&
    inner.top >= outer.top + by && inner.bottom <= outer.bottom - by;

  /** Returns the colour on which a text stands: of a shape drawn before it, or of a box around. */
  function groundOf(element, box) {
    const x = (box.left + box.right) / 2;
    const y = (box.top + box.bottom) / 2;
    const drawing = element.closest("figure svg");
    const shapes = drawing ? [...drawing.querySelectorAll("rect, polygon, path")].reverse() : [];
    for (const shape of shapes) {
      const isBefore = shape.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING;
      const at = shape.getBoundingClientRect();
      const isUnder = x >= at.left && x <= at.right && y >= at.top && y <= at.bottom;
      const { fill } = getComputedStyle(shape);
      if (isBefore && isUnder && isSeen(fill)) return fill;
    }
    for (let around = element; around; around = around.parentElement) {
      const { backgroundColor } = getComputedStyle(around);
      if (isSeen(backgroundColor)) return backgroundColor;
    }
    return "rgb(255, 255, 255)";
  }

  /** Returns the nearest box with a ground of its own, such as that of code. */
  function frameOf(element) {
    for (let around = element; around.tagName !== "SECTION"; around = around.parentElement)
      if (isSeen(getComputedStyle(around).backgroundColor)) return around.getBoundingClientRect();
    return null;
  }

  [...document.querySelectorAll("section")].forEach((section, index) => {
    const slide = section.getBoundingClientRect();
    const px = slide.width / 1280;
    const texts = document.createTreeWalker(section, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      const element = text.parentElement;
      if (!text.data.trim() || element.closest(".unseen")) continue;
      const say = (fault) =>
        faults.push(`slide ${index + 1}: ${fault}: "${text.data.trim().slice(0, 40)}"`);
      const range = document.createRange();
      range.selectNodeContents(text);
      const box = range.getBoundingClientRect();
      const style = getComputedStyle(element);
      const isDrawn = element.closest("figure svg") !== null;
      const scale = isDrawn ? element.getScreenCTM().a / px : 1;
      const pt = parseFloat(style.fontSize) * scale * 0.75;
      if (pt < 24) say(`${Number(pt.toFixed(2))} pt`);
      if (!contains(slide, box, margin * px)) say("outside");
      const frame = isDrawn ? null : frameOf(element);
      if (frame && !contains(frame, box)) say("outside of its box");
      const ratio = contrast(isDrawn ? style.fill : style.color, groundOf(element, box));
      if (ratio < 4.5) say(`contrast ${ratio.toFixed(2)}`);
    }
  });
  return faults;
}
