import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { alertLabel, type AlertRecipient, alertRecipients, standardLabel } from './alert-timeline.view.js';

const now = DateTime.fromISO('2026-06-03T15:00:00.000Z', { zone: 'utc' });
const recipient = (changes: Partial<AlertRecipient> = {}): AlertRecipient => ({
  kind: 'officer',
  name: 'Ann Ward',
  number: '4711',
  skipped: null,
  heldUntil: null,
  sentAt: null,
  lateAt: null,
  sayableAt: '2026-06-03T12:00:00+00:00',
  deadAt: null,
  withdrawnAt: null,
  ...changes,
});
const lines = (one: AlertRecipient, facts: Record<string, string> = {}): string[] =>
  [...alertRecipients(facts, [one], now).matchAll(/<li[^>]*>([^<]*)/g)].map(([, line]) => line!);

describe('an alert on the timeline', () => {
  it.each([
    [{ stage: 'due', state: 'sent', mails: '2', step: '0' }, 'Team alerted: due now (2 mails)'],
    [
      { stage: 'due-in-4-hours', state: 'sent', mails: '1', step: '1' },
      'Next rung called: nobody had taken it up, 4 hours left (1 mail)',
    ],
    [
      { stage: 'due-in-4-hours', state: 'sent', mails: '1', step: '1', cameLate: 'yes' },
      'Next rung called: it came in late, 4 hours left (1 mail)',
    ],
    [
      { stage: 'due-in-4-hours', state: 'sent', mails: '1', step: '1', late: 'yes' },
      'Next rung called: nobody had taken it up, 4 hours left (1 mail)',
    ],
    [
      { stage: 'handed-over', state: 'on its way', mails: '0', step: '0' },
      'Team told that it was handed over (on its way)',
    ],
    [
      { stage: 'due', state: 'superseded', mails: '0', step: '0' },
      'Team alerted: due now (not sent, because a later alert says more)',
    ],
    [
      { stage: 'due', state: 'withdrawn', withdrawn: 'answered', mails: '0', step: '0' },
      'Team alerted: due now (withdrawn, answered before it was sent)',
    ],
  ])('%j is %s', (facts, label) => {
    expect(alertLabel(facts as Record<string, string>)).toBe(label);
  });

  it.each<[string, Partial<AlertRecipient>, string]>([
    ['was told', { sentAt: '2026-06-03T12:00:05+00:00' }, 'Ann Ward: told 3 Jun 2026, 1pm'],
    [
      'was told late',
      { sentAt: '2026-06-03T14:05:00+00:00', lateAt: '2026-06-03T14:05:00+00:00' },
      'Ann Ward: told 3 Jun 2026, 3:05pm, 2 hours 5 minutes late',
    ],
    [
      'was told after quiet hours',
      { heldUntil: '2026-06-03T14:00:00+00:00', sentAt: '2026-06-03T14:00:05+00:00' },
      'Ann Ward: told 3 Jun 2026, 3pm, held by quiet hours until then',
    ],
    [
      'has quiet hours',
      { heldUntil: '2026-06-03T19:00:00+00:00' },
      'Ann Ward: held by quiet hours until 3 Jun 2026, 8pm',
    ],
    ['will be told', {}, 'Ann Ward: on its way'],
    ['could not be told', { deadAt: '2026-06-03T12:00:05+00:00' }, 'Ann Ward: the mail could not be sent'],
    ['was passed over', { skipped: 'absent' }, 'Ann Ward: not told, absent'],
    ['has a withheld name', { name: null }, 'Officer 4711, name withheld: on its way'],
    ['is a mailbox', { kind: 'mailbox', name: 'Belgrave' }, 'Team mailbox of Belgrave: on its way'],
  ])('says that somebody %s', (_what, changes, line) => {
    expect(lines(recipient(changes))).toEqual([line]);
  });

  it('says that it climbed, and of a withdrawn one that nobody was told', () => {
    expect(lines(recipient(), { climbed: '1', state: 'withdrawn' })).toEqual([
      'Ann Ward: not sent',
      'A mail could not be sent, so the next in line was told',
    ]);
    expect(alertRecipients({}, [], now)).toBe('');
  });
});

describe('a changed standard on the timeline', () => {
  const [early, late] = ['2026-06-02T12:00:00.000Z', '2026-06-03T12:00:00.000Z'];
  it.each([
    [{ targetIs: late }, '; target Wednesday 3 June 2026 at 1pm BST'],
    [
      { targetWas: late, targetIs: early },
      '; target Tuesday 2 June 2026 at 1pm BST, was Wednesday 3 June 2026 at 1pm BST',
    ],
    [{ targetWas: late }, '; no target any more'],
    [{}, ''],
    [{ targetWas: late, targetIs: late }, ''],
  ])('with %j', (targets, said) => {
    expect(standardLabel({ from: 'old', to: 'new', ...targets } as Record<string, string>)).toBe(
      `Put under version new of the response standard, was old${said}`,
    );
  });
});
