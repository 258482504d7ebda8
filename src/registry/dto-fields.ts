import { Transform } from 'class-transformer';
import { IsNotEmpty, IsString, MaxLength, ValidateBy } from 'class-validator';
import { unseenProblem } from './domain/unseen-character.js';

/** A text without the spaces around it. */
export const Trimmed = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value));

/**
 * Of a code, a number or a name: it holds nothing that nobody sees.
 * @param what for the message of a page, such as `The name`; the field's own name unless given
 */
export function IsSeen(what?: string): PropertyDecorator {
  return ValidateBy({
    name: 'isSeen',
    validator: {
      validate: (value: unknown) => typeof value !== 'string' || unseenProblem(value) === undefined,
      defaultMessage: (details) =>
        `${what ?? details?.property ?? 'It'} ${unseenProblem(String(details?.value))}`,
    },
  });
}

/**
 * A text of one line that is not blank, without the spaces around it.
 * @param blank what to say of a blank one
 * @param other what to say of anything but a text
 */
export function IsFilledText(max: number, blank: string, other = blank): PropertyDecorator {
  return (target, property) => {
    IsSeen()(target, property);
    IsFilledProse(max, blank, other)(target, property);
  };
}

/** As `IsFilledText`, of as many lines as it needs. */
export function IsFilledProse(max: number, blank: string, other = blank): PropertyDecorator {
  return (target, property) => {
    const long = `${String(property)} must be at most ${String(max).replace(/\B(?=(\d{3})+$)/g, ',')} characters`;
    // The last decorator applied is the first one reported, so the plainest message comes last.
    MaxLength(max, { message: long })(target, property);
    IsString({ message: other })(target, property);
    IsNotEmpty({ message: blank })(target, property);
    Trimmed()(target, property);
  };
}

/** Which officer. */
export const IsCollarNumber = (): PropertyDecorator =>
  IsFilledText(50, 'collarNumber must be the number of an officer, as a text');

/** Which neighbourhood. */
export const IsNeighbourhoodCode = (): PropertyDecorator => IsFilledText(100, 'neighbourhood must be a code');
