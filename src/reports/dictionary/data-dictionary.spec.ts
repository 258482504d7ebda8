import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { MEASURES } from '../measures/catalogue.js';
import { dataDictionary } from './data-dictionary.js';
import { describedFields } from './described-fields.js';
import { dictionaryCsv } from './dictionary.csv.js';
import { dictionaryView } from './dictionary.view.js';

class Late {
  @ApiProperty({ description: 'It.' }) it: string;
}
class Inner {
  @ApiProperty({ format: 'date', description: 'A day.' }) on: string;
  @ApiProperty({ type: Number, nullable: true, description: 'How many.' }) days: number | null;
}
class Outer {
  @ApiProperty({ description: 'A word.', enum: ['a', 'b'] }) word: string;
  @ApiProperty({ type: [Inner], description: 'Many.' }) many: Inner[];
  @ApiProperty({ type: () => [Late], description: 'Said before it is.' }) late: Late[];
  @ApiPropertyOptional({ type: () => Late, description: 'One. Reports kept before definitions 2.0 lack it.' })
  one?: Late;
  @ApiProperty({ isArray: true, type: String }) texts: string[];
  @ApiProperty({ format: 'date-time', description: 'An instant.' }) at: string;
  @ApiProperty({ description: 'A switch.' }) on: boolean;
}

describe('the fields of a class', () => {
  const fields = new Map(describedFields(Outer).map((field) => [field.name, field]));

  it('are found where the API describes them, in their order, through whatever they refer to', () => {
    expect([...fields.keys()]).toEqual([
      ...[
        'word',
        'many[]',
        'many[].on',
        'many[].days',
        'late[]',
        'late[].it',
        'one',
        'one.it',
        'texts[]',
        'at',
        'on',
      ],
    ]);
  });

  it.each([
    ['word', { type: 'text', allowedValues: ['a', 'b'], meaning: 'A word.', since: '1.0', optional: false }],
    ['many[]', { type: 'list of objects', meaning: 'Many.' }],
    ['many[].on', { type: 'date', unit: 'local day', nullable: false }],
    ['many[].days', { type: 'number', unit: 'days', nullable: true }],
    ['late[]', { type: 'list of objects' }],
    ['one', { type: 'object', optional: true, since: '2.0' }],
    ['texts[]', { type: 'list of texts', meaning: '' }],
    ['at', { type: 'instant', unit: 'date and time with its zone' }],
    ['on', { type: 'true or false' }],
  ])('%s', (name, known) => {
    expect(fields.get(name)).toMatchObject(known);
  });
});

describe('the data dictionary', () => {
  const dictionary = dataDictionary();

  it('has every measure of the catalogue, in its words and with its worked example', () => {
    expect(dictionary.measures.map(({ id }) => id)).toEqual(MEASURES.map(({ id }) => id));
    for (const { title, definition, clause, numerator, example } of dictionary.measures)
      for (const words of [title, definition, clause, numerator, example]) expect(words).not.toBe('');
  });

  it('leaves no field and no column without a meaning', () => {
    const blank = [...dictionary.fields, ...dictionary.columns].filter(
      ({ meaning }) => meaning.trim() === '',
    );
    expect(blank.map(({ name }) => name)).toEqual([]);
  });

  it('names no column of a file twice, and has columns of every file', () => {
    const names = dictionary.columns.map(({ table, name }) => `${table} ${name}`);
    expect(new Set(names).size).toBe(names.length);
    expect([...new Set(dictionary.columns.map(({ table }) => table))]).toEqual(
      dictionary.tables.map(({ id }) => id),
    );
  });

  it('is the same as a file', () => {
    const rows: Record<string, string>[] = parse(dictionaryCsv(dictionary), { columns: true });
    const named = (kind: string): (string | undefined)[] =>
      rows.filter((row) => row['kind'] === kind).map((row) => row['name']);
    expect(named('measure')).toEqual(dictionary.measures.map(({ id }) => id));
    expect(named('field')).toEqual(dictionary.fields.map(({ name }) => name));
    expect(named('column')).toEqual(dictionary.columns.map(({ name }) => name));
    expect(rows.find(({ name }) => name === 'share-met')).toMatchObject({
      title: 'Share answered within 72 hours',
      unit: 'percent',
      example: '4 of 7: 57.1%.',
    });
  });

  it('is the same as a page', () => {
    const page = JSON.stringify(dictionaryView(dictionary));
    for (const { title } of dictionary.measures) expect(page).toContain(JSON.stringify(title).slice(1, -1));
    for (const { name } of [...dictionary.fields, ...dictionary.columns])
      expect(page).toContain(JSON.stringify(name).slice(1, -1));
  });
});
