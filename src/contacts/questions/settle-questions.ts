import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { Actor, AuditLog } from '../../audit/audit-log.js';
import { stopClocks } from '../clock.query.js';
import { writeDeed } from '../deed.js';
import { newClock } from '../new-clock.js';
import type { ResponseStandards } from '../response-standards.js';
import { startClock } from '../starts/clock-start.query.js';
import { NO_QUESTION, owedStarts } from './domain/owed-clock.js';
import { countMessage, questionFacts } from './questions.query.js';

/** A contact, and who has just done something by which its questions may begin or end. */
export interface Settled {
  contactId: string;
  by: Actor & { forceId: string };
  requestId?: string | undefined;
  /** A message that its own deed tells of already. */
  told?: string;
}

/**
 * Stop every clock of a contact that has been answered, and start those that are owed to what the person said after an
 * answer. To be asked whenever an answer was written down, a message came in or one was found to be no question: a message
 * that was taken for the same query is a question of its own once an answer from before it is known.
 * @returns the clock of each message that has one from now on, by the message's id
 */
export async function settleQuestions(
  manager: EntityManager,
  { standards, audit }: { standards: ResponseStandards; audit: AuditLog },
  { contactId, by, requestId, told }: Settled,
  now: DateTime,
): Promise<Map<string, string>> {
  const { forceId } = by;
  await stopClocks(manager, forceId, contactId, now);
  const { messages, clocks, responses } = await questionFacts(manager, forceId, contactId);
  const started = new Map<string, string>();
  for (const { message, startedAt } of owedStarts(messages, clocks, responses)) {
    const clock = newClock(standards, forceId, startedAt);
    // Every clock of a contact is with the same neighbourhood.
    const place = { contactId, neighbourhoodId: clocks[0]!.neighbourhoodId };
    await startClock(manager, forceId, place, clock, startedAt);
    const uncounted = messages.find(({ id }) => id === message.id)!;
    await countMessage(manager, forceId, uncounted, clock.id, now);
    started.set(message.id, clock.id);
    if (message.id === told) continue;
    const what = message.noQuestion
      ? { kind: 'out-of-scope', facts: { reason: NO_QUESTION, clock: clock.id } }
      : { kind: 'question-started', facts: { clock: clock.id } };
    await writeDeed(manager, audit, by, { contactId, ...what, requestId }, now);
  }
  if (started.size > 0) await stopClocks(manager, forceId, contactId, now, new Set(started.values()));
  return started;
}
