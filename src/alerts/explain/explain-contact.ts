import { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { localDayOf } from '../../common/calendar.js';
import { decideAlerts } from '../../contacts/domain/planned-alerts.js';
import { hearsOf, type ResponseStandard } from '../../contacts/domain/response-standard.js';
import type { ResponseStandards } from '../../contacts/response-standards.js';
import { keyOf, type Recipient } from '../domain/recipients.js';
import { toldOfAlerts } from '../pending.query.js';
import { wouldHear } from './domain/would-hear.js';
import {
  alertsToExplain,
  type ClockRow,
  clocksToExplain,
  contactToExplain,
  eventsToExplain,
} from './explained-contact.query.js';
import type { ExplainedClock, ExplainedContact, ExplainedEvent } from './explained.js';
import { listenersNow, takerNow } from './listeners-now.query.js';

/** Everything that the alerts of a contact followed from and led to; null if the force has no such contact. */
export async function explainContact(
  manager: EntityManager,
  standards: ResponseStandards,
  forceId: string,
  reference: string,
  now: DateTime,
  today: string,
): Promise<{ id: string; contact: ExplainedContact } | null> {
  const found = await contactToExplain(manager, forceId, reference);
  if (!found) return null;
  const clocks: ExplainedClock[] = [];
  const events = await eventsToExplain(manager, forceId, found.id);
  for (const row of await clocksToExplain(manager, forceId, found.id)) {
    const standard = standards.ofClock(forceId, row.standardVersion, localDayOf(row.startedAt));
    clocks.push({
      ...row,
      alerts: await alertsToExplain(manager, forceId, row.id),
      events: events.filter((event) => concerns(event, row)),
      standard,
      isHistory: standards.isHistory(row.dueAt),
      next: await nextOf(manager, standards, forceId, row, standard, now, today),
    });
  }
  return {
    id: found.id,
    contact: { ...found, clocks },
  };
}

/** Has this to do with this question? What was done before a further one was known was about those before it. */
const concerns = ({ facts, recordedAt }: ExplainedEvent, { id, isFurther, knownAt }: ClockRow): boolean =>
  facts?.['clock'] ? facts['clock'] === id : !isFurther || recordedAt >= knownAt;

/** What the next look at the clock will say, and who would hear it if it were now. */
async function nextOf(
  manager: EntityManager,
  standards: ResponseStandards,
  forceId: string,
  clock: ClockRow,
  standard: ResponseStandard,
  now: DateTime,
  today: string,
): Promise<ExplainedClock['next']> {
  const { nextAlertAt, takenUpAt, takenUpById } = clock;
  if (!nextAlertAt) return null;
  const { raise } = decideAlerts({ ...clock, nextAlertAt }, standard, DateTime.max(now, nextAlertAt));
  if (!raise) return null;
  const listeners = await listenersNow(manager, forceId, clock.neighbourhoodId, today);
  const isTaken = takenUpAt !== null && takenUpAt >= raise.rungAt;
  const taker = isTaken ? await takerNow(manager, forceId, takenUpById!, today) : null;
  const hears = hearsOf(standard, raise.stage, raise.step);
  const moment = { forceId, id: clock.id, clockId: clock.id, ...raise };
  const told = new Map((await toldOfAlerts(manager, [moment])).map((one) => [keyOf(one), one.how]));
  const toldHow = (one: Recipient): string | undefined => told.get(keyOf(one));
  return { planned: raise, heard: wouldHear(listeners, hears, standards.nobodyLeft, taker, toldHow) };
}
