import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Principal } from '../../src/access/principal.js';
import { MasterKey } from '../../src/common/sealing.js';
import { ContactReader } from '../../src/contacts/contact-reader.js';
import { ContactVault } from '../../src/contacts/personal/contact-vault.js';
import { NoMailer } from '../../src/mail/mailer.js';
import { Erasure } from '../../src/privacy/erasure.service.js';
import { OtherRecords } from '../../src/privacy/other-records.js';
import { RetentionFile } from '../../src/privacy/retention-file.js';
import { Retention } from '../../src/privacy/retention.service.js';
import { Areas } from '../../src/registry/areas.js';
import { MEASURES } from '../../src/reports/measures/catalogue.js';
import { ResponseMonths } from '../../src/reports/rollup/response-months.service.js';
import { canOpen } from '../../src/reports/rows/openable.js';
import { RowsService } from '../../src/reports/rows/rows.service.js';
import { SeriesService } from '../../src/reports/series/series.service.js';
import { ReportsWorld, utc } from './reports-world.js';
import { type RowsHistory, tellHistory } from './rows-history.js';

const PERIODS: [string, string][] = [
  ['2026-03-01', '2026-03-31'],
  ['2026-10-01', '2026-10-31'],
];

describe('"figures stay the same before and after" everything that may be erased is', () => {
  let world: ReportsWorld;
  let rows: RowsService;
  let series: SeriesService;
  let retention: Retention;
  const vault = new ContactVault(new MasterKey(Buffer.alloc(32, 7)));

  beforeAll(async () => {
    world = await ReportsWorld.open();
    rows = new RowsService(world.database, world.clock, world.audit, new ContactReader(new Areas(), vault));
    series = new SeriesService(world.database, world.clock, world.audit);
    const file = new RetentionFile();
    const erasure = new Erasure(world.database, world.clock, file, world.audit, new NoMailer());
    retention = new Retention(world.database, world.clock, erasure, new OtherRecords(world.audit), file);
  });
  afterAll(() => world.close());

  it.each(PERIODS.map((period, index) => [index + 21, ...period] as const))(
    'history %i, %s to %s',
    async (seed, fromOn, toOn) => {
      const history = await tellHistory(world, seed, [fromOn, toOn]);
      await write(history.force);
      expect(await keys(history.force)).toBeGreaterThan(5);
      const months = seed % 2 === 0;
      const before = await everything(history, months);
      const written = await kept(history.force);
      const measures = new Set(before.report.figures.map(({ measure }) => measure));
      expect(MEASURES.map(({ id }) => id).filter((id) => !measures.has(id))).toEqual([]);

      world.clock.set(utc('2040-01-01T12:00:00Z'));
      const { contacts } = await retention.eraseDue();
      const left = await kept(history.force);
      expect(await keys(history.force)).toBe(0);
      // What is still open keeps its texts, and everything else has none.
      expect(left).toEqual({ personal: left.open, texts: left.open, open: left.open });
      expect(contacts).toBe(written.personal - left.open);
      expect(contacts).toBeGreaterThan(20);

      const after = await everything(history, months);
      expect(after.report).toEqual(before.report);
      expect(after.series).toEqual(before.series);
      expect(Object.keys(before.rows).length).toBeGreaterThan(200);
      expect(Object.keys(after.rows)).toEqual(Object.keys(before.rows));
      for (const figure of Object.keys(before.rows))
        expect([figure, after.rows[figure]]).toEqual([figure, before.rows[figure]]);
    },
    600_000,
  );

  /** Something personal and a text for every contact, and a client's key for every answer. */
  async function write(forceId: string): Promise<void> {
    await world.admin.query(`update response set client_key = 'kit:' || id where force_id = $1`, [forceId]);
    const { rows: contacts } = await world.admin.query<{ id: string }>(
      'select id from contact where force_id = $1',
      [forceId],
    );
    for (const { id } of contacts) {
      const enquirer = { name: 'Kit', email: 'kit@people.example' };
      const sealed = vault.sealNew(id, { subject: 'Bins', message: 'They burn.', enquirer });
      await world.admin.query(
        `insert into contact_personal (force_id, contact_id, master_key_id, wrapped_key, sealed, searchable) values ($1, $2, $3, $4, $5, true)`,
        [forceId, id, sealed.masterKeyId, sealed.wrappedKey, sealed.sealed],
      );
      const textId = randomUUID();
      const text = vault.sealText(id, sealed.wrappedKey, textId, { text: 'Told.', nextSteps: 'We come.' });
      await world.admin.query(
        `insert into contact_text (force_id, id, contact_id, sealed) values ($1, $2, $3, $4)`,
        [...[forceId, textId, id, text]],
      );
    }
  }

  /** What clients called answers and messages. */
  async function keys(forceId: string): Promise<number> {
    const { rows: found } = await world.admin.query<{ keys: number }>(
      `select ((select count(client_key) from response where force_id = $1)
         + (select count(client_key) from contact_message where force_id = $1))::int as keys`,
      [forceId],
    );
    return found[0]!.keys;
  }

  async function kept(forceId: string): Promise<{ personal: number; texts: number; open: number }> {
    const { rows: found } = await world.admin.query<{ personal: number; texts: number; open: number }>(
      `select (select count(*)::int from contact_personal where force_id = $1) as personal,
              (select count(*)::int from contact_text where force_id = $1) as texts,
              (select count(*)::int from contact c where force_id = $1 and (
                 exists (select from clock k where k.contact_id = c.id and stopped_at is null and out_of_scope_at is null and address_failed_at is null)
                 or exists (select from recourse_request q where q.contact_id = c.id and answered_at is null))) as open`,
      [forceId],
    );
    return found[0]!;
  }

  /** The report at the cut-off, its series, and the rows behind each of its figures. */
  async function everything({ force, fromOn, toOn, cutOffAt }: RowsHistory, months: boolean) {
    world.clock.set(cutOffAt);
    if (months) await new ResponseMonths(world.database).refresh();
    const report = await world.reports.complianceReport(force, fromOn, toOn);
    const listed: Record<string, unknown> = {};
    for (const figure of report.figures.filter(({ measure }) => canOpen(measure))) {
      const { measure, neighbourhood, commandArea, ward, channel, weekday } = figure;
      const spot = { neighbourhood, commandArea, ward, channel, weekday: weekday && String(weekday) };
      const given = Object.entries(spot).filter(([, value]) => value !== null);
      const asked = { measure, from: fromOn, to: toOn, ...Object.fromEntries(given) };
      const how = { action: 'consult', requestId: 'test', limit: 1000 } as const;
      const opened = await rows.openFigure(adminOf(force), asked, how);
      listed[JSON.stringify(asked)] = { rows: opened.rows, next: opened.next, figure: opened.figure };
    }
    return {
      report: JSON.parse(JSON.stringify(report)) as { figures: { measure: string }[] },
      series: await series.readSeries(adminOf(force), { from: fromOn, to: toOn }, 'test'),
      rows: JSON.parse(JSON.stringify(listed)) as Record<string, unknown>,
    };
  }
});

const adminOf = (forceId: string): Principal => ({
  ...{ kind: 'person', id: 'somebody', forceId, name: 'Somebody' },
  ...{ role: 'force-admin', officerId: null, sessionId: 'none' },
});
