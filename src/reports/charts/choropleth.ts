import type { DocumentChart } from '../document/report-document.js';
import { fillOf, hatchOf } from './map-classes.js';
import { FINENESS, type MapShapes } from './map-drawing.js';
import { labelsOf } from './map-labels.js';
import { legendOf } from './map-legend.js';
import { MAP, type Mapped, mapInWords, type MapReport, mappedOf, saidOf } from './mapped.js';
import { element, escaped, INK, picture } from './svg.js';

const TITLE = 'Share answered within 72 hours, by neighbourhood';
/** The table of the same document that says the same. */
const TABLE = 'neighbourhoods';

const WIDTH = 640;
const MARGIN = 10 * FINENESS;

/**
 * The neighbourhoods of a force, each with the colour and the marks of its share. Whatever has no boundary is in the
 * table alone, and the picture says so.
 * @param withoutBoundary how many existed on the last day and cannot be drawn
 * @returns null if nothing can be drawn
 */
export function choropleth(
  report: MapReport,
  drawing: MapShapes | null,
  withoutBoundary: number,
): DocumentChart | null {
  const mapped = drawing ? mappedOf(report, drawing) : [];
  if (!drawing || mapped.length === 0) return null;
  const alternative = mapInWords(mapped, withoutBoundary);
  const width = WIDTH * FINENESS;
  const top = drawing.height + 3 * MARGIN;
  const legend = legendOf(mapped, withoutBoundary, { left: MARGIN, top, width: width - 2 * MARGIN });
  const height = Math.ceil((top + legend.height) / FINENESS);
  const left = Math.round((width - drawing.width) / 2);
  const svg = picture(
    { id: MAP, title: TITLE, alternative, width: WIDTH, height, fineness: FINENESS },
    element('g', { transform: `translate(${left} ${MARGIN})` }, ...mapped.map(shapeOf), labelsOf(mapped)),
    ...legend.marks,
  );
  return { id: MAP, title: TITLE, alternative, svg, width: WIDTH, height, table: TABLE };
}

/** With its name and figure for whoever points at it. */
function shapeOf(mapped: Mapped): string {
  const { shape, class: share } = mapped;
  const border = { stroke: INK, 'stroke-width': FINENESS, 'stroke-linejoin': 'round' };
  return element(
    'g',
    {},
    element('title', {}, escaped(saidOf(mapped))),
    element('path', { d: shape.path, fill: fillOf(share), ...border }),
    hatchOf(share, shape.marks),
  );
}
