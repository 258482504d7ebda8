import { describe, expect, it } from '@jest/globals';
import { type Layout, mappingFor, readHeader } from './column-mapping.js';

const layout: Layout = {
  columns: ['number', 'name', 'rank'],
  optional: ['force'],
  required: ['number', 'name'],
};

describe('the header of a file', () => {
  it.each<[string, string[], object]>([
    ['as it should be, in any order', ['rank', 'number', 'name'], []],
    ['with a column that may be there', ['number', 'name', 'rank', 'force'], []],
    [
      'without a column',
      ['number', 'name'],
      [{ column: 'rank', reason: 'is missing; the columns are number,name,rank, and a cell may be empty' }],
    ],
    [
      'with one that is not known',
      ['number', 'name', 'rank', 'pay'],
      [{ column: 'pay', reason: 'is not known; remove it: the columns are number,name,rank' }],
    ],
    [
      'with one twice',
      ['number', 'name', 'rank', 'rank'],
      [{ column: 'rank', reason: 'stands there twice; remove one' }],
    ],
    [
      'with semicolons',
      ['number;name;rank'],
      [{ reason: 'is separated by semicolons; save the file with commas' }],
    ],
    ['with tabs', ['number\tname\trank'], [{ reason: 'is separated by tabs; save the file with commas' }]],
  ])('%s', (_, names, problems) => {
    expect(readHeader(names, layout, null).problems).toEqual(problems);
  });

  it('is read by a mapping; what that does not name and we do not know is left alone', () => {
    const names = ['No', 'name', 'Pay', '', 'Pay'];
    const { positions, ignored, problems } = readHeader(names, layout, { No: 'number' });
    expect([...positions]).toEqual([
      ['number', 0],
      ['name', 1],
    ]);
    expect([ignored, problems]).toEqual([['Pay', '(no name)', 'Pay'], []]);
  });

  it('may have a column of our name that means another', () => {
    const { positions, ignored } = readHeader(['number', 'No', 'name'], layout, { No: 'number' });
    expect([positions.get('number'), ignored]).toEqual([1, ['number']]);
  });

  it.each<[string, string[], Record<string, string>, string[]]>([
    ['lacks a column that the mapping names', ['name'], { No: 'number' }, ['No', 'number']],
    ['lacks a column that must be there', ['No'], { No: 'number' }, ['name']],
    ['has a mapped column twice', ['No', 'No', 'name'], { No: 'number' }, ['No']],
    ['has an object’s own word for a column', ['constructor', 'name'], {}, ['number']],
  ])('is refused by a mapping when it %s', (_, names, mapping, columns) => {
    expect(readHeader(names, layout, mapping).problems.map(({ column }) => column)).toEqual(columns);
  });

  it.each<[string, string[], Record<string, string> | null, object | undefined]>([
    [
      'ours: without a mapping, whatever is remembered',
      ['number', 'name', 'rank'],
      { No: 'number' },
      { mapping: null },
    ],
    ['as it was last: by the mapping', ['No', 'name', 'x'], { No: 'number' }, { mapping: { No: 'number' } }],
    ['another than last: not without asking', ['Nr', 'name'], { No: 'number' }, undefined],
    ['unknown: not without asking', ['Nr', 'name'], null, undefined],
    [
      'of one column with semicolons: as it stands, which is refused with the reason',
      ['number;name'],
      null,
      { mapping: null },
    ],
  ])('is %s', (_, names, remembered, expected) => {
    expect(mappingFor(names, layout, remembered)).toEqual(expected);
  });
});
