import { execFile } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../../src/app.module.js';
import { headsIn, headText } from '../../src/audit/chain/chain-head.js';
import { Sealer } from '../../src/audit/chain/sealer.js';
import { SettableClock } from '../../src/common/clock.js';
import { MasterKey } from '../../src/common/sealing.js';
import { readAppConfig } from '../../src/config/app-config.js';
import { Mailer } from '../../src/mail/mailer.js';
import { canonicalBytes, sha256Of } from '../../src/reports/issued/canonical-json.js';
import type { IssuedFile } from '../../src/reports/issued/issued-document.js';
import { IssuedReports } from '../../src/reports/issued/issued-reports.service.js';
import type { Manifest } from '../../src/reports/issued/manifest.js';
import { signatureOver, signingKeyOf } from '../../src/reports/issued/report-signature.js';
import { ReportSigningKeys } from '../../src/reports/issued/signing-keys.service.js';
import { NOW } from '../support/access-app.js';
import { ROOT } from '../support/postgres/trial-process.js';
import { FORCE, IssuingWorld } from './reports-issued-world.js';

const KEYS = '/.well-known/report-signing-keys.json';
/** The master key of `startWholeApp`. */
const MASTER_KEY = Buffer.alloc(32, 7).toString('base64');

/** The JSON file of a manifest. */
interface ManifestFile {
  manifest: Manifest;
  sha256: string;
  signature: string;
  kid: string;
}

let town: IssuingWorld;
let url: string;
let folder: string;
let keys: string;
let report: string;
let file: IssuedFile;
let bytes: Buffer;
/** The files that were downloaded, by their kind, as their answers name them. */
const downloads: Record<string, string> = {};

beforeAll(async () => {
  town = await IssuingWorld.open();
  url = await town.house.app.getUrl();
  folder = await mkdtemp(join(tmpdir(), 'npg-verify-'));
  const draft = await town.draft();
  await town.post('force-admin', `/reports/issued/drafts/${draft}/commentary`, {
    exception: 'missed:N1',
    text: 'Two officers left.',
    version: '0',
  });
  const id = await town.issue(draft);
  for (const kind of ['json', 'csv', 'zip', 'xlsx', 'pdf', 'html', 'manifest'])
    downloads[kind] = await downloaded(id, kind);
  bytes = await readFile(downloads['json']!);
  file = JSON.parse(bytes.toString('utf8')) as IssuedFile;
  report = downloads['json']!;
  keys = await saved('keys.json', Buffer.from(await (await fetch(`${url}${KEYS}`)).arrayBuffer()));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await town.close();
});

/** Saves a file under the name that its answer says, as a browser does. */
async function downloaded(id: string, kind: string): Promise<string> {
  const answer = await fetch(`${url}/reports/issued/${id}.${kind}`, {
    headers: { cookie: town.cookies.auditor },
  });
  const [, name] = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition')!)!;
  return saved(name!, Buffer.from(await answer.arrayBuffer()));
}

async function saved(name: string, content: string | Buffer | object): Promise<string> {
  const path = join(folder, name);
  const isText = typeof content === 'string' || Buffer.isBuffer(content);
  await writeFile(path, isText ? content : JSON.stringify(content));
  return path;
}

function flipped(content: Buffer): Buffer {
  const copy = Buffer.from(content);
  copy[Math.floor(copy.length / 2)]! ^= 1;
  return copy;
}

interface Ran {
  code: number;
  out: string;
  err: string;
}

/** The command as a process of its own, with nothing of this environment but what is given. */
const verify = (args: string[], environment: Record<string, string> = {}): Promise<Ran> =>
  run('dist/src/reports/issued/verify-report.command.js', args, environment);

function run(script: string, args: string[], environment: Record<string, string>): Promise<Ran> {
  const command = ['--disable-warning=ExperimentalWarning', script, ...args];
  const { PATH = '' } = process.env;
  const env = { PATH, DATA_DIR: folder, ...environment };
  return new Promise((resolve) => {
    execFile(process.execPath, command, { cwd: ROOT, env }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err });
    });
  });
}

describe('the published keys', () => {
  it('are public, cacheable, and the public half alone', async () => {
    const answer = await fetch(`${url}${KEYS}`);
    expect(answer.headers.get('content-type')).toBe('application/jwk-set+json');
    expect(answer.headers.get('cache-control')).toBe('public, max-age=300');
    const { published } = await signingKeyOf(
      new MasterKey(Buffer.alloc(32, 7)).derive('npg report signing key 1'),
    );
    expect(await answer.json()).toEqual({ keys: [published] });
    const again = await fetch(`${url}${KEYS}`, { headers: { 'if-none-match': answer.headers.get('etag')! } });
    expect(again.status).toBe(304);
  });

  it('stand on a page for everybody, with how a report is checked', async () => {
    const { statusCode, body } = await town.house.ask({ url: '/report-signing-keys' });
    expect(statusCode).toBe(200);
    expect(body).toContain(file.kid);
    expect(body).toContain('npm run verify-report');
  });
});

describe('a downloaded report', () => {
  it('is verified against the downloaded keys, and plainly said what it is', async () => {
    const { code, out, err } = await verify([report, '--keys', keys]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(`VERIFIED: ${report} is what was issued, whole and unchanged.`);
    expect(out).toContain('September 2026, version 1');
    expect(out).toContain(`SHA-256:     ${file.sha256}`);
    expect(out).toContain(`by the key ${file.kid} of ${keys}`);
  });

  it.each<[string, () => Promise<[string[], Record<string, string>?]>]>([
    ['against the keys at their address', () => Promise.resolve([[report, '--keys', `${url}${KEYS}`]])],
    ['by the master key of this installation', () => Promise.resolve([[report], { MASTER_KEY }])],
    [
      'indented, with another order of names',
      async () => {
        const { document, ...rest } = file;
        const turned = Object.fromEntries(Object.entries(document).reverse());
        const text = JSON.stringify({ ...rest, document: turned }, null, 2);
        return [[await saved('indented.json', `${text}\n`), '--keys', keys]];
      },
    ],
  ])('is verified %s', async (_case, given) => {
    const { code, out } = await verify(...(await given()));
    expect([code, out.slice(0, 9)]).toEqual([0, 'VERIFIED:']);
  });

  it.each<[string, (text: string) => string]>([
    ['indented', (text) => JSON.stringify(JSON.parse(text), null, 2)],
    ['with a line end', (text) => `${text}\r\n`],
  ])('that was %s is said to be so, and not whole and unchanged', async (name, change) => {
    for (const kind of ['json', 'manifest']) {
      const text = await readFile(downloads[kind]!, 'utf8');
      const path = await saved(`${kind}-${name.replaceAll(' ', '-')}.json`, change(text));
      const { code, out } = await verify([path, '--keys', keys]);
      expect(code).toBe(0);
      expect(out).toContain(
        `VERIFIED: the content of ${path} is what was issued; its bytes were laid out anew, so it is not byte for byte the file that was issued.`,
      );
      expect(out).not.toContain('whole and unchanged');
    }
  });

  const changed = (change: (copy: IssuedFile) => void): IssuedFile => {
    const copy = structuredClone(file);
    change(copy);
    return copy;
  };
  const otherHeader = (header: object, mac?: Buffer): IssuedFile => {
    const protectedHeader = Buffer.from(JSON.stringify({ kid: file.kid, ...header })).toString('base64url');
    const payload = canonicalBytes(file.document).toString('base64url');
    const signature = mac
      ? createHmac('sha256', mac).update(`${protectedHeader}.${payload}`).digest('base64url')
      : '';
    return { ...file, signature: `${protectedHeader}..${signature}` };
  };
  const publicBytes = async (): Promise<Buffer> => {
    const { keys: all } = (await (await fetch(`${url}${KEYS}`)).json()) as { keys: { x: string }[] };
    return Buffer.from(all[0]!.x, 'base64url');
  };

  it.each<[string, () => Promise<object | string | Buffer>, string]>([
    [
      'a changed figure',
      () => Promise.resolve(changed(({ document }) => (document.report.figures[0]!.shown = '99.9'))),
      'The report was changed',
    ],
    [
      'a changed figure and the SHA-256 of it',
      () =>
        Promise.resolve(
          changed((copy) => {
            copy.document.report.figures[0]!.shown = '99.9';
            copy.sha256 = sha256Of(canonicalBytes(copy.document));
          }),
        ),
      'report or signature was changed',
    ],
    [
      'a changed commentary',
      () => Promise.resolve(changed(({ document }) => (document.commentaries[0]!.text = 'Nobody left.'))),
      'The report was changed',
    ],
    [
      'no commentary',
      () => Promise.resolve(changed(({ document }) => (document.commentaries = []))),
      'The report was changed',
    ],
    [
      'a cut end',
      () => Promise.resolve(bytes.subarray(0, bytes.length - 100)),
      'It is cut short, or no JSON at all.',
    ],
    ['the algorithm none', () => Promise.resolve(otherHeader({ alg: 'none' })), 'its algorithm is "none"'],
    [
      'HS256 with the public key',
      async () => otherHeader({ alg: 'HS256' }, await publicBytes()),
      'its algorithm is "HS256"',
    ],
    [
      'a name that stands twice',
      () => Promise.resolve(bytes.toString('utf8').replace('"version":1', '"version":1,"version":2')),
      'The name "version" stands twice',
    ],
    [
      'fill after the signature',
      () => Promise.resolve(changed((copy) => (copy.signature += '=='))),
      'The signature was changed',
    ],
    [
      'the neighbour of the last letter of the signature',
      () =>
        Promise.resolve(
          changed((copy) => {
            const last = copy.signature.charCodeAt(copy.signature.length - 1);
            copy.signature = copy.signature.slice(0, -1) + String.fromCharCode(last + 1);
          }),
        ),
      'The signature was changed',
    ],
    [
      'another text of the same number',
      () =>
        Promise.resolve(bytes.toString('utf8').replace('"version":1', '"version":1.00000000000000000001')),
      'not written as RFC 8785 writes it',
    ],
    [
      'a number beyond all numbers',
      () => Promise.resolve(bytes.toString('utf8').replace('"version":1', '"version":1e999')),
      'The number 1e999 is too large.',
    ],
    [
      'what is nested without end',
      () => Promise.resolve(`{"document":${'['.repeat(60_000)}${']'.repeat(60_000)}}`),
      'nested more than 64 deep',
    ],
    ['a member more', () => Promise.resolve({ ...file, approved: true }), 'which nobody signed'],
    ['nothing in it', () => Promise.resolve(''), 'cut short'],
    [
      'the live figures in it',
      async () => (await town.machine('/api/v1/reports/compliance?from=2026-09-01&to=2026-09-30')).body,
      'is no issued report',
    ],
  ])('with %s is not', async (name, content, words) => {
    const path = await saved(`tampered-${name.replaceAll(/\W+/g, '-')}.json`, await content());
    const { code, out, err } = await verify([path, '--keys', keys]);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/^NOT VERIFIED\. /);
    expect(err).toContain(words);
  });

  it('is not by the key of somebody else, nor by none', async () => {
    const { published } = await signingKeyOf(Buffer.alloc(32, 1));
    const other = await saved('other-keys.json', { keys: [published] });
    expect((await verify([report, '--keys', other])).err).toContain('not among the 1 published key given');
    const posing = await saved('posing-keys.json', { keys: [{ ...published, kid: file.kid }] });
    expect((await verify([report, '--keys', posing])).err).toContain('is not the key that its name says');
    const { code, err } = await verify([report]);
    expect([code, err]).toEqual([1, expect.stringContaining('There is nothing to check the signature with')]);
    const renewed = { MASTER_KEY: Buffer.alloc(32, 1).toString('base64') };
    const unknown = await verify([report], renewed);
    expect([unknown.code, unknown.out]).toEqual([1, '']);
    expect(unknown.err).toContain(
      `NOT VERIFIED. The report is signed with the key "${file.kid}". It cannot be checked with the present key of this installation: say --keys`,
    );
    const changing = await verify([report], { ...renewed, MASTER_KEY_PREVIOUS: MASTER_KEY });
    expect([changing.code, changing.err]).toEqual([0, '']);
  });

  it('is not read if it is larger than any report, and keys only from where nobody can change them', async () => {
    const huge = await saved('huge.json', '{}');
    await truncate(huge, 3_000_000_000);
    const { code, err } = await verify([huge, '--keys', keys]);
    expect([code, err]).toEqual([1, expect.stringContaining('no issued report has more than')]);
    expect((await verify([report, '--keys', `http://keys.example${KEYS}`])).err).toContain('https only');
    expect((await verify([join(folder, 'none.json'), '--keys', keys])).err).toContain('There is no file');
    expect((await verify([folder, '--keys', keys])).err).toContain('is no file');
  });

  it.each([[[]], [['a', 'b']], [['a', '--what']]])(
    'called with %j, the command says how it is called',
    async (args) => {
      const { code, out } = await verify(args);
      expect([code, out]).toEqual([2, expect.stringContaining('Usage: npm run verify-report -- FILE')]);
    },
  );
});

describe('another file of a report, by the manifest beside it', () => {
  const STEM = `compliance-${FORCE}-2026-09-01-to-2026-09-30-version-1`;
  const OTHERS = ['csv', 'zip', 'xlsx', 'pdf', 'html'];

  it('is published under the name of the report, and lists every file that is handed over', async () => {
    expect(basename(downloads['manifest']!)).toBe(`${STEM}-manifest.json`);
    const { manifest } = JSON.parse(await readFile(downloads['manifest']!, 'utf8')) as { manifest: Manifest };
    expect(manifest.report).toMatchObject({ id: file.document.id, version: 1, sha256: file.sha256 });
    const listed = await Promise.all(
      ['json', ...OTHERS].map(async (kind) => {
        const content = await readFile(downloads[kind]!);
        return { name: `${STEM}.${kind}`, length: content.length, sha256: sha256Of(content) };
      }),
    );
    expect(manifest.files).toEqual(listed.toSorted((a, b) => (a.name < b.name ? -1 : 1)));
  });

  it.each(OTHERS)('%s is verified offline', async (kind) => {
    const { code, out, err } = await verify([downloads[kind]!, '--keys', keys]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(`VERIFIED: ${downloads[kind]} is what was issued, whole and unchanged.`);
    expect(out).toContain(`File:        ${STEM}.${kind}, `);
    expect(out).toContain('September 2026, version 1');
    expect(out).toContain(`Signature:   Ed25519 over the manifest, by the key ${file.kid}`);
  });

  it('the manifest itself is verified, and the JSON with it', async () => {
    const { code, out } = await verify([downloads['manifest']!, '--keys', keys]);
    expect([code, out]).toEqual([0, expect.stringContaining(`Lists:       ${STEM}.pdf, `)]);
    const both = await verify([report, '--manifest', downloads['manifest']!, '--keys', keys]);
    expect([both.code, both.err]).toEqual([0, '']);
  });

  it('under another name and away from its manifest it is verified, if that is given', async () => {
    await mkdir(join(folder, 'away'));
    const path = join(folder, 'away', 'report for the Panel.pdf');
    await copyFile(downloads['pdf']!, path);
    const alone = await verify([path, '--keys', keys]);
    expect(alone).toMatchObject({ code: 1, out: '' });
    expect(alone.err).toMatch(/^NOT VERIFIED\. A signed manifest vouches for this file, and there is no /);
    expect(alone.err).toContain('issued before there were manifests');
    const given = await verify([path, '--manifest', downloads['manifest']!, '--keys', keys]);
    expect([given.code, given.out]).toEqual([0, expect.stringContaining(`File:        ${STEM}.pdf`)]);
  });

  it.each<[string, string, (content: Buffer) => Buffer]>([
    ...OTHERS.map((kind): [string, string, (content: Buffer) => Buffer] => [
      kind,
      'one bit changed',
      flipped,
    ]),
    ['csv', 'its end cut off', (content) => content.subarray(0, -1)],
    ['pdf', 'something added', (content) => Buffer.concat([content, Buffer.from('\n')])],
  ])('%s with %s is not', async (kind, change, changed) => {
    const away = join(folder, `${kind}-${change.replaceAll(' ', '-')}`);
    await mkdir(away);
    const path = join(away, `${STEM}.${kind}`);
    await copyFile(downloads['manifest']!, join(away, `${STEM}-manifest.json`));
    const content = changed(await readFile(downloads[kind]!));
    await writeFile(path, content);
    const { code, out, err } = await verify([path, '--keys', keys]);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/^NOT VERIFIED\. /);
    expect(err).toContain(
      `${STEM}.${kind} was changed: it has ${content.length} bytes and the SHA-256 ${sha256Of(content)}`,
    );
  });

  it.each<[string, (manifest: ManifestFile) => object | Promise<object>, string]>([
    [
      'whose list was changed',
      ({ manifest, ...rest }) => ({
        ...rest,
        manifest: { ...manifest, files: manifest.files.map((each) => ({ ...each, sha256: '0'.repeat(64) })) },
      }),
      'The manifest was changed',
    ],
    [
      'signed by somebody else',
      async ({ manifest }) => {
        const key = await signingKeyOf(Buffer.alloc(32, 1));
        const canonical = canonicalBytes(manifest);
        const signature = await signatureOver(canonical, key);
        return { manifest, sha256: sha256Of(canonical), signature, kid: key.published.kid };
      },
      'not among the 1 published key given',
    ],
    ['that is the report itself', () => file, 'is no issued report’s manifest'],
    ['that lacks its signature', ({ signature: _signature, ...rest }) => rest, 'The file lacks signature'],
  ])('is not by a manifest %s', async (name, change, words) => {
    const original = JSON.parse(await readFile(downloads['manifest']!, 'utf8')) as ManifestFile;
    const path = await saved(`manifest-${name.replaceAll(/\W+/g, '-')}.json`, await change(original));
    const { code, out, err } = await verify([downloads['pdf']!, '--manifest', path, '--keys', keys]);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(words);
  });

  it('is not by the manifest of another version, nor is a JSON that stands in for its manifest', async () => {
    const id = await town.issue(await town.draft({ from: '2026-08-01', to: '2026-08-31', part: '' }));
    const other = await downloaded(id, 'manifest');
    const pdf = await verify([downloads['pdf']!, '--manifest', other, '--keys', keys]);
    expect(pdf).toMatchObject({ code: 1, err: expect.stringContaining('is none of the 6 files') as unknown });
    const json = await verify([report, '--manifest', other, '--keys', keys]);
    expect(json).toMatchObject({ code: 1, err: expect.stringContaining('of another report') as unknown });
    const { manifest, ...rest } = JSON.parse(await readFile(downloads['manifest']!, 'utf8')) as ManifestFile;
    const posing = await saved('posing.json', { ...rest, document: manifest });
    expect((await verify([posing, '--keys', keys])).err).toContain('format "issued-report-manifest/1"');
  });
});

describe('the head of the audit log', () => {
  it('stands in a report, so that the log can be checked against it', async () => {
    expect(file.document.auditHead).toBeNull();
    await town.house.app.get(Sealer).sealDue();
    const id = await town.issue(await town.draft({ from: '2026-07-01', to: '2026-07-31', part: '' }));
    const path = await downloaded(id, 'json');
    const head = (await town.file(id)).document.auditHead!;
    expect(headsIn(await readFile(path, 'utf8')).map(headText)).toEqual([head]);
    const environment = {
      DATABASE_URL: town.house.database.applicationUrl,
      MIGRATION_DATABASE_URL: town.house.database.ownerUrl,
    };
    const script = 'dist/src/auditing/verify-audit.command.js';
    const { code, out, err } = await run(script, ['--force', FORCE, '--heads', path], environment);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('Published heads:  compared: 1');
    expect(out).toContain('Heads kept here:  compared: 1');
    const changed = head.replace(/[0-9a-f]$/, (last) => (last === '0' ? '1' : '0'));
    const other = await saved('other-head.json', JSON.stringify({ auditHead: changed }));
    expect(await run(script, ['--force', FORCE, '--heads', other], environment)).toMatchObject({ code: 1 });
  });
});

describe('with the database', () => {
  const withDatabase = (path: string): Promise<Ran> =>
    verify([path, '--database'], {
      DATABASE_URL: town.house.database.applicationUrl,
      MIGRATION_DATABASE_URL: town.house.database.ownerUrl,
    });

  it('a report is compared with what is kept and counted again at its own data cut-off', async () => {
    const { code, out, err } = await withDatabase(report);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('keeps the same bytes');
    expect(out).toMatch(
      /Recounted: {3}at its own data cut-off, Sunday 25 October 2026 at 1:30am BST, from the record of today\. None of \d+ figures changed\./,
    );
    expect(out).not.toMatch(/Corrected:|No fault:/);
  });

  it('a report whose bytes were laid out anew is not said to be the file that is kept', async () => {
    const { code, out } = await withDatabase(
      await saved('anew.json', JSON.stringify(JSON.parse(bytes.toString('utf8')), null, 1)),
    );
    expect(code).toBe(0);
    expect(out).toContain('keeps the same content, in the bytes in which it was issued');
    expect(out).not.toContain('keeps the same bytes');
  });

  it('so are its other files and its manifest', async () => {
    for (const kind of ['pdf', 'csv', 'manifest']) {
      const { code, out, err } = await withDatabase(downloads[kind]!);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toContain('keeps the same bytes');
    }
  });

  it('what was due after its cut-off is in no figure, and what waits at another moment is no fault', async () => {
    const { rows } = await town.house.admin.query<{ id: string }>(
      `select id from neighbourhood where force_id = $1 and code = 'N2'`,
      [FORCE],
    );
    await town.world.clocks(FORCE, [{ neighbourhoodId: rows[0]!.id, dueAt: NOW.plus({ hours: 1 }) }]);
    const { code, out } = await withDatabase(report);
    expect(code).toBe(0);
    const [, listed] = /No fault:.*\n.*:\n((?: {4}.*\n)+)/.exec(out)!;
    const count = listed!.trim().split('\n').length;
    expect(out).toMatch(new RegExp(`from the record of today\\. ${count} of \\d+ figures changed[;.]`));
    expect(out).not.toContain('Corrected:');
    expect(out).toContain(
      'Open and not yet due at the data cut-off, Whole force: issued as 0, is 1 by the record of today',
    );
  });

  it('what was recorded after its cut-off is listed as corrected, and is no fault of the report', async () => {
    await town.house.admin.query(
      `update clock set stopped_at = started_at + interval '1 hour', stopped_recorded_at = stopped_at where id = $1`,
      [town.clockIds[1]],
    );
    const { code, out } = await withDatabase(report);
    expect(code).toBe(0);
    expect(out).toContain('Corrected:   recorded, changed or taken back after that cut-off:');
    expect(out).toContain(
      'Share answered within 72 hours, Whole force: issued as 66.7% (2 of 3), is 100.0% (3 of 3) by the record of today',
    );
  });

  it('a report that is signed and not kept is not what was issued here', async () => {
    const key = await signingKeyOf(new MasterKey(Buffer.alloc(32, 7)).derive('npg report signing key 1'));
    const forged = async (id: string): Promise<string> => {
      const document = { ...file.document, id, commentaries: [] };
      const canonical = canonicalBytes(document);
      const signature = await signatureOver(canonical, key);
      return saved(`forged-${id}.json`, { document, sha256: sha256Of(canonical), signature, kid: file.kid });
    };
    expect(await withDatabase(await forged(file.document.id))).toMatchObject({
      code: 1,
      err: expect.stringContaining('another text of this version') as unknown,
    });
    expect(await withDatabase(await forged('00000000-0000-4000-8000-000000000000'))).toMatchObject({
      code: 1,
      err: expect.stringContaining('keeps no issued report') as unknown,
    });
  });
});

class NoMailer extends Mailer {
  readonly kind = 'kept for the trial';
  deliver(): Promise<void> {
    return Promise.resolve();
  }
  close(): void {}
}

describe('after a restart with another master key', () => {
  it('the kept bytes are the same and verify by the old key; the next report is signed with a new one', async () => {
    const app = await NestFactory.createApplicationContext(
      AppModule.register({
        config: readAppConfig({}),
        databaseUrl: town.house.database.applicationUrl,
        masterKey: new MasterKey(Buffer.alloc(32, 9)),
        mailer: new NoMailer(),
        schedule: false,
        clock: new SettableClock(NOW),
      }),
      { logger: false },
    );
    try {
      const reader = { kind: 'api-key', id: 'x', forceId: FORCE, name: 'x', scopes: [] } as const;
      const kept = await app
        .get(IssuedReports)
        .file({ ...reader, scopes: [] }, file.document.id, 'json', 'r');
      expect(kept.bytes.equals(bytes)).toBe(true);
      const { published } = await app.get(ReportSigningKeys).current();
      expect(published.kid).not.toBe(file.kid);
      const { keys: all } = (await (await fetch(`${url}${KEYS}`)).json()) as { keys: { kid: string }[] };
      expect(all.map(({ kid }) => kid).sort()).toEqual([file.kid, published.kid].sort());
      for (const where of [`${url}${KEYS}`, keys])
        expect(await verify([report, '--keys', where])).toMatchObject({ code: 0, err: '' });
    } finally {
      await app.close();
    }
  });
});
