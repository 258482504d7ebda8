import { randomBytes } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { makeReference, normaliseReference } from './reference.js';

it('is three groups of three without look-alike letters, and survives being read out', () => {
  for (let count = 0; count < 1000; count++) {
    const reference = makeReference(randomBytes);
    expect(reference).toMatch(/^[CDFHJKMNPQRTWX3479]{3}(-[CDFHJKMNPQRTWX3479]{3}){2}$/);
    expect(normaliseReference(` ${reference.toLowerCase().replace(/-/g, ' ')} `)).toBe(reference);
  }
});

it.each(['', 'NCK', 'NCK-47M-TX0', 'NCK-47M-TXRR', "NCK-47M-TX'", '../../etc'])(
  '%j is no reference',
  (typed) => {
    expect(normaliseReference(typed)).toBeNull();
  },
);

it('uses every letter as often as any other', () => {
  const counts = new Map<string, number>();
  for (let count = 0; count < 20_000; count++) {
    for (const letter of makeReference(randomBytes).replaceAll('-', ''))
      counts.set(letter, (counts.get(letter) ?? 0) + 1);
  }
  // 10,000 expected of each; five standard deviations are about 490.
  expect(counts.size).toBe(18);
  for (const seen of counts.values()) expect(Math.abs(seen - 10_000)).toBeLessThan(600);
});
