import type { SvgNode } from './svg-tree.js';

/** What an element hands down to those in it. */
export interface Look {
  fill: string;
  stroke: string;
  'stroke-width': string;
  'stroke-dasharray': string;
  'stroke-linecap': string;
  'stroke-linejoin': string;
  'fill-opacity': string;
  'stroke-opacity': string;
  'fill-rule': string;
  'font-size': string;
  'font-weight': string;
  'text-anchor': string;
  'dominant-baseline': string;
}

export const PLAIN_LOOK: Look = {
  fill: '#000000',
  stroke: 'none',
  'stroke-width': '1',
  'stroke-dasharray': 'none',
  'stroke-linecap': 'butt',
  'stroke-linejoin': 'miter',
  'fill-opacity': '1',
  'stroke-opacity': '1',
  'fill-rule': 'nonzero',
  'font-size': '12',
  'font-weight': 'normal',
  'text-anchor': 'start',
  'dominant-baseline': 'auto',
};
const LOOKS = Object.keys(PLAIN_LOOK) as (keyof Look)[];

export function lookOf({ attributes }: SvgNode, inherited: Look): Look {
  const look = { ...inherited };
  for (const name of LOOKS) {
    const given = attributes[name];
    if (given !== undefined && given !== 'inherit') look[name] = given;
  }
  return look;
}

/** `#rrggbb`; null if nothing is painted. */
export function colourOf(text: string): string | null {
  if (text === 'none' || text === 'transparent' || text.startsWith('url(')) return null;
  const channels = /^rgba?\(([^)]*)\)$/.exec(text)?.[1];
  if (channels === undefined) return text === 'currentColor' ? '#000000' : text;
  const hex = numbersOf(channels)
    .slice(0, 3)
    .map((each) => Math.round(each).toString(16).padStart(2, '0'));
  return `#${hex.join('')}`;
}

export function transformsOf(text: string): [number, number, number, number, number, number][] {
  return [...text.matchAll(/(\w+)\s*\(([^)]*)\)/g)].flatMap(([, name, values]) => {
    const [a = 0, b, ...more] = numbersOf(values!);
    if (name === 'translate') return [[1, 0, 0, 1, a, b ?? 0]];
    if (name === 'scale') return [[a, 0, 0, b ?? a, 0, 0]];
    if (name === 'matrix') return [[a, b ?? 0, more[0] ?? 0, more[1] ?? 1, more[2] ?? 0, more[3] ?? 0]];
    if (name !== 'rotate') return [];
    const [cos, sin] = [Math.cos((a * Math.PI) / 180), Math.sin((a * Math.PI) / 180)];
    const [x, y] = [b ?? 0, more[0] ?? 0];
    return [[cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y]];
  });
}

export function numberOf(text: string | undefined, otherwise: number): number {
  const number = Number.parseFloat(text ?? '');
  return Number.isFinite(number) ? number : otherwise;
}

export function numbersOf(text: string): number[] {
  return (text.match(/[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/gi) ?? []).map(Number);
}
