import { randomUUID } from 'node:crypto';
import { DateTime } from 'luxon';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { AuditLog } from '../../src/audit/audit-log.js';
import { SettableClock } from '../../src/common/clock.js';
import { applicationDataSource } from '../../src/database/data-source.js';
import { ForceDatabase } from '../../src/database/force-database.js';
import type { ComplianceReport, ReportFigure } from '../../src/reports/compliance-report.js';
import { ReportsService } from '../../src/reports/reports.service.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres/test-database.js';

export const utc = (iso: string): DateTime => DateTime.fromISO(iso, { zone: 'utc' });
export const HOURS_72 = 72 * 3_600_000;

export interface Clocked {
  neighbourhoodId: string;
  /** Who held it at the earlier of response and due, if that is another than whoever holds it now. */
  measuredId?: string | null;
  channel?: string;
  dueAt: DateTime;
  /** When it was recorded here; when it was sent, unless given. */
  receivedAt?: DateTime | null;
  stoppedAt?: DateTime | null;
  recordedAt?: DateTime | null;
  takenOut?: { at: DateTime; reason: string; confirmedAt?: DateTime | null } | null;
  addressFailedAt?: DateTime | null;
  /** Of a further question: which of those before it in the list the person had asked first; then it has that one's contact. */
  of?: number | null;
}

/** A database of its own, filled past the application and read through it. */
export class ReportsWorld {
  readonly clock = new SettableClock(utc('2026-04-01T02:10:00Z'));
  readonly database: ForceDatabase;
  readonly audit = new AuditLog();
  readonly reports: ReportsService;

  private constructor(
    readonly testDatabase: TestDatabase,
    readonly admin: pg.Client,
    private readonly dataSource: DataSource,
    private readonly ownsDatabase: boolean,
  ) {
    this.database = new ForceDatabase(dataSource);
    this.reports = new ReportsService(this.database, this.clock, this.audit);
  }

  /** On a database of its own, or on that of an application under test, which then is whose to drop. */
  static async open(given?: TestDatabase): Promise<ReportsWorld> {
    const testDatabase = given ?? (await createTestDatabase());
    const admin = new pg.Client({ connectionString: testDatabase.adminUrl });
    await admin.connect();
    const dataSource = applicationDataSource({ url: testDatabase.applicationUrl, poolSize: 4 });
    await dataSource.initialize();
    return new ReportsWorld(testDatabase, admin, dataSource, !given);
  }

  async close(): Promise<void> {
    await this.dataSource.destroy();
    await this.admin.end();
    if (this.ownsDatabase) await this.testDatabase.drop();
  }

  async insert(table: string, rows: object[]): Promise<void> {
    const columns = Object.keys(rows[0] ?? {}).join(', ');
    if (columns === '') return;
    await this.admin.query(
      `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1)`,
      [JSON.stringify(rows)],
    );
  }

  async force(id: string, startsOn = '2025-07-01'): Promise<string> {
    await this.insert('force', [
      { id, name: `Force ${id}`, starts_on: startsOn, created_at: '2025-01-01T00:00:00Z' },
    ]);
    return id;
  }

  /** With a form, so contactable, unless the fields say otherwise. */
  async neighbourhood(forceId: string, code: string, fields: object = {}): Promise<string> {
    const id = randomUUID();
    const at = '2025-01-01T00:00:00Z';
    const row = { force_id: forceId, id, code, name: code, during: '[2020-01-01,)', form_enabled: true };
    await this.insert('neighbourhood', [{ ...row, created_at: at, updated_at: at, ...fields }]);
    return id;
  }

  /** One officer with one assignment, which is all that coverage asks of either. */
  async assign(
    forceId: string,
    neighbourhoodId: string,
    during: string,
    { role = 'lead', rank = 'constable', name_withheld = false, public_email = null as string | null } = {},
  ): Promise<void> {
    const id = randomUUID();
    const at = '2025-01-01T00:00:00Z';
    const officer = {
      force_id: forceId,
      id,
      collar_number: id,
      name: 'Somebody',
      rank,
      name_withheld,
      public_email,
    };
    await this.insert('officer', [{ ...officer, created_at: at, updated_at: at }]);
    const assignment = {
      force_id: forceId,
      id: randomUUID(),
      neighbourhood_id: neighbourhoodId,
      officer_id: id,
    };
    await this.insert('assignment', [{ ...assignment, role, during, recorded_at: at }]);
  }

  /**
   * A council ward, which part of its area lies in which neighbourhood, and what was decided about it.
   * @returns its id
   */
  async ward(
    forceId: string,
    code: string,
    shares: readonly [neighbourhoodId: string, share: number][],
    {
      during = '[2020-01-01,)',
      choices = [],
    }: { during?: string; choices?: readonly [neighbourhoodId: string, belongs: boolean][] } = {},
  ): Promise<string> {
    const wardId = randomUUID();
    const at = { created_at: '2025-01-01T00:00:00Z', updated_at: '2025-01-01T00:00:00Z', version: 1 };
    const box = { boundary: {}, min_lng: 0, min_lat: 0, max_lng: 1, max_lat: 1, area_km2: 1 };
    await this.insert('ward', [{ force_id: forceId, id: wardId, code, name: code, during, ...box, ...at }]);
    const of = (neighbourhoodId: string): object => ({
      ...{ force_id: forceId, id: randomUUID(), ward_id: wardId, version: 1 },
      neighbourhood_id: neighbourhoodId,
    });
    await this.insert(
      'ward_share',
      shares.map(([neighbourhoodId, share]) => ({ ...of(neighbourhoodId), share })),
    );
    await this.insert(
      'ward_choice',
      choices.map(([neighbourhoodId, belongs]) => ({ ...of(neighbourhoodId), belongs, reason: 'decided' })),
    );
    return wardId;
  }

  async commandArea(forceId: string, code: string, neighbourhoodIds: readonly string[]): Promise<void> {
    const id = randomUUID();
    const area = { force_id: forceId, during: '[2020-01-01,)' };
    await this.insert('command_area', [{ ...area, id, code, name: `Area ${code}`, version: 1 }]);
    await this.insert(
      'command_area_neighbourhood',
      neighbourhoodIds.map((each) => ({
        ...{ ...area, id: randomUUID(), version: 1 },
        ...{ command_area_id: id, neighbourhood_id: each },
      })),
    );
  }

  /** Contacts with their clocks, in one go. @returns their ids, in the order given */
  async clocks(forceId: string, clocks: Clocked[]): Promise<string[]> {
    const contacts: object[] = [];
    const messages: object[] = [];
    const contactIds: string[] = [];
    const rows = clocks.map((clocked) => {
      const { neighbourhoodId, channel = 'api', dueAt, of = null } = clocked;
      const contactId = of === null ? randomUUID() : contactIds[of]!;
      contactIds.push(contactId);
      const id = randomUUID();
      const startedAt = dueAt.minus({ milliseconds: HOURS_72 });
      const common = { force_id: forceId, neighbourhood_id: neighbourhoodId };
      const received = { stated_at: startedAt, received_at: clocked.receivedAt ?? startedAt };
      if (of === null) {
        contacts.push({
          ...{ ...common, id: contactId, reference: contactId, channel },
          ...{ ...received, reachable: true },
        });
      } else {
        messages.push({
          ...{ force_id: forceId, id: randomUUID(), contact_id: contactId, channel: 'phone', ...received },
          ...{
            actor_kind: 'api-key',
            actor_id: 'test',
            client_key: id,
            body_digest: '\\x',
            no_question: false,
          },
          ...{ clock_id: id, counted_at: received.received_at },
        });
      }
      return {
        ...common,
        id,
        contact_id: contactId,
        started_at: startedAt,
        due_at: dueAt,
        standard_version: '1',
        ...outcomeColumns(clocked),
      };
    });
    await this.insert('contact', contacts);
    await this.insert('clock', rows);
    await this.insert('contact_message', messages);
    return rows.map(({ id }) => id);
  }

  /** Who holds these clocks now, and what became of them. */
  async changeClocks(changes: { id: string; clocked: Clocked }[]): Promise<void> {
    const rows = changes.map(({ id, clocked }) => ({
      ...{ id, neighbourhood_id: clocked.neighbourhoodId },
      ...outcomeColumns(clocked),
    }));
    await this.admin.query(
      `update clock k set neighbourhood_id = w.neighbourhood_id,
         measured_neighbourhood_id = w.measured_neighbourhood_id, stopped_at = w.stopped_at,
         stopped_recorded_at = w.stopped_recorded_at, out_of_scope_at = w.out_of_scope_at,
         out_of_scope_reason = w.out_of_scope_reason, out_of_scope_confirmed_at = w.out_of_scope_confirmed_at,
         address_failed_at = w.address_failed_at
       from jsonb_populate_recordset(null::clock, $1) w where k.id = w.id`,
      [JSON.stringify(rows)],
    );
  }

  async contactWithoutClock(
    forceId: string,
    neighbourhoodId: string,
    receivedAt: DateTime,
    channel = 'api',
  ): Promise<void> {
    const id = randomUUID();
    const at = { stated_at: receivedAt, received_at: receivedAt };
    await this.insert('contact', [
      {
        force_id: forceId,
        id,
        reference: id,
        neighbourhood_id: neighbourhoodId,
        channel,
        ...at,
        reachable: false,
      },
    ]);
  }
}

/** One figure of a report; of the whole force unless a place is named. */
export function figureOf(
  report: ComplianceReport,
  measure: string,
  {
    neighbourhood = null,
    channel = null,
    ward = null,
    commandArea = null,
    weekday = null,
  }: Partial<Pick<ReportFigure, 'neighbourhood' | 'channel' | 'ward' | 'commandArea' | 'weekday'>> = {},
): ReportFigure {
  const found = report.figures.filter(
    (figure) =>
      figure.measure === measure &&
      figure.neighbourhood === neighbourhood &&
      figure.channel === channel &&
      figure.ward === ward &&
      figure.commandArea === commandArea &&
      figure.weekday === weekday,
  );
  if (found.length !== 1)
    throw new Error(`${found.length} figures for ${measure} ${neighbourhood} ${channel} ${ward}`);
  return found[0]!;
}

function outcomeColumns({ measuredId, stoppedAt, recordedAt, takenOut, addressFailedAt }: Clocked): object {
  return {
    measured_neighbourhood_id: measuredId ?? null,
    stopped_at: stoppedAt ?? null,
    stopped_recorded_at: stoppedAt ? (recordedAt ?? stoppedAt) : null,
    out_of_scope_at: takenOut?.at ?? null,
    out_of_scope_reason: takenOut?.reason ?? null,
    out_of_scope_confirmed_at: takenOut?.confirmedAt ?? null,
    address_failed_at: addressFailedAt ?? null,
  };
}
