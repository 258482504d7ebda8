import { IsOptional, IsString, MaxLength } from 'class-validator';

/** A form as it was typed: texts by field name, for showing it again. */
export type Typed = Readonly<Record<string, string | undefined>>;

/** What a browser posted, texts only; anything else in it counts as not typed. */
export function typedOf(body: unknown): Typed {
  if (typeof body !== 'object' || body === null) return {};
  return Object.fromEntries(
    Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** An optional short field of a form. */
export function IsOptionalText(max: number): PropertyDecorator {
  return (target, property) => {
    const name = String(property);
    for (const decorate of [
      IsOptional(),
      IsString({ message: `${name} must be a text` }),
      MaxLength(max, { message: `Use ${max} characters or fewer` }),
    ]) {
      decorate(target, property);
    }
  };
}
