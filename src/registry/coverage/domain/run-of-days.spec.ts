import { describe, expect, it } from '@jest/globals';
import {
  absentRuns,
  failingRuns,
  isIn,
  isReachable,
  joinRuns,
  type OnlineRoute,
  type RunOfDays,
} from './run-of-days.js';

const run = (fromOn: string, untilOn: string | null): RunOfDays => ({ fromOn, untilOn });

describe('runs of days', () => {
  it.each<[clause: string, given: RunOfDays[], joined: RunOfDays[]]>([
    ['none', [], []],
    [
      'those that touch are one',
      [run('2026-03-05', '2026-03-09'), run('2026-03-01', '2026-03-04')],
      [run('2026-03-01', '2026-03-09')],
    ],
    [
      'those that overlap are one, and the longer decides',
      [run('2026-03-01', '2026-03-20'), run('2026-03-05', '2026-03-09')],
      [run('2026-03-01', '2026-03-20')],
    ],
    [
      'a day between them keeps them apart',
      [run('2026-03-01', '2026-03-04'), run('2026-03-06', '2026-03-09')],
      [run('2026-03-01', '2026-03-04'), run('2026-03-06', '2026-03-09')],
    ],
    [
      'one without an end takes in what follows',
      [run('2026-03-01', null), run('2026-04-01', '2026-04-09')],
      [run('2026-03-01', null)],
    ],
    [
      'over the change of the clocks',
      [run('2026-03-28', '2026-03-28'), run('2026-03-29', null)],
      [run('2026-03-28', null)],
    ],
  ])('%s', (_clause, given, joined) => {
    expect(joinRuns(given)).toEqual(joined);
  });
});

describe('absence', () => {
  const leave = (fromOn: string, untilOn: string | null, kind = 'leave') => ({
    kind,
    ...run(fromOn, untilOn),
  });
  it.each([
    ['shorter than 15 consecutive days is none', [leave('2026-03-01', '2026-03-14')], []],
    ['15 consecutive days are', [leave('2026-03-01', '2026-03-15')], [run('2026-03-01', '2026-03-15')]],
    [
      'of different kinds right after each other is one run',
      [leave('2026-03-01', '2026-03-10'), leave('2026-03-11', '2026-03-15', 'sickness')],
      [run('2026-03-01', '2026-03-15')],
    ],
    [
      'with a day of duty between is two runs',
      [leave('2026-03-01', '2026-03-10'), leave('2026-03-12', '2026-03-21')],
      [],
    ],
    ['abstraction hours are none', [leave('2026-03-01', '2026-03-31', 'abstraction')], []],
    [
      'abstraction does not join what lies around it',
      [leave('2026-03-01', '2026-03-10'), leave('2026-03-11', '2026-03-31', 'abstraction')],
      [],
    ],
    ['without an end is long enough', [leave('2026-03-31', null, 'sickness')], [run('2026-03-31', null)]],
    ['over 29 February', [leave('2028-02-16', '2028-03-01')], [run('2028-02-16', '2028-03-01')]],
  ])('%s', (_clause, absences, runs) => {
    expect(absentRuns(absences, 15)).toEqual(runs);
  });
});

describe('a route that fails', () => {
  it.each<[clause: string, failures: RunOfDays[], failing: RunOfDays[]]>([
    ['on one day does not', [run('2026-03-10', '2026-03-10')], []],
    [
      'on two days running does, on both',
      [run('2026-03-10', '2026-03-11')],
      [run('2026-03-10', '2026-03-11')],
    ],
    ['since today does not yet', [run('2026-03-31', null)], []],
    ['since yesterday does, and goes on', [run('2026-03-30', null)], [run('2026-03-30', null)]],
    ['from tomorrow on is no record of a try', [run('2026-04-01', null)], []],
  ])('%s', (_clause, failures, failing) => {
    expect(failingRuns(failures, 2, '2026-03-31')).toEqual(failing);
  });

  it.each([
    ['2026-03-09', false],
    ['2026-03-10', true],
    ['2026-03-11', true],
    ['2026-03-12', false],
    ['2026-04-01', true],
  ])('is in its runs on %s: %s', (day, expected) => {
    expect(isIn([run('2026-03-10', '2026-03-11'), run('2026-03-20', null)], day)).toBe(expected);
  });
});

describe('whoever is named is contactable online', () => {
  const always = { fromOn: '2020-01-01', untilOn: null };
  const own = (...failures: RunOfDays[]): OnlineRoute => ({ published: [always], failures });
  const form: OnlineRoute = { published: [run('2026-03-01', '2026-03-20')], failures: [] };
  const team = own(run('2026-03-12', '2026-03-12'), run('2026-03-15', '2026-03-16'));

  it.each<[clause: string, routes: OnlineRoute[], day: string, expected: boolean]>([
    ['not without a route', [], '2026-03-10', false],
    ['by the own public e-mail, which counts like a route of the neighbourhood', [own()], '2026-03-10', true],
    [
      'not before it was published',
      [{ published: [run('2026-03-11', null)], failures: [] }],
      '2026-03-10',
      false,
    ],
    [
      'not on days on which that address failed, two in a row',
      [own(run('2026-03-10', '2026-03-11'))],
      '2026-03-10',
      false,
    ],
    ['on a single day on which it failed', [own(run('2026-03-10', '2026-03-10'))], '2026-03-10', true],
    [
      'not while it fails and nothing has shown it to work',
      [own(run('2026-03-30', null))],
      '2026-04-02',
      false,
    ],
    ['while it has failed today alone', [own(run('2026-03-31', null))], '2026-03-31', true],
    [
      'by the form of the neighbourhood, though the address fails',
      [own(run('2026-03-10', null)), form],
      '2026-03-20',
      true,
    ],
    ['not once that form is published no more', [own(run('2026-03-10', null)), form], '2026-03-21', false],
    [
      'while the one fails on one day and the other on the next: no route fails two',
      [own(run('2026-03-11', '2026-03-11')), team],
      '2026-03-12',
      true,
    ],
    ['not while both fail', [own(run('2026-03-16', '2026-03-17')), team], '2026-03-16', false],
  ])('%s', (_clause, routes, day, expected) => {
    expect(isReachable(routes, day, 2, '2026-03-31')).toBe(expected);
  });
});
