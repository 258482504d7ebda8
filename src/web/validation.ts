import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { type ValidationError, type ValidatorOptions, validateSync } from 'class-validator';
import { DomainError, type FieldError } from '../common/errors.js';
import { isSurelyValid } from './surely-valid.js';
import { SENT_TWICE } from './typed.js';

type Constructor<T extends object> = new () => T;

const validatorOptions: ValidatorOptions = {
  whitelist: true,
  forbidNonWhitelisted: true,
  forbidUnknownValues: false,
};

const summary = 'Some fields are not right. Correct them and send the request again.';

/** So many are listed: a list of nothing but mistakes is answered in less than it was. */
const MOST_ERRORS = 100;

/**
 * The pipe for every `@Body()`, `@Query()` and `@Param()` class: unknown fields are refused, nothing is guessed.
 *
 * It stands before every request, so it does in one synchronous step what Nest's own does in several.
 */
@Injectable()
export class StrictValidationPipe implements PipeTransform {
  transform(value: unknown, { metatype }: ArgumentMetadata): unknown {
    if (!metatype || PLAIN.has(metatype)) return value;
    const checked = check(metatype as Constructor<object>, value);
    const { length } = checked.errors;
    if (length > MOST_ERRORS)
      throw DomainError.invalid(firstOf(length), checked.errors.slice(0, MOST_ERRORS));
    if (length > 0) throw DomainError.invalid(summary, checked.errors);
    return checked.value;
  }
}

const firstOf = (count: number): string =>
  `Here are the first ${MOST_ERRORS} of ${count} mistakes. Correct them all and send the request again.`;

/** What TypeScript writes down for anything that is no class of ours: there is nothing to check it against. */
const PLAIN = new Set<unknown>([String, Boolean, Number, Array, Object, Buffer, Date]);

/**
 * Checks a posted form without throwing, so that it can be shown again with what was typed (`status: 400`).
 * Texts are trimmed and line ends made `\n`; a field left blank counts as absent, because browsers send every
 * field of a form. Take the handler's body as `@Body() body: unknown`: the global pipe leaves that alone.
 */
export function checkForm<T extends object>(
  type: Constructor<T>,
  body: unknown,
): Promise<{ form: T; errors: FieldError[] }> {
  const { value, errors } = check(type, withoutBlanks(body));
  return Promise.resolve({ form: value, errors: saidOnce(errors) });
}

/** Fields that came twice are no mistake in a field, and hidden ones have no place to say it: one message for all. */
function saidOnce(errors: FieldError[]): FieldError[] {
  const others = errors.filter(({ message }) => message !== SENT_TWICE);
  return others.length === errors.length ? errors : [{ field: '', message: SENT_TWICE }, ...others];
}

function check<T extends object>(type: Constructor<T>, body: unknown): { value: T; errors: FieldError[] } {
  if (body !== undefined && body !== null && (typeof body !== 'object' || Array.isArray(body))) {
    return { value: new type(), errors: [{ field: '', message: 'Send one object with named fields' }] };
  }
  const value = plainToInstance(type, body ?? {}, { exposeUnsetFields: false });
  if (isSurelyValid(value)) return { value, errors: [] };
  return { value, errors: fieldErrors(validateSync(value, validatorOptions)) };
}

function withoutBlanks(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const kept: [string, unknown][] = [];
  for (const [name, typed] of Object.entries(body)) {
    const value: unknown = typeof typed === 'string' ? typed.replace(/\r\n?/g, '\n').trim() : typed;
    if (value !== '') kept.push([name, value]);
  }
  return Object.fromEntries(kept);
}

/**
 * Flattens class-validator's tree to one error a field, by property path (`enquirer.email`, `people.0.name`).
 * Of several messages the one of the decorator written topmost is kept: put the plainest ("Enter a name") there.
 */
export function fieldErrors(errors: readonly ValidationError[], path = ''): FieldError[] {
  return errors.flatMap(({ property, constraints, children }) => {
    const field = path ? `${path}.${property}` : property;
    const message = messageOf(field, constraints);
    return [...(message ? [{ field, message }] : []), ...fieldErrors(children ?? [], field)];
  });
}

function messageOf(field: string, constraints: Record<string, string> = {}): string | undefined {
  if (constraints['whitelistValidation']) return `${field} is not a known field; remove it`;
  if (constraints['nestedValidation']) return `${field} must be an object with named fields`;
  // Decorators run from the bottom up, so the topmost one is reported last.
  return Object.values(constraints).at(-1);
}
