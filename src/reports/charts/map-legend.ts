import { CLASS_WORDS, fillOf, hatchOf, marksOfShape } from './map-classes.js';
import { FINENESS } from './map-drawing.js';
import { countsOf, type Mapped, withoutBoundaryLines } from './mapped.js';
import { element, INK, TEXT_SIZE, textElement } from './svg.js';

const LETTERS = TEXT_SIZE * FINENESS;
/** Two columns and short lines, so that a narrow screen can write the words larger than the picture is drawn. */
const COLUMNS = 2;
const ROW = 38 * FINENESS;
const LINE = 27 * FINENESS;
const SAMPLE = { width: 40 * FINENESS, height: 26 * FINENESS };

/** What the colours and marks mean, with how many there are of each. */
export function legendOf(
  mapped: readonly Mapped[],
  withoutBoundary: number,
  { left, top, width }: { left: number; top: number; width: number },
): { marks: string[]; height: number } {
  const heading = ['Share answered within 72 hours,', 'and number of neighbourhoods'].map((line, index) =>
    textElement({ x: left, y: top + LETTERS + index * LINE, 'font-weight': 'bold' }, line),
  );
  const first = top + LETTERS + LINE + 14 * FINENESS;
  const entries = countsOf(mapped).map((count, index) => {
    const x = left + (index % COLUMNS) * Math.floor(width / COLUMNS);
    const y = first + Math.floor(index / COLUMNS) * ROW;
    const words = { x: x + SAMPLE.width + 8 * FINENESS, y: y + SAMPLE.height / 2 + LETTERS * 0.35 };
    return sampleOf(index, x, y) + textElement(words, `${CLASS_WORDS[index]}: ${count}`);
  });
  const end = first + Math.ceil(CLASS_WORDS.length / COLUMNS) * ROW;
  if (withoutBoundary === 0) return { marks: [...heading, ...entries], height: end - top };
  const note = withoutBoundaryLines(withoutBoundary).map((line, index) =>
    textElement({ x: left, y: end + LETTERS + index * LINE }, line),
  );
  return { marks: [...heading, ...entries, ...note], height: end + 2 * LETTERS + LINE - top };
}

/** Its marks keep off its edge, as they do in a shape. */
function sampleOf(share: number, x: number, y: number): string {
  const { width, height } = SAMPLE;
  const corners = [
    [1, 1],
    [width - 1, 1],
    [width - 1, height - 1],
    [1, height - 1],
    [1, 1],
  ] as const;
  const size = { width, height };
  return element(
    'g',
    { transform: `translate(${x} ${y})` },
    element('rect', { ...size, fill: fillOf(share) }),
    hatchOf(share, marksOfShape([corners])),
    element('rect', { ...size, fill: 'none', stroke: INK, 'stroke-width': FINENESS }),
  );
}
