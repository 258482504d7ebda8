import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { importsOf, RULES, type SourceFile } from './support/architecture-rules.js';

const files: SourceFile[] = ['src', 'templates'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|hbs)$/.test(name))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .map((path) => ({ path, text: readFileSync(path, 'utf8') })),
);

describe('the house', () => {
  it('is read from where it stands', () => {
    expect(files.length).toBeGreaterThan(50);
  });

  it.each(Object.entries(RULES))('keeps the rule %s', (_name, rule) => {
    expect(files.flatMap(rule)).toEqual([]);
  });
});

// Each rule, a file that breaks it and one that does not: a rule that finds nothing guards nothing.
const planted: [rule: string, broken: SourceFile, sound: SourceFile][] = [
  [
    'floorsAreKept',
    { path: 'src/contacts/a.ts', text: `import { b } from '../alerts/b.js';` },
    { path: 'src/alerts/b.ts', text: `import { a } from '../contacts/a.js';` },
  ],
  [
    'floorsAreKept',
    { path: 'src/alerts/a.ts', text: `import type { B } from '../channels/api/b.js';` },
    { path: 'src/alerts/a.ts', text: `import { b } from './domain/b.js';` },
  ],
  [
    'floorsAreKept',
    { path: 'src/channels/api/a.ts', text: `export * from\n  '../../reports/b.js';` },
    { path: 'src/channels/api/a.ts', text: `export * from '../../contacts/b.js';` },
  ],
  [
    'floorsAreKept',
    { path: 'src/reports/a.ts', text: `const { AppModule } = await import('../app.module.js');` },
    { path: 'src/reports/a.command.ts', text: `import { AppModule } from '../app.module.js';` },
  ],
  [
    'floorsAreKept',
    { path: 'src/gadgets/a.ts', text: '' },
    { path: 'src/main.ts', text: `import { a } from './demo/a.js';` },
  ],
  [
    'floorsAreKept',
    { path: 'src/web/a.ts', text: `import { MIGRATIONS } from '../../migrations/index.js';` },
    { path: 'src/database/a.ts', text: `import { MIGRATIONS } from '../../migrations/index.js';` },
  ],
  [
    'floorsAreKept',
    { path: 'src/web/a.ts', text: `import { b } from '../../test/support/b.js';` },
    { path: 'src/web/a.spec.ts', text: `import { b } from '../../test/support/b.js';` },
  ],
  [
    'domainIsPure',
    { path: 'src/contacts/domain/a.ts', text: `import { Injectable } from '@nestjs/common';` },
    {
      path: 'src/contacts/domain/a.ts',
      text: `import { DateTime } from 'luxon';\nimport { b } from './b.js';`,
    },
  ],
  [
    'domainIsPure',
    { path: 'src/contacts/domain/a.ts', text: `import { Clock } from '../../common/clock.js';` },
    { path: 'src/contacts/domain/a.ts', text: `import { localDayOf } from '../../common/calendar.js';` },
  ],
  [
    'queriesStayAtHome',
    { path: 'src/reports/a.ts', text: `import { Q } from '../registry/coverage.query.js';` },
    { path: 'src/reports/a.ts', text: `import { Coverage } from '../registry/coverage.service.js';` },
  ],
  [
    'filesAreSmall',
    { path: 'src/web/a.ts', text: 'x;\n'.repeat(201) },
    { path: 'src/web/a.ts', text: 'x;\n'.repeat(200) },
  ],
  ['namesSayWhatIsInside', { path: 'src/web/utils.ts', text: '' }, { path: 'src/web/pages.ts', text: '' }],
  ['namesSayWhatIsInside', { path: 'src/web/index.ts', text: '' }, { path: 'src/web/assets.ts', text: '' }],
  [
    'templatesEscape',
    { path: 'templates/a.hbs', text: '{{{ name }}}' },
    { path: 'templates/a.hbs', text: '{{name}}' },
  ],
  [
    'oneClock',
    { path: 'src/web/a.ts', text: 'const at = Date.now();' },
    { path: 'src/common/clock.ts', text: 'Date.now()' },
  ],
  ['oneClock', { path: 'src/web/a.ts', text: 'new Date( )' }, { path: 'src/web/a.ts', text: 'new Date(0)' }],
  [
    'oneClock',
    { path: 'src/web/a.ts', text: 'DateTime.utc()' },
    { path: 'src/web/a.ts', text: 'DateTime.utc(2026, 3, 29)' },
  ],
  [
    'oneClock',
    { path: 'src/web/a.ts', text: 'DateTime.now()' },
    { path: 'src/web/a.ts', text: '/**\n * Not DateTime.now().\n */' },
  ],
  [
    'oneEnvironment',
    { path: 'src/mail/a.ts', text: 'process.env.X' },
    { path: 'src/config/a.ts', text: 'process.env.X' },
  ],
  [
    'oneConsole',
    { path: 'src/mail/a.ts', text: 'console.log(1)' },
    { path: 'src/mail/a.command.ts', text: 'console.log(1)' },
  ],
  [
    'oneConsole',
    { path: 'src/mail/a.ts', text: 'process.stdout.write(x)' },
    { path: 'src/demo/a.ts', text: 'process.stdout.write(x)' },
  ],
  [
    'oneTransaction',
    { path: 'src/mail/a.ts', text: `select set_config('npg.force_id', $1, true)` },
    { path: 'src/database/a.ts', text: `select set_config('npg.force_id', $1, true)` },
  ],
  [
    'oneTransaction',
    { path: 'src/mail/a.ts', text: 'await this.dataSource.transaction(work)' },
    { path: 'src/mail/a.ts', text: 'await this.database.inForce(forceId, work) // one transaction' },
  ],
  [
    'oneTransaction',
    { path: 'src/mail/a.ts', text: 'SET LOCAL ROLE npg_sweeper' },
    { path: 'src/mail/a.ts', text: 'asSweeper(work)' },
  ],
  [
    'oneTransaction',
    { path: 'src/mail/a.ts', text: 'new DataSource({})' },
    { path: 'src/database/a.ts', text: 'new DataSource({})' },
  ],
  [
    'oneTransaction',
    { path: 'src/mail/a.ts', text: 'new pg.Client({})' },
    { path: 'src/mail/a.ts', text: 'new SmtpClient({})' },
  ],
  [
    'oneWayToTheDatabase',
    { path: 'src/mail/a.ts', text: `import { DataSource } from 'typeorm';` },
    { path: 'src/mail/a.ts', text: `import type { EntityManager } from 'typeorm';` },
  ],
  [
    'oneWayToTheDatabase',
    { path: 'src/mail/a.ts', text: `import type {\n  EntityManager,\n  DataSource,\n} from 'typeorm';` },
    { path: 'src/mail/a.ts', text: `import { type EntityManager } from 'typeorm';` },
  ],
  [
    'oneWayToTheDatabase',
    { path: 'src/mail/a.ts', text: `import { Column } from 'typeorm';` },
    { path: 'src/mail/a.entity.ts', text: `import { Column, type Relation } from 'typeorm';` },
  ],
  [
    'oneWayToTheDatabase',
    { path: 'src/mail/a.ts', text: `import * as everything from 'typeorm';` },
    { path: 'src/mail/a.ts', text: `import { b } from './typeorm-words.js';` },
  ],
  [
    'oneWayToTheDatabase',
    { path: 'src/mail/a.ts', text: `export { DataSource } from 'typeorm';` },
    { path: 'src/database/a.ts', text: `import { DataSource } from 'typeorm';` },
  ],
  [
    'oneWayToTheDatabase',
    { path: 'src/mail/a.ts', text: `const { DataSource } = await import('typeorm');` },
    { path: 'src/mail/a.ts', text: `// import('typeorm')` },
  ],
  [
    'oneWayToTheDatabase',
    { path: 'src/mail/a.ts', text: `import pg from 'pg';` },
    { path: 'src/database/a.ts', text: `import pg from 'pg';` },
  ],
  [
    'oneWayToTheDatabase',
    { path: 'src/mail/a.ts', text: `import { applicationDataSource } from '../database/data-source.js';` },
    {
      path: 'src/start/database.ts',
      text: `import { applicationDataSource } from '../database/data-source.js';`,
    },
  ],
  [
    'oneWayToTheDatabase',
    { path: 'src/mail/a.ts', text: `await manager.query('commit')` },
    { path: 'src/mail/a.ts', text: `await manager.query('rollback to savepoint before_trial')` },
  ],
  [
    'oneWayToTheDatabase',
    { path: 'src/mail/a.ts', text: `await manager.connection.query(FIND)` },
    { path: 'src/mail/a.ts', text: `const { connection } = request; await manager.query(FIND)` },
  ],
  [
    'sweeperIsForJobs',
    { path: 'src/web/a.ts', text: `await this.database.asSweeper(work)` },
    { path: 'src/web/a.ts', text: `await this.database.inForce(forceId, work)` },
  ],
  [
    'onePermissionTable',
    { path: 'src/web/a.ts', text: `mayChange: person.role === 'force-admin'` },
    { path: 'src/web/a.ts', text: `mayChange: may(person, 'wards.change'), lead: role === 'lead'` },
  ],
  [
    'onePermissionTable',
    { path: 'src/web/a.ts', text: `if (caller.scopes.includes('registry:read'))` },
    { path: 'src/access/a.ts', text: `if (caller.scopes.includes('registry:read'))` },
  ],
  [
    'onePermissionTable',
    { path: 'src/web/a.ts', text: '@Allow(READERS)' },
    { path: 'src/web/a.ts', text: `@Allow('wards.read')` },
  ],
  [
    'oneZone',
    { path: 'src/web/a.ts', text: `'Europe/London'` },
    { path: 'src/common/calendar.ts', text: `'Europe/London'` },
  ],
];

describe('the rules', () => {
  it.each(planted)('%s finds a planted violation and nothing else', (name, broken, sound) => {
    expect(RULES[name]!(broken)).toHaveLength(1);
    expect(RULES[name]!(sound)).toEqual([]);
  });

  it('have each at least one violation planted', () => {
    expect(Object.keys(RULES).filter((name) => !planted.some(([rule]) => rule === name))).toEqual([]);
  });

  it('see every form of import', () => {
    const text = `import 'a';\nimport b from "b";\nexport { c } from './c.js';\nawait import('../d.js');\n// import 'e';`;
    expect(importsOf({ path: 'src/x/y.ts', text })).toEqual(['a', 'b', 'src/x/c.ts', 'src/d.ts']);
  });
});
