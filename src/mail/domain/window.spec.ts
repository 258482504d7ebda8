import { expect, it } from '@jest/globals';
import { firstWindow, nextWindow } from './window.js';

it('begins with twice what is on its way at once', () => {
  expect(firstWindow(10)).toBe(20);
});

it.each([
  ['a quick batch', 20, 100, 40],
  ['a quick one, but there is enough', 400, 100, 500],
  ['one that took half a second', 160, 500, 160],
  ['one that took a second', 160, 1_000, 160],
  ['a slow one', 160, 1_001, 80],
  ['a slow one, but every connection needs one', 30, 30_000, 20],
])('after %s of %i in %i ms: %i', (_what, window, tookMs, expected) => {
  expect(nextWindow(window, tookMs, 10)).toBe(expected);
});
