import { Injectable } from '@nestjs/common';
import type { Pool, QueryResultRow } from 'pg';
import { DataSource, type EntityManager } from 'typeorm';
import { SWEEPER_ROLE } from './data-source.js';
import { TextStatement } from './text-statement.js';

const CHANGING = `select set_config('npg.force_id', $1, true)`;
/** Nothing waits for the disk: nobody is told that what is written is stored. */
const UNHURRIED = `select set_config('npg.force_id', $1, true), set_config('synchronous_commit', 'off', true)`;

/** Reads two things of the same instant: side by side if a second connection is free, otherwise one after the other. */
export type Both = <First, Second>(
  first: (manager: EntityManager) => Promise<First>,
  second: (manager: EntityManager) => Promise<Second>,
) => Promise<[First, Second]>;

/** One after the other, by the one connection. */
export const inTurn =
  (manager: EntityManager): Both =>
  async (first, second) => [await first(manager), await second(manager)];

/**
 * The only way to the database: every unit of work names the force it acts for, or says that it acts as the
 * sweeper, or that it needs neither. Forced row-level security stands behind it, so a forgotten `where` finds
 * nothing of another force.
 */
@Injectable()
export class ForceDatabase {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Run one unit of work in one transaction for one force; a throw rolls everything back.
   * The force is set for the transaction only: a session setting would leak to the next borrower of the connection.
   */
  async inForce<T>(forceId: string, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query(CHANGING, [forceId]);
      return work(manager);
    });
  }

  /**
   * Like `inForce`, but the commit does not wait for the disk: for what a job finds undone and does again if a crash takes
   * all of it back.
   */
  async redoneInForce<T>(forceId: string, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query(UNHURRIED, [forceId]);
      return work(manager);
    });
  }

  /**
   * Like `inForce`, for work that changes nothing and writes that somebody has read, and no more: its commit does not wait
   * for the disk (docs/decisions/0021-audit-chain.md).
   * @param waits it does, because what was read leaves with whoever asked: a file, an answer to a program
   */
  async readInForce<T>(
    forceId: string,
    work: (manager: EntityManager) => Promise<T>,
    waits = false,
  ): Promise<T> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query(waits ? CHANGING : UNHURRIED, [forceId]);
      return work(manager);
    });
  }

  /**
   * Like `inForce`, and then all of it is taken back before anybody else could see it: what a change would do, found by
   * doing it. What the database looks at only at the end of a transaction is looked at too.
   */
  async triedInForce<T>(forceId: string, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const tried: { found?: T } = {};
    try {
      await this.inForce(forceId, async (manager) => {
        tried.found = await work(manager);
        await manager.query('set constraints all immediate');
        throw new Tried();
      });
    } catch (error) {
      if (!(error instanceof Tried)) throw error;
    }
    return tried.found as T;
  }

  /** Like `inForce`, but all that is read is of one instant, whatever is committed meanwhile: figures must agree. */
  async inForceSnapshot<T>(forceId: string, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction('REPEATABLE READ', async (manager) => {
      await manager.query(CHANGING, [forceId]);
      return work(manager);
    });
  }

  /**
   * `inForceSnapshot` for work that changes nothing, as `readInForce` is of `inForce`. What takes long may be read by two
   * connections.
   */
  async readInForceSnapshot<T>(
    forceId: string,
    work: (manager: EntityManager, both: Both) => Promise<T>,
    waits = false,
  ): Promise<T> {
    return this.dataSource.transaction('REPEATABLE READ', async (manager) => {
      await manager.query(waits ? CHANGING : UNHURRIED, [forceId]);
      return work(manager, (first, second) => this.sideBySide(forceId, manager, first, second));
    });
  }

  /** Never waits for the second connection, of which somebody else's first may be waiting for ours. */
  private async sideBySide<First, Second>(
    forceId: string,
    manager: EntityManager,
    first: (manager: EntityManager) => Promise<First>,
    second: (manager: EntityManager) => Promise<Second>,
  ): Promise<[First, Second]> {
    if (!this.hasSpareConnections()) return inTurn(manager)(first, second);
    const [snapshot] = await manager.query<{ id: string }[]>('select pg_export_snapshot() as id');
    const beside = this.dataSource.transaction('REPEATABLE READ', async (other) => {
      await other.query(`set transaction snapshot '${snapshot!.id}'`);
      await other.query(UNHURRIED, [forceId]);
      return second(other);
    });
    const here = first(manager);
    // Neither connection is given back before both have ended.
    await Promise.allSettled([here, beside]);
    return Promise.all([here, beside]);
  }

  /** One for the second half of a reading, and one more for everybody else. */
  private hasSpareConnections(): boolean {
    const { idleCount, totalCount, waitingCount, options } = this.pool;
    return waitingCount === 0 && idleCount + options.max - totalCount > 1;
  }

  /** Run one unit of work across forces, in the sweeper's role, which sees only what alerting needs. */
  async asSweeper<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query(`set local role ${SWEEPER_ROLE}`);
      return work(manager);
    });
  }

  /**
   * One prepared statement in its own transaction: for what belongs to no force (the list of forces, heartbeats,
   * the locator) and for database functions that set the force themselves and so need one round trip.
   */
  async statement<Row extends QueryResultRow>(
    name: string,
    text: string,
    values: unknown[] = [],
  ): Promise<Row[]> {
    const { rows } = await this.pool.query<Row>({ name, text, values });
    return rows;
  }

  /** The same for a statement that answers with one text, or null, a row. */
  texts(name: string, text: string, values: unknown[] = []): Promise<(string | null)[]> {
    const asked: unknown = this.pool.query(new TextStatement(name, text, values));
    return asked as Promise<(string | null)[]>;
  }

  /** Connections of this instance, and requests that wait for one. */
  connections(): { total: number; idle: number; waiting: number } {
    const { totalCount, idleCount, waitingCount } = this.pool;
    return { total: totalCount, idle: idleCount, waiting: waitingCount };
  }

  private get pool(): Pool {
    return (this.dataSource.driver as unknown as { master: Pool }).master;
  }
}

/** Ends a transaction that was only to be tried. */
class Tried extends Error {}
