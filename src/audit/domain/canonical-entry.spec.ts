import { describe, expect, it } from '@jest/globals';
import { canonicalEntry, type LinkedEntry } from './canonical-entry.js';

const entry: LinkedEntry = {
  format: 2,
  forceId: 'kent',
  position: 1,
  entryId: '7',
  at: '2026-06-01T12:00:00+00:00',
  actorKind: 'person',
  actorId: 'a',
  actorRole: null,
  action: 'consult',
  subjectKind: 'contact',
  subjectId: 'c',
  requestId: null,
  detail: '{"n": 1}',
  transactionId: '900',
  sealedAt: '2026-06-01T12:00:01+00:00',
  belowTransaction: '901',
  nextTransaction: '902',
};

describe('an entry as it goes into the hash', () => {
  it('is every column as a text, none as null', () => {
    expect(canonicalEntry({ ...entry, actorId: 'é "1"' })).toBe(
      '["npg-audit-2", "kent", "1", "7", "2026-06-01T12:00:00+00:00", "person", "é \\"1\\"", null, "consult", "contact", "c", ' +
        'null, "{\\"n\\": 1}", "900", "2026-06-01T12:00:01+00:00", "901", "902"]',
    );
  });

  it.each<[string, Partial<LinkedEntry>, Partial<LinkedEntry>]>([
    ['an empty text and none', { requestId: '' }, { requestId: null }],
    ['the word for none and none', { requestId: 'null' }, { requestId: null }],
    [
      'a text moved over the edge of a field',
      { action: 'ab', subjectKind: 'c' },
      { action: 'a', subjectKind: 'bc' },
    ],
    ['a text that looks like the next field', { actorId: 'a", "b' }, { actorId: 'a', actorRole: 'b' }],
  ])('tells apart %s', (_, one, other) => {
    expect(canonicalEntry({ ...entry, ...one })).not.toBe(canonicalEntry({ ...entry, ...other }));
  });

  it.each(Object.keys(entry) as (keyof LinkedEntry)[])('says %s', (name) => {
    const changed = typeof entry[name] === 'number' ? { [name]: 9 } : { [name]: 'other' };
    expect(canonicalEntry({ ...entry, ...changed })).not.toBe(canonicalEntry(entry));
  });
});
