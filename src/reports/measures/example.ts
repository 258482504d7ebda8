import { DateTime } from 'luxon';

/** One query of the worked example, with what became of it. Minutes count from the start, 72 hours before due. */
export interface ExampleQuery {
  name: string;
  words: string;
  /** Null for a contact without an address. */
  dueAt: DateTime | null;
  answeredAfterMinutes?: number;
  /** Instant at which the answer was written down, if later than it happened. */
  recordedAt?: DateTime;
  takenOut?: { at: DateTime; reason: string; confirmedAt?: DateTime };
  /** Instant at which the only address refused an answer for good. */
  addressFailedAt?: DateTime;
}

const at = (iso: string): DateTime => DateTime.fromISO(iso, { zone: 'utc' });
const HOURS_72 = 72 * 60;
const MILLISECOND = 1 / 60_000;

/**
 * The history that every measure answers for, and that a test gives to the database: March 2026, on record at
 * 3:10am of 1 April, of a force with two neighbourhoods in two wards.
 */
export const EXAMPLE = {
  fromOn: '2026-03-01',
  toOn: '2026-03-31',
  cutOffAt: at('2026-04-01T02:10:00Z'),
  queries: [
    {
      name: 'A',
      words: 'answered after an hour',
      dueAt: at('2026-03-05T12:00:00Z'),
      answeredAfterMinutes: 60,
    },
    {
      name: 'B',
      words: 'answered at the due instant',
      dueAt: at('2026-03-06T12:00:00Z'),
      answeredAfterMinutes: HOURS_72,
    },
    {
      name: 'C',
      words: 'answered one millisecond after the due instant',
      dueAt: at('2026-03-07T12:00:00Z'),
      answeredAfterMinutes: HOURS_72 + MILLISECOND,
    },
    { name: 'D', words: 'not answered', dueAt: at('2026-03-31T22:59:59.999Z') },
    {
      name: 'E',
      words: 'answered after 90½ minutes, written down two days after due',
      dueAt: at('2026-03-09T12:00:00Z'),
      answeredAfterMinutes: 90.5,
      recordedAt: at('2026-03-11T12:00:00Z'),
    },
    {
      name: 'F',
      words: 'taken out as a crime report before due',
      dueAt: at('2026-03-10T12:00:00Z'),
      takenOut: { at: at('2026-03-08T09:00:00Z'), reason: 'crime' },
    },
    {
      name: 'G',
      words: 'taken out as spam after due, not confirmed, not answered',
      dueAt: at('2026-03-11T12:00:00Z'),
      takenOut: { at: at('2026-03-12T09:00:00Z'), reason: 'spam' },
    },
    {
      name: 'H',
      words: 'taken out as a duplicate after due, confirmed by a supervisor',
      dueAt: at('2026-03-12T12:00:00Z'),
      takenOut: {
        at: at('2026-03-13T09:00:00Z'),
        reason: 'duplicate',
        confirmedAt: at('2026-03-14T09:00:00Z'),
      },
    },
    { name: 'I', words: 'not answered, due on 2 April', dueAt: at('2026-04-02T12:00:00Z') },
    { name: 'J', words: 'received on 10 March without an address', dueAt: null },
    {
      name: 'K',
      words: 'answered after half an hour',
      dueAt: at('2026-03-20T12:00:00Z'),
      answeredAfterMinutes: 30,
    },
    {
      name: 'L',
      words: 'its only address refused the answer for good before due',
      dueAt: at('2026-03-21T12:00:00Z'),
      addressFailedAt: at('2026-03-20T09:00:00Z'),
    },
  ] as ExampleQuery[],
  wards: [
    { name: 'Abbey', neighbourhoods: ['North'] },
    { name: 'Castle', neighbourhoods: ['North', 'South'] },
  ],
  neighbourhoods: [
    { name: 'North', assignments: [{ role: 'lead', fromOn: '2026-01-01', untilOn: null }] },
    {
      name: 'South',
      assignments: [
        { role: 'lead', fromOn: '2026-01-01', untilOn: '2026-03-20' },
        { role: 'deputy', fromOn: '2026-03-26', untilOn: null },
      ],
    },
  ],
};
