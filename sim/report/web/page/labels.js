// Where names stand on the map: beside their mark, on the first side where they hit no ring, no edge and no other name.

/** Width in px as the canvas will draw it, near enough: wide characters are as wide as high, others a little over half. */
function text_width(text, size) {
  let width = 0;
  for (const character of text) width += character.codePointAt(0) >= 0x2e80 ? size : size * 0.58;
  return width;
}

/**
 * @param marks  [{x, y, radius, text, size}] in px, the most important first.
 * @param frame  {left, top, right, bottom} in px.
 * @return For each mark its side ('right', 'left', 'top', 'bottom'), or null: no room, the tooltip tells the name.
 */
export function place_labels(marks, frame) {
  const placed = [];
  return marks.map((mark) => {
    for (const side of ['right', 'left', 'bottom', 'top']) {
      const box = box_at(mark, side);
      const is_inside =
        box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;
      const is_free =
        placed.every((other) => !overlap(box, other)) && marks.every((other) => other === mark || !touches(box, other));
      if (is_inside && is_free) {
        placed.push(box);
        return side;
      }
    }
    return null;
  });
}

const gap = 4;

function box_at({ x, y, radius, text, size }, side) {
  const width = text_width(text, size),
    height = size * 1.25,
    off = radius + gap;
  const left = { right: x + off, left: x - off - width, top: x - width / 2, bottom: x - width / 2 }[side];
  const top = { right: y - height / 2, left: y - height / 2, top: y - off - height, bottom: y + off }[side];
  return { left, top, right: left + width, bottom: top + height };
}

const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

function touches(box, { x, y, radius }) {
  const dx = Math.max(box.left - x, 0, x - box.right),
    dy = Math.max(box.top - y, 0, y - box.bottom);
  return dx * dx + dy * dy < radius * radius;
}

/** What a legend of these names takes above a chart of this width, its own axis name included, in px. */
export function legend_room(names, width) {
  let [rows, used] = [1, 0];
  for (const name of names) {
    const needed = text_width(name, 12) + 31; // its mark and the gap to the next
    if (used > 0 && used + needed > width) [rows, used] = [rows + 1, 0];
    used += needed;
  }
  return 38 + 20 * rows;
}

/** A text on two lines, broken after the last space or underscore that fits; what is left over is for the chart to cut. */
export function wrapped(text, width, size = 12) {
  if (text_width(text, size) <= width) return text;
  const ends = [...text.matchAll(/[ _]/g)].map(({ index }) => index + 1);
  const at = ends.findLast((end) => text_width(text.slice(0, end).trimEnd(), size) <= width);
  return at === undefined ? text : `${text.slice(0, at).trimEnd()}\n${text.slice(at)}`;
}
