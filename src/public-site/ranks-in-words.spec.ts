import { expect, it } from '@jest/globals';
import { RANKS } from '../registry/ranks.js';
import { PublicLanguages } from '../web/public-texts.js';

it('every rank of config/ranks.yaml has a text in the catalogue', () => {
  const texts = new PublicLanguages().choose({});
  const missing = RANKS.filter(({ label }) => texts.translated('ranks', label) === undefined);
  expect(missing).toEqual([]);
});
