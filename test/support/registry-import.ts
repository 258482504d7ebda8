import type { DataSource } from 'typeorm';
import { AuditLog } from '../../src/audit/audit-log.js';
import type { Clock } from '../../src/common/clock.js';
import { DomainError } from '../../src/common/errors.js';
import { applicationDataSource } from '../../src/database/data-source.js';
import { ForceDatabase } from '../../src/database/force-database.js';
import { ENTITIES } from '../../src/entities.js';
import { Forces } from '../../src/registry/forces.js';
import {
  type ImportKind,
  type ImportOutcome,
  RegistryImport,
} from '../../src/registry/import/registry-import.js';
import { createTestDatabase, type TestDatabase } from './postgres/test-database.js';

export interface ImportBench {
  database: ForceDatabase;
  test: TestDatabase;
  registryImport: RegistryImport;
  take(
    kind: ImportKind,
    content: string | Buffer,
    options?: { force?: string; dryRun?: boolean },
  ): Promise<ImportOutcome>;
  /** The lines a person would read, or null if the file was taken. */
  refusalOf(kind: ImportKind, content: string | Buffer, force?: string): Promise<string[] | null>;
  rows<Row>(force: string, sql: string): Promise<Row[]>;
  close(): Promise<void>;
}

/** A fresh database with what imports need, and the clock a test holds. */
export async function importBench(clock: Clock, force = 'leicestershire'): Promise<ImportBench> {
  const test = await createTestDatabase();
  const dataSource: DataSource = await applicationDataSource({
    url: test.applicationUrl,
    poolSize: 3,
    entities: ENTITIES,
  }).initialize();
  const database = new ForceDatabase(dataSource);
  const audit = new AuditLog();
  const registryImport = new RegistryImport(database, new Forces(database, audit, clock), audit, clock);
  const take: ImportBench['take'] = (kind, content, options = {}) =>
    registryImport.importFile({
      kind,
      forceId: options.force ?? force,
      content,
      actor: { kind: 'command', id: 'test' },
      dryRun: options.dryRun ?? false,
    });
  return {
    database,
    test,
    registryImport,
    take,
    async refusalOf(kind, content, of = force) {
      try {
        await take(kind, content, { force: of });
        return null;
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        return error.fields.length > 0
          ? error.fields.map(({ field, message }) => `${field}: ${message}`)
          : [error.message];
      }
    },
    rows: (of, sql) => database.inForce(of, (manager) => manager.query(sql)),
    async close() {
      await dataSource.destroy();
      await test.drop();
    },
  };
}

/** A square neighbourhood of 0.01 degrees, numbered from west to east. */
export function feature(code: string, position = 0, properties: object = {}): object {
  const west = -1 + position / 100;
  const corners = [
    [west, 52],
    [west + 0.01, 52],
    [west + 0.01, 52.01],
    [west, 52.01],
    [west, 52],
  ];
  return {
    type: 'Feature',
    properties: { code, name: `Neighbourhood ${code}`, ...properties },
    geometry: { type: 'Polygon', coordinates: [corners] },
  };
}

export const collection = (...features: unknown[]): string =>
  JSON.stringify({ type: 'FeatureCollection', features });

export const OFFICER_HEADER =
  'collar_number,name,rank,duty_email,public_email,public_telephone,name_withheld';
export const ASSIGNMENT_HEADER = 'neighbourhood_code,collar_number,role,from,until';

export const csv = (...lines: string[]): string => lines.map((line) => `${line}\n`).join('');
