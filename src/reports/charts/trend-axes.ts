import type { Data, Mark, Scale, Spec } from 'vega';
import { INK, QUIET_INK, TEXT_SIZE } from './svg.js';
import { type Frame, plotOf, X_TITLE } from './trend-frame.js';

/** Contrast with white at least 3 to 1, and as greys apart from each other; dots differ in shape as well. */
export const COLOURS = ['#12436d', '#f46a25'];
const SHAPES = ['circle', 'square'];
const DATA = ['months', 'strokes', 'dots', 'labels', 'keys', 'notes', 'rules', 'bars'] as const;

export type TrendData = Partial<Record<(typeof DATA)[number], readonly object[]>>;

export const text = { fontSize: { value: TEXT_SIZE }, fill: { value: INK }, lineHeight: { value: 20 } };

/** What both have: axes with their titles, and words for months without a figure. */
export function specOf(x: Scale, frame: Frame, right: number, marks: Mark[]): Spec {
  const { left, top, bottom } = frame;
  const { height } = plotOf(frame);
  return {
    width: frame.width - left - right,
    height,
    padding: { left, top, right, bottom },
    autosize: 'none',
    signals: ['domain', 'ticks', 'unit', 'xTitle', 'yTitle'].map((name) => ({
      name,
      value: name === 'domain' ? [0, 1] : null,
    })),
    data: DATA.map((name): Data => ({ name, values: [] })),
    scales: [
      x,
      { name: 'y', type: 'linear', range: 'height', domain: { signal: 'domain' }, zero: false, nice: false },
      { name: 'line', type: 'ordinal', domain: [0, 1], range: COLOURS },
      { name: 'shape', type: 'ordinal', domain: [0, 1], range: SHAPES },
    ],
    axes: [
      {
        ...{ orient: 'left', scale: 'y', values: { signal: 'ticks' }, grid: true, gridColor: '#cecece' },
        ...{
          domain: false,
          ticks: false,
          labelPadding: 8,
          labelFontSize: TEXT_SIZE,
          labelColor: INK,
          zindex: 0,
        },
        encode: { labels: { update: { text: { signal: "format(datum.value, ',') + unit" } } } },
      },
      {
        ...{ orient: 'bottom', scale: 'x', domainColor: INK, tickColor: INK, labelPadding: 6, zindex: 0 },
        ...{
          labelFontSize: TEXT_SIZE,
          labelColor: INK,
          labelLineHeight: 20,
          labelOverlap: false,
          labelFlush: false,
        },
        encode: { labels: { update: { text: { signal: "data('months')[datum.value].words" } } } },
      },
    ],
    marks: [
      // A title of several lines ends where one of a single line stands.
      title({
        ...{ x: { value: -left }, text: { signal: 'yTitle' } },
        y: { signal: '-28 - (isArray(yTitle) ? 20 * (length(yTitle) - 1) : 0)' },
      }),
      title({
        ...{ x: { value: frame.xTitleAt }, y: { value: height + X_TITLE }, text: { signal: 'xTitle' } },
      }),
      ...marks,
      {
        type: 'text',
        from: { data: 'notes' },
        encode: {
          enter: {
            ...{
              ...text,
              text: { field: 'words' },
              fill: { value: QUIET_INK },
              baseline: { value: 'middle' },
            },
            ...{
              x: { scale: 'x', field: 'month', band: 0.5 },
              y: { value: height - 8 },
              angle: { value: -90 },
            },
          },
        },
      },
    ],
  };
}

function title(encode: object): Mark {
  return { type: 'text', encode: { enter: { ...text, ...encode } } };
}
