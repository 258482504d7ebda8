import { describe, expect, it } from '@jest/globals';
import type { Listener } from '../../contacts/domain/response-standard.js';
import {
  type AlertToHear,
  chooseRecipients,
  keyOf,
  type PlaceListener,
  type Recipient,
} from './recipients.js';

const officer = (who: Listener, id: string, skipped: string | null = null): PlaceListener => ({
  ...{ who, kind: 'officer', id },
  skipped,
});
const mailbox: PlaceListener = { who: 'mailbox', kind: 'mailbox', id: 'box', skipped: null };
const admin: PlaceListener = { who: 'force-admin', kind: 'person', id: 'admin', skipped: null };
const LEFT: Listener[] = ['mailbox', 'deputy', 'team', 'supervisor', 'force-admin'];

interface Case {
  listeners: PlaceListener[];
  hears?: Listener[];
  told?: string[];
  dead?: string[];
  climbed?: boolean;
  taker?: Recipient;
}

/** In words: who is told; who is not and why; a gap; whether it stays to be said. */
function chosen({ listeners, hears = ['lead'], told = [], dead = [], climbed = false, taker }: Case): string {
  const alert: AlertToHear = {
    ...{ hears, climbed, taker: taker ?? null },
    toldHow: ({ id }) => (told.includes(id) ? 'heard-before' : dead.includes(id) ? 'mail-failed' : undefined),
  };
  const { tell, skipped, deserted, settled } = chooseRecipients(alert, listeners, LEFT);
  return [
    tell.map(({ id }) => id).join(' ') || 'nobody',
    ...skipped.map(({ id, skipped: why }) => `not ${id}: ${why}`),
    ...(deserted ? ['gap'] : []),
    ...(settled ? [] : ['stays']),
  ].join(', ');
}

describe('who must hear an alert', () => {
  it.each<[string, Case, string]>([
    ['the rung’s own', { listeners: [officer('lead', '1'), officer('deputy', '2'), mailbox, admin] }, '1'],
    [
      'one who is two things, once',
      {
        listeners: [officer('lead', '1'), officer('named', '1'), mailbox],
        hears: ['lead', 'named', 'mailbox'],
      },
      '1 box',
    ],
    [
      '"absent goes to the deputy"',
      { listeners: [officer('lead', '1', 'absent'), officer('deputy', '2')] },
      '2, not 1: absent',
    ],
    [
      'of an absent deputy alone nobody is one',
      { listeners: [officer('lead', '1'), officer('deputy', '2', 'absent')], hears: ['lead', 'deputy'] },
      '1, not 2: absent',
    ],
    [
      '"nobody left goes to the supervisor and opens a coverage gap"',
      { listeners: [officer('lead', '1', 'absent'), officer('supervisor', '3')] },
      '3, not 1: absent, gap',
    ],
    [
      'a mailbox is nobody of their own people',
      { listeners: [mailbox, officer('supervisor', '3')], hears: ['lead', 'mailbox'] },
      'box 3, gap',
    ],
    [
      'a supervisor who is of the team as well is one of their own',
      { listeners: [officer('team', '3'), officer('supervisor', '3')], hears: ['lead', 'supervisor'] },
      '3',
    ],
    ['a rung that calls no officer leaves no gap', { listeners: [mailbox], hears: ['mailbox'] }, 'box'],
    [
      'nobody of the rung’s own and no supervisor: the first of those who are left',
      { listeners: [admin, officer('team', '4')] },
      '4, gap',
    ],
    ['nobody at all: it stays to be said', { listeners: [] }, 'nobody, gap, stays'],
    [
      'whoever took it up, alone',
      {
        listeners: [officer('lead', '1'), mailbox],
        hears: ['lead', 'mailbox'],
        taker: { kind: 'officer', id: '9' },
      },
      '9, not 1: taken-up, not box: taken-up',
    ],
    [
      'no deputy is called because somebody else took it up',
      {
        listeners: [officer('lead', '1', 'absent'), officer('deputy', '2')],
        taker: { kind: 'person', id: 'p' },
      },
      'p, not 1: taken-up',
    ],
    [
      'nobody who was told already, while others were not',
      { listeners: [officer('lead', '1'), mailbox], hears: ['lead', 'mailbox'], told: ['1'] },
      'box, not 1: heard-before',
    ],
    [
      'nobody again, if everybody was told and none of it came back',
      { listeners: [officer('lead', '1')], told: ['1'] },
      'nobody, not 1: heard-before',
    ],
    [
      'the next who was not told, if it climbed',
      {
        listeners: [officer('lead', '1'), officer('deputy', '2'), officer('team', '4')],
        told: ['2'],
        dead: ['1'],
        climbed: true,
      },
      '4, not 1: mail-failed',
    ],
    [
      'all who are what comes first of those left',
      { listeners: [officer('team', '4'), officer('team', '5'), admin], told: [], climbed: true },
      '4 5, gap',
    ],
    [
      'nobody any more, if it climbed past everybody',
      { listeners: [admin], hears: ['force-admin'], told: ['admin'], climbed: true },
      'nobody, not admin: heard-before',
    ],
    [
      'the supervisor of the neighbourhood and not that of the command area',
      { listeners: [officer('supervisor', '3'), officer('area-supervisor', '5')], hears: ['supervisor'] },
      '3',
    ],
    [
      'the supervisor of the command area and not that of the neighbourhood',
      {
        listeners: [officer('supervisor', '3'), officer('area-supervisor', '5')],
        hears: ['area-supervisor'],
      },
      '5',
    ],
    [
      'for a neighbourhood without a supervisor that of its command area',
      { listeners: [officer('area-supervisor', '5'), mailbox], hears: ['supervisor'] },
      '5',
    ],
    [
      'for an absent supervisor that of the command area',
      {
        listeners: [officer('supervisor', '3', 'absent'), officer('area-supervisor', '5')],
        hears: ['supervisor'],
      },
      '5, not 3: absent',
    ],
    [
      'the supervisor of the command area once, who stands in and is named as well',
      { listeners: [officer('area-supervisor', '5')], hears: ['supervisor', 'area-supervisor'] },
      '5',
    ],
    [
      'nobody of their own and no supervisor of the neighbourhood: that of the command area',
      { listeners: [officer('lead', '1', 'absent'), officer('area-supervisor', '5')] },
      '5, not 1: absent, gap',
    ],
    [
      'whoever is left, the supervisor of the command area in the place of the neighbourhood’s',
      { listeners: [officer('area-supervisor', '5'), admin], hears: ['mailbox'] },
      '5',
    ],
  ])('%s', (_what, given, expected) => {
    expect(chosen(given)).toBe(expected);
  });

  it('gives one reason for each who cannot', () => {
    const listeners = [officer('lead', '1', 'no-address'), officer('named', '1', 'absent')];
    expect(chosen({ listeners, hears: ['lead', 'named'] })).toBe('nobody, not 1: absent, gap, stays');
    expect(keyOf({ kind: 'officer', id: '1' })).not.toBe(keyOf({ kind: 'person', id: '1' }));
  });
});
