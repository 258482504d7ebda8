import { describe, expect, it } from '@jest/globals';
import { vacantNote } from './vacant-note.js';

describe('the note on new neighbourhoods that nobody is assigned to', () => {
  it.each<[string[], string | undefined]>([
    [[], undefined],
    [['2025-07-01'], '1 new neighbourhood has nobody assigned and counts as vacant from 1 July 2025.'],
    [
      ['2025-07-01', '2025-07-01'],
      '2 new neighbourhoods have nobody assigned and count as vacant from 1 July 2025.',
    ],
    [
      ['2026-01-01', '2025-07-01', '2026-01-01'],
      '3 new neighbourhoods have nobody assigned and count as vacant: 1 from 1 July 2025, 2 from 1 January 2026.',
    ],
    [
      ['2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04', '2026-01-05', '2026-01-06', '2026-01-07'],
      '7 new neighbourhoods have nobody assigned and count as vacant: 1 from 1 January 2026, ' +
        '1 from 2 January 2026, 1 from 3 January 2026, 1 from 4 January 2026, 1 from 5 January 2026, 2 from later days.',
    ],
  ])('of %j', (firstDays, note) => expect(vacantNote(firstDays)).toBe(note));
});
