import type { AssignmentInput, ForceInput } from './force.js';
import { type Entry, isWaiting } from './ledger.js';
import { DAY, localDay } from './local-time.js';
import { momentsUntil, STANDARD } from './standard.js';

export interface ExpectedMail {
  kind: 'acknowledgement' | 'alert' | 'response' | 'breach';
  to: string;
  /** Contacts it is about; of an alert those that wait, the least time left first. */
  about: number[];
}

/** Who was told what before: contacts acknowledged, moments of clocks, and contacts told that their answer is late. */
export interface Told {
  acknowledged: Set<number>;
  moments: Set<string>;
  breaches: Set<number>;
}

export const nobodyTold = (): Told => ({
  acknowledged: new Set(),
  moments: new Set(),
  breaches: new Set(),
});

/**
 * Every mail that one run of the jobs must send, and no other. Marks in the ledger what the sending itself brings
 * about: an answer sent from here counts from now.
 */
export function mailsOfTick(force: ForceInput, ledger: Entry[], told: Told, now: number): ExpectedMail[] {
  const alerts = alertsDue(force, ledger, told, now);
  const mails: ExpectedMail[] = [...alerts].map(([to, about]) => ({ kind: 'alert', to, about }));
  mails.push(...breachesToTell(force, ledger, told, now));
  for (const entry of ledger) {
    const { n, enquirer } = entry.contact;
    if (entry.received && enquirer.email && !told.acknowledged.has(n)) {
      told.acknowledged.add(n);
      mails.push({ kind: 'acknowledgement', to: enquirer.email, about: [n] });
    }
    if (entry.sending !== null) {
      mails.push({ kind: 'response', to: enquirer.email!, about: [n] });
      entry.answers.push({ respondedAt: now, recordedAt: entry.sending });
      entry.sending = null;
    }
  }
  return mails;
}

/** "Only the latest stage counts": of every waiting clock its latest moment, unless somebody was told of that. */
function alertsDue(force: ForceInput, ledger: Entry[], told: Told, now: number): Map<string, number[]> {
  const mails = new Map<string, number[]>();
  const waiting = ledger.filter(isWaiting).sort((a, b) => a.due! - b.due!);
  for (const { contact, due, sending } of waiting) {
    const latest = momentsUntil(contact.start, due!, now).at(-1);
    if (!latest) continue;
    const key = `${contact.n} ${latest.stage} ${latest.occurrence}`;
    if (told.moments.has(key)) continue;
    if (sending !== null) throw new Error(`The story leaves open whether contact ${contact.n} is told of.`);
    told.moments.add(key);
    for (const to of listenersOf(force, contact.place, latest.hears, localDay(now))) {
      mails.set(to, [...(mails.get(to) ?? []), contact.n]);
    }
  }
  return mails;
}

const TELL_WITHIN_DAYS = 14;

/**
 * "At a breach the person is told again": once, if there is an e-mail address, while nobody has answered and no answer is on
 * its way, and not of what was missed more than 14 days ago or before the force's figures begin.
 */
function breachesToTell(force: ForceInput, ledger: Entry[], told: Told, now: number): ExpectedMail[] {
  const late = ledger.filter(
    (entry) =>
      isWaiting(entry) &&
      entry.sending === null &&
      now > entry.due! &&
      now - entry.due! <= TELL_WITHIN_DAYS * DAY &&
      localDay(entry.contact.start) >= force.startsOn &&
      !told.breaches.has(entry.contact.n),
  );
  for (const { contact } of late) told.breaches.add(contact.n);
  return late.flatMap(({ contact: { n, enquirer } }) =>
    enquirer.email ? [{ kind: 'breach', to: enquirer.email, about: [n] }] : [],
  );
}

const OWN = ['lead', 'named', 'deputy', 'team'];

/**
 * The addresses of those who hear, as they are there today: for an absent lead or named officer the deputies, for a
 * neighbourhood none of whose own people can hear the supervisor, and where there is nobody of all these the first in
 * line of those who are left.
 */
export function listenersOf(force: ForceInput, code: string, hears: string[], today: string): Set<string> {
  const heard = new Set(hears.flatMap((who) => addressesOf(force, code, who, today)));
  const add = (who: string): void => addressesOf(force, code, who, today).forEach((each) => heard.add(each));
  const missing = (who: string): boolean =>
    holdersOf(force, code, who, today).some(({ collar }) => dutyAddress(force, collar, today) === null);
  if (hears.some((who) => ['lead', 'named'].includes(who) && missing(who))) add('deputy');
  const ofItsOwn = OWN.flatMap((who) => addressesOf(force, code, who, today));
  if (hears.some((who) => OWN.includes(who)) && !ofItsOwn.some((each) => heard.has(each))) add('supervisor');
  for (const who of STANDARD.nobodyLeft) {
    if (heard.size > 0) break;
    add(who);
  }
  return heard;
}

function addressesOf(force: ForceInput, code: string, who: string, today: string): string[] {
  if (who === 'force-admin') return force.adminEmails;
  if (who === 'mailbox') {
    const { teamMailbox } = force.places.find((place) => place.code === code)!;
    return teamMailbox ? [teamMailbox] : [];
  }
  return holdersOf(force, code, who, today)
    .map(({ collar }) => dutyAddress(force, collar, today))
    .filter((address) => address !== null);
}

const holdersOf = (force: ForceInput, code: string, who: string, today: string): AssignmentInput[] =>
  force.assignments.filter((each) => each.code === code && each.role === who && isOn(each, today));

/** Where an officer reads alerts today; null if they are away, have left, or have no address. Hours are no absence. */
function dutyAddress(force: ForceInput, collar: string, today: string): string | null {
  const { absences, servesUntil, dutyEmail } = force.officers.find((officer) => officer.collar === collar)!;
  const away = absences.some((absence) => absence.kind !== 'abstraction' && isOn(absence, today));
  return away || (servesUntil !== null && today > servesUntil) ? null : dutyEmail;
}

export const isOn = ({ from, until }: Pick<AssignmentInput, 'from' | 'until'>, day: string): boolean =>
  from <= day && (until === null || day <= until);
