import { expect, it } from '@jest/globals';
import type { Listener } from '../../contacts/domain/response-standard.js';
import { hasGap } from './listening-gap.js';
import type { PlaceListener } from './recipients.js';

const officer = (who: Listener, id: string, skipped: string | null = null): PlaceListener => ({
  ...{ who, kind: 'officer', id },
  skipped,
});
const mailbox: PlaceListener = { who: 'mailbox', kind: 'mailbox', id: 'box', skipped: null };

it.each<[what: string, listeners: PlaceListener[], named: Listener[], gap: boolean]>([
  ['somebody whom the standard names can hear', [officer('lead', '1')], ['lead', 'deputy'], false],
  [
    'the deputy of an absent lead can',
    [officer('lead', '1', 'absent'), officer('deputy', '2')],
    ['lead', 'deputy'],
    false,
  ],
  ['there is somebody whom it does not name', [officer('team', '4')], ['lead', 'deputy'], true],
  [
    'all of them are away',
    [officer('lead', '1', 'absent'), mailbox, officer('supervisor', '3')],
    ['lead', 'deputy'],
    true,
  ],
  ['nobody is there', [], ['team'], true],
  ['the standard names nobody of their own', [mailbox], [], false],
])('there is a gap or none if %s', (_what, listeners, named, gap) => {
  expect(hasGap(listeners, named)).toBe(gap);
});
