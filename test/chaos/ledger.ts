import type { Sent } from './contacts.js';
import type { Rung } from './forces.js';
import { askPatiently } from './installation.js';
import type { Accepted } from './mail-server.js';

const HOUR_MS = 3_600_000;
/** A mail lists so many contacts and only counts the rest. */
const LISTED = 50;

export interface Counted {
  contacts: number;
  answered: number;
  alerts: number;
  superseded: number;
  mails: number;
  /** Must be 0. */
  lost: number;
  alertRowsDoubled: number;
  doubledWithOtherId: number;
  sentAfterAnswer: number;
  late: number;
  /** For information. */
  doubledWithSameId: number;
  lateness: { p50: number; p99: number; most: number };
  /** The first few of what must not be, for whoever looks into it. */
  examples: string[];
}

/** What the product wrote down about one alert. */
export interface AlertRow {
  reference: string;
  stage: string;
  occurrence: number;
  step: number;
  superseded: boolean;
  withdrawn: string | null;
  deliveries: { recipient: string; mail: string | null; unconfirmed?: boolean | null }[];
}

export interface Question {
  contacts: readonly Sent[];
  accepted: readonly Accepted[];
  rungs: readonly Rung[];
  leaseSeconds: number;
  /** Every rung up to then has to have been told, by this machine's clock. */
  endMs: number;
  /** How far an instance's clock may be ahead: so much early an alert may come. */
  aheadMs: number;
  /** When by this machine's clock the instances' clocks showed this instant, or were first running after it. */
  realMs: (productMs: number) => number;
}

/**
 * Compares what the mail server took with what the file of the standard promises for each contact, worked out here by
 * itself. The product's rows say only which alert a mail was for.
 */
export async function count(adminUrl: string, question: Question): Promise<Counted> {
  return weigh(await alertsOf(adminUrl), question);
}

/** Without the digests, which name contacts too, and come at their hour of the day: no alert waits for them. */
export async function aboutAlerts(adminUrl: string, accepted: readonly Accepted[]): Promise<Accepted[]> {
  const others = await askPatiently<{ id: string }>(
    adminUrl,
    `select id from outbox_mail where template <> 'alert'`,
  );
  const noAlerts = new Set(others.map(({ id }) => id));
  return accepted.filter(({ messageId }) => !noAlerts.has(idOf(messageId)));
}

/**
 * Those that tell of something planned before this instant of an instance's clock: what falls due later is told later, and
 * what a mail server refused goes to the next who was not told, refusal by refusal.
 */
export async function caughtUp(
  adminUrl: string,
  accepted: readonly Accepted[],
  beforeMs: number,
): Promise<Accepted[]> {
  const rows = await askPatiently<{ id: string }>(
    adminUrl,
    `select distinct d.mail_id as id from delivery d join alert a on a.force_id = d.force_id and a.id = d.alert_id
      where a.planned_at < $1 and a.climbed = 0 and d.mail_id is not null`,
    [new Date(beforeMs)],
  );
  const ids = new Set(rows.map(({ id }) => id));
  return accepted.filter(({ messageId }) => ids.has(idOf(messageId)));
}

export function weigh(alerts: readonly AlertRow[], question: Question): Counted {
  const { contacts, accepted, leaseSeconds } = question;
  const byContact = groupBy(alerts, ({ reference }) => reference);
  const mails = accepted.map((mail) => ({ ...mail, references: referencesIn(mail.raw) }));
  const byId = groupBy(mails, ({ messageId }) => idOf(messageId));
  const idsAbout = new Map<string, Set<string>>();
  for (const { to, messageId, references } of mails)
    for (const reference of references) addTo(idsAbout, `${to} ${reference}`, messageId);

  const examples: string[] = [];
  const wrong = (what: string): number => {
    if (examples.length < 10) examples.push(what);
    return 1;
  };
  let [lost, doubledWithOtherId, late] = [0, 0, 0];
  const lateness: number[] = [];
  for (const contact of contacts) {
    const rows = byContact.get(contact.reference) ?? [];
    const owed = passedRungs(contact, question.rungs, question.endMs);
    const untilMs = contact.answeredMs ?? Infinity;
    for (const [index, { rung, occurrence, plannedMs }] of owed.entries()) {
      const name = `${contact.reference} ${rung.stage} ${occurrence}`;
      const row = rows.find((one) => one.stage === rung.stage && one.occurrence === occurrence);
      // An answer withdraws what was not told, or is never raised; what was told long before it counts.
      if (contact.answeredMs !== null && (!row || row.withdrawn !== null)) continue;
      if (!row) {
        // Of a repeating rung only the latest is named after a time of nothing running.
        const named =
          rung.repeatEveryHours && owed.slice(index + 1).some(({ rung: other }) => other === rung);
        if (!named) lost += wrong(`no row: ${name}`);
        continue;
      }
      if (row.superseded) {
        if (index === owed.length - 1) lost += wrong(`superseded though the latest: ${name}`);
        continue;
      }
      const sayableMs = Math.max(question.realMs(plannedMs), contact.receivedMs);
      for (const { id, address } of hearersOf(contact, rung)) {
        const mailId = row.deliveries.find(({ recipient }) => recipient === id)?.mail;
        const copies = (mailId && byId.get(mailId)) || [];
        const telling = copies.find(
          ({ to, references, atMs }) =>
            to === address &&
            (references.has(contact.reference) || references.size >= LISTED) &&
            atMs >= question.realMs(plannedMs) - question.aheadMs - 5_000,
        );
        if (!telling) {
          if (contact.answeredMs === null) lost += wrong(`not mailed: ${name} to ${address}`);
          continue;
        }
        const seconds = (telling.atMs - sayableMs) / 1000;
        lateness.push(seconds);
        if (seconds > 2 * leaseSeconds && telling.atMs < untilMs)
          late += wrong(`late by ${Math.round(seconds)} s: ${name} to ${address}`);
      }
    }
    const told = rows.filter(({ superseded }) => !superseded);
    for (const address of everyHearer(contact)) {
      const ids = idsAbout.get(`${address} ${contact.reference}`)?.size ?? 0;
      const owedIds = told.filter(({ deliveries }) =>
        deliveries.some(
          ({ recipient, mail, unconfirmed }) =>
            (mail !== null || unconfirmed) && addressOf(contact, recipient) === address,
        ),
      ).length;
      if (ids > owedIds)
        doubledWithOtherId += wrong(`${contact.reference} to ${address}: ${ids} mails for ${owedIds} alerts`);
    }
  }
  const answeredAt = new Map(contacts.map(({ reference, answeredMs }) => [reference, answeredMs]));
  const sentAfterAnswer = mails.filter(({ atMs, references }) =>
    [...references].some((reference) => {
      const answeredMs = answeredAt.get(reference);
      const after = answeredMs ? (atMs - answeredMs) / 1000 : 0;
      return (
        after > leaseSeconds && wrong(`${reference} was mailed ${Math.round(after)} s after its answer`) > 0
      );
    }),
  ).length;
  const names = alerts.map(({ reference, stage, occurrence, step }) =>
    [reference, stage, occurrence, step].join(' '),
  );
  lateness.sort((a, b) => a - b);
  return {
    contacts: contacts.length,
    answered: contacts.filter(({ answeredMs }) => answeredMs !== null).length,
    alerts: alerts.length,
    superseded: alerts.filter(({ superseded }) => superseded).length,
    mails: new Set(mails.map(({ messageId }) => messageId)).size,
    lost,
    alertRowsDoubled: names.length - new Set(names).size,
    doubledWithOtherId,
    sentAfterAnswer,
    late,
    doubledWithSameId: mails.length - new Set(mails.map(({ messageId, to }) => `${messageId} ${to}`)).size,
    lateness: { p50: at(lateness, 0.5), p99: at(lateness, 0.99), most: at(lateness, 1) },
    examples,
  };
}

/** Every rung a contact has reached by then, a repeating one as often as it came, the earliest first. */
function passedRungs(
  { dueMs }: Sent,
  rungs: readonly Rung[],
  endMs: number,
): { rung: Rung; occurrence: number; plannedMs: number }[] {
  return rungs
    .flatMap((rung) => {
      const passed: { rung: Rung; occurrence: number; plannedMs: number }[] = [];
      let plannedMs = dueMs + rung.hoursFromDue * HOUR_MS;
      for (let occurrence = 1; plannedMs <= endMs; occurrence += 1) {
        passed.push({ rung, occurrence, plannedMs });
        if (!rung.repeatEveryHours) break;
        plannedMs += rung.repeatEveryHours * HOUR_MS;
      }
      return passed;
    })
    .sort((a, b) => a.plannedMs - b.plannedMs);
}

const hearersOf = ({ place }: Sent, { hears }: Rung): { id: string; address: string }[] => [
  ...new Map(
    hears.flatMap((who) => place.hearers[who] ?? []).map((hearer) => [hearer.address, hearer]),
  ).values(),
];

const everyHearer = ({ place }: Sent): string[] =>
  Object.values(place.hearers).flatMap((hearers) => hearers.map(({ address }) => address));

const addressOf = ({ place }: Sent, id: string): string | undefined =>
  Object.values(place.hearers)
    .flat()
    .find((hearer) => hearer.id === id)?.address;

function alertsOf(adminUrl: string): Promise<AlertRow[]> {
  return askPatiently<AlertRow & Record<string, unknown>>(
    adminUrl,
    `select c.reference, a.stage, a.occurrence, a.step,
            a.superseded_at is not null as superseded, a.withdrawn_reason as withdrawn,
            coalesce((select json_agg(json_build_object('recipient', d.recipient_id, 'mail', d.mail_id, 'unconfirmed', d.skipped = 'unconfirmed'))
                        from delivery d where d.force_id = a.force_id and d.alert_id = a.id), '[]') as deliveries
       from alert a join clock k on k.force_id = a.force_id and k.id = a.clock_id join contact c on c.force_id = k.force_id and c.id = k.contact_id`,
  );
}

const REFERENCE = /\b[CDFHJKMNPQRTWX3479]{3}-[CDFHJKMNPQRTWX3479]{3}-[CDFHJKMNPQRTWX3479]{3}\b/g;

/** The references a mail names, whatever its lines were broken by. */
function referencesIn(raw: string): Set<string> {
  return new Set(raw.replace(/=\r?\n/g, '').match(REFERENCE) ?? []);
}

const idOf = (messageId: string): string => /^<([^@]+)@/.exec(messageId)?.[1] ?? '';

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

function addTo(sets: Map<string, Set<string>>, key: string, value: string): void {
  const known = sets.get(key);
  if (known) known.add(value);
  else sets.set(key, new Set([value]));
}

const at = (sorted: readonly number[], part: number): number =>
  Math.round(sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0);
