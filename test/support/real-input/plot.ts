import { contactsFor, dueOf, isReachable } from './contacts.js';
import type { ForceInput } from './force.js';
import { at, HOUR, MINUTE } from './local-time.js';
import { type Chance, chanceFrom } from './random.js';
import { type Action, type Comparison, type ContactInput, type Deed, inOrder, type Story } from './story.js';

const REASONS = ['emergency', 'crime', 'complaint', 'information-request', 'wrong-force', 'spam'];
const ROUTES = ['email', 'phone', 'visit', 'in-person', 'letter', 'social-media'];

/** When the jobs run, hour by hour. Between these spans they are down, twice for two days and more; people go on. */
const JOBS_RUN = [
  ['2026-03-24T23:00:00Z', '2026-04-05T12:00:00Z'],
  ['2026-10-21T06:00:00Z', '2026-10-26T06:00:00Z'],
  ['2026-10-28T06:00:00Z', '2026-11-03T12:00:00Z'],
].map(([from, until]) => [at(from!), at(until!)] as const);

const jobsRunAt = (instant: number): boolean =>
  JOBS_RUN.some(([from, until]) => instant > from + HOUR && instant < until - HOUR);

const month = (year: number, number: number, days: number, daysBefore: number): Comparison => {
  const two = (value: number): string => String(value).padStart(2, '0');
  return {
    fromOn: `${year}-${two(number)}-01`,
    toOn: `${year}-${two(number)}-${days}`,
    before: { fromOn: `${year}-${two(number - 1)}-01`, toOn: `${year}-${two(number - 1)}-${daysBefore}` },
  };
};
const range = (fromOn: string, toOn: string, beforeFrom: string, beforeTo: string): Comparison => ({
  fromOn,
  toOn,
  before: { fromOn: beforeFrom, toOn: beforeTo },
});

export const MARCH = month(2026, 3, 31, 28);
export const OCTOBER = month(2026, 10, 31, 30);
export const OVER_THE_CHANGE = range('2026-03-28', '2026-04-02', '2026-03-22', '2026-03-27');
const LONG_SUNDAY = range('2026-10-25', '2026-10-25', '2026-10-24', '2026-10-24');
const LAST_WEEK = range('2026-10-26', '2026-11-01', '2026-10-19', '2026-10-25');
const LAST_QUARTER = range('2026-10-01', '2026-12-31', '2026-07-01', '2026-09-30');
const YEAR = range('2026-04-01', '2027-03-31', '2025-04-01', '2026-03-31');

const REPORTS: [string, Comparison[]][] = [
  // The very instant at which one is due: it is not due before it.
  ['2026-03-31T22:59:59.999Z', [MARCH, OVER_THE_CHANGE]],
  ['2026-04-05T12:30:00Z', [MARCH, OVER_THE_CHANGE]],
  ['2026-10-28T12:00:00Z', [OCTOBER, LONG_SUNDAY]],
  ['2026-11-08T12:00:00Z', [MARCH, OCTOBER, OVER_THE_CHANGE, LONG_SUNDAY, LAST_WEEK, LAST_QUARTER, YEAR]],
];

/** Everything that will happen to a force, from a seed. */
export function plotFor(
  force: ForceInput,
  options: { contacts: number; seed: number; everyHours: number },
): Story {
  const chance = chanceFrom(options.seed);
  const contacts = contactsFor(force, options.contacts, chance);
  const actions: Action[] = contacts.map(({ n, receivedAt }) => ({
    kind: 'receive',
    n,
    at: receivedAt,
    order: 0,
  }));
  const fates = new Fates(actions, chance);
  const deck = Object.entries(DECK).flatMap(([fate, times]) => Array<string>(times).fill(fate));
  let hand: string[] = [];
  for (const contact of contacts.filter(isReachable)) {
    if (hand.length === 0) hand = chance.shuffle(deck);
    fates[hand.pop() as Fate](contact);
  }
  for (const [from, until] of JOBS_RUN) {
    for (let instant = from, count = 0; instant <= until; instant += options.everyHours * HOUR, count += 1) {
      const how = count % 9 === 4 ? 'twice' : count % 9 === 7 ? 'two-at-once' : 'once';
      actions.push({ kind: 'tick', how, at: instant, order: 1 });
    }
  }
  for (const { code, at: instant } of force.life.reviews)
    actions.push({ kind: 'review', code, at: instant, order: 0 });
  for (const [instant, periods] of REPORTS)
    actions.push({ kind: 'report', periods, at: at(instant), order: 9 });
  return { force, contacts, actions: inOrder(actions) };
}

type Fate = Exclude<keyof Fates, 'actions' | 'chance'>;

/** How often each fate befalls a contact, of all the cards. */
const DECK: Record<Fate, number> = {
  early: 20,
  inTime: 16,
  atDue: 4,
  atDueAfterTheAlert: 3,
  aMillisecondLate: 4,
  late: 10,
  lateEntry: 6,
  never: 8,
  takenOutBefore: 7,
  takenOutAtDue: 2,
  takenOutAfter: 4,
  takenOutAfterAndConfirmed: 3,
  takenOutAfterAnswer: 2,
  broughtBack: 4,
  answeredFromHere: 7,
  answeredTwice: 3,
  duplicate: 4,
};

/** What may happen to a contact after it was received. */
class Fates {
  private turn = 0;
  private twin: ContactInput | null = null;

  constructor(
    private readonly actions: Action[],
    private readonly chance: Chance,
  ) {}

  early = (contact: ContactInput): void => this.answer(contact, contact.start + this.between(0.2, 40));
  inTime = (contact: ContactInput): void => this.answer(contact, contact.start + this.between(40, 71.9));
  late = (contact: ContactInput): void => this.answer(contact, dueOf(contact) + this.between(0.1, 60));
  aMillisecondLate = (contact: ContactInput): void => this.answer(contact, dueOf(contact) + 1);

  /** Told at the very instant, and before the sweep of that instant. */
  atDue = (contact: ContactInput): void => {
    this.answer(contact, dueOf(contact), dueOf(contact));
    this.tickAt(dueOf(contact), 1);
  };

  atDueAfterTheAlert = (contact: ContactInput): void => {
    this.tickAt(dueOf(contact), -1);
    this.answer(contact, dueOf(contact), dueOf(contact));
  };

  lateEntry = (contact: ContactInput): void => {
    const due = dueOf(contact);
    this.answer(
      contact,
      this.turn++ % 3 === 0 ? due : due - this.between(0.1, 50),
      due + this.between(0.1, 30),
    );
  };

  /** Not in the months that were played; of the spring's, three in four by a letter in summer. */
  never = (contact: ContactInput): void => {
    const summer = at('2026-06-15T09:00:00Z') + contact.n * MINUTE;
    if (contact.receivedAt < summer && this.turn++ % 4 !== 0) this.answer(contact, summer);
  };

  takenOutBefore = (contact: ContactInput): unknown => this.takeOut(contact, -this.between(0.1, 60));
  takenOutAtDue = (contact: ContactInput): unknown => this.takeOut(contact, 0);
  takenOutAfter = (contact: ContactInput): unknown => this.takeOut(contact, this.between(0.1, 30));

  takenOutAfterAndConfirmed = (contact: ContactInput): void => {
    const out = this.takeOut(contact, this.between(0.1, 30));
    this.add({ kind: 'confirm', n: contact.n }, out + this.between(0.2, 10));
  };

  takenOutAfterAnswer = (contact: ContactInput): void => {
    this.inTime(contact);
    this.takeOut(contact, this.between(25, 40));
  };

  broughtBack = (contact: ContactInput): void => {
    const out = this.takeOut(contact, -this.between(2, 40));
    const back = this.turn++ % 2 === 0 ? out + this.between(0.2, 1.5) : out + this.between(42, 60);
    this.add({ kind: 'bring-back', n: contact.n }, back);
    if (this.turn % 3 !== 0) this.answer(contact, back + this.between(0.1, 50));
  };

  /** By e-mail from here where an address is known: it counts when the server has it, at the next tick. */
  answeredFromHere = (contact: ContactInput): void => {
    // Half an hour off every rung, so that no alert falls between the officer's click and the sending.
    let when = dueOf(contact) + (this.chance.whole(-60, 20) + 0.5) * HOUR;
    while (when <= contact.receivedAt || !jobsRunAt(when)) when += 24 * HOUR;
    if (contact.enquirer.email === undefined || when > at('2026-11-02T00:00:00Z')) return this.late(contact);
    this.tickAt(when, -1);
    this.add({ kind: 'send-answer', n: contact.n }, when);
    this.tickAt(when + 20_000, 1);
  };

  /** A late one is written down; then an earlier one, in time, comes to light. The first that happened counts. */
  answeredTwice = (contact: ContactInput): void => {
    const due = dueOf(contact);
    this.answer(contact, due + this.between(1, 4), due + this.between(5, 8));
    this.answer(contact, due - this.between(1, 20), due + this.between(9, 30));
  };

  /** Every two that draw this are one person's one query; by turns the earlier or the later is named as the duplicate. */
  duplicate = (contact: ContactInput): void => {
    const other = this.twin;
    this.twin = other ? null : contact;
    if (!other) return;
    const [named, of] = this.turn++ % 2 === 0 ? [contact, other] : [other, contact];
    const when = Math.max(contact.receivedAt, Math.min(dueOf(contact), dueOf(other)) - 5 * HOUR) + MINUTE;
    this.add({ kind: 'take-out', n: named.n, reason: 'duplicate', duplicateOf: of.n }, when);
  };

  private answer({ n, start, receivedAt }: ContactInput, respondedAt: number, recordedAt?: number): void {
    const happened = Math.max(respondedAt, start);
    const recorded = Math.max(recordedAt ?? happened + this.between(0, 1.5), happened, receivedAt + 1);
    this.add({ kind: 'respond', n, route: ROUTES[n % ROUTES.length]!, respondedAt: happened }, recorded);
  }

  /** @param fromDue milliseconds; not before the contact was received */
  private takeOut(contact: ContactInput, fromDue: number): number {
    const when = Math.max(dueOf(contact) + fromDue, contact.receivedAt + MINUTE);
    this.add({ kind: 'take-out', n: contact.n, reason: REASONS[this.turn++ % REASONS.length]! }, when);
    return when;
  }

  private tickAt(instant: number, order: number): void {
    if (jobsRunAt(instant)) this.actions.push({ kind: 'tick', how: 'once', at: instant, order });
  }

  private add(deed: Deed, instant: number): void {
    this.actions.push({ ...deed, at: instant, order: 0 });
  }

  private between(lowHours: number, highHours: number): number {
    return this.chance.whole(lowHours * HOUR, highHours * HOUR);
  }
}
