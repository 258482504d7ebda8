import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { toCsv } from './csv.js';

describe('a CSV file', () => {
  it('quotes every cell, doubles quotes and ends lines with CRLF', () => {
    expect(
      toCsv([
        ['a "b"', null, { figure: 3 }],
        ['x,y\nz', { figure: null }, 'Llŷn'],
      ]),
    ).toBe('"a ""b""","","3"\r\n"x,y\nz","","Llŷn"\r\n');
  });

  it.each(['=1+1', '+44', '-1', '@cmd', '\tx', '\rx', ' \t =1', '＝1', '\u00a0=1', '\ufeff=1'])(
    'neutralises %j',
    (text) => {
      expect((parse(toCsv([[text]])) as string[][])[0]![0]).toBe(`'${text}`);
    },
  );

  it('leaves our own figures numbers', () => {
    expect(toCsv([[{ figure: '-1.2' }, { figure: '+3' }]])).toBe('"-1.2","+3"\r\n');
  });

  it('leaves other text as it is', () => {
    expect(toCsv([['a=b', "o'clock", '5-9']])).toBe('"a=b","o\'clock","5-9"\r\n');
  });
});
