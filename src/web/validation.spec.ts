import 'reflect-metadata';
import { Type } from 'class-transformer';
import { IsEmail, IsInt, IsOptional, IsString, MaxLength, ValidateNested } from 'class-validator';
import { describe, expect, it } from '@jest/globals';
import { DomainError } from '../common/errors.js';
import { IsOptionalText, IsRequiredText } from './typed.js';
import { checkForm, StrictValidationPipe } from './validation.js';

const validated = (body: unknown): Contact =>
  new StrictValidationPipe().transform(body, { type: 'body', metatype: Contact }) as Contact;

class Enquirer {
  @IsString({ message: 'Enter a name' })
  @MaxLength(5, { message: 'Shorten the name to 5 characters' })
  name: string;

  @IsOptional()
  @IsEmail({}, { message: 'Enter an e-mail address like name@example.com' })
  email?: string;
}

class Contact {
  @ValidateNested()
  @Type(() => Enquirer)
  enquirer: Enquirer;

  @IsOptional()
  @IsInt({ message: 'Enter a whole number' })
  count?: number;
}

const refusal = async (body: unknown) => {
  let error: unknown;
  try {
    validated(body);
  } catch (thrown) {
    error = thrown;
  }
  if (!(error instanceof DomainError)) throw new Error('was accepted');
  return error.fields;
};

describe('the pipe', () => {
  it('gives an instance of the class', async () => {
    const contact = validated({ enquirer: { name: 'Alex' } });
    expect(contact).toBeInstanceOf(Contact);
    expect(contact.enquirer).toBeInstanceOf(Enquirer);
  });

  it('names nested fields by path and keeps one message a field, the topmost', async () => {
    expect(await refusal({ enquirer: { email: 'nobody' } })).toEqual([
      { field: 'enquirer.name', message: 'Enter a name' },
      { field: 'enquirer.email', message: 'Enter an e-mail address like name@example.com' },
    ]);
  });

  it('refuses unknown fields at every level', async () => {
    expect(await refusal({ enquirer: { name: 'Alex', age: 4 }, extra: 1 })).toEqual([
      { field: 'extra', message: 'extra is not a known field; remove it' },
      { field: 'enquirer.age', message: 'enquirer.age is not a known field; remove it' },
    ]);
  });

  it('turns nothing into something else', async () => {
    expect(await refusal({ enquirer: { name: 'Alex' }, count: '3' })).toEqual([
      { field: 'count', message: 'Enter a whole number' },
    ]);
  });

  it.each([[[]], ['text'], [7], [[{ enquirer: { name: 'Alex' } }]]])('refuses %p as a body', async (body) => {
    expect((await refusal(body)).length).toBe(1);
  });
});

describe('checkForm', () => {
  it('trims, treats blanks as absent and does not throw', async () => {
    expect(await checkForm(Enquirer, { name: ' Al\r\nex ', email: '  ' })).toEqual({
      form: { name: 'Al\nex' },
      errors: [],
    });
    const { errors } = await checkForm(Enquirer, { name: '', email: 'x' });
    expect(errors.map(({ field }) => field).sort()).toEqual(['email', 'name']);
  });

  it('says once that fields were sent more than once', async () => {
    class Texts {
      @IsOptionalText(5) one?: string;
      @IsRequiredText(5, 'Enter two') two: string;
      @IsOptionalText(5) three?: string;
    }
    const body = { one: ['a', 'b'], two: ['a', 'a'], three: 'too long' };
    expect((await checkForm(Texts, body)).errors).toEqual([
      {
        field: '',
        message: 'This page was sent with a field more than once. Open it again and send it once',
      },
      { field: 'three', message: 'Use 5 characters or fewer' },
    ]);
    expect((await checkForm(Texts, { two: 7 })).errors).toEqual([{ field: 'two', message: 'Enter a text' }]);
  });

  it('takes no body at all as an empty form', async () => {
    expect((await checkForm(Enquirer, undefined)).errors).toEqual([
      { field: 'name', message: 'Enter a name' },
    ]);
  });
});
