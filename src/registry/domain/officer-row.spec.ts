import { describe, expect, it } from '@jest/globals';
import { parseOfficerRow } from './officer-row.js';
import type { Rank } from './rank.js';

const ranks: Rank[] = [
  { id: 'constable', label: 'Constable', namedOfficer: true, aliases: ['pc', 'police constable'] },
  { id: 'inspector', label: 'Inspector', namedOfficer: false, aliases: [] },
];

describe('a row of an officers file', () => {
  const cells = {
    collar_number: ' 4711 ',
    name: "Siân O'Brien-Ward, MBE",
    rank: 'PC',
    duty_email: 's.obrien-ward@force.example',
    public_email: '',
    public_telephone: '101 ext. 4711',
    name_withheld: '',
  };

  it('is trimmed, its rank recognised, blanks absent', () => {
    expect(parseOfficerRow(cells, ranks)).toEqual({
      row: {
        collarNumber: '4711',
        name: "Siân O'Brien-Ward, MBE",
        rank: 'constable',
        dutyEmail: 's.obrien-ward@force.example',
        publicEmail: null,
        publicTelephone: '101 ext. 4711',
        nameWithheld: undefined,
      },
    });
  });

  it.each(['=1+1', '@SUM(A1)', '+4711', '-1'])('keeps the formula %s as the text it is', (name) => {
    expect(parseOfficerRow({ ...cells, name }, ranks)).toMatchObject({ row: { name } });
  });

  it.each([
    ['collar_number', '', 'is missing'],
    ['collar_number', '9'.repeat(51), 'is 51 characters long; at most 50 are allowed'],
    ['name', '  ', 'is missing'],
    ['name', 'A\u0000B', 'holds a character that nobody sees (U+0000, character 2); leave it out'],
    ['collar_number', '47\u200e11', 'holds a character that nobody sees (U+200E, character 3); leave it out'],
    ['name', 'A. Ward\nB. Ward', 'holds a line break or a tab; write it on one line'],
    ['rank', '', 'is missing'],
    ['rank', 'Sargeant', '"Sargeant" is no rank; use one of: constable, inspector'],
    ['duty_email', 'x@y', '"x@y" is no e-mail address; write it like name@force.example'],
    [
      'duty_email',
      'a@b.example,c@d.example',
      '"a@b.example,c@d.example" is no e-mail address; write it like name@force.example',
    ],
    [
      'public_email',
      'a b@force.example',
      '"a b@force.example" is no e-mail address; write it like name@force.example',
    ],
    ['public_telephone', 'ask', '"ask" is no telephone number; write it like 101 or 0116 496 0000'],
    ['name_withheld', 'maybe', '"maybe" must be yes or no'],
  ])('is refused when %s is %j', (column, text, reason) => {
    expect(parseOfficerRow({ ...cells, [column]: text }, ranks)).toEqual({ problems: [{ column, reason }] });
  });

  it('names everything that is wrong at once', () => {
    expect(parseOfficerRow({ ...cells, collar_number: '', rank: '?' }, ranks)).toMatchObject({
      problems: [{ column: 'rank' }, { column: 'collar_number' }],
    });
  });

  it('may say since when the officer serves and holds the rank; what the file has no column for is left open', () => {
    const dated = {
      ...cells,
      joined_on: '2020-01-06',
      left_on: '',
      rank_from: '2024-02-01',
      external_id: 'P1',
    };
    expect(parseOfficerRow(dated, ranks)).toMatchObject({
      row: { joinedOn: '2020-01-06', leftOn: null, rankFromOn: '2024-02-01', externalId: 'P1' },
    });
    const { duty_email: _, ...without } = cells;
    expect(parseOfficerRow(without, ranks)).toMatchObject({
      row: { dutyEmail: undefined, publicEmail: null, joinedOn: undefined },
    });
  });

  it.each([
    [{ joined_on: '2026-01-02', left_on: '2026-01-01' }, 'left_on', /is before joined_on \(2026-01-02\)/],
    [{ rank_from: '2026-04-11' }, 'rank_from', /has not come yet; import the new rank on that day/],
    [{ joined_on: '06/01/2020' }, 'joined_on', /is no date/],
  ])('is refused with %j', (more, column, reason) => {
    expect(parseOfficerRow({ ...cells, ...more }, ranks, '2026-04-10')).toEqual({
      problems: [{ column, reason: expect.stringMatching(reason) as unknown }],
    });
  });
});
