import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { type Role } from '../../src/access/principal.js';
import { Sessions } from '../../src/access/sessions.js';
import type { Answer } from '../support/access-app.js';
import { startWholeApp, type WholeApp } from '../support/whole-app.js';
import { wordsOf } from '../support/words.js';
import { ReportsWorld, utc } from './reports-world.js';

const FORCE = 'trend-town';
const QUERY = 'from=2026-10-01&to=2026-10-31';
let house: WholeApp;
let world: ReportsWorld;
const cookies: Record<string, string> = {};

beforeAll(async () => {
  house = await startWholeApp({ trial: { forceId: FORCE } });
  world = await ReportsWorld.open(house.database);
  await world.force(FORCE, '2026-01-01');
  house.clock.set(utc('2026-11-10T10:00:00Z'));
  const place = await world.neighbourhood(FORCE, 'N1');
  await world.clocks(
    FORCE,
    ['2026-09-10T12:00:00Z', '2026-10-10T12:00:00Z', '2026-10-11T12:00:00Z'].map((due, index) => ({
      neighbourhoodId: place,
      dueAt: utc(due),
      stoppedAt: utc(due).plus({ hours: index === 2 ? 1 : -1 }),
    })),
  );
  for (const role of ['local-policing-body', 'team'] as Role[]) {
    const { rows } = await house.admin.query<{ id: string }>(
      `insert into person (force_id, id, name, role, created_at) values ($1, gen_random_uuid(), $2, $2, now()) returning id`,
      [FORCE, role],
    );
    cookies[role] = `npg-session=${await house.app.get(Sessions).start(FORCE, rows[0]!.id)}`;
  }
});
afterAll(async () => {
  await world.close();
  await house.close();
});

const read = (path: string, role = 'local-policing-body'): Promise<Answer> =>
  house.ask({ url: path, headers: { cookie: cookies[role]! } });

describe('one measure month by month', () => {
  it('has every month with what it is of, the month before, the change, and its rows', async () => {
    const answer = await read(`/reports/series?measure=share-met&${QUERY}`);
    expect(answer.statusCode).toBe(200);
    const words = wordsOf(answer).replaceAll(/\s+/g, ' ');
    expect(words).toContain('Share answered within 72 hours, month by month');
    expect(words).toContain('October 2026 50.0% 1 2 100.0% 1 of 1 −50.0 points');
    expect(words).toContain('August 2026 none due 0 0 none due 0 of 0 –');
    expect(answer.body).toContain('/reports/rows?measure=share-met&amp;from=2026-10-01&amp;to=2026-10-31');
    expect(answer.body.match(/<svg[^>]*role="img"/g)).toHaveLength(2);
  });

  it('is there for measures that no report draws', async () => {
    for (const measure of ['overdue-median-minutes', 'beat-meetings-held', 'headcount', 'days-vacant']) {
      const { statusCode, body } = await read(`/reports/series?measure=${measure}&${QUERY}`);
      expect([measure, statusCode, body.includes('October 2026')]).toEqual([measure, 200, true]);
    }
  });

  it('is a file too, with plain numbers and months', async () => {
    const { headers, body } = await read(`/reports/series.csv?measure=overdue-longest-minutes&${QUERY}`);
    expect(headers['content-disposition']).toBe(
      `attachment; filename="compliance-${FORCE}-2026-10-01-to-2026-10-31-draft-series-overdue-longest-minutes.csv"`,
    );
    const rows = parse(body, { columns: true }) as Record<string, string>[];
    expect(rows.at(-1)).toMatchObject({
      'Measure (plain code)': 'overdue-longest-minutes',
      Month: 'October 2026',
      'Month (plain date)': '2026-10-01',
      Figure: '1 h',
      'Figure (plain number)': '60',
      Denominator: '1',
    });
    expect(rows).toHaveLength(10);
  });

  it('is refused for a measure without months, for a part that does not have it, and for whoever reads no reports', async () => {
    expect((await read(`/reports/series?measure=not-yet-due&${QUERY}`)).statusCode).toBe(400);
    expect((await read(`/reports/series?measure=all&${QUERY}`)).statusCode).toBe(400);
    expect(
      (await read(`/reports/series?measure=abstraction&part=neighbourhood:N1&${QUERY}`)).statusCode,
    ).toBe(400);
    expect((await read(`/reports/series?measure=share-met&${QUERY}`, 'team')).statusCode).toBe(403);
  });

  it('is logged as read, and as disclosed when it is taken away', async () => {
    const { rows } = await house.admin.query(
      `select distinct action, subject_id from audit_entry where subject_kind = 'report' order by 1`,
    );
    const subject_id = 'series:2026-10-01:2026-10-31';
    expect(rows).toEqual([
      { action: 'consult', subject_id },
      { action: 'disclose', subject_id },
    ]);
  });
});
