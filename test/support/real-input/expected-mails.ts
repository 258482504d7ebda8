import type { AssignmentInput, ForceInput } from './force.js';
import { type Entry, isWaiting } from './ledger.js';
import { localDay } from './local-time.js';
import { momentsUntil, STANDARD } from './standard.js';

export interface ExpectedMail {
  kind: 'acknowledgement' | 'alert' | 'response';
  to: string;
  /** Contacts it is about; of an alert those that wait, the least time left first. */
  about: number[];
}

/** Who was told what before: contacts acknowledged, and moments of clocks. */
export interface Told {
  acknowledged: Set<number>;
  moments: Set<string>;
}

export const nobodyTold = (): Told => ({ acknowledged: new Set(), moments: new Set() });

/**
 * Every mail that one run of the jobs must send, and no other. Marks in the ledger what the sending itself brings
 * about: an answer sent from here counts from now.
 */
export function mailsOfTick(force: ForceInput, ledger: Entry[], told: Told, now: number): ExpectedMail[] {
  const alerts = alertsDue(force, ledger, told, now);
  const mails: ExpectedMail[] = [...alerts].map(([to, about]) => ({ kind: 'alert', to, about }));
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

/** The addresses of those who hear; where there are none, of the first in line of those who are left. */
export function listenersOf(force: ForceInput, code: string, hears: string[], today: string): Set<string> {
  const heard = new Set(hears.flatMap((who) => addressesOf(force, code, who, today)));
  for (const who of STANDARD.nobodyLeft) {
    if (heard.size > 0) break;
    addressesOf(force, code, who, today).forEach((address) => heard.add(address));
  }
  return heard;
}

function addressesOf(force: ForceInput, code: string, who: string, today: string): string[] {
  if (who === 'force-admin') return force.adminEmails;
  if (who === 'mailbox') {
    const { teamMailbox } = force.places.find((place) => place.code === code)!;
    return teamMailbox ? [teamMailbox] : [];
  }
  return force.assignments
    .filter((each) => each.code === code && each.role === who && isOn(each, today))
    .map(({ collar }) => force.officers.find((officer) => officer.collar === collar)!.dutyEmail)
    .filter((address) => address !== null);
}

export const isOn = ({ from, until }: Pick<AssignmentInput, 'from' | 'until'>, day: string): boolean =>
  from <= day && (until === null || day <= until);
