/** The cells of one row by our columns; a column that the file does not have is not among them. */
export type Cells = Readonly<Record<string, string>>;

/**
 * What the file says of a column, undefined if it has no such column: then what is recorded stays as it is.
 * @example ifGiven({ hours: '' }, 'hours', () => null) // null; for a file without `hours` undefined
 */
export function ifGiven<T>(cells: object, column: string, read: () => T): T | undefined {
  return column in cells ? read() : undefined;
}

/** `yes`, `true` or `1`, or their opposites, whatever the case; undefined for anything else. */
export function yesOrNo(text: string): boolean | undefined {
  return YES_OR_NO.get(text.toLowerCase());
}

const YES_OR_NO = new Map([
  ['yes', true],
  ['true', true],
  ['1', true],
  ['no', false],
  ['false', false],
  ['0', false],
]);
