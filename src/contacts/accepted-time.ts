import type { DateTime } from 'luxon';
import { DomainError } from '../common/errors.js';
import { startProblem, truncate } from './domain/deadline.js';

/** The time at which a person is stated to have written, as it is kept. @throws DomainError invalid */
export function acceptedTime(stated: DateTime, now: DateTime): DateTime {
  const statedAt = truncate(stated);
  const problem = startProblem(statedAt, now);
  if (problem === 'in-the-future') {
    throw DomainError.field('submittedAt', 'The time must not be more than 5 minutes in the future');
  }
  if (problem === 'too-long-ago') {
    throw DomainError.field('submittedAt', 'The time must be in the year 2000 or later');
  }
  return statedAt;
}
