import type { DateTime } from 'luxon';
import { formatInstant } from '../common/calendar.js';
import { targetTimeText } from '../contacts/alert-wording.js';
import { timeLeft } from '../contacts/domain/time-left.js';
import { personText } from '../registry/officer-wording.js';
import type { Trouble, WaitingContact } from './digest-mail.query.js';
import { NOBODY_ASKED, type RecourseWaiting } from './digest-recourse.query.js';

/** More than this in one mail nobody reads; the list behind the link has all. */
const LISTED = 50;

const HEADINGS = ['Overdue', 'Due before the next digest', 'Later'] as const;
type Heading = (typeof HEADINGS)[number];

export interface DigestMail {
  subject: string;
  /** What waits, in one sentence; none if nothing does. */
  summary: string | undefined;
  /** What went wrong with alerts, in one sentence; none if nothing did. */
  trouble: string | undefined;
  /** Who waits for a supervisor, in one sentence; none if nobody does. */
  recourse: string | undefined;
  places: {
    name: string;
    groups: {
      heading: Heading;
      contacts: { reference: string; left: string; due: string; target?: string; taken?: string }[];
    }[];
  }[];
  more: number;
  next: string;
}

/**
 * What a digest says, by neighbourhood: overdue, due before the next digest, later; the least time left first.
 * @param contacts what waits, the least time left first
 */
export function digestMail(
  contacts: readonly WaitingContact[],
  trouble: Trouble,
  { now, nextAt }: { now: DateTime; nextAt: DateTime },
  recourse: RecourseWaiting = NOBODY_ASKED,
): DigestMail {
  const headingOf = ({ dueAt }: WaitingContact): Heading =>
    now > dueAt ? 'Overdue' : dueAt <= nextAt ? 'Due before the next digest' : 'Later';
  const count = (heading: Heading): number => contacts.filter((one) => headingOf(one) === heading).length;
  const listed = contacts.slice(0, LISTED);
  const names = [...new Set(listed.map(({ place }) => place))].sort((a, b) => a.localeCompare(b, 'en-GB'));
  const [overdue, soon] = [count('Overdue'), count('Due before the next digest')];
  const troubleSaid = troubleText(trouble);
  const recourseSaid = recourseText(recourse);
  return {
    subject: `Digest: ${contacts.length > 0 ? needText(contacts.length) + (overdue > 0 ? `, ${overdue} overdue` : '') : troubleSaid || recourseSaid}`,
    summary: contacts.length > 0 ? summaryText(contacts.length, overdue, soon) : undefined,
    recourse: recourseSaid === '' ? undefined : `${recourseSaid}.`,
    trouble: troubleSaid === '' ? undefined : `Since the last digest ${troubleSaid}.`,
    places: names.map((name) => ({
      name,
      groups: HEADINGS.map((heading) => ({
        heading,
        contacts: listed
          .filter((one) => one.place === name && headingOf(one) === heading)
          .map((one) => ({
            reference: one.reference,
            left: timeLeft(one.dueAt, now),
            due: formatInstant(one.dueAt),
            ...(one.targetAt && { target: targetTimeText(one.targetAt, now) }),
            ...(one.takenUpBy !== null && { taken: takenText(one.takenUpBy, one.withheldNumber) }),
          })),
      })).filter((group) => group.contacts.length > 0),
    })),
    more: contacts.length - listed.length,
    next: formatInstant(nextAt),
  };
}

const takenText = (name: string, withheldNumber: string | null): string =>
  `Taken up by ${personText({ name, withheldNumber }, false)}`;

const needText = (contacts: number): string =>
  contacts === 1 ? '1 contact needs an answer' : `${contacts} contacts need an answer`;

function summaryText(contacts: number, overdue: number, soon: number): string {
  const parts = [
    ...(overdue > 0 ? [`${overdue} ${overdue === 1 ? 'is' : 'are'} overdue`] : []),
    ...(soon > 0 ? [`${soon} ${soon === 1 ? 'falls' : 'fall'} due before the next digest`] : []),
  ];
  return `${needText(contacts)}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}.`;
}

const alerts = (count: number): string => `${count} alert${count === 1 ? '' : 's'}`;

function troubleText({ late, dead }: Trouble): string {
  const were = (count: number): string => (count === 1 ? 'was' : 'were');
  if (late > 0 && dead > 0)
    return `${alerts(late)} ${were(late)} sent late and ${dead} could not be delivered`;
  if (late > 0) return `${alerts(late)} ${were(late)} sent late`;
  return dead > 0 ? `${alerts(dead)} could not be delivered` : '';
}

function recourseText({ waiting, overdue }: RecourseWaiting): string {
  if (waiting === 0) return '';
  const requests = waiting === 1 ? '1 request for recourse waits' : `${waiting} requests for recourse wait`;
  return `${requests} for a supervisor’s answer${overdue > 0 ? `, ${overdue} overdue` : ''}`;
}
