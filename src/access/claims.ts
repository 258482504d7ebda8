/** Whom a token names: at most 255 characters (OpenID Connect Core, 2), and none that could not be kept as it came. */
export const isSubject = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= 255 && !/[\p{Cc}\p{Cs}]/u.test(value);

/**
 * A text that an identity provider says of somebody, on one line; null if it says none, or one that is too long.
 *
 * @example textClaim({ name: ' Sam\tOkafor ' }, 'name', 200) // 'Sam Okafor'
 */
export function textClaim(claims: object, name: string, longest: number): string | null {
  const value = own(claims, name);
  if (typeof value !== 'string') return null;
  const text = value
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  return text === '' || text.length > longest ? null : text;
}

/** The texts of a claim that is a list, or of one that is a single text. */
export function textsClaim(claims: object, name: string): string[] {
  return [own(claims, name)].flat().filter((value) => typeof value === 'string');
}

function own(claims: object, name: string): unknown {
  return Object.hasOwn(claims, name) ? (claims as Record<string, unknown>)[name] : undefined;
}
