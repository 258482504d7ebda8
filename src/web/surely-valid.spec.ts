import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { plainToInstance, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsDefined,
  IsEmail,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  ValidateIf,
  ValidateNested,
  validateSync,
} from 'class-validator';
import { isSurelyValid } from './surely-valid.js';

class Point {
  @IsNumber()
  @Max(90)
  latitude: number;
}

class Base {
  @IsOptional()
  @IsString()
  @MaxLength(3)
  code?: string;
}

class Everything extends Base {
  @IsString()
  @Matches(/\S/)
  text: string;

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => Point)
  point?: Point;

  @ValidateIf((object: Everything) => object.text === 'mail')
  @IsEmail()
  email?: string;

  @IsDefined()
  @IsIn([1, 'one', null])
  one: unknown;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(2)
  @IsInt({ each: true })
  numbers?: number[];
}

const VALUES = [
  undefined,
  null,
  '',
  ' ',
  'mail',
  'a@example.org',
  'long text',
  0,
  1,
  91,
  Number.NaN,
  true,
  [],
  [1],
  [1, 'x'],
  {},
  { latitude: 52 },
  { latitude: 91 },
  { latitude: 52, extra: 1 },
  [{ latitude: 52 }],
  Object.create(null),
];
const NAMES = ['code', 'text', 'point', 'email', 'one', 'numbers', 'unknown'];

/** Does class-validator find nothing to say? */
const isValid = (object: object): boolean =>
  validateSync(object, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: false }).length ===
  0;

describe('isSurelyValid', () => {
  it('is never surer than class-validator, whatever two fields hold', () => {
    const good = { text: 'mail', email: 'a@example.org', one: 'one', code: 'abc', point: { latitude: 1 } };
    let sure = 0;
    for (const first of NAMES) {
      for (const second of NAMES) {
        for (const one of VALUES) {
          for (const other of VALUES) {
            const body = { ...good, [first]: one, [second]: other };
            const object = plainToInstance(Everything, body, { exposeUnsetFields: false });
            if (!isSurelyValid(object)) continue;
            sure++;
            if (!isValid(object)) throw new Error(`passed without being valid: ${JSON.stringify(body)}`);
          }
        }
      }
    }
    expect(sure).toBeGreaterThan(300);
  });

  it.each([
    [
      'all given',
      { text: 'mail', email: 'a@example.org', one: 1, code: 'abc', point: { latitude: 90 } },
      true,
    ],
    ['optional ones left out', { text: 'x', one: 'one' }, true],
    ['an unknown field', { text: 'x', one: 1, extra: 1 }, false],
    ['an unknown field within', { text: 'x', one: 1, point: { latitude: 1, extra: 1 } }, false],
    ['a field of the parent class that is wrong', { text: 'x', one: 1, code: 'abcd' }, false],
    ['a field named constructor', JSON.parse('{"text":"x","one":1,"constructor":{}}'), false],
  ])('%s', (_case, body: object, sure) => {
    const object = plainToInstance(Everything, body, { exposeUnsetFields: false });
    if (Object.hasOwn(body, 'constructor')) Object.assign(object, body);
    expect(isSurelyValid(object)).toBe(sure);
    expect(isValid(object)).toBe(sure);
  });

  it('asks class-validator about what is checked item by item', () => {
    const object = plainToInstance(Everything, { text: 'x', one: 1, numbers: [1, 2] });
    expect([isSurelyValid(object), isValid(object)]).toEqual([false, true]);
  });
});
