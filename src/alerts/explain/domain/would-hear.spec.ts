import { describe, expect, it } from '@jest/globals';
import type { Listener } from '../../../contacts/domain/response-standard.js';
import { type PlaceListener, wouldHear } from './would-hear.js';

const officer = (who: Listener, id: string, skipped: string | null = null): PlaceListener => ({
  ...{ who, kind: 'officer', id, label: id },
  skipped,
});
const mailbox: PlaceListener = { who: 'mailbox', kind: 'mailbox', id: 'box', label: 'S1', skipped: null };
const admin: PlaceListener = {
  who: 'force-admin',
  kind: 'person',
  id: 'admin',
  label: 'admin',
  skipped: null,
};
const LEFT: Listener[] = ['mailbox', 'deputy', 'team', 'supervisor', 'force-admin'];

describe('who would hear', () => {
  it.each<[string, PlaceListener[], Listener[], string[], string[], boolean]>([
    [
      'the rung’s own, once',
      [officer('lead', '1'), officer('named', '1'), mailbox, admin],
      ['lead', 'named', 'mailbox'],
      ['1', 'box'],
      [],
      false,
    ],
    [
      '"absent goes to the deputy"',
      [officer('lead', '1', 'absent'), officer('deputy', '2'), mailbox],
      ['lead', 'mailbox'],
      ['box', '2'],
      ['1 absent'],
      false,
    ],
    [
      'nobody but the deputy who is absent, too: the supervisor, and a gap',
      [officer('lead', '1', 'absent'), officer('deputy', '2', 'absent'), officer('supervisor', '3')],
      ['lead'],
      ['3'],
      ['1 absent'],
      true,
    ],
    [
      'a mailbox alone is nobody of their own people',
      [mailbox, officer('lead', '1', 'no-address'), officer('supervisor', '3')],
      ['lead', 'mailbox'],
      ['box', '3'],
      ['1 no-address'],
      true,
    ],
    [
      'a rung that calls no officer leaves no gap',
      [mailbox, officer('supervisor', '3')],
      ['mailbox'],
      ['box'],
      [],
      false,
    ],
    [
      'nobody of the rung’s own at all: the first of those who are left',
      [officer('supervisor', '3', 'absent'), admin],
      ['lead'],
      ['admin'],
      [],
      true,
    ],
    [
      'a deputy who is called and absent',
      [officer('lead', '1'), officer('deputy', '2', 'absent')],
      ['lead', 'deputy'],
      ['1'],
      ['2 absent'],
      false,
    ],
    ['nobody at all', [], ['lead'], [], [], true],
  ])('%s', (_what, listeners, hears, told, skipped, gap) => {
    const heard = wouldHear(listeners, hears, LEFT, null);
    expect({
      told: heard.told.map(({ id }) => id),
      skipped: heard.skipped.map(({ id, skipped: why }) => `${id} ${why}`),
      gap: heard.gap,
    }).toEqual({ told, skipped, gap });
  });

  it('is whoever took it up, alone', () => {
    const heard = wouldHear([officer('lead', '1'), mailbox], ['lead', 'mailbox'], LEFT, officer('team', '9'));
    expect(heard.told.map(({ id }) => id)).toEqual(['9']);
    expect(heard.skipped.map(({ id, skipped }) => `${id} ${skipped}`)).toEqual([
      '1 taken-up',
      'box taken-up',
    ]);
  });
});
