import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Person } from '../../src/access/principal.js';
import { AlertsJob } from '../../src/alerts/alerts.job.js';
import { ResponseStandards } from '../../src/contacts/response-standards.js';
import { TakeUpService } from '../../src/contacts/take-up.service.js';
import { TransferService } from '../../src/contacts/transfer.service.js';
import { listenersOf } from '../support/real-input/expected-mails.js';
import type { ForceInput } from '../support/real-input/force.js';
import { HOUR, isoOf, localDay } from '../support/real-input/local-time.js';
import { SmallStage } from '../support/real-input/small-force.js';

/** Warnings of which some must be taken up; hours from due, in the order of the file. */
const RUNGS = [
  { stage: 'day', hoursFromDue: -24, hears: ['lead', 'named', 'mailbox'], takeUpWithinHours: 6 },
  { stage: 'hours', hoursFromDue: -6, hears: ['lead', 'deputy', 'supervisor'], takeUpWithinHours: 2 },
  { stage: 'due', hoursFromDue: 0, hears: ['supervisor'] },
  { stage: 'overdue', hoursFromDue: 12, repeatEveryHours: 12, hears: ['lead', 'force-admin'] },
];
const HANDED_OVER = ['lead', 'mailbox'];
const STANDARD = {
  alertsFrom: '2025-07-01',
  versions: [{ version: 'any', inForceFrom: '2025-07-01', rungs: RUNGS, handedOver: HANDED_OVER }],
  nobodyLeft: ['mailbox', 'deputy', 'team', 'supervisor', 'force-admin'],
};
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
  | { do: 'wait'; hours: number };

const which = fc.nat(5);
const place = fc.constantFrom(...PLACES);
const collar = fc.constantFrom(...COLLARS);
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
    weight: 9,
    arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 20 }) }),
  },
);

/** A contact as plain code sees it. */
interface Plain {
  reference: string;
  place: string;
  due: number;
  state: 'waiting' | 'answered' | 'excluded';
  takenUp: { at: number; collar: string } | null;
  /** Everything planned after this is still to be decided. */
  decided: number;
  handedOver: number;
  /** Written down once, whether told or gone by. */
  known: Set<string>;
  /** What was raised and waits for the next look, or is to be heard by more people. */
  pending: Raised[];
  /** The last that was raised. */
  latest: Raised | null;
  toldOf: Map<string, Set<string>>;
}
interface Raised {
  stage: string;
  /** Of the stage: who was told of it is told once. */
  key: string;
  hears: string[];
  step: number;
  planned: number;
  /** When its rung first spoke. */
  rungAt: number;
  dispatchedAt: number | null;
}

let line: SmallStage;
let force: ForceInput;
let people: Map<string, Person>;
beforeAll(async () => {
  line = await SmallStage.set();
  line.found(ResponseStandards).use(STANDARD);
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
}, 120_000);

async function clean(): Promise<void> {
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
    if (deed.do === 'wait') {
      now += deed.hours * HOUR;
      line.moveTo(isoOf(now));
      await line.found(AlertsJob).tick();
      const heard = line
        .mails()
        .flatMap(({ to, text }) =>
          contacts
            .filter(({ reference }) => text.includes(reference))
            .map(({ reference }) => `${to} ${reference}`),
        );
      const expected = contacts.flatMap((contact) =>
        [...toldNow(contact, now)].map((to) => `${to} ${contact.reference}`),
      );
      expect(heard.sort()).toEqual(expected.sort());
    } else await act(deed, contacts, now);
  }
}

/** Do it in the product and in the plain model, if it can be done as things stand. */
async function act(deed: Exclude<Deed, { do: 'wait' }>, contacts: Plain[], now: number): Promise<void> {
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
    const { latest } = contact;
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
      ...{ stage: 'handed-over', key: `handed-over ${contact.handedOver}`, hears: HANDED_OVER, step: 0 },
      ...{ planned: now, rungAt: now, dispatchedAt: null },
    };
    Object.assign(contact, { place: deed.place, takenUp: null, pending: [raised], latest: raised });
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
    ...{ reference, place: code, due: sent + 72 * HOUR, state: 'waiting', takenUp: null, decided: -Infinity },
    ...{ handedOver: 0, known: new Set(), pending: [], latest: null, toldOf: new Map() },
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

/** Who hears of this contact when somebody looks now. */
function toldNow(contact: Plain, now: number): Set<string> {
  const told = new Set<string>();
  if (contact.state !== 'waiting') return told;
  const owed = plannedUntil(contact, now).filter(({ planned }) => planned > contact.decided);
  owed.forEach((raised, index) => {
    if (contact.known.has(`${raised.key} ${raised.step}`)) return;
    contact.known.add(`${raised.key} ${raised.step}`);
    if (index === owed.length - 1) contact.pending.push(raised);
  });
  contact.decided = now;
  for (const raised of contact.pending.splice(0)) {
    raised.dispatchedAt = now;
    if (!contact.latest || [contact.latest.planned, contact.latest.step] <= [raised.planned, raised.step])
      contact.latest = raised;
    const before = contact.toldOf.get(raised.key) ?? new Set();
    contact.toldOf.set(raised.key, before);
    for (const to of hearersOf(contact, raised, now)) {
      if (before.has(to)) continue;
      before.add(to);
      told.add(to);
    }
  }
  return told;
}

function hearersOf({ place: code, takenUp }: Plain, { hears, rungAt }: Raised, now: number): Set<string> {
  const today = localDay(now);
  const taker =
    takenUp && takenUp.at >= rungAt && force.officers.find((each) => each.collar === takenUp.collar)!;
  const away = taker && taker.absences.some(({ from, until }) => from <= today && today <= until!);
  return taker && !away ? new Set([taker.dutyEmail!]) : listenersOf(force, code, hears, today);
}

/** Every rung's latest moment up to now, and the calls of the next rungs after the very latest, in order. */
function plannedUntil({ due, takenUp }: Plain, now: number): Raised[] {
  const moments = RUNGS.flatMap(({ stage, hoursFromDue, repeatEveryHours, hears }) => {
    const rungAt = due + hoursFromDue * HOUR;
    const all: Raised[] = [];
    for (let planned = rungAt; planned <= now + 100 * HOUR; planned += repeatEveryHours! * HOUR) {
      all.push({
        stage,
        key: `${stage} ${all.length + 1}`,
        hears,
        step: 0,
        planned,
        rungAt,
        dispatchedAt: null,
      });
      if (!repeatEveryHours) break;
    }
    return all;
  }).sort((a, b) => a.planned - b.planned);
  const latest = moments.filter(({ planned }) => planned <= now).at(-1);
  if (!latest) return [];
  const passed = RUNGS.map(({ stage }) =>
    moments.filter((each) => each.stage === stage && each.planned <= now).at(-1),
  );
  const next = moments.find(({ planned }) => planned > latest.planned);
  const calls: Raised[] = [];
  let planned = latest.planned;
  let hears = latest.hears;
  for (
    let index = RUNGS.findIndex(({ stage }) => stage === latest.stage);
    index < RUNGS.length - 1;
    index += 1
  ) {
    const within = RUNGS[index]!.takeUpWithinHours;
    if (within === undefined || (takenUp && takenUp.at >= latest.rungAt)) break;
    planned += within * HOUR;
    if (next && planned >= next.planned) break;
    hears = [...hears, ...RUNGS[index + 1]!.hears];
    calls.push({ ...latest, hears, step: calls.length + 1, planned });
  }
  return [
    ...passed.filter((each) => each !== undefined),
    ...calls.filter((each) => each.planned <= now),
  ].sort((a, b) => a.planned - b.planned || a.step - b.step);
}
