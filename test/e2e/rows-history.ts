import { randomUUID } from 'node:crypto';
import { DateTime } from 'luxon';
import { type Chance, chanceFrom } from '../support/real-input/random.js';
import { type Clocked, HOURS_72, type ReportsWorld } from './reports-world.js';

const DAY = 86_400_000;
const REASONS = [
  'emergency',
  'crime',
  'complaint',
  'information-request',
  'wrong-force',
  'spam',
  'duplicate',
  'no-question',
];
const CHANNELS = ['web-form', 'email'];
const RANKS = ['constable', 'pcso', 'sergeant'];

/** A force with something random behind every measure, around a period of local days. */
export interface RowsHistory {
  force: string;
  fromOn: string;
  toOn: string;
  cutOffAt: DateTime;
}

const utc = (millis: number): DateTime => DateTime.fromMillis(millis, { zone: 'utc' });
const local = (day: string, plusDays = 0): number =>
  DateTime.fromISO(day, { zone: 'Europe/London' }).plus({ days: plusDays }).toMillis();
const dayAfter = (day: string, days: number): string =>
  DateTime.fromISO(day, { zone: 'utc' }).plus({ days }).toISODate()!;

/** Fills a force of its own, past the application. The same seed gives the same history. */
export async function tellHistory(
  world: ReportsWorld,
  seed: number,
  [fromOn, toOn]: [string, string],
): Promise<RowsHistory> {
  const chance = chanceFrom(seed * 7919);
  const force = await world.force(`rows-${seed}`, chance.pick(['2025-07-01', dayAfter(fromOn, 3)]));
  const span = { start: local(fromOn), end: local(toOn, 1), fromOn, toOn };
  const cutOffAt = utc(span.end - chance.pick([0, 0, 4 * DAY]) + chance.whole(0, DAY));
  const places: string[] = [];
  for (const code of ['P1', 'P2', 'P3', 'P4']) {
    const during = code === 'P4' ? `[${dayAfter(fromOn, chance.whole(0, 20))},)` : '[2020-01-01,)';
    places.push(await world.neighbourhood(force, code, { during }));
  }
  await world.commandArea(force, 'A', places.slice(0, 2));
  await world.commandArea(force, 'B', places.slice(2, 3));
  await world.ward(force, 'W1', [
    [places[0]!, 0.7],
    [places[1]!, 0.3],
  ]);
  await world.ward(force, 'W2', [
    [places[1]!, 0.04],
    [places[2]!, 0.5],
  ]);
  await world.ward(force, 'W3', [[places[3]!, 1]]);
  await unreached(world, force, fromOn);
  const officers = await staff(world, chance, force, places, span);
  const clockIds = await queries(world, chance, force, places, span);
  await deeds(world, chance, force, places, clockIds);
  await life(world, chance, force, { places, officers }, span);
  return { force, fromOn, toOn, cutOffAt };
}

/** A neighbourhood without an online route, and one whose only officer goes away for good. */
async function unreached(world: ReportsWorld, force: string, fromOn: string): Promise<void> {
  const routeless = await world.neighbourhood(force, 'P5', { form_enabled: false });
  await world.assign(force, routeless, '[2024-01-01,)');
  await world.assign(force, await world.neighbourhood(force, 'P6'), '[2024-01-01,)', { rank: 'pcso' });
  await world.admin.query(
    `insert into absence (force_id, id, officer_id, kind, during, recorded_at)
     select a.force_id, gen_random_uuid(), a.officer_id, 'sickness', daterange($2::date + 5, null), now()
     from assignment a join neighbourhood n on n.id = a.neighbourhood_id where a.force_id = $1 and n.code = 'P6'`,
    [force, fromOn],
  );
}

type Span = { start: number; end: number; fromOn: string; toOn: string };

async function staff(
  world: ReportsWorld,
  chance: Chance,
  force: string,
  places: string[],
  { fromOn }: Span,
): Promise<string[]> {
  for (const place of places) {
    // One lead after the other with days between them, a deputy now and then.
    let first = chance.whole(-60, 0);
    while (first < 40) {
      const length = chance.whole(3, 30);
      const days = `[${dayAfter(fromOn, first)},${dayAfter(fromOn, first + length)})`;
      await world.assign(force, place, days, {
        rank: chance.pick(RANKS),
        name_withheld: chance.share() < 0.2,
      });
      first += length + chance.whole(0, 6);
    }
    const long = chance.share() < 0.7 ? '[2023-01-01,)' : `[${dayAfter(fromOn, 5)},)`;
    await world.assign(force, place, long, {
      role: chance.pick(['deputy', 'team']),
      rank: chance.pick(RANKS),
    });
  }
  const { rows } = await world.admin.query<{ id: string }>('select id from officer where force_id = $1', [
    force,
  ]);
  const ids = rows.map(({ id }) => id);
  const { rows: gone } = await world.admin.query<{ id: string }>(
    'select officer_id as id from absence where force_id = $1',
    [force],
  );
  const away = chance.shuffle(ids.filter((id) => !gone.some((each) => each.id === id))).slice(0, 3);
  await world.insert(
    'absence',
    away.map((officer_id, index) => ({
      ...{
        force_id: force,
        id: randomUUID(),
        officer_id,
        kind: 'leave',
        recorded_at: '2025-01-01T00:00:00Z',
      },
      during: `[${dayAfter(fromOn, index * 4)},${dayAfter(fromOn, index * 4 + chance.whole(5, 25))})`,
    })),
  );
  return ids;
}

/** Due before, within and after the period, on its edges as often as not, with every outcome there is. */
async function queries(
  world: ReportsWorld,
  chance: Chance,
  force: string,
  places: string[],
  { start, end }: Span,
): Promise<string[]> {
  const clocks = Array.from({ length: chance.whole(30, 60) }, (_none, index): Clocked => {
    const edges = [start, end, start - 1, end - 1, end + 1, start + HOURS_72];
    const due = chance.share() < 0.3 ? chance.pick(edges) : chance.whole(start - 5 * DAY, end + 5 * DAY);
    const near = (): number =>
      chance.pick([due, due + 1, due - 1, due - chance.whole(1, HOURS_72), due + chance.whole(1, HOURS_72)]);
    const stopped = chance.share() < 0.7 ? near() : null;
    const taken = chance.share() < 0.3 ? near() : null;
    const neighbourhoodId = chance.pick(places);
    const before = index % 3 === 0 ? places[index % places.length]! : neighbourhoodId;
    return {
      neighbourhoodId,
      // Handed over past due, or after it was answered: the figures stay where they were.
      measuredId: before === neighbourhoodId ? null : before,
      channel: chance.pick(CHANNELS),
      dueAt: utc(due),
      stoppedAt: stopped === null ? null : utc(stopped),
      recordedAt: stopped === null ? null : utc(stopped + chance.pick([0, 0, HOURS_72])),
      takenOut:
        taken === null
          ? null
          : {
              at: utc(taken),
              reason: chance.pick(REASONS),
              confirmedAt: chance.share() < 0.5 ? utc(taken + 1) : null,
            },
      addressFailedAt: chance.share() < 0.2 ? utc(near()) : null,
    };
  });
  // Some are further questions on the contact of the one before.
  const asked = clocks.map((clocked, index): Clocked => {
    const host = clocks[index - 1];
    if (index % 4 !== 3 || !host || +host.dueAt === +clocked.dueAt) return clocked;
    return {
      ...clocked,
      of: index - 1,
      neighbourhoodId: host.neighbourhoodId,
      measuredId: host.measuredId ?? null,
    };
  });
  const ids = await world.clocks(force, asked);
  for (let each = 0; each < chance.whole(2, 6); each += 1) {
    const receivedAt = utc(chance.pick([start, end - 1, chance.whole(start - DAY, end + DAY)]));
    await world.contactWithoutClock(force, chance.pick(places), receivedAt, chance.pick(CHANNELS));
  }
  // Some reached us only when their time was over.
  await world.admin.query(
    `with late as (select * from clock k where k.force_id = $1 and k.id = any($2)),
       further as (
         update contact_message q set received_at = k.due_at + interval '90 seconds' from late k
          where q.force_id = $1 and q.clock_id = k.id returning q.clock_id)
     update contact c set received_at = k.due_at + interval '90 seconds' from late k
      where c.force_id = $1 and k.contact_id = c.id and k.id not in (select clock_id from further)`,
    [force, chance.shuffle(ids).slice(0, 6)],
  );
  return ids;
}

/** Handovers and alerts, on time and late. */
async function deeds(
  world: ReportsWorld,
  chance: Chance,
  force: string,
  places: string[],
  clockIds: string[],
): Promise<void> {
  const { rows } = await world.admin.query<{
    id: string;
    contact_id: string;
    due: Date;
    neighbourhood_id: string;
  }>(
    'select id, contact_id, due_at as due, neighbourhood_id from clock where force_id = $1 and id = any($2) order by stopped_at desc nulls first',
    [force, clockIds],
  );
  // Of those that are open, or were longest, and at times before due and after.
  const transfers = rows.slice(0, 14).map((clock) => ({
    ...{
      force_id: force,
      id: randomUUID(),
      contact_id: clock.contact_id,
      actor_kind: 'person',
      actor_id: 'x',
    },
    from_neighbourhood_id: clock.neighbourhood_id,
    to_neighbourhood_id: places.find((id) => id !== clock.neighbourhood_id),
    at: utc(Number(clock.due) + chance.whole(-30, 10) * 3_600_000),
  }));
  await world.insert('contact_transfer', transfers);
  await recourse(world, chance, force, rows);
  const told = chance
    .shuffle(rows)
    .slice(0, 12)
    .map((clock) => ({ ...clock, alertId: randomUUID(), mailId: randomUUID() }));
  await world.insert(
    'alert',
    told.map(({ id, alertId, due }) => ({
      ...{
        force_id: force,
        id: alertId,
        clock_id: id,
        stage: 'due-in-4-hours',
        occurrence: 0,
        step: 0,
        urgent: true,
      },
      ...{ climbed: 0, planned_at: utc(Number(due) - 4 * 3_600_000), raised_at: utc(Number(due)) },
    })),
  );
  const at = '2026-03-01T00:00:00Z';
  await world.insert(
    'outbox_mail',
    told.map(({ mailId, due }, index) => ({
      ...{
        force_id: force,
        id: mailId,
        template: 'alert',
        recipient_kind: 'person',
        recipient_id: randomUUID(),
      },
      ...{ attempts: 1, created_at: at, not_before: at, dead_at: index % 3 === 0 ? utc(Number(due)) : null },
    })),
  );
  await world.insert(
    'delivery',
    told.map(({ alertId, mailId, due }, index) => ({
      ...{ force_id: force, id: randomUUID(), alert_id: alertId, mail_id: mailId },
      ...{
        recipient_kind: 'person',
        recipient_id: randomUUID(),
        late_at: index % 2 === 0 ? utc(Number(due)) : null,
      },
    })),
  );
}

/** Asked, answered and corrected by a supervisor, in time or not. */
async function recourse(
  world: ReportsWorld,
  chance: Chance,
  force: string,
  clocks: { id: string; contact_id: string; due: Date; neighbourhood_id: string }[],
): Promise<void> {
  const by = randomUUID();
  await world.insert('person', [
    { force_id: force, id: by, name: 'Somebody', role: 'supervisor', created_at: '2025-01-01T00:00:00Z' },
  ]);
  const contacts = [...new Map(clocks.map((clock) => [clock.contact_id, clock])).values()];
  await world.insert(
    'recourse_request',
    chance
      .shuffle(contacts)
      .slice(0, 14)
      .map((clock, index) => {
        const asked = Number(clock.due) + chance.whole(0, 3 * DAY);
        const answered = index % 3 === 0 ? null : utc(asked + chance.pick([DAY, 7 * DAY, 7 * DAY + 1]));
        return {
          ...{ force_id: force, id: randomUUID(), contact_id: clock.contact_id, asked_by: 'phone' },
          neighbourhood_id: clock.neighbourhood_id,
          ...{
            asked_at: utc(asked),
            recorded_at: utc(asked),
            due_at: utc(asked + 7 * DAY),
            answered_at: answered,
          },
          answer_id: answered && randomUUID(),
          outcome: answered && chance.pick(['upheld', 'partly-upheld', 'not-upheld']),
          ...{ answer_route: answered && 'phone', answered_by: answered && by, answer_recorded_at: answered },
        };
      }),
  );
  await world.insert(
    'start_correction',
    chance
      .shuffle(clocks)
      .slice(0, 5)
      .map((clock) => ({
        ...{ force_id: force, id: randomUUID(), clock_id: clock.id, contact_id: clock.contact_id, by },
        neighbourhood_id: clock.neighbourhood_id,
        ...{ at: clock.due, from_at: clock.due, to_at: utc(Number(clock.due) - DAY) },
      })),
  );
}

/** What happens in a neighbourhood, and what its officers do. */
async function life(
  world: ReportsWorld,
  chance: Chance,
  force: string,
  { places, officers }: { places: string[]; officers: string[] },
  { start, end, fromOn, toOn }: Span,
): Promise<void> {
  const of = (): object => ({ force_id: force, id: randomUUID() });
  const someDay = (): string => dayAfter(fromOn, chance.whole(-2, 32));
  await world.insert(
    'route_check',
    Array.from({ length: 40 }, (_, index) => ({
      ...{ force_id: force, kind: 'email' },
      neighbourhood_id: index % 4 === 0 ? null : chance.pick(places),
      officer_id: index % 4 === 0 ? chance.pick(officers) : null,
      ...{
        checked_at: utc(chance.whole(start, end)),
        checked_on: someDay(),
        works: chance.share() < 0.5,
        reason: 'tried',
      },
    })),
  );
  await world.insert(
    'neighbourhood_event',
    Array.from({ length: 15 }, () => ({
      ...of(),
      neighbourhood_id: chance.pick(places),
      type: chance.pick(['beat-meeting', 'patch-walk', 'engagement-walk', 'surgery']),
      ...{ title: 'Held', address: 'Hall', starts_at: utc(chance.whole(start - DAY, end + DAY)) },
      cancelled: chance.share() < 0.2,
    })),
  );
  await world.insert(
    'priority_review',
    places.slice(0, 3).map((neighbourhood_id, index) => ({
      ...of(),
      neighbourhood_id,
      reviewed_on: dayAfter(toOn, [-10, -91, -200][index]!),
    })),
  );
  const months = [fromOn.slice(0, 7), dayAfter(fromOn, -20).slice(0, 7)];
  await world.insert(
    'duty_month',
    months.flatMap((month) =>
      officers.slice(0, 5).map((officer_id) => ({
        ...of(),
        ...{
          officer_id,
          month_on: `${month}-01`,
          rostered_hours: 160.1,
          abstracted_hours: chance.whole(10, 70),
        },
      })),
    ),
  );
  await world.insert('force_post', [
    {
      ...of(),
      post: 'anti-social-behaviour-lead',
      officer_id: officers[0],
      during: `[2025-01-01,${dayAfter(fromOn, 9)})`,
    },
    {
      ...of(),
      post: 'anti-social-behaviour-lead',
      officer_id: officers[1],
      during: `[${dayAfter(fromOn, 12)},)`,
    },
  ]);
  await imports(world, force, start);
}

/** Files with rows that were left out, with a line that two reasons name, and one of which the lines were not kept. */
async function imports(world: ReportsWorld, force: string, start: number): Promise<void> {
  const files = [3, 0, 2].map((refused, index) => ({ id: randomUUID(), refused, index }));
  await world.insert(
    'registry_import',
    files.map(({ id, refused, index }) => ({
      ...{ force_id: force, id },
      ...{
        kind: 'officers',
        source: 'page',
        digest: '\\x00',
        state: 'applied',
        made_by: 'x',
        applied_by: 'x',
      },
      ...{ made_at: utc(start), applied_at: utc(start + (index + 4) * DAY) },
      counts: { rows: 10 + index, refused },
    })),
  );
  const line = (index: number, at: number, change: string): object => ({
    ...{ force_id: force, import_id: files[index]!.id, line: at, change },
    ...{
      key: `Planted key ${at} ${change}`,
      reason: change === 'refused' ? 'name: is Planted reason' : null,
    },
  });
  await world.insert('import_row', [
    ...[4, 5, 9].map((at) => line(0, at, 'refused')),
    ...[2, 3, 6].map((at) => line(0, at, 'changed')),
    { ...line(0, 9, 'refused'), key: 'Planted other key' },
    ...[2, 3].map((at) => line(1, at, 'added')),
  ]);
}
