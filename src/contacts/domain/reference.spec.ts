import { randomInt } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { makeReference, normaliseReference } from './reference.js';

it('is three groups of three without look-alike letters, and survives being read out', () => {
  for (let count = 0; count < 1000; count++) {
    const reference = makeReference((below) => randomInt(below));
    expect(reference).toMatch(/^[CDFHJKMNPQRTWX3479]{3}(-[CDFHJKMNPQRTWX3479]{3}){2}$/);
    expect(normaliseReference(` ${reference.toLowerCase().replace(/-/g, ' ')} `)).toBe(reference);
  }
});

it.each(['', 'NCK', 'NCK-47M-TX0', 'NCK-47M-TXRR', "NCK-47M-TX'", '../../etc'])('%j is no reference', (typed) => {
  expect(normaliseReference(typed)).toBeNull();
});
