import type { PastOfOfficer, PastOfPlace } from './coverage-world.js';

/** One neighbourhood's history, and what it was on every day of a period, worked out by hand. */
export interface History extends PastOfPlace {
  words: string;
  officers?: Record<string, PastOfOfficer>;
  /** March 2026, unless given. */
  period?: [fromOn: string, toOn: string];
  /** A day after the period, unless given. */
  todayOn?: string;
  /** `1-10 covered` of March 2026; in full where it is another month. Days that are missing did not exist. */
  days: string[];
  /** First and last day, and what the days were. */
  gaps: string[];
  /** Days on which the national measure was met. */
  national: string[];
}

const ALWAYS = '(,)';
const MARCH_ON = '[2026-01-01,)';
const lead: [string, string, string] = ['A', 'lead', MARCH_ON];

export const HISTORIES: History[] = [
  {
    words: '1: nobody is assigned',
    days: ['1-31 vacant'],
    gaps: ['1-31 vacant'],
    national: [],
  },
  {
    words: '2: a lead of an allowed rank, named, reachable, present',
    officers: { A: {} },
    assignments: [lead],
    days: ['1-31 covered'],
    gaps: [],
    national: ['1-31'],
  },
  {
    words: '3: the lead leaves after the 10th, the next begins on the 15th',
    officers: { A: {}, B: {} },
    assignments: [
      ['A', 'lead', '[2026-01-01,2026-03-10]'],
      ['B', 'lead', '[2026-03-15,)'],
    ],
    days: ['1-10 covered', '11-14 vacant', '15-31 covered'],
    gaps: ['11-14 vacant'],
    national: ['1-10', '15-31'],
  },
  {
    words: '4: a handover without a gap, from one day to the next',
    officers: { A: {}, B: {} },
    assignments: [
      ['A', 'lead', '[2026-01-01,2026-03-10]'],
      ['B', 'lead', '[2026-03-11,)'],
    ],
    days: ['1-31 covered'],
    gaps: [],
    national: ['1-31'],
  },
  {
    words: '5: only a deputy',
    officers: { D: {} },
    assignments: [['D', 'deputy', MARCH_ON]],
    days: ['1-31 deputy-covering'],
    gaps: [],
    national: [],
  },
  {
    words: '6: an inspector is no rank that may be named',
    officers: { A: { ranks: [['inspector', ALWAYS]] } },
    assignments: [lead],
    days: ['1-31 vacant'],
    gaps: ['1-31 vacant'],
    national: [],
  },
  {
    words: '7: promoted to inspector on the 16th: past days keep the rank of then',
    officers: {
      A: {
        ranks: [
          ['sergeant', '(,2026-03-16)'],
          ['inspector', '[2026-03-16,)'],
        ],
      },
    },
    assignments: [lead],
    days: ['1-15 covered', '16-31 vacant'],
    gaps: ['16-31 vacant'],
    national: ['1-15'],
  },
  {
    words: '8: the name is withheld from the 5th to the 8th',
    officers: { A: { withheld: ['[2026-03-05,2026-03-08]'] } },
    assignments: [lead],
    days: ['1-4 covered', '5-8 unpublished', '9-31 covered'],
    gaps: ['5-8 unpublished'],
    national: ['1-4', '9-31'],
  },
  {
    words: '9: withheld, but a deputy with a published name stands in',
    officers: { A: { withheld: [ALWAYS] }, D: {} },
    assignments: [lead, ['D', 'deputy', '[2026-03-20,)']],
    days: ['1-19 unpublished', '20-31 deputy-covering'],
    gaps: ['1-19 unpublished'],
    national: [],
  },
  {
    words: '10: fourteen days of leave are no absence',
    officers: { A: { absences: [['leave', '[2026-03-02,2026-03-15]']] } },
    assignments: [lead],
    days: ['1-31 covered'],
    gaps: [],
    national: ['1-31'],
  },
  {
    words: '11: fifteen days of leave are, from the first of them; nationally that does not matter',
    officers: { A: { absences: [['leave', '[2026-03-02,2026-03-16]']] } },
    assignments: [lead],
    days: ['1-1 covered', '2-16 absent', '17-31 covered'],
    gaps: ['2-16 absent'],
    national: ['1-31'],
  },
  {
    words: '12: ten days of leave and five of sickness right after are one run of fifteen',
    officers: {
      A: {
        absences: [
          ['leave', '[2026-03-02,2026-03-11]'],
          ['sickness', '[2026-03-12,2026-03-16]'],
        ],
      },
    },
    assignments: [lead],
    days: ['1-1 covered', '2-16 absent', '17-31 covered'],
    gaps: ['2-16 absent'],
    national: ['1-31'],
  },
  {
    words: '13: one day at work between two absences makes two runs, both too short',
    officers: {
      A: {
        absences: [
          ['leave', '[2026-03-02,2026-03-11]'],
          ['sickness', '[2026-03-13,2026-03-20]'],
        ],
      },
    },
    assignments: [lead],
    days: ['1-31 covered'],
    gaps: [],
    national: ['1-31'],
  },
  {
    words: '14: sick since the 28th without an end: absent from the first day',
    officers: { A: { absences: [['sickness', '[2026-03-28,)']] } },
    assignments: [lead],
    days: ['1-27 covered', '28-31 absent'],
    gaps: ['28-31 absent'],
    national: ['1-31'],
  },
  {
    words: '15: a month of abstraction is hours of other duty, no absence',
    officers: { A: { absences: [['abstraction', '[2026-03-01,2026-03-31]']] } },
    assignments: [lead],
    days: ['1-31 covered'],
    gaps: [],
    national: ['1-31'],
  },
  {
    words: '16: absent and named with a deputy present: deputy covering, until the deputy leaves',
    officers: { A: { absences: [['parental-leave', '[2026-03-03,2026-06-30]']] }, D: {} },
    assignments: [lead, ['D', 'deputy', '[2026-03-03,2026-03-20]']],
    days: ['1-2 covered', '3-20 deputy-covering', '21-31 absent'],
    gaps: ['21-31 absent'],
    national: ['1-31'],
  },
  {
    words: '17: the deputy is away as well',
    officers: {
      A: { absences: [['secondment', '[2026-02-01,2026-04-30]']] },
      D: { absences: [['leave', '[2026-03-10,2026-03-24]']] },
    },
    assignments: [lead, ['D', 'deputy', MARCH_ON]],
    days: ['1-9 deputy-covering', '10-24 absent', '25-31 deputy-covering'],
    gaps: ['10-24 absent'],
    national: ['1-31'],
  },
  {
    words: '18: an absence that began long before the period counts by its whole length',
    officers: { A: { absences: [['sickness', '[2026-02-10,2026-03-03]']] } },
    assignments: [lead],
    days: ['1-3 absent', '4-31 covered'],
    gaps: ['1-3 absent'],
    national: ['1-31'],
  },
  {
    words: '19: without any route nobody can be reached; a telephone is not online',
    officers: { A: {} },
    routes: [['telephone', ALWAYS]],
    assignments: [lead],
    days: ['1-31 not-contactable'],
    gaps: ['1-31 not-contactable'],
    national: [],
  },
  {
    words: "20: the officer's own public e-mail, from the 12th, will do",
    officers: { A: { email: ['[2026-03-12,)'] } },
    routes: [],
    assignments: [lead],
    days: ['1-11 not-contactable', '12-31 covered'],
    gaps: ['1-11 not-contactable'],
    national: ['12-31'],
  },
  {
    words: '21: the e-mail of one officer does not help another, whose state is worse',
    officers: { A: { withheld: [ALWAYS], email: [ALWAYS] }, B: {} },
    routes: [],
    assignments: [lead, ['B', 'named', '[2026-03-11,)']],
    days: ['1-10 unpublished', '11-31 not-contactable'],
    gaps: ['1-31 not-contactable unpublished'],
    national: [],
  },
  {
    words: '22: the only route fails on one day: not long enough',
    officers: { A: {} },
    assignments: [lead],
    failures: [['form', '[2026-03-10,2026-03-10]']],
    days: ['1-31 covered'],
    gaps: [],
    national: ['1-31'],
  },
  {
    words: '23: the only route fails on two days running',
    officers: { A: {} },
    assignments: [lead],
    failures: [['form', '[2026-03-10,2026-03-11]']],
    days: ['1-9 covered', '10-11 not-contactable', '12-31 covered'],
    gaps: ['10-11 not-contactable'],
    national: ['1-9', '12-31'],
  },
  {
    words: '24: one route fails, another works',
    officers: { A: {} },
    routes: [
      ['form', ALWAYS],
      ['email', '[2026-03-01,2026-03-14]'],
    ],
    assignments: [lead],
    failures: [['form', '[2026-03-10,2026-03-20]']],
    days: ['1-14 covered', '15-20 not-contactable', '21-31 covered'],
    gaps: ['15-20 not-contactable'],
    national: ['1-14', '21-31'],
  },
  {
    words: '25: a route that began to fail today has failed one day: not yet',
    officers: { A: {} },
    assignments: [lead],
    failures: [['web', '[2026-03-31,)']],
    routes: [['web', ALWAYS]],
    todayOn: '2026-03-31',
    days: ['1-31 covered'],
    gaps: [],
    national: ['1-31'],
  },
  {
    words: '26: asked a day later it has failed on both',
    officers: { A: {} },
    assignments: [lead],
    failures: [['web', '[2026-03-30,)']],
    routes: [['web', ALWAYS]],
    todayOn: '2026-03-31',
    days: ['1-29 covered', '30-31 not-contactable'],
    gaps: ['30-31 not-contactable'],
    national: ['1-29'],
  },
  {
    words: '27: the officer joins the force on the 6th and leaves after the 25th; outside nothing is covered',
    officers: { A: { service: '[2026-03-06,2026-03-25]' } },
    assignments: [lead],
    days: ['1-5 vacant', '6-25 covered', '26-31 vacant'],
    gaps: ['1-5 vacant', '26-31 vacant'],
    national: ['6-25'],
  },
  {
    words: '28: a member of the team and a supervisor name no one',
    officers: { A: {}, B: { ranks: [['sergeant', ALWAYS]] } },
    assignments: [
      ['A', 'team', MARCH_ON],
      ['B', 'supervisor', MARCH_ON],
    ],
    days: ['1-31 vacant'],
    gaps: ['1-31 vacant'],
    national: [],
  },
  {
    words:
      '29: the worst flaw decides: withheld and away is unpublished; without a route and away is not contactable',
    officers: {
      A: { withheld: ['[2026-03-01,2026-03-10]'], absences: [['sickness', MARCH_ON]] },
    },
    assignments: [lead],
    routes: [['form', '[2026-03-01,2026-03-20]']],
    days: ['1-10 unpublished', '11-20 absent', '21-31 not-contactable'],
    gaps: ['1-31 absent not-contactable unpublished'],
    national: ['11-20'],
  },
  {
    words: '30: of two named officers the one who is present covers',
    officers: { A: { absences: [['leave', '[2026-03-01,2026-03-31]']] }, B: {} },
    assignments: [lead, ['B', 'named', '[2026-03-08,)']],
    days: ['1-7 absent', '8-31 covered'],
    gaps: ['1-7 absent'],
    national: ['1-31'],
  },
  {
    words: '31: a neighbourhood that begins on the 9th and ends after the 21st has no other days',
    during: '[2026-03-09,2026-03-21]',
    officers: { A: {} },
    assignments: [['A', 'lead', '[2026-03-12,)']],
    days: ['9-11 vacant', '12-21 covered'],
    gaps: ['9-11 vacant'],
    national: ['12-21'],
  },
  {
    words: '32: the spring change of the clocks, a Sunday of 23 hours, is one day without cover',
    officers: { A: {}, B: {} },
    assignments: [
      ['A', 'lead', '[2026-01-01,2026-03-28]'],
      ['B', 'lead', '[2026-03-30,)'],
    ],
    days: ['1-28 covered', '29-29 vacant', '30-31 covered'],
    gaps: ['29-29 vacant'],
    national: ['1-28', '30-31'],
  },
  {
    words: '33: and so is the autumn one of 25 hours; fifteen days across it are fifteen',
    period: ['2026-10-12', '2026-11-05'],
    officers: { A: { absences: [['leave', '[2026-10-18,2026-11-01]']] }, B: {} },
    assignments: [lead, ['B', 'named', '[2026-10-20,2026-10-24]'], ['B', 'named', '[2026-10-26,2026-10-31]']],
    days: [
      '2026-10-12..2026-10-17 covered',
      '2026-10-18..2026-10-19 absent',
      '2026-10-20..2026-10-24 covered',
      '2026-10-25..2026-10-25 absent',
      '2026-10-26..2026-10-31 covered',
      '2026-11-01..2026-11-01 absent',
      '2026-11-02..2026-11-05 covered',
    ],
    gaps: ['2026-10-18..2026-10-19 absent', '2026-10-25..2026-10-25 absent', '2026-11-01..2026-11-01 absent'],
    national: ['2026-10-12..2026-11-05'],
  },
  {
    words: '34: across 29 February fifteen days are reached',
    period: ['2028-02-14', '2028-03-03'],
    officers: { A: { absences: [['leave', '[2028-02-16,2028-03-01]']] } },
    assignments: [lead],
    days: [
      '2028-02-14..2028-02-15 covered',
      '2028-02-16..2028-03-01 absent',
      '2028-03-02..2028-03-03 covered',
    ],
    gaps: ['2028-02-16..2028-03-01 absent'],
    national: ['2028-02-14..2028-03-03'],
  },
  {
    words: '35: the same dates in a year without one are fourteen days',
    period: ['2027-02-14', '2027-03-03'],
    officers: { A: { absences: [['leave', '[2027-02-16,2027-03-01]']] } },
    assignments: [lead],
    days: ['2027-02-14..2027-03-03 covered'],
    gaps: [],
    national: ['2027-02-14..2027-03-03'],
  },
  {
    words: '36: nobody on 29 February itself',
    period: ['2028-02-27', '2028-03-02'],
    officers: { A: {}, B: {} },
    assignments: [
      ['A', 'lead', '[2026-01-01,2028-02-28]'],
      ['B', 'lead', '[2028-03-01,)'],
    ],
    days: [
      '2028-02-27..2028-02-28 covered',
      '2028-02-29..2028-02-29 vacant',
      '2028-03-01..2028-03-02 covered',
    ],
    gaps: ['2028-02-29..2028-02-29 vacant'],
    national: ['2028-02-27..2028-02-28', '2028-03-01..2028-03-02'],
  },
  {
    words: '37: two runs of failing days that touch are one run',
    officers: { A: {} },
    routes: [['email', ALWAYS]],
    assignments: [lead],
    failures: [
      ['email', '[2026-03-10,2026-03-10]'],
      ['email', '[2026-03-11,2026-03-11]'],
      ['email', '[2026-03-13,2026-03-13]'],
    ],
    days: ['1-9 covered', '10-11 not-contactable', '12-31 covered'],
    gaps: ['10-11 not-contactable'],
    national: ['1-9', '12-31'],
  },
  {
    words:
      "38: an officer's own address that fails on two days is no route on them; by the national measure neither",
    officers: { A: { email: [ALWAYS], failures: ['[2026-03-10,2026-03-11]', '[2026-03-20,2026-03-20]'] } },
    routes: [],
    assignments: [lead],
    days: ['1-9 covered', '10-11 not-contactable', '12-31 covered'],
    gaps: ['10-11 not-contactable'],
    national: ['1-9', '12-31'],
  },
  {
    words:
      "39: one since yesterday goes on failing, also for whoever is away, while the neighbourhood's form works until the 30th",
    officers: {
      A: { email: [ALWAYS], failures: ['[2026-03-30,)'], absences: [['leave', '[2026-03-01,2026-03-31]']] },
    },
    routes: [['form', '[2026-01-01,2026-03-30]']],
    assignments: [lead],
    todayOn: '2026-03-31',
    days: ['1-30 absent', '31-31 not-contactable'],
    gaps: ['1-31 absent not-contactable'],
    national: ['1-30'],
  },
  {
    words: "40: of two officers the one whose address works makes up for the other's",
    officers: { A: { email: [ALWAYS], failures: ['[2026-03-05,)'] }, B: { email: ['[2026-03-08,)'] } },
    routes: [],
    assignments: [lead, ['B', 'deputy', MARCH_ON]],
    days: ['1-4 covered', '5-7 not-contactable', '8-31 deputy-covering'],
    gaps: ['5-7 not-contactable'],
    national: ['1-4'],
  },
  {
    words:
      "41: a neighbourhood's mailbox that fails says nothing of the officer's address, nor the other way round",
    officers: { A: { email: ['[2026-03-01,2026-03-20]'], failures: ['[2026-03-11,2026-03-12]'] } },
    routes: [['email', ALWAYS]],
    failures: [
      ['email', '[2026-03-05,2026-03-06]'],
      ['email', '[2026-03-12,2026-03-13]'],
      ['email', '[2026-03-21,2026-03-22]'],
    ],
    assignments: [lead],
    days: [
      '1-11 covered',
      '12-12 not-contactable',
      '13-20 covered',
      '21-22 not-contactable',
      '23-31 covered',
    ],
    gaps: ['12-12 not-contactable', '21-22 not-contactable'],
    national: ['1-11', '13-20', '23-31'],
  },
];
