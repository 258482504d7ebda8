import { describe, expect, it } from '@jest/globals';
import { alert, below, clock, DAY, DUE, explained, lead } from '../../../test/support/explained-cases.js';
import type { ExplainedEvent, ExplainedRecipient } from './explained.js';

describe('why an alert was sent', () => {
  it('says to whom, when it was accepted, how long after the plan, and what the mail is called', () => {
    const told = alert({ raisedAt: DAY.plus({ seconds: 12 }), recipients: [lead()] });
    expect(below(explained(clock({ alerts: [told] }), DUE), /: 24 hours left$/)).toEqual([
      'raised on Wednesday 3 June 2026 at 1pm BST, 12 seconds after it was planned',
      'told officer 1 (lead of S1): mail accepted on Wednesday 3 June 2026 at 1pm BST, 14 seconds after it was planned; Message-ID <a-mail@force.example>',
    ]);
  });

  it.each<[string, Partial<ExplainedRecipient>, string]>([
    [
      'was held',
      { heldUntil: '2026-06-04T05:00:00+00:00', attempts: 0, sentAt: null },
      'to tell officer 1 (lead of S1): held by quiet hours until Thursday 4 June 2026 at 6am BST;',
    ],
    [
      'was held and went out',
      { heldUntil: '2026-06-04T05:00:00+00:00', sentAt: '2026-06-04T05:00:02+00:00' },
      'told officer 1 (lead of S1): held by quiet hours until Thursday 4 June 2026 at 6am BST, mail accepted on Thursday 4 June 2026 at 6am BST, 17 hours after it was planned;',
    ],
    ['waits', { attempts: 0, sentAt: null }, 'to tell officer 1 (lead of S1): mail on its way;'],
    [
      'is tried again',
      { attempts: 2, sentAt: null, lastError: '451 later', notBefore: '2026-06-04T12:30:00+00:00' },
      'to tell officer 1 (lead of S1): mail not accepted after 2 tries: 451 later, next try on Thursday 4 June 2026 at 1:30pm BST;',
    ],
    [
      'went out at last',
      { attempts: 3, notBefore: '2026-06-03T12:10:00+00:00', sentAt: '2026-06-03T12:10:00+00:00' },
      'told officer 1 (lead of S1): mail accepted on Wednesday 3 June 2026 at 1:10pm BST, 10 minutes after it was planned, after 3 tries;',
    ],
    [
      'is dead',
      { sentAt: null, deadAt: '2026-06-03T12:00:01+00:00', lastError: '550 no such user' },
      'to tell officer 1 (lead of S1): mail given up on Wednesday 3 June 2026 at 1pm BST after 1 try: 550 no such user;',
    ],
    [
      'was withdrawn',
      { sentAt: null, withdrawnAt: '2026-06-03T12:00:01+00:00', lastError: 'others answer for it now' },
      'to tell officer 1 (lead of S1): mail withdrawn on Wednesday 3 June 2026 at 1pm BST: others answer for it now;',
    ],
  ])('or that its mail %s', (_what, changes, line) => {
    const lines = below(
      explained(clock({ alerts: [alert({ recipients: [lead(changes)] })] }), DUE),
      /: 24 hours left$/,
    );
    expect(lines[1]).toBe(`${line} Message-ID <a-mail@force.example>`);
  });

  it('names who was passed over and why, and never what kind of absence it was', () => {
    const away = lead({
      label: 'officer 2',
      roles: ['deputy of S1'],
      skipped: 'absent',
      mailId: null,
      heldUntil: null,
    });
    const lines = below(
      explained(clock({ alerts: [alert({ recipients: [away], climbed: 1 })] }), DUE),
      /: 24 hours left$/,
    );
    expect(lines.slice(1)).toEqual([
      'not told: officer 2 (deputy of S1), absent',
      'climbed once: a mail that could not be sent called the next in line',
    ]);
  });

  it('says why it could not be said when it was planned', () => {
    const late = alert({ raisedAt: DAY.plus({ hours: 2 }) });
    const changed: ExplainedEvent = {
      at: DAY.plus({ hours: 2 }),
      recordedAt: DAY,
      kind: 'standard-changed',
      by: 'command',
      facts: { from: 'a', to: 'b' },
    };
    expect(below(explained(clock({ alerts: [late] }), DUE, [changed]), /: 24 hours left$/)[0]).toBe(
      'raised on Wednesday 3 June 2026 at 3pm BST, 2 hours after it was planned (the standard changed on Wednesday 3 June 2026 at 3pm BST)',
    );
  });
});
