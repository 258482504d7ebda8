import { mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MasterKey } from '../common/sealing.js';
import { AppConfig } from './app-config.js';
import { loadMasterKey, readMasterKey } from './master-key.js';

describe('the master key', () => {
  let folder: string;
  const config = (more: Partial<AppConfig> = {}): AppConfig =>
    Object.assign(new AppConfig(), { DATA_DIR: folder, ...more });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'npg-key-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is made once and kept for its owner alone, unless it is configured', async () => {
    expect(await readMasterKey(config())).toBeNull();
    const first = await loadMasterKey(config());
    expect((await loadMasterKey(config())).key.id).toBe(first.key.id);
    expect((await stat(join(folder, 'master.key'))).mode & 0o077).toBe(0);
    const given = await loadMasterKey(config({ MASTER_KEY: Buffer.alloc(32, 1).toString('base64') }));
    expect([given.kept, given.key.id === first.key.id]).toEqual([null, false]);
  });

  it('opens what the one before wrapped, be that configured or a file that was renamed', async () => {
    const { key: old } = await loadMasterKey(config());
    const text = (await readFile(join(folder, 'master.key'), 'utf8')).trim();
    const { wrapped, key: own } = old.newKey('contact-key:1');
    await rename(join(folder, 'master.key'), join(folder, 'master.key.previous'));
    const { key } = await loadMasterKey(config());
    expect([key.id === old.id, key.previous?.id]).toEqual([false, old.id]);
    expect(key.unwrap('contact-key:1', wrapped).equals(own)).toBe(true);
    const again = key.rewrap('contact-key:1', wrapped);
    await rm(join(folder, 'master.key.previous'));
    const alone = (await readMasterKey(config()))!;
    expect(() => alone.unwrap('contact-key:1', wrapped)).toThrow();
    expect(alone.unwrap('contact-key:1', again).equals(own)).toBe(true);
    const configured = await readMasterKey(config({ MASTER_KEY_PREVIOUS: text }));
    expect(configured?.previous?.id).toBe(old.id);
  });

  it('knows its own digests first and those of the one before', () => {
    const [old, alone] = [1, 2].map((byte) => new MasterKey(Buffer.alloc(32, byte)));
    const key = new MasterKey(Buffer.alloc(32, 2), old);
    expect(key.digests('a')).toEqual([alone!.digest('a'), old!.digest('a')]);
    expect(alone!.digests('a')).toEqual([alone!.digest('a')]);
  });
});
