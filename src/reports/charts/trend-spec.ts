import type { Data, Mark, Scale, Spec } from 'vega';
import { INK, QUIET_INK, TEXT_SIZE } from './svg.js';

/** All trends have one size, so that they can stand above one another and be read together. */
export const TREND = { width: 640, height: 348 } as const;
export const PLOT = { left: 60, top: 44, right: 140, bottom: 80 } as const;
export const PLOT_HEIGHT = TREND.height - PLOT.top - PLOT.bottom;
/** Bars have their words on top, and need no room at their right. */
const BARS_RIGHT = 16;

/** Contrast with white at least 3 to 1, and as greys apart from each other; dots differ in shape as well. */
const COLOURS = ['#12436d', '#f46a25'];
const SHAPES = ['circle', 'square'];
const DATA = ['months', 'strokes', 'dots', 'labels', 'notes', 'rules', 'bars'] as const;

export type TrendData = Partial<Record<(typeof DATA)[number], readonly object[]>>;

const line = (field: string): { scale: string; field: string } => ({ scale: 'line', field });
const at = (scale: 'x' | 'y', field: string): { scale: string; field: string } => ({ scale, field });
const text = { fontSize: { value: TEXT_SIZE }, fill: { value: INK }, lineHeight: { value: 20 } };

/** Lines with their dots, words at their ends, and a rule for the promise. */
export const LINES: Spec = specOf(
  { name: 'x', type: 'point', range: 'width', domain: { data: 'months', field: 'month' }, padding: 0.5 },
  TREND.width - PLOT.left - PLOT.right,
  [
    {
      type: 'rule',
      from: { data: 'rules' },
      encode: {
        enter: {
          ...{ x: { value: 0 }, x2: { signal: 'width' }, y: at('y', 'value') },
          ...{ stroke: { value: INK }, strokeWidth: { value: 1 }, strokeDash: { value: [2, 3] } },
        },
      },
    },
    {
      type: 'text',
      from: { data: 'rules' },
      encode: {
        enter: {
          ...{ ...text, x: { value: 4 }, y: at('y', 'value'), dy: { value: -6 } },
          ...{ text: { field: 'words' }, fill: { value: QUIET_INK } },
        },
      },
    },
    {
      type: 'rule',
      from: { data: 'strokes' },
      encode: {
        enter: {
          ...{ x: at('x', 'month'), y: at('y', 'value'), x2: at('x', 'toMonth'), y2: at('y', 'toValue') },
          ...{ stroke: line('line'), strokeWidth: { value: 3 }, strokeCap: { value: 'round' } },
          strokeDash: { signal: 'datum.running ? [1, 6] : null' },
        },
      },
    },
    {
      type: 'symbol',
      from: { data: 'dots' },
      encode: {
        enter: {
          ...{ x: at('x', 'month'), y: at('y', 'value'), stroke: line('line'), strokeWidth: { value: 2 } },
          ...{ size: { value: 50 }, shape: { scale: 'shape', field: 'line' } },
          // A dot of a month that is not over is hollow.
          fill: [{ test: 'datum.running', value: '#ffffff' }, line('line')],
        },
      },
    },
    {
      type: 'text',
      from: { data: 'labels' },
      encode: {
        enter: {
          ...{ ...text, text: { field: 'words' }, x: { field: 'x' }, y: { field: 'y' } },
          ...{ align: { field: 'align' }, baseline: { value: 'middle' }, fontWeight: { field: 'weight' } },
        },
      },
    },
  ],
);

/** Bars with their numbers on top. */
export const BARS: Spec = specOf(
  { name: 'x', type: 'band', range: 'width', domain: { data: 'months', field: 'month' }, padding: 0.3 },
  TREND.width - PLOT.left - BARS_RIGHT,
  [
    {
      type: 'rect',
      from: { data: 'bars' },
      encode: {
        enter: {
          ...{ x: at('x', 'month'), width: { scale: 'x', band: 1 } },
          ...{ y: at('y', 'value'), y2: { scale: 'y', value: 0 } },
          ...{ stroke: { value: COLOURS[0]! }, strokeWidth: { value: 2 } },
          fill: [{ test: 'datum.running', value: '#ffffff' }, { value: COLOURS[0]! }],
          strokeDash: { signal: 'datum.running ? [6, 4] : null' },
        },
      },
    },
    {
      type: 'text',
      from: { data: 'bars' },
      encode: {
        enter: {
          ...{ ...text, text: { field: 'words' }, fontWeight: { value: 'bold' } },
          ...{ x: { scale: 'x', field: 'month', band: 0.5 }, y: at('y', 'value') },
          ...{ dy: { value: -8 }, align: { value: 'center' } },
        },
      },
    },
  ],
);

/** What both have: axes with their titles, and words for months without a figure. */
function specOf(x: Scale, width: number, marks: Mark[]): Spec {
  return {
    width,
    height: PLOT_HEIGHT,
    padding: { ...PLOT, right: TREND.width - PLOT.left - width },
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
      title({ x: { value: -PLOT.left }, y: { value: 16 - PLOT.top }, text: { signal: 'yTitle' } }),
      title({
        ...{ x: { value: 0 }, y: { value: PLOT_HEIGHT + PLOT.bottom - 6 }, text: { signal: 'xTitle' } },
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
              y: { value: PLOT_HEIGHT - 8 },
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
