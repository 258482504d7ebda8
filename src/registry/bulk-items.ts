import { DomainError, type FieldError } from '../common/errors.js';
import { checkForm } from '../web/validation.js';
import { MOST_ITEMS } from './bulk.dto.js';

export interface Item<T> {
  /** The place in the list that was sent, from 0. */
  index: number;
  row: T;
}

/**
 * The rows of a bulk that can be read, and everything that is wrong with the others by index and field, so that a sender
 * mends them once: the registry may find more wrong with those that can.
 * @throws DomainError `invalid` if there is no list of at most 1,000 rows at all
 */
export async function readItems<T extends object>(
  type: new () => T,
  body: unknown,
): Promise<{ items: Item<T>[]; problems: FieldError[] }> {
  const { items: rows, ...unknown } = isObject(body) ? body : { items: undefined };
  const [name] = Object.keys(unknown);
  if (name !== undefined) throw DomainError.field(name, `${name} is not a known field; remove it`);
  if (!Array.isArray(rows) || rows.length === 0 || rows.length > MOST_ITEMS) {
    throw DomainError.field(
      'items',
      `items must be a list of 1 to ${MOST_ITEMS} rows; send more in several requests`,
    );
  }
  const items: Item<T>[] = [];
  const problems: FieldError[] = [];
  for (const [index, row] of rows.entries()) {
    if (!isObject(row)) {
      problems.push({ field: `items.${index}`, message: 'A row must be an object with named fields' });
      continue;
    }
    const { form, errors } = await checkForm(type, row);
    if (errors.length === 0) items.push({ index, row: form });
    problems.push(...errors.map(({ field, message }) => ({ field: `items.${index}.${field}`, message })));
  }
  return { items, problems };
}

/** A key that stands in the list twice is wrong the second time. */
export function repeatedKeys<T>(
  items: readonly Item<T>[],
  field: string,
  keyOf: (row: T) => string | null | undefined,
): FieldError[] {
  const first = new Map<string, number>();
  return items.flatMap(({ index, row }) => {
    const key = keyOf(row);
    if (key === null || key === undefined) return [];
    const before = first.get(key);
    if (before === undefined) first.set(key, index);
    else
      return [
        { field: `items.${index}.${field}`, message: `${field} stands in items.${before} too; send it once` },
      ];
    return [];
  });
}

/** @throws DomainError `invalid` with all of them, in the order of the rows; nothing was stored */
export function refuseProblems(problems: readonly FieldError[]): void {
  if (problems.length === 0) return;
  const indexOf = ({ field }: FieldError): number => Number(field.split('.')[1]);
  throw DomainError.invalid(
    `Nothing was stored: ${problems.length === 1 ? '1 problem' : `${problems.length} problems`} in the items.`,
    [...problems].sort((a, b) => indexOf(a) - indexOf(b)),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
