import type { EntityManager } from 'typeorm';
import { DomainError } from '../common/errors.js';
import { RANKS } from '../registry/ranks.js';
import type { ProposedResponse } from './domain/meaningful-response.js';
import { tellsName } from './domain/told-names.js';
import { namesWithheld } from './withheld-names.query.js';

const RANK_NAMES = RANKS.flatMap(({ label, aliases }) => [label, ...aliases]);

/**
 * "An officer's name may be withheld for safety": a mail from here must not tell the public, whoever wrote it.
 * @throws DomainError `invalid`
 */
export async function refuseWithheldNames(
  manager: EntityManager,
  forceId: string,
  { text, nextSteps }: Pick<ProposedResponse, 'text' | 'nextSteps'>,
  today: string,
): Promise<void> {
  const names = await namesWithheld(manager, forceId, today);
  const message =
    'This names an officer whose name is withheld for safety; write as the team, or give the collar number';
  const problems = Object.entries({ text, nextSteps })
    .filter(([, said]) => tellsName(said, names, RANK_NAMES))
    .map(([field]) => ({ field, message }));
  if (problems.length > 0)
    throw DomainError.invalid('This cannot be sent to the public. Correct it and send it again.', problems);
}
