import { textWidth } from './domain/text-width.js';
import { FINENESS, LABEL_LINE } from './map-drawing.js';
import { MAP, type Mapped } from './mapped.js';
import { element, idIn, TEXT_SIZE, textElement } from './svg.js';

const LETTERS = TEXT_SIZE * FINENESS;
const ROOM_BESIDE = 3 * FINENESS;
/** Widths are worked out a little to the wide side: a small shape has its word all the same, if it hardly fits. */
const HARDLY = 0.95;

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** The code, and under it the share, where there is room inside the shape; the table has all of them. */
export function labelsOf(mapped: readonly Mapped[]): string {
  const taken: Box[] = [];
  const labels = mapped.flatMap(({ shape: { code, one, two }, words, figure }) => {
    const both = figure.value === null ? [code] : [code, words];
    const lines = two.width >= leastOf(both) ? both : [code];
    const spot = lines.length === 2 ? two : one;
    if (spot.width < leastOf(lines)) return [];
    const half = Math.min(widthOf(lines) / 2 + ROOM_BESIDE, spot.width / 2);
    const tall = (lines.length * LABEL_LINE) / 2;
    const box = { left: spot.x - half, right: spot.x + half, top: spot.y - tall, bottom: spot.y + tall };
    if (taken.some((other) => meet(box, other))) return [];
    taken.push(box);
    return [label(lines, box)];
  });
  // By its name a narrow screen leaves them out: they would be too small to read.
  return element('g', { id: idIn(MAP, 'labels') }, ...labels);
}

const widthOf = (lines: readonly string[]): number =>
  Math.max(...lines.map((line) => textWidth(line, LETTERS)));

const leastOf = (lines: readonly string[]): number => widthOf(lines) * HARDLY;

const meet = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** On white, so that it can be read on any marks. */
function label(lines: readonly string[], { left, right, top, bottom }: Box): string {
  const white = {
    x: left,
    y: top,
    width: right - left,
    height: bottom - top,
    rx: ROOM_BESIDE,
    fill: '#ffffff',
  };
  const words = lines.map((line, index) =>
    textElement(
      {
        ...{ x: (left + right) / 2, y: top + (index + 0.8) * LABEL_LINE, 'text-anchor': 'middle' },
        ...(index === 0 && { 'font-weight': 'bold' }),
      },
      line,
    ),
  );
  return element('rect', white) + words.join('');
}
