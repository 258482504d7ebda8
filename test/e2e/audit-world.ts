import { setTimeout as sleep } from 'node:timers/promises';
import type { DateTime } from 'luxon';
import pg from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import { type Actor, type AuditEntry, AuditLog } from '../../src/audit/audit-log.js';
import { Sealer } from '../../src/audit/chain/sealer.js';
import { type ChainReport, verifyChain } from '../../src/audit/chain/verify-chain.js';
import type { ChainHead } from '../../src/audit/chain/chain-head.js';
import { SettableClock } from '../../src/common/clock.js';
import { APPLICATION_ROLE, applicationDataSource } from '../../src/database/data-source.js';
import { ForceDatabase } from '../../src/database/force-database.js';
import { NOW } from '../support/access-app.js';
import { othersEnded } from '../support/postgres/others-ended.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres/test-database.js';

const BY: Actor = { kind: 'job', id: 'test' };

/** One open transaction of one client. */
export interface Writer {
  query(sql: string): Promise<unknown>;
  write(subject: string): Promise<void>;
  commit(): Promise<void>;
  /** @returns false, and nothing is done, if the server takes no prepared transactions */
  prepare(name: string): Promise<boolean>;
  /** Commits what was prepared, or what could not be. */
  commitPrepared(name: string): Promise<void>;
}

/** What the log asks of a manager, by a connection of our own. */
const asManager = (client: pg.Client): EntityManager =>
  ({
    query: async (sql: string, values: unknown[]) => (await client.query(sql, values)).rows as unknown,
  }) as unknown as EntityManager;

/** Logs of forces on a database of their own, with the superuser beside, who can do what nobody should. */
export class AuditWorld {
  readonly audit = new AuditLog();
  readonly clock = new SettableClock(NOW);
  private forces = 0;
  private readonly clients: pg.Client[] = [];
  private readonly idle: pg.Client[] = [];

  private constructor(
    readonly test: TestDatabase,
    private readonly source: DataSource,
    readonly admin: pg.Client,
  ) {}

  static async open(): Promise<AuditWorld> {
    const test = await createTestDatabase();
    const source = await applicationDataSource({ url: test.applicationUrl, poolSize: 8 }).initialize();
    const admin = new pg.Client({ connectionString: test.adminUrl });
    await admin.connect();
    return new AuditWorld(test, source, admin);
  }

  async close(): Promise<void> {
    for (const client of this.clients) await client.end();
    await this.admin.end();
    await this.source.destroy();
    await this.test.drop();
  }

  get database(): ForceDatabase {
    return new ForceDatabase(this.source);
  }

  sealer(): Sealer {
    return new Sealer(this.database, this.clock);
  }

  async seal(): Promise<{ sealed: number }> {
    await othersEnded(this.admin);
    return this.sealer().sealDue();
  }

  /** A new force; its id. */
  async force(): Promise<string> {
    const id = `force-${(this.forces += 1)}`;
    await this.admin.query(
      `insert into force (id, name, starts_on, created_at) values ($1, $1, '2026-01-01', $2)`,
      [id, NOW],
    );
    return id;
  }

  entry(forceId: string, subjectId: string, changes: Partial<AuditEntry> = {}): AuditEntry {
    const subject = { action: 'consult', subjectKind: 'contact', subjectId } as const;
    return { forceId, at: NOW, actor: BY, ...subject, ...changes };
  }

  async write(forceId: string, ...subjects: string[]): Promise<void> {
    await this.record(forceId, ...subjects.map((subject) => this.entry(forceId, subject)));
  }

  record(forceId: string, ...entries: AuditEntry[]): Promise<void> {
    return this.database.inForce(forceId, (manager) => this.audit.record(manager, ...entries));
  }

  /** A force whose log holds these, each of its own transaction, sealed. */
  async sealedForce(...subjects: string[]): Promise<string> {
    const forceId = await this.force();
    for (const subject of subjects) await this.write(forceId, subject);
    await this.seal();
    return forceId;
  }

  verify(forceId: string, heads: readonly ChainHead[] = []): Promise<ChainReport> {
    return verifyChain(this.database, forceId, heads);
  }

  /** What does not fit: its kind and the entry's subject, `null` if there is none. */
  async findings(forceId: string, heads: readonly ChainHead[] = []): Promise<unknown[]> {
    const { findings } = await this.verify(forceId, heads);
    return findings.map(({ kind, entryId, position }) => [
      kind,
      entryId === null ? null : Number(entryId),
      position,
    ]);
  }

  /** Ids of a force's entries in their order. */
  async ids(forceId: string): Promise<number[]> {
    const rows = await this.rows<{ id: string }>(
      `select id from audit_entry where force_id = '${forceId}' order by id`,
    );
    return rows.map(({ id }) => Number(id));
  }

  async rows<Row>(sql: string): Promise<Row[]> {
    return (await this.admin.query(sql)).rows as Row[];
  }

  /** What somebody may do who owns the server: past the triggers, and they stand again afterwards. */
  async tamper(...statements: string[]): Promise<void> {
    const tables = ['audit_entry', 'audit_chain', 'audit_mention', 'audit_sealing', 'audit_head'];
    const triggers = await this.rows<{ table: string; name: string }>(
      `select tgrelid::regclass::text as table, tgname as name from pg_trigger where not tgisinternal
          and tgrelid = any('{${tables.join()}}'::regclass[])`,
    );
    await this.admin.query('begin');
    for (const table of tables) await this.admin.query(`alter table ${table} disable trigger user`);
    for (const statement of statements) await this.admin.query(statement);
    for (const { table, name } of triggers)
      await this.admin.query(`alter table ${table} enable always trigger ${name}`);
    await this.admin.query('commit');
  }

  /** A transaction left open in which entries were written. */
  async openTransaction(forceId: string, ...subjects: string[]): Promise<{ commit(): Promise<void> }> {
    let commit = (): void => undefined;
    const held = new Promise<void>((resolve) => (commit = resolve));
    let wrote = (): void => undefined;
    const written = new Promise<void>((resolve) => (wrote = resolve));
    const done = this.database.inForce(forceId, async (manager) => {
      await this.audit.record(manager, ...subjects.map((subject) => this.entry(forceId, subject)));
      wrote();
      await held;
    });
    await written;
    return {
      async commit() {
        commit();
        await done;
      },
    };
  }

  /**
   * A client of its own with an open transaction, in the application's role, that writes entries one by one.
   * @param numbered it has its transaction's number from the beginning
   */
  async writer(forceId: string, numbered = true): Promise<Writer> {
    const client = this.idle.pop() ?? (await this.connect());
    await client.query('begin');
    await client.query(`select set_config('npg.force_id', $1, true)`, [forceId]);
    if (numbered) await client.query('select pg_current_xact_id()');
    const giveBack = (): void => void this.idle.push(client);
    return {
      query: (sql) => client.query(sql),
      write: (subject) => this.audit.record(asManager(client), this.entry(forceId, subject)),
      async commit() {
        await client.query('commit');
        giveBack();
      },
      async prepare(name) {
        const { rows } = await client.query<{ most: string }>(
          `select current_setting('max_prepared_transactions') as most`,
        );
        if (rows[0]!.most === '0') return false;
        await client.query(`prepare transaction '${name}'`);
        return true;
      },
      async commitPrepared(name) {
        const { rowCount } = await client.query(`select from pg_prepared_xacts where gid = '${name}'`);
        await client.query(rowCount === 0 ? 'commit' : `commit prepared '${name}'`);
        giveBack();
      },
    };
  }

  /** Until somebody in this database waits for another's transaction to end. */
  async someoneWaits(): Promise<void> {
    const waiting = (): Promise<unknown[]> =>
      this.database.statement(
        'someone-waits',
        `select from pg_locks l join pg_stat_activity a using (pid) where not l.granted and a.datname = current_database()`,
      );
    while ((await waiting()).length === 0) await sleep(10);
  }

  private async connect(): Promise<pg.Client> {
    const options = `-c role=${APPLICATION_ROLE} -c timezone=UTC`;
    const client = new pg.Client({ connectionString: this.test.applicationUrl, options });
    await client.connect();
    this.clients.push(client);
    return client;
  }

  at(instant: DateTime): void {
    this.clock.set(instant);
  }
}
