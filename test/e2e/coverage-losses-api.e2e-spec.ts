import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/access-app.js';
import { type RegistryApp, startRegistryApp } from '../support/registry-app.js';
import { ASSIGNMENT_HEADER, collection, csv, feature, OFFICER_HEADER } from '../support/registry-import.js';

/** A machine that opens a gap is told so with the answer; what it sent is stored all the same. */
describe('what coverage loses by a change of the API', () => {
  let app: RegistryApp;
  let write: Record<string, string>;
  const codes = Array.from({ length: 23 }, (_, at) => `L${String(at + 1).padStart(2, '0')}`);

  beforeAll(async () => {
    app = await startRegistryApp();
    const reachable = (code: string, at: number): object =>
      feature(code, at, { email: `${code.toLowerCase()}@leics.example` });
    await app.take('neighbourhoods', collection(...codes.map(reachable)));
    const officers = ['4131', '7301', '7319', '4140'].map((collar) => `${collar},Officer ${collar},PC,,,,`);
    await app.take('officers', csv(OFFICER_HEADER, ...officers));
    await app.take(
      'assignments',
      csv(
        ASSIGNMENT_HEADER,
        'L01,4131,lead,2026-01-01,',
        'L02,7301,lead,2026-01-01,',
        ...codes.slice(2).map((code) => `${code},7319,named,2026-01-01,`),
      ),
    );
    write = await app.key(['registry:read', 'registry:write']);
  });
  afterAll(() => app.close());

  const send = (
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    payload?: object,
  ): Promise<Answer> =>
    app.ask({
      method,
      url: `/api/v1/${path}`,
      ...(payload && { payload }),
      headers: { ...write, ...(['PATCH', 'DELETE'].includes(method) && { 'if-match': '*' }) },
    });
  const warningsOf = async (answer: Promise<Answer>): Promise<unknown> => {
    const done = await answer;
    expect([done.statusCode, done.body]).toEqual([200, expect.any(String)]);
    return done.json().warnings;
  };
  const says = (code: string, what: string): string =>
    `Coverage will say that Neighbourhood ${code} is ${what}.`;
  const ABSENT = ' Nobody who is present then is named or deputy there. Name a deputy who is.';

  it('an assignment that ends, once', async () => {
    const [held] = await app.rows<{ id: string }>(
      `select a.id from assignment a join neighbourhood n on n.force_id = a.force_id and n.id = a.neighbourhood_id
       where n.code = 'L01'`,
    );
    const path = `assignments/${held!.id}`;
    const lost = says('L01', 'vacant from 1 July 2026 until further notice');
    expect(await warningsOf(send('PATCH', path, { until: '2026-06-30' }))).toEqual([lost]);
    expect(await warningsOf(send('PATCH', path, { until: '2026-06-30' }))).toEqual([]);
    expect(await warningsOf(send('PATCH', path, { until: '2026-07-31' }))).toEqual([]);
  });

  it('an absence that is made longer, and one that is taken out', async () => {
    const leave = { collarNumber: '7301', kind: 'leave', from: '2026-09-01', until: '2026-09-10' };
    const made = await send('POST', 'absences', leave);
    expect([made.statusCode, made.json().warnings]).toEqual([201, []]);
    const path = `absences/${made.json().id}`;
    expect(await warningsOf(send('PATCH', path, { until: '2026-09-30' }))).toEqual([
      says('L02', 'absent from 1 September 2026 until 30 September 2026') + ABSENT,
    ]);
    expect(await warningsOf(send('PATCH', path, { until: '2026-09-30' }))).toEqual([]);
    expect(await warningsOf(send('DELETE', path))).toEqual([]);
  });

  it('absences and assignments in bulk, the first time', async () => {
    const absences = {
      items: [
        { externalId: 'B1', collarNumber: '7301', kind: 'leave', from: '2026-10-01', until: '2026-10-31' },
      ],
    };
    expect(await warningsOf(send('PUT', 'absences', absences))).toEqual([
      says('L02', 'absent from 1 October 2026 until 31 October 2026') + ABSENT,
    ]);
    expect(await warningsOf(send('PUT', 'absences', absences))).toEqual([]);
    const row = { neighbourhood: 'L02', collarNumber: '7301', role: 'lead', from: '2026-01-01' };
    const assignments = { items: [{ ...row, externalId: 'A1', until: '2026-12-31' }] };
    const lost = says('L02', 'vacant from 1 January 2027 until further notice');
    expect(await warningsOf(send('PUT', 'assignments', assignments))).toEqual([lost]);
    expect(await warningsOf(send('PUT', 'assignments', assignments))).toEqual([]);
  });

  it('the only way to reach a neighbourhood', async () => {
    const lost = says('L01', 'not contactable from 10 April 2026 until 31 July 2026');
    expect(
      await warningsOf(send('PATCH', 'neighbourhoods/L01', { email: null, formEnabled: false })),
    ).toEqual([lost]);
    expect(await warningsOf(send('PATCH', 'neighbourhoods/L01', { email: null }))).toEqual([]);
    const given = { email: 'l01@leics.example', formEnabled: true };
    expect(await warningsOf(send('PATCH', 'neighbourhoods/L01', given))).toEqual([]);
  });

  it('an officer who leaves, twenty places one by one and the others counted', async () => {
    const leaving = { serviceUntil: '2026-12-31' };
    const lost = codes
      .slice(2, 22)
      .map((code) => says(code, 'vacant from 1 January 2027 until further notice'));
    const told = await warningsOf(send('PATCH', 'officers/7319', leaving));
    expect(told).toEqual([...lost, 'Coverage loses 1 more run of days. Look at coverage to see them.']);
    expect(await warningsOf(send('PATCH', 'officers/7319', leaving))).toEqual([]);
    const sooner = { items: [{ collarNumber: '7319', serviceUntil: '2026-11-30' }] };
    expect(await warningsOf(send('PUT', 'officers', sooner))).toHaveLength(21);
    expect(await warningsOf(send('PUT', 'officers', sooner))).toEqual([]);
    const fresh = { items: [{ collarNumber: '9001', name: 'New Officer', rank: 'constable' }] };
    expect(await warningsOf(send('PUT', 'officers', fresh))).toEqual([]);
  });
});
