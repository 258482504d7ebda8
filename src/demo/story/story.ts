import type { INestApplicationContext } from '@nestjs/common';
import type { DateTime } from 'luxon';
import { ApiKeys } from '../../access/api-keys.js';
import { type Client, SCOPES } from '../../access/principal.js';
import { type Actor, AuditLog } from '../../audit/audit-log.js';
import { LOCAL_ZONE } from '../../common/calendar.js';
import type { SettableClock } from '../../common/clock.js';
import { ForceDatabase } from '../../database/force-database.js';
import { DEMO_FORCE } from '../demo-force.js';
import { Cast } from './cast.js';
import { Chance } from './chance.js';
import { planEarlier } from './earlier.js';
import { planOutOfScope } from './exceptions.js';
import { planFurther } from './further.js';
import { planHistory } from './history.js';
import { reviewEvents, tellForce } from './life.js';
import type { PlannedContact } from './planned-contact.js';
import { registerForce } from './registry.js';
import { reportEvents } from './reports.js';
import { Teller } from './teller.js';
import { planWaiting } from './waiting.js';

const STORYTELLER: Actor = { kind: 'command', id: 'demonstration' };
const SEED = 72;
const EARLIER_SEED = 73;
const FURTHER_SEED = 74;
/** The month the guarantee began: a contact of any day since then counts in the figures of the trial. */
const GUARANTEE_BEGAN = '2025-07-01';

/** The last thing that is written: a demonstration without it was broken off. */
export const DEMONSTRATION_MARK = 'demonstration';

/**
 * Tells the demonstration's story: the force, its contacts since the first day of the month before last, and fewer of the year
 * before, so that last month's report has a month to compare with and thirteen to draw. Everything goes through the services that do it in earnest, with
 * a clock that is put to the time of each event; it ends at `now` with contacts that wait, some of them overdue.
 *
 * Nothing is swept meanwhile: the first sweep of the real clock finds all that is current.
 */
export async function tellStory(
  context: INestApplicationContext,
  clock: SettableClock,
  now: DateTime,
  signal: AbortSignal,
): Promise<void> {
  const startsOn = firstDay(now);
  const chance = new Chance(SEED);
  clock.set(now.minus({ months: 3 }));
  const people = await registerForce(context, GUARANTEE_BEGAN, now, STORYTELLER);
  const admin = people.find(({ role }) => role === 'force-admin')!;
  await tellForce(context, now, admin, STORYTELLER);
  const cast = new Cast(people, await connectedSystem(context), chance);
  const planned = planStory(now, startsOn, chance);
  const teller = new Teller(context, clock, cast);
  const reviews = reviewEvents(context, now, admin, new Chance(SEED));
  await teller.tell([...teller.eventsOf(planned), ...reportEvents(context, now, admin), ...reviews], signal);
  await mark(context, now);
}

/** Every contact of the story, in no order of time: many of the last months, and some of each of the year before. */
export function planStory(now: DateTime, startsOn: string, chance: Chance): PlannedContact[] {
  return [
    ...planHistory(now, startsOn, chance),
    ...planOutOfScope(now, chance),
    ...planWaiting(now, chance),
    ...planFurther(now, new Chance(FURTHER_SEED)),
    ...planEarlier(now, { startsOn: GUARANTEE_BEGAN, endsOn: startsOn }, new Chance(EARLIER_SEED)),
  ];
}

/** The first day of the month before last. */
export const firstDay = (now: DateTime): string =>
  now.setZone(LOCAL_ZONE).startOf('month').minus({ months: 2 }).toISODate()!;

/** A key for the force's own system, that nobody holds once the story is told. */
async function connectedSystem(context: INestApplicationContext): Promise<Client> {
  const name = 'Contact centre';
  const keys = context.get(ApiKeys, { strict: false });
  const { id } = await keys.make(DEMO_FORCE.id, name, SCOPES, null, { actor: STORYTELLER });
  return { kind: 'api-key', id, forceId: DEMO_FORCE.id, name, scopes: [...SCOPES] };
}

async function mark(context: INestApplicationContext, now: DateTime): Promise<void> {
  const audit = context.get(AuditLog, { strict: false });
  await context.get(ForceDatabase, { strict: false }).inForce(DEMO_FORCE.id, (manager) =>
    audit.record(manager, {
      forceId: DEMO_FORCE.id,
      at: now,
      actor: STORYTELLER,
      action: 'collect',
      subjectKind: 'import',
      subjectId: DEMONSTRATION_MARK,
    }),
  );
}
