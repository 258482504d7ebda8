import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Person } from '../../src/access/principal.js';
import { AlertsJob } from '../../src/alerts/alerts.job.js';
import { StandardChanges } from '../../src/alerts/standard/standard-changes.service.js';
import { ResponseStandards } from '../../src/contacts/response-standards.js';
import { TakeUpService } from '../../src/contacts/take-up.service.js';
import { TransferService } from '../../src/contacts/transfer.service.js';
import type { ForceInput } from '../support/real-input/force.js';
import { HOUR, isoOf, localDay } from '../support/real-input/local-time.js';
import { SmallStage } from '../support/real-input/small-force.js';
import {
  changeStandard,
  chosenAnew,
  dispatch,
  latestOf,
  type OnItsWay,
  type Plain,
  type PlainRung,
  type PlainStandard,
  raise,
  type Raised,
  send,
  standardOf,
  targetOf,
} from './alerts-plain.js';

/** Warnings of which some must be taken up; hours from due, in the order of the file. */
const RUNGS: PlainRung[] = [
  { stage: 'day', hoursFromDue: -24, hears: ['lead', 'named', 'mailbox'], takeUpWithinHours: 6 },
  { stage: 'hours', hoursFromDue: -6, hears: ['lead', 'deputy', 'supervisor'], takeUpWithinHours: 2 },
  { stage: 'due', hoursFromDue: 0, hears: ['supervisor'] },
  { stage: 'overdue', hoursFromDue: 12, repeatEveryHours: 12, hears: ['lead', 'force-admin'] },
];
const FIRST: PlainStandard = {
  version: 'v1',
  inForceFrom: '2025-07-01',
  rungs: RUNGS,
  handedOver: ['lead', 'mailbox'],
};
const fileOf = (versions: PlainStandard[]): object => ({
  alertsFrom: '2025-07-01',
  versions,
  nobodyLeft: ['mailbox', 'deputy', 'team', 'supervisor', 'force-admin'],
});
const BEGIN = Date.parse('2026-03-27T09:00:00.000Z');
const PLACES = ['S1', 'S2', 'S3'];
const COLLARS = ['1', '2', '8', '9'];

type Deed =
  | { do: 'receive'; place: string; hoursAgo: number }
  | { do: 'respond' | 'exclude' | 'bring back' | 'give back'; which: number }
  | { do: 'hand over'; which: number; place: string }
  | { do: 'take up'; which: number; collar: string }
  | { do: 'absence'; collar: string; days: number }
  | { do: 'reassign'; place: string; collar: string | null }
  | Change
  | { do: 'wait'; hours: number };
/** Hours later a version is added, or none; another or the same is applied to what waits, or none is. */
interface Change {
  do: 'change the standard';
  hours: number;
  added: Pick<PlainStandard, 'target' | 'rungs' | 'handedOver'> | null;
  /** Which of those that are in force, counted from the latest. */
  applied: number | null;
  /** Is it done while alerts are raised and their mails wait? */
  amidSending: boolean;
}

const which = fc.nat(5);
const place = fc.constantFrom(...PLACES);
const collar = fc.constantFrom(...COLLARS);
const hears = fc.subarray(['lead', 'named', 'deputy', 'team', 'supervisor', 'mailbox', 'force-admin'], {
  minLength: 1,
});
const rung = (stage: string, from: number, to: number, more: object = {}): fc.Arbitrary<PlainRung | null> =>
  fc.option(
    fc
      .record({
        hours: fc.integer({ min: from, max: to }),
        hears,
        within: fc.option(fc.integer({ min: 1, max: 9 })),
        every: fc.integer({ min: 4, max: 40 }),
      })
      .map(({ hours, hears: listeners, within, every }) => ({
        ...{ stage, hears: listeners },
        ...('ofTarget' in more ? { hoursFromTarget: hours } : { hoursFromDue: hours }),
        ...('repeats' in more && { repeatEveryHours: every }),
        ...(within !== null && { takeUpWithinHours: within }),
      })),
    { freq: 4 },
  );
const added: fc.Arbitrary<Change['added']> = fc
  .record({
    target: fc.option(
      fc.oneof(
        fc.record({ hours: fc.integer({ min: 1, max: 71 }) }),
        fc.record({ workingDays: fc.integer({ min: 1, max: 3 }) }),
      ),
    ),
    ofTarget: rung('target', -12, 12, { ofTarget: true }),
    ofDue: fc.tuple(
      rung('day', -48, -12),
      rung('hours', -12, -1),
      rung('due', 0, 0),
      rung('overdue', 1, 30, { repeats: true }),
    ),
    handedOver: hears,
  })
  .map(({ target, ofTarget, ofDue, handedOver }) => {
    const rungs = [target && ofTarget, ...ofDue].filter((each) => each !== null);
    return {
      ...(target && { target }),
      ...{ rungs: rungs.length > 0 ? rungs : RUNGS, handedOver },
    };
  });
const deeds: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('receive' as const), place, hoursAgo: fc.nat(90) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('respond', 'exclude', 'bring back', 'give back'),
      which,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('hand over' as const), which, place }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('take up' as const), which, collar }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('absence' as const),
      collar,
      days: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('reassign' as const), place, collar: fc.option(collar) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('change the standard' as const),
      hours: fc.integer({ min: 1, max: 16 }),
      added: fc.option(added, { freq: 3 }),
      applied: fc.option(fc.nat(2), { freq: 6 }),
      amidSending: fc.boolean(),
    }),
  },
  {
    weight: 9,
    arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 20 }) }),
  },
);

let line: SmallStage;
let force: ForceInput;
let people: Map<string, Person>;
let versions: PlainStandard[];
/** How often what was asked for happened, in all histories. */
const seen = { applied: 0, withdrawn: 0 };
beforeAll(async () => {
  line = await SmallStage.set();
  await line.admin.query(
    `insert into officer (force_id, id, collar_number, name, rank, duty_email, created_at, updated_at)
     values ('squares', gen_random_uuid(), '8', 'Officer 8', 'constable', 'duty.8@force.example', now(), now()),
            ('squares', gen_random_uuid(), '9', 'Officer 9', 'sergeant', 'duty.9@force.example', now(), now());
     insert into person (force_id, id, name, role, officer_id, created_at)
     select 'squares', gen_random_uuid(), name, 'force-admin', id, now() from officer where collar_number in ('1', '2', '8', '9')`,
  );
  const { rows } = await line.admin.query<{ collar: string; id: string }>(
    `select o.collar_number as collar, p.id from person p join officer o on o.id = p.officer_id`,
  );
  people = new Map(
    rows.map(({ collar: number, id }) => [
      number,
      {
        kind: 'person',
        id,
        forceId: 'squares',
        name: number,
        role: 'force-admin',
        officerId: null,
      } as unknown as Person,
    ]),
  );
});
afterAll(() => line.leave());

it('any sequence of what people do gives the alerts that plain code gives', async () => {
  let histories = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(deeds, { minLength: 8, maxLength: 40 }), async (history) => {
      await clean();
      await play(history);
      histories += 1;
    }),
    { numRuns: 40, interruptAfterTimeLimit: 40_000, endOnFailure: true },
  );
  expect(histories).toBeGreaterThan(20);
  expect(seen.applied).toBeGreaterThan(10);
  expect(seen.withdrawn).toBeGreaterThan(0);
}, 120_000);

async function clean(): Promise<void> {
  versions = [FIRST];
  line.found(ResponseStandards).use(fileOf(versions));
  await line.admin.query(
    `update clock set next_alert_at = null, out_of_scope_at = coalesce(out_of_scope_at, due_at), out_of_scope_reason = 'spam';
     update alert set withdrawn_at = raised_at, withdrawn_reason = 'test' where dispatched_at is null and superseded_at is null and withdrawn_at is null;
     delete from absence; delete from assignment;
     insert into assignment (force_id, id, neighbourhood_id, officer_id, role, during, recorded_at)
     select 'squares', gen_random_uuid(), n.id, o.id, p.role, '[2025-07-01,)', now()
       from (values ('S1', '1', 'lead'), ('S2', '2', 'lead'), ('S2', '8', 'deputy'), ('S2', '9', 'supervisor'), ('S3', '9', 'supervisor')) p (code, collar, role)
       join neighbourhood n on n.code = p.code join officer o on o.collar_number = p.collar`,
  );
  const post = (code: string, number: string, role: 'lead' | 'deputy' | 'supervisor'): object => ({
    ...{ code, collar: number, role },
    ...{ from: '2025-07-01', until: null },
  });
  force = {
    ...structuredClone(line.stage.force),
    officers: COLLARS.map((number) => ({
      ...line.stage.force.officers[0]!,
      collar: number,
      dutyEmail: `duty.${number}@force.example`,
      absences: [],
    })),
    assignments: [
      post('S1', '1', 'lead'),
      post('S2', '2', 'lead'),
      post('S2', '8', 'deputy'),
      post('S2', '9', 'supervisor'),
      post('S3', '9', 'supervisor'),
    ] as ForceInput['assignments'],
  };
  line.mails();
}

async function play(history: Deed[]): Promise<void> {
  const contacts: Plain[] = [];
  let now = BEGIN;
  line.moveTo(isoOf(now));
  for (const deed of [...history, { do: 'wait', hours: 20 } as const]) {
    if (deed.do === 'wait' || deed.do === 'change the standard') {
      now += deed.hours * HOUR;
      line.moveTo(isoOf(now));
    }
    if (deed.do === 'wait') await look(contacts, now, new Map());
    else if (deed.do === 'change the standard') await change(deed, contacts, now);
    else await act(deed, contacts, now);
  }
}

/** Sweep and send: they hear what plain code says, and nobody else does. */
async function look(contacts: Plain[], now: number, waiting: Map<Plain, OnItsWay[]>): Promise<void> {
  await line.found(AlertsJob).tick();
  const heard = line
    .mails()
    .flatMap(({ to, text }) =>
      contacts
        .filter(({ reference }) => text.includes(reference))
        .map(({ reference }) => `${to} ${reference}`),
    );
  const expected = contacts.flatMap((contact) => {
    raise(contact, now);
    const onTheirWay = [...(waiting.get(contact) ?? []), ...dispatch(force, contact, now)];
    return [...send(contact, onTheirWay)].map((to) => `${to} ${contact.reference}`);
  });
  expect(heard.sort()).toEqual(expected.sort());
}

/** "For clocks that start after it, or, if asked for and previewed, for open ones." */
async function change(deed: Change, contacts: Plain[], now: number): Promise<void> {
  const waiting = new Map<Plain, OnItsWay[]>();
  if (deed.amidSending) {
    await line.found(AlertsJob).sweepOnce();
    for (const contact of contacts) {
      raise(contact, now);
      waiting.set(contact, dispatch(force, contact, now));
    }
  }
  const inForceFrom = localDay(now);
  if (deed.added && versions.at(-1)!.inForceFrom < inForceFrom) {
    versions.push({ version: `v${versions.length + 1}`, inForceFrom, ...deed.added });
    line.found(ResponseStandards).use(fileOf(versions));
  }
  const withdrawn: string[] = [];
  if (deed.applied !== null) {
    const standard = versions[versions.length - 1 - (deed.applied % versions.length)]!;
    const { fingerprint } = await changes().previewChange('squares', standard.version, BY, 0);
    seen.applied += await changes().applyChange('squares', standard.version, fingerprint, BY);
    for (const contact of contacts) {
      const changedTo = contact.changes.length;
      const gone = new Set(changeStandard(contact, standard));
      withdrawn.push(...[...gone].map((each) => nameOf(contact.reference, each)));
      const left = (waiting.get(contact) ?? []).filter(({ raised }) => !gone.has(raised));
      waiting.set(contact, changedTo === contact.changes.length ? left : chosenAnew(contact, left));
    }
  }
  seen.withdrawn += withdrawn.length;
  expect(await withdrawnAt(now, contacts)).toEqual(withdrawn.sort());
  expect(await clocksOf(contacts)).toEqual(contacts.map(clockOf));
  if (deed.amidSending) await look(contacts, now, waiting);
}

const BY = { actor: { kind: 'command', id: 'test' } } as const;
const changes = (): StandardChanges => line.found(StandardChanges);
const nameOf = (reference: string, { stage, step, planned }: Raised): string =>
  `${reference} ${stage} ${step} ${planned}`;

async function withdrawnAt(now: number, contacts: Plain[]): Promise<string[]> {
  const { rows } = await line.admin.query<{ name: string }>(
    `select c.reference || ' ' || a.stage || ' ' || a.step || ' ' || (extract(epoch from a.planned_at) * 1000)::bigint as name
       from alert a join clock k on k.force_id = a.force_id and k.id = a.clock_id join contact c on c.force_id = k.force_id and c.id = k.contact_id
      where a.withdrawn_reason = 'standard-changed' and a.withdrawn_at = $1 and c.reference = any($2)`,
    [isoOf(now), contacts.map(({ reference }) => reference)],
  );
  return rows.map(({ name }) => name).sort();
}

/** What a clock holds: its due instant never moves, and every other target stands on its timeline. */
const clockOf = ({ reference, started, due, standard, changes: timeline }: Plain): object => ({
  ...{ reference, due, version: standard.version, timeline },
  target: targetOf(standard, started, due),
});

async function clocksOf(contacts: Plain[]): Promise<object[]> {
  const { rows } = await line.admin.query<object>(
    `select c.reference, (extract(epoch from k.due_at) * 1000)::float8 as due, (extract(epoch from k.target_at) * 1000)::float8 as target,
            k.standard_version as version,
            (select coalesce(jsonb_agg(e.facts order by e.recorded_at), '[]') from timeline_entry e
              where e.contact_id = c.id and e.kind = 'standard-changed') as timeline
       from unnest($1::text[]) with ordinality as g (reference, place)
       join contact c using (reference) join clock k on k.contact_id = c.id order by g.place`,
    [contacts.map(({ reference }) => reference)],
  );
  return rows;
}

/** Do it in the product and in the plain model, if it can be done as things stand. */
async function act(
  deed: Exclude<Deed, Change | { do: 'wait' }>,
  contacts: Plain[],
  now: number,
): Promise<void> {
  if (deed.do === 'receive') return receive(deed, contacts, now);
  if (deed.do === 'absence') return absent(deed, now);
  if (deed.do === 'reassign') return reassign(deed);
  const contact = contacts[deed.which];
  if (!contact) return;
  const { reference, state, takenUp } = contact;
  if (deed.do === 'respond' && state === 'waiting') {
    const respondedAt = isoOf(now);
    await done(
      line.to(`${reference}/responses`, { route: 'phone', respondedAt, text: 'Told.', nextSteps: 'We go.' }),
    );
    Object.assign(contact, { state: 'answered', pending: [] });
  } else if (deed.do === 'exclude' && state === 'waiting') {
    await done(line.to(`${reference}/out-of-scope`, { reason: 'spam' }));
    contact.state = 'excluded';
  } else if (deed.do === 'bring back' && state === 'excluded') {
    await done(line.to(`${reference}/out-of-scope`, undefined, { method: 'DELETE' }));
    Object.assign(contact, { state: 'waiting', decided: -Infinity });
  } else if (deed.do === 'take up' && state === 'waiting') {
    if (takenUp?.collar === deed.collar) return;
    await line.found(TakeUpService).takeUp(people.get(deed.collar)!, reference);
    contact.takenUp = { at: now, collar: deed.collar };
  } else if (deed.do === 'give back' && state === 'waiting' && takenUp) {
    await line.found(TakeUpService).giveBack(people.get(takenUp.collar)!, reference);
    contact.decided = Math.min(contact.decided, takenUp.at);
    contact.takenUp = null;
    const latest = latestOf(contact);
    if (
      latest &&
      latest.dispatchedAt !== null &&
      latest.dispatchedAt >= takenUp.at &&
      latest.rungAt <= takenUp.at
    ) {
      contact.pending.push(latest);
    }
  } else if (deed.do === 'hand over' && state === 'waiting' && contact.place !== deed.place) {
    await line.found(TransferService).handOver(people.get('9')!, reference, { to: deed.place });
    contact.handedOver += 1;
    const raised: Raised = {
      ...{ stage: 'handed-over', key: `handed-over ${contact.handedOver}`, step: 0 },
      ...{ planned: now, rungAt: now, dispatchedAt: null, said: false },
    };
    contact.raised = [...contact.raised.filter(({ said }) => said), raised];
    Object.assign(contact, { place: deed.place, takenUp: null, pending: [raised] });
  }
}

async function done(answer: ReturnType<SmallStage['to']>): Promise<void> {
  const { status, text } = await answer;
  if (status >= 300) throw new Error(`${status} ${text}`);
}

async function receive(
  { place: code, hoursAgo }: Extract<Deed, { do: 'receive' }>,
  contacts: Plain[],
  now: number,
): Promise<void> {
  const sent = now - hoursAgo * HOUR;
  const reference = await line.received({
    ...{ neighbourhood: code, submittedAt: isoOf(sent) },
    enquirer: { telephone: '01632 960001' },
  });
  contacts.push({
    ...{ reference, place: code, started: sent, due: sent + 72 * HOUR, standard: standardOf(versions, sent) },
    ...{ state: 'waiting', takenUp: null, decided: -Infinity, handedOver: 0 },
    ...{ raised: [], goneBy: new Set(), pending: [], toldOf: new Map(), changes: [] },
  });
}

async function absent(
  { collar: number, days }: Extract<Deed, { do: 'absence' }>,
  now: number,
): Promise<void> {
  const officer = force.officers.find((each) => each.collar === number)!;
  const [from, until] = [localDay(now), localDay(now + (days - 1) * 24 * HOUR)];
  if (officer.absences.some((absence) => absence.until! >= from)) return;
  officer.absences.push({ kind: 'sickness', from, until });
  await line.admin.query(
    `insert into absence (force_id, id, officer_id, kind, during, recorded_at)
     select 'squares', gen_random_uuid(), id, 'sickness', daterange($2::date, $3::date, '[]'), now() from officer where collar_number = $1`,
    [number, from, until],
  );
}

async function reassign({ place: code, collar: number }: Extract<Deed, { do: 'reassign' }>): Promise<void> {
  // Somebody who is something else there already stays that.
  if (force.assignments.some((each) => each.code === code && each.role !== 'lead' && each.collar === number))
    return;
  force.assignments = force.assignments.filter((each) => each.code !== code || each.role !== 'lead');
  await line.admin.query(
    `delete from assignment a using neighbourhood n where n.id = a.neighbourhood_id and n.code = $1 and a.role = 'lead'`,
    [code],
  );
  if (number === null) return;
  force.assignments.push({ code, collar: number, role: 'lead', from: '2025-07-01', until: null });
  await line.admin.query(
    `insert into assignment (force_id, id, neighbourhood_id, officer_id, role, during, recorded_at)
     select 'squares', gen_random_uuid(), n.id, o.id, 'lead', '[2025-07-01,)', now()
       from neighbourhood n, officer o where n.code = $1 and o.collar_number = $2`,
    [code, number],
  );
}
