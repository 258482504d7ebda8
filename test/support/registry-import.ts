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

/** What the pages of imports are asked with: a signed-in browser, without a script. */
export interface ImportBrowser {
  get(path: string): Promise<{ status: number; html: string; refresh: string | null }>;
  post(
    path: string,
    fields?: Record<string, string>,
  ): Promise<{ status: number; html: string; location: string }>;
  /** Chooses the file in the form and sends it; the address it is sent on to. */
  upload(
    kind: string,
    content: string | Buffer,
    name?: string,
  ): Promise<{ status: number; html: string; location: string }>;
}

export function importBrowser(url: string, headers: Record<string, string>): ImportBrowser {
  const send = async (
    path: string,
    body: FormData | URLSearchParams,
  ): Promise<{ status: number; html: string; location: string }> => {
    const answer = await fetch(`${url}${path}`, {
      ...{ method: 'POST', body, redirect: 'manual' },
      headers: { 'sec-fetch-site': 'same-origin', ...headers },
    });
    return {
      status: answer.status,
      html: await answer.text(),
      location: answer.headers.get('location') ?? '',
    };
  };
  return {
    async get(path) {
      const answer = await fetch(`${url}${path}`, { headers, redirect: 'manual' });
      return { status: answer.status, html: await answer.text(), refresh: answer.headers.get('refresh') };
    },
    post: (path, fields = {}) => send(path, new URLSearchParams(fields)),
    upload(kind, content, name = 'file.csv') {
      const form = new FormData();
      form.set('kind', kind);
      const bytes = typeof content === 'string' ? Buffer.from(content) : content;
      form.set('file', new File([new Uint8Array(bytes)], name));
      return send('/imports', form);
    },
  };
}

/** The words of a page, without its marks. */
export function wordsOf(html: string): string {
  const main = /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? html;
  return main
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#39;|&#x27;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim();
}
