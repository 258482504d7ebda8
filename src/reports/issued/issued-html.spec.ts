import { describe, expect, it } from '@jest/globals';
import { madeReport } from '../../../test/support/made-report.js';
import { documentOf } from '../document/document-of.js';
import { pageFragment, placedAround } from './issued-html.js';

describe('a kept fragment on the page of its version', () => {
  const printed = pageFragment(documentOf(madeReport(), { charts: [], version: 'version-1' }));

  it('stands in two parts around what the page says, the answers in the first', () => {
    const { first, rest } = placedAround(printed);
    expect(`${first.toString()}${rest.toString()}`).toBe(printed);
    expect(first.toString()).toContain('id="table-answers"');
    expect(first.toString().trimEnd().endsWith('</section>')).toBe(true);
    expect(rest.toString()).toMatch(/^<nav class="app-contents"/);
    expect(rest.toString()).toContain('id="exceptions"');
  });

  it.each(['<div>as nobody prints it</div>', '<section>without contents</section>', ''])(
    'that is laid out otherwise stays whole: %s',
    (other) => {
      const { first, rest } = placedAround(other);
      expect([first.toString(), rest.toString()]).toEqual(['', other]);
    },
  );
});
