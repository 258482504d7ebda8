import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import {
  isSameAnswer,
  type ProposedResponse,
  responseProblems,
  stopOf,
  stopOfKept,
} from './meaningful-response.js';

const startedAt = DateTime.fromISO('2026-10-24T12:00:00.000Z', { zone: 'utc' });
const now = startedAt.plus({ hours: 48 });
const contact = { startedAt, hasEmail: true };
const good: ProposedResponse = {
  route: 'phone',
  respondedAt: now,
  text: 'We looked.',
  nextSteps: 'A patrol on Friday.',
};

describe('a meaningful response, "outlining the steps being taken"', () => {
  it.each<[string, Partial<ProposedResponse>, string[]]>([
    ['a call with what happens next', {}, []],
    ['at the very instant the person wrote', { respondedAt: startedAt }, []],
    ['a millisecond before the person wrote', { respondedAt: startedAt.minus(1) }, ['respondedAt']],
    ['5 minutes ahead of our clock', { respondedAt: now.plus({ minutes: 5 }) }, []],
    ['more than that', { respondedAt: now.plus({ minutes: 5 }).plus(1) }, ['respondedAt']],
    ['without when', { respondedAt: null }, ['respondedAt']],
    ['without what happens next', { nextSteps: ' \n' }, ['nextSteps']],
    ['without a text', { text: '' }, ['text']],
    ['without either', { text: ' ', nextSteps: '' }, ['text', 'nextSteps']],
    [
      'from here by e-mail: it has no instant before it is accepted',
      { route: 'email-from-here', respondedAt: null },
      [],
    ],
    ['from here with an instant made up', { route: 'email-from-here' }, ['respondedAt']],
  ])('%s', (_, change, fields) => {
    expect(responseProblems({ ...good, ...change }, contact, now).map(({ field }) => field)).toEqual(fields);
  });

  it('an e-mail from here needs an address', () => {
    const problems = responseProblems(
      { ...good, route: 'email-from-here', respondedAt: null },
      { startedAt, hasEmail: false },
      now,
    );
    expect(problems).toEqual([expect.objectContaining({ field: 'route' })]);
  });
});

describe('an answer that comes again', () => {
  const fromHere: ProposedResponse = { ...good, route: 'email-from-here', respondedAt: null };
  const within = { ...good, respondedAt: now.plus({ seconds: 20 }) };
  it.each<[string, ProposedResponse, Partial<ProposedResponse>, boolean, boolean]>([
    ['word for word', good, {}, false, true],
    ['with blanks around', good, { text: ' We looked.\n' }, false, true],
    ['with another text', good, { text: 'We looked twice.' }, false, false],
    ['with other steps', good, { nextSteps: 'None.' }, false, false],
    ['by another route', good, { route: 'visit' }, false, false],
    ['a millisecond later', good, { respondedAt: now.plus(1) }, false, false],
    ['from here', fromHere, fromHere, false, true],
    ['from here, and now with an instant', fromHere, { ...fromHere, respondedAt: now }, false, false],
    ['typed to the minute within which it was kept', within, {}, true, true],
    ['typed to the minute before', within, { respondedAt: now.minus({ minutes: 1 }) }, true, false],
  ])('%s', (_, kept, change, toTheMinute, isSame) => {
    expect(isSameAnswer(kept, { ...good, ...change }, toTheMinute)).toBe(isSame);
  });
});

describe('the stop of a clock', () => {
  const response = (hours: number | null, voided = false) => ({
    respondedAt: hours === null ? null : startedAt.plus({ hours }),
    recordedAt: now,
    voidedAt: voided ? now : null,
  });
  it.each([
    ['no response', [], null],
    ['one still on its way', [response(null)], null],
    ['the first counts, not the second', [response(5), response(9)], 5],
    ['the earliest counts, whenever it was written down', [response(9), response(5)], 5],
    ['a void one does not', [response(5, true), response(9)], 9],
    ['one from before the query belongs to an earlier one', [response(-1), response(9)], 9],
    ['at the very start', [response(0)], 0],
  ])('%s', (_, responses, hours) => {
    const expected = hours === null ? undefined : startedAt.plus({ hours }).toISO();
    expect(stopOf(startedAt, responses)?.stoppedAt.toISO()).toBe(expected);
  });
});

describe('the stop of a clock that was kept', () => {
  const recorded = (hours: number): { respondedAt: DateTime; recordedAt: DateTime; voidedAt: null } => ({
    ...{ respondedAt: startedAt, recordedAt: startedAt.plus({ hours }), voidedAt: null },
  });
  const known = startedAt.plus({ hours: 2 });
  it.each<[string, DateTime | null, DateTime | null, number, number | null]>([
    ['the contact’s own, answered at its start', null, null, 1, 0],
    ['a question that waited on by the rule before', null, known, 1, null],
    ['one whose answer is written down at the very instant at which it was known', null, known, 2, 0],
    ['one that was answered at its start', startedAt, known, 1, 0],
    ['one whose answer is written down later', null, known, 3, 0],
  ])('%s', (_, stoppedAt, knownAt, hours, expected) => {
    const stop = stopOfKept({ startedAt, stoppedAt, knownAt }, [recorded(hours)]);
    expect(stop ? stop.stoppedAt.diff(startedAt).as('hours') : null).toBe(expected);
  });
});
