import { describe, expect, it } from '@jest/globals';
import type { Rank } from '../../domain/rank.js';
import { type AssignedPerson, comparePeople } from './compare-people.js';

const RANKS: Rank[] = [
  { id: 'pcso', label: 'PCSO', namedOfficer: true, aliases: [] },
  { id: 'constable', label: 'Constable', namedOfficer: true, aliases: ['pc', 'police constable'] },
  { id: 'sergeant', label: 'Sergeant', namedOfficer: true, aliases: ['ps', 'sgt'] },
];

describe('people are compared by name and rank, and only said', () => {
  const ann: AssignedPerson = { name: 'Ann Ward', rank: 'constable', role: 'lead', nameWithheld: false };
  it.each<[string, { name: string; rank: string | null }[], AssignedPerson[], string[]]>([
    ['the same', [{ name: 'Ann Ward', rank: 'PC' }], [ann], []],
    ['rank and number in the name', [{ name: 'PC 4711 Ánn Ward', rank: null }], [ann], []],
    [
      'another rank',
      [{ name: 'Ann Ward', rank: 'PS' }],
      [ann],
      ['Ann Ward is Sergeant there and Constable here'],
    ],
    ['an unknown rank', [{ name: 'Ann Ward', rank: 'Beat Manager' }], [ann], []],
    [
      'only there',
      [{ name: 'Bo Lee', rank: 'PCSO' }],
      [],
      ['Bo Lee, PCSO, is published there and has no role here today'],
    ],
    ['only here', [], [ann], ['Ann Ward, Constable, is lead named officer here and is not published there']],
    ['withheld and not there', [], [{ ...ann, nameWithheld: true }], []],
    [
      'withheld here',
      [{ name: 'Ann Ward', rank: 'PC' }],
      [{ ...ann, nameWithheld: true }],
      ['Ann Ward, PC, is published there although the name is withheld here'],
    ],
    [
      'two of one name',
      [{ name: 'Ann Ward', rank: 'PC' }],
      [ann, ann],
      ['Ann Ward, Constable, is lead named officer here and is not published there'],
    ],
  ])('%s', (_, pulled, assigned, words) => {
    expect(comparePeople(RANKS, pulled, assigned)).toEqual(words);
  });

  it('says nothing if the answer is missing', () => {
    expect(comparePeople(RANKS, null, [ann])).toEqual([]);
  });
});
