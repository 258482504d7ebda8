import { describe, expect, it } from '@jest/globals';
import { parseAssignmentRow } from './assignment-row.js';

describe('a row of an assignments file', () => {
  const cells = {
    neighbourhood_code: 'NC 04',
    collar_number: '4711',
    role: 'Lead',
    from: '2026-03-29',
    until: '',
  };

  it.each([
    ['until further notice', '', null],
    ['for one day', '2026-03-29', '2026-03-29'],
  ])('may hold %s', (_, until, untilOn) => {
    expect(parseAssignmentRow({ ...cells, until })).toEqual({
      row: {
        ...{ neighbourhoodCode: 'NC 04', collarNumber: '4711', role: 'lead', fromOn: '2026-03-29', untilOn },
        externalId: null,
      },
    });
  });

  it('may have the force’s own id, as it is written', () => {
    expect(parseAssignmentRow({ ...cells, external_id: ' =A-1 ' })).toMatchObject({
      row: { externalId: '=A-1' },
    });
  });

  it.each([
    ['neighbourhood_code', '', 'is missing'],
    ['collar_number', '', 'is missing'],
    ['role', 'boss', '"boss" is no role; use one of: lead, named, deputy, team, supervisor'],
    ['from', '', 'is missing'],
    ...[
      '29/03/2026',
      '2026-02-29',
      '2026-13-01',
      '0000-01-01',
      '0001-01-01',
      '9999-12-31',
      '2026-3-1',
      'tomorrow',
    ].map((text) => [
      'from',
      text,
      `"${text}" is no date; write it like 2026-03-29, in a year from 1900 to 2199`,
    ]),
    ['until', '9999-12-31', '"9999-12-31" is no date; write it like 2026-03-29, in a year from 1900 to 2199'],
    ['external_id', 'x'.repeat(101), 'is 101 characters long; at most 100 are allowed'],
    ['until', '2026-03-28', '2026-03-28 is before from (2026-03-29); it is the last day and included'],
  ])('is refused when %s is %j', (column, text, reason) => {
    expect(parseAssignmentRow({ ...cells, [column]: text })).toEqual({ problems: [{ column, reason }] });
  });
});
