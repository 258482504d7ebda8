import type { Spec } from 'vega';
import { INK, QUIET_INK } from './svg.js';
import { COLOURS, specOf, text } from './trend-axes.js';
import { type Frame, NARROW, WIDE } from './trend-frame.js';

const line = (field: string): { scale: string; field: string } => ({ scale: 'line', field });
const at = (scale: 'x' | 'y', field: string): { scale: string; field: string } => ({ scale, field });

/** Lines with their dots, words at their ends or under them, and a rule for the promise. */
const linesIn = (frame: Frame): Spec =>
  specOf(
    { name: 'x', type: 'point', range: 'width', domain: { data: 'months', field: 'month' }, padding: 0.5 },
    frame,
    frame.right,
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
        type: 'symbol',
        from: { data: 'keys' },
        encode: {
          enter: {
            ...{ x: { field: 'x' }, y: { field: 'y' }, stroke: line('line'), strokeWidth: { value: 2 } },
            ...{ size: { value: 70 }, shape: { scale: 'shape', field: 'line' }, fill: line('line') },
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

/** Bars with their numbers on top, which need no room at their right. */
const barsIn = (frame: Frame): Spec =>
  specOf(
    { name: 'x', type: 'band', range: 'width', domain: { data: 'months', field: 'month' }, padding: 0.3 },
    frame,
    frame.barsRight,
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

/** By the frame that they are drawn in. */
export const LINES = new Map([WIDE, NARROW].map((frame) => [frame, linesIn(frame)]));
export const BARS = new Map([WIDE, NARROW].map((frame) => [frame, barsIn(frame)]));
