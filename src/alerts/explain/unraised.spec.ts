import { describe, expect, it } from '@jest/globals';
import type { DateTime } from 'luxon';
import { alert, below, clock, DAY, DUE, explained, START } from '../../../test/support/explained-cases.js';
import type { ExplainedClock, ExplainedEvent } from './explained.js';

describe('why an alert was not sent', () => {
  const taken: ExplainedEvent = {
    at: DAY.plus({ hours: 1 }),
    recordedAt: DAY,
    kind: 'taken-up',
    by: 'officer 9',
    facts: null,
  };
  it.each<[string, ExplainedClock, ExplainedEvent[], DateTime, RegExp, string]>([
    [
      'answered before it',
      clock({ stoppedAt: DAY.minus({ hours: 1 }), nextAlertAt: null }),
      [],
      DUE,
      /: 24 hours left$/,
      'not reached: answered on Wednesday 3 June 2026 at 12pm BST',
    ],
    [
      'out of scope before it',
      clock({ outOfScopeAt: DAY, nextAlertAt: null }),
      [],
      DUE,
      /: due now$/,
      'not reached: taken out of scope on Wednesday 3 June 2026 at 1pm BST',
    ],
    [
      'over before the first sweep',
      clock({ stoppedAt: DUE.minus({ hours: 1 }), nextAlertAt: null, begunAt: DUE }),
      [],
      DUE,
      /: 24 hours left$/,
      'not raised: alerts are told here since Thursday 4 June 2026 at 1pm BST, and it was over by then',
    ],
    ['ahead', clock(), [], START, /: due now$/, 'still to come'],
    [
      'a step ahead',
      clock({ alerts: [alert()] }),
      [],
      DAY,
      /, step 1/,
      'still to come, if nobody has taken it up by then',
    ],
    [
      'a step after it was taken up',
      clock({ alerts: [alert()], nextAlertAt: DUE }),
      [taken],
      DUE,
      /, step 1/,
      'not called: taken up on Wednesday 3 June 2026 at 2pm BST by officer 9',
    ],
    [
      'a step that was due, but not looked at, when it was taken up',
      clock({ alerts: [alert()], nextAlertAt: DUE }),
      [{ ...taken, at: DUE.minus({ hours: 5 }) }],
      DUE,
      /, step 1/,
      'due, and not looked at before it was taken up on Thursday 4 June 2026 at 8am BST by officer 9, who hears alone until the next rung',
    ],
    ['due this moment', clock(), [], DAY, /: 24 hours left$/, 'due, and raised by the next sweep'],
    [
      'history',
      clock({ isHistory: true, nextAlertAt: null }),
      [],
      DUE,
      /: due now$/,
      'not raised: history is told to nobody',
    ],
    [
      'a repeat that went by in downtime',
      clock({
        alerts: [
          alert({
            stage: 'overdue',
            occurrence: 2,
            plannedAt: DUE.plus({ hours: 48 }),
            raisedAt: DUE.plus({ hours: 50 }),
          }),
        ],
        nextAlertAt: DUE.plus({ hours: 72 }),
      }),
      [],
      DUE.plus({ hours: 60 }),
      /: overdue$/,
      'gone by unsaid: time 2 tells of it as well',
    ],
  ])('%s', (_what, one, events, now, heading, line) => {
    expect(below(explained(one, now, events), heading)).toEqual([line]);
  });

  it('superseded by what was raised at the same moment', () => {
    const alerts = [
      alert({ supersededAt: DUE, raisedAt: DUE }),
      alert({ stage: 'due', plannedAt: DUE, raisedAt: DUE }),
    ];
    expect(
      below(explained(clock({ alerts, nextAlertAt: DUE.plus({ hours: 24 }) }), DUE), /: 24 hours left$/),
    ).toEqual([
      'superseded: it had gone by unsaid on Thursday 4 June 2026 at 1pm BST, when “due now” said more',
    ]);
  });

  it('withdrawn, with the reason', () => {
    const withdrawn = alert({ withdrawnAt: DAY.plus({ minutes: 1 }), withdrawnReason: 'transferred' });
    expect(below(explained(clock({ alerts: [withdrawn] }), DUE), /: 24 hours left$/)[1]).toBe(
      'withdrawn on Wednesday 3 June 2026 at 1:01pm BST: handed over before it was sent',
    );
  });
});
