import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readAppConfig } from './app-config.js';
import { SECRETS } from './secret-files.js';

const VALID: Record<(typeof SECRETS)[number], string> = {
  DATABASE_URL: 'postgres://npg:hush-hush@db.example/npg',
  MIGRATION_DATABASE_URL: 'postgres://owner:hush-hush@db.example/npg',
  MASTER_KEY: Buffer.alloc(32, 5).toString('base64'),
  MASTER_KEY_PREVIOUS: Buffer.alloc(32, 6).toString('base64'),
  SMTP_URL: 'smtp://npg:hush-hush@mail.example',
  SIGN_IN_CLIENT_SECRET: 'hush-hush',
};
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'npg-secrets-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe('a secret of a file', () => {
  it.each(SECRETS)('can be %s, with the line’s end that editors add', (name) => {
    const given = { [`${name}_FILE`]: file(name, `${VALID[name]}\n`) };
    expect(readAppConfig(given)).toMatchObject({ [name]: VALID[name] });
  });

  it('stands for the setting: a configured database is one, from wherever', () => {
    const given = { DATABASE_URL_FILE: file('db', VALID.DATABASE_URL), PUBLIC_URL: 'http://npg.example' };
    expect(() => readAppConfig(given)).toThrow('PUBLIC_URL must begin with https');
  });

  it.each<[string, () => Record<string, string>, string]>([
    [
      'said twice',
      () => ({ SMTP_URL: VALID.SMTP_URL, SMTP_URL_FILE: file('twice', VALID.SMTP_URL) }),
      'SMTP_URL and SMTP_URL_FILE are both set; keep one of them',
    ],
    [
      'not there',
      () => ({ MASTER_KEY_FILE: join(folder, 'none') }),
      'MASTER_KEY_FILE cannot be read (ENOENT)',
    ],
    ['a folder', () => ({ MASTER_KEY_FILE: folder }), 'MASTER_KEY_FILE cannot be read (EISDIR)'],
    ['empty', () => ({ MASTER_KEY_FILE: file('empty', ' \n') }), 'the file of MASTER_KEY_FILE is empty'],
    [
      'no such secret',
      () => ({ MASTER_KEY_FILE: file('short', 'hush-hush') }),
      'MASTER_KEY must be 32 bytes',
    ],
  ])('is refused when it is %s, without telling what it is', (_case, given, message) => {
    let said = '';
    try {
      readAppConfig(given());
    } catch (error) {
      said = String(error);
    }
    expect(said).toContain(message);
    expect(said).not.toContain('hush-hush');
  });

  it('is none when its name is blank', () => {
    expect(readAppConfig({ MASTER_KEY_FILE: ' ' }).MASTER_KEY).toBeUndefined();
  });
});
