import { createHash } from 'node:crypto';
import {
  Allow,
  IsNotEmpty,
  IsOptional,
  IsString,
  MaxLength,
  type ValidationArguments,
} from 'class-validator';

/** A form as it was typed: texts by field name, for showing it again. */
export type Typed = Readonly<Record<string, string | undefined>>;

/** What a browser posted, texts only; anything else in it counts as not typed. */
export function typedOf(body: unknown): Typed {
  if (typeof body !== 'object' || body === null) return {};
  return Object.fromEntries(
    Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** What is wrong with a field that came more than once, which no page does by itself; `checkForm` says it once for all. */
export const SENT_TWICE = 'This page was sent with a field more than once. Open it again and send it once';

/** A text that may be left out. */
export function IsOptionalText(max: number): PropertyDecorator {
  return (target, property) => {
    IsOptional()(target, property);
    text(max, target, property);
  };
}

/** A text that must be there; `message` asks for it. */
export function IsRequiredText(max: number, message: string): PropertyDecorator {
  return (target, property) => {
    text(max, target, property);
    IsNotEmpty({ message })(target, property);
  };
}

// The last decorator applied is the first one reported, so the plainest message comes last.
function text(max: number, target: object, property: string | symbol): void {
  MaxLength(max, { message: `Use ${max} characters or fewer` })(target, property);
  const message = ({ value }: ValidationArguments): string =>
    Array.isArray(value) ? SENT_TWICE : 'Enter a text';
  IsString({ message })(target, property);
}

/** The version that a form was filled from, whatever it is: `versionsOfForm` says what it counts for. */
export const HoldsVersion = (): PropertyDecorator => Allow();

/**
 * The idempotency key of a sent form: its random token and its content, so that sending the page twice counts once
 * and going back to change it counts anew.
 */
export function formKey(form: { token: string }): string {
  return createHash('sha256').update(JSON.stringify(form)).digest('hex');
}
