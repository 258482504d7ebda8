import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ForceDatabase } from '../../src/database/force-database.js';
import { coverageStateOn } from '../../src/registry/coverage/coverage.js';
import type { Answer } from '../support/access-app.js';
import { FORCE, type RegistryApp, startRegistryApp } from '../support/registry-app.js';
import { ASSIGNMENT_HEADER, collection, csv, feature, OFFICER_HEADER } from '../support/registry-import.js';
import { wordsOf } from '../support/words.js';

const ABSENCES = 'collar_number,kind,from,until,hours,external_id';

/** What a force admin is told before something is saved, and what coverage says once it is, are the same. */
describe('consequences for coverage, before they are saved', () => {
  let app: RegistryApp;
  let admin: Record<string, string>;

  beforeAll(async () => {
    app = await startRegistryApp();
    const reachable = (code: string, at: number): object =>
      feature(code, at, { email: `${code.toLowerCase()}@leics.example` });
    await app.take('neighbourhoods', collection(reachable('FM05', 0), reachable('FM08', 1)));
    const officers = ['4131', '7301', '7319', '4140'].map((collar) => `${collar},Officer ${collar},PC,,,,`);
    await app.take('officers', csv(OFFICER_HEADER, ...officers));
    await app.take(
      'assignments',
      csv(
        ASSIGNMENT_HEADER,
        'FM05,4131,lead,2026-01-01,',
        'FM05,7301,deputy,2026-01-01,',
        'FM08,7319,deputy,2026-01-01,',
      ),
    );
    admin = await app.signIn('force-admin');
  });
  afterAll(() => app.close());
  beforeEach(() => app.rows('delete from absence returning id'));

  const post = (url: string, fields: Record<string, string>): Promise<Answer> =>
    app.ask({ method: 'POST', url, payload: new URLSearchParams(fields).toString(), headers: admin });
  const day = (prefix: string, text: string): Record<string, string> => {
    const [year = '', month = '', date = ''] = text.split('-');
    return { [`${prefix}-day`]: date, [`${prefix}-month`]: month, [`${prefix}-year`]: year };
  };
  const leave = (collar: string, from: string, until: string, more = {}): Promise<Answer> =>
    post(`/officers/${collar}/absences/new`, {
      kind: 'leave',
      ...day('from', from),
      ...day('until', until),
      ...more,
    });
  const agree = async (collar: string, from: string, until: string, more = {}): Promise<void> => {
    const check = await leave(collar, from, until, more);
    const agreedTo = /name="agreedTo" value="(\w+)"/.exec(check.body)![1]!;
    expect((await leave(collar, from, until, { ...more, agreedTo, step: 'save' })).statusCode).toBe(303);
  };
  const stateOn = async (code: string, on: string): Promise<string | undefined> => {
    const states = await app.app
      .get(ForceDatabase)
      .inForce(FORCE, (manager) => coverageStateOn(manager, FORCE, on, '2026-04-10'));
    return states.find((one) => one.code === code)?.state;
  };

  it('a deputy who is away covers nothing', async () => {
    await agree('7301', '2027-01-01', '2027-01-30');
    const words = wordsOf(await leave('4131', '2027-01-01', '2027-01-30'));
    expect(words).toContain(
      'Coverage of Neighbourhood FM05 Absent from 1 January 2027 until 30 January 2027',
    );
    expect(words).toContain(
      'Coverage will say that Neighbourhood FM05 is absent from 1 January 2027 until 30 January 2027.',
    );
    await agree('4131', '2027-01-01', '2027-01-30');
    expect(await stateOn('FM05', '2027-01-15')).toBe('absent');
  });

  it('a deputy who is there for a part of it covers that part', async () => {
    await agree('7301', '2027-01-16', '2027-02-15');
    const words = wordsOf(await leave('4131', '2027-01-01', '2027-01-30'));
    expect(words).toContain(
      'Deputy covering from 1 January 2027 until 15 January 2027; absent from 16 January 2027 until 30 January 2027',
    );
  });

  it('naming a deputy who is away is said', async () => {
    await agree('7319', '2027-01-01', '2027-01-30');
    const form = await app.ask({ url: '/officers/4131/absences/new', headers: admin });
    const field = /name="(deputy-[0-9a-f-]{36})"/.exec(form.body)![1]!;
    const words = wordsOf(await leave('4131', '2027-01-01', '2027-01-30', { [field]: '7319' }));
    expect(words).toContain(
      'Officer 7319, deputy in FM05, is absent from 1 January 2027 until 30 January 2027 and does not cover it then.',
    );
  });

  it('the leave of a sole deputy opens a gap', async () => {
    const words = wordsOf(await leave('7319', '2027-01-01', '2027-01-30'));
    expect(words).toContain(
      'Coverage of Neighbourhood FM08 Absent from 1 January 2027 until 30 January 2027',
    );
    await agree('7319', '2027-01-01', '2027-01-30');
    expect(await stateOn('FM08', '2027-01-15')).toBe('absent');
  });

  it('a short absence that joins another one loses the days of both', async () => {
    await agree('7319', '2027-01-01', '2027-01-10');
    expect(await stateOn('FM08', '2027-01-05')).toBe('deputy-covering');
    const words = wordsOf(await leave('7319', '2027-01-11', '2027-01-20'));
    expect(words).toContain(
      'Coverage will say that Neighbourhood FM08 is absent from 1 January 2027 until 20 January 2027.',
    );
  });

  it('a new lead who is away is covered only by a deputy who is there', async () => {
    await agree('4140', '2027-01-01', '2027-01-30');
    await agree('7301', '2027-01-16', '2027-02-15');
    const lead = { collarNumber: '4140', ...day('from', '2026-12-01') };
    const words = wordsOf(await post('/neighbourhoods/FM05/named-officer', lead));
    expect(words).toContain('The officer is absent from 1 January 2027 until 30 January 2027.');
    expect(words).toContain(
      'Coverage then Covered from 1 December 2026 until 31 December 2026; ' +
        'deputy covering from 1 January 2027 until 15 January 2027; ' +
        'absent from 16 January 2027 until 30 January 2027; covered from 31 January 2027 until further notice',
    );
    expect(words).toContain(
      'Coverage will say that Neighbourhood FM05 is absent from 16 January 2027 until 30 January 2027.',
    );
    expect(await app.rows(`select id from assignment where lower(during) = '2026-12-01'`)).toEqual([]);
  });

  it('refuses what was agreed to before a deputy went away', async () => {
    const check = await leave('4131', '2027-01-01', '2027-01-30');
    const agreedTo = /name="agreedTo" value="(\w+)"/.exec(check.body)![1]!;
    await agree('7301', '2027-01-01', '2027-01-30');
    const late = await leave('4131', '2027-01-01', '2027-01-30', { agreedTo, step: 'save' });
    expect(late.statusCode).toBe(409);
    expect(wordsOf(late)).toContain('Coverage of Neighbourhood FM05 Absent from 1 January 2027');
  });

  describe('of a file', () => {
    const notesOf = async (...lines: string[]): Promise<string[]> => {
      const { RegistryImport } = await import('../../src/registry/import/registry-import.js');
      const request = { forceId: FORCE, content: csv(ABSENCES, ...lines), dryRun: true };
      const actor = { kind: 'command', id: 'test' } as const;
      return (await app.app.get(RegistryImport).importFile({ ...request, kind: 'absences', actor })).notes;
    };

    it('both who cover are away in it', async () => {
      expect(
        await notesOf('4131,leave,2027-01-01,2027-01-30,,', '7301,leave,2027-01-10,2027-02-28,,'),
      ).toEqual([
        'Line 2: A gap opens in FM05, absent from 10 January 2027 until 30 January 2027.',
        'Line 3: A gap opens in FM05, absent from 10 January 2027 until 30 January 2027.',
      ]);
    });

    it('a sole deputy is, in two short absences that touch', async () => {
      expect(
        await notesOf('7319,leave,2027-01-01,2027-01-10,,', '7319,sickness,2027-01-11,2027-01-20,,'),
      ).toEqual([
        'Line 2: A gap opens in FM08, absent from 1 January 2027 until 20 January 2027.',
        'Line 3: A gap opens in FM08, absent from 1 January 2027 until 20 January 2027.',
      ]);
    });

    it('nobody is missed: no note', async () => {
      expect(await notesOf('7301,leave,2027-01-01,2027-01-30,,')).toEqual([]);
      expect(await notesOf('7319,leave,2027-01-01,2027-01-10,,')).toEqual([]);
    });
  });
});
