import { describe, expect, it } from '@jest/globals';
import { headsIn, headText } from './chain-head.js';

const hash = 'ab'.repeat(32);
const head = { forceId: 'west-mercia', position: 12_345, hash };

describe('published heads', () => {
  it.each<[string, string]>([
    ['alone', headText(head)],
    ['in a line of a mail', `  The head:\r\n    ${headText(head)}\r\nKeep it.`],
    [
      'in a mail as it was sent, wrapped',
      `x west-mercia 12345 ${hash.slice(0, 40)}=\r\n${hash.slice(40)}\r\n`,
    ],
    ['in the JSON of an issued report', JSON.stringify({ auditHead: headText(head), sha256: hash })],
    ['twice, as text and as HTML', `${headText(head)}\n<p>${headText(head)}</p>`],
  ])('are found %s', (_, text) => {
    expect(headsIn(text)).toEqual([head]);
  });

  it.each<[string, string]>([
    ['a hash cut short', `kent 1 ${hash.slice(1)}`],
    ['a hash too long', `kent 1 ${hash}a`],
    ['no position', `kent 0 ${hash}`],
    ['no force', `12345 ${hash}`],
    ['a name that no force has', `Kent 1 ${hash}`],
  ])('are not %s', (_, text) => {
    expect(headsIn(text)).toEqual([]);
  });
});
