import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { DomainError, type FieldError } from '../../common/errors.js';
import { unseenProblem } from '../domain/unseen-character.js';
import type { LifeKind, Recorded } from './life-kind.js';
import { lockPlace } from './life-rows.query.js';

/**
 * @param given the fields that somebody sent; a text that was recorded long ago and is not touched stays what it is
 * @throws DomainError `invalid` with all that is wrong
 */
export function refuseProblems<Fields extends object, Row extends Fields & Recorded>(
  kind: LifeKind<Fields, Row>,
  fields: Fields,
  at: DateTime,
  given: readonly string[] = Object.keys(fields),
): void {
  const unseen = kind.seenTexts.flatMap((field): FieldError[] => {
    const value: unknown = given.includes(field) ? fields[field] : null;
    // An address and an issue may have several lines.
    const problem = typeof value === 'string' ? unseenProblem(value.replace(/[\n\r\t]/g, ' ')) : undefined;
    return problem ? [{ field, message: `The ${field} ${problem}` }] : [];
  });
  const problems = [...unseen, ...kind.problems(fields, at)];
  if (problems.length > 0)
    throw DomainError.invalid(
      'Some fields are not right. Correct them and send the request again.',
      problems,
    );
}

/**
 * Whoever else adds to the neighbourhood waits, so that two who send the same at once do not both succeed.
 * @param ownId the record that is to be changed, which is no double of itself
 * @throws DomainError `conflict` if the neighbourhood has the same already
 */
export async function refuseDouble<Fields extends object, Row extends Fields & Recorded>(
  kind: LifeKind<Fields, Row>,
  manager: EntityManager,
  { forceId, placeId, ownId }: { forceId: string; placeId: string; ownId: string | null },
  fields: Fields,
): Promise<void> {
  if (!kind.isSame) return;
  await lockPlace(manager, forceId, placeId);
  const rows = await kind.list(manager, forceId, placeId);
  if (!rows.some((row) => row.id !== ownId && kind.isSame!(row, fields))) return;
  const message = `The neighbourhood has this ${kind.word} of this day already; change that one`;
  throw DomainError.conflict(message, [{ field: kind.seenTexts[0] ?? '', message }]);
}
