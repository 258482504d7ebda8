import type { EntityManager } from 'typeorm';
import { ForceDatabase } from './force-database.js';

/**
 * The database for services whose work is to be a part of a transaction that is open already, of the same force: what
 * one of them does stands or falls with the whole. One that fails is taken back by itself, so that it can still look why.
 */
export class WithinTransaction extends ForceDatabase {
  constructor(private readonly manager: EntityManager) {
    super(manager.dataSource);
  }

  override inForce<T>(_forceId: string, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    // The force is set already, for all of the transaction; another one finds nothing of its own.
    return this.manager.transaction(work);
  }

  override readInForce<T>(forceId: string, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.inForce(forceId, work);
  }
}
