import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { readConfigFile } from '../../config/config-files.js';
import { checkContactableConfig, readContactableConfig } from './contactable-config.js';

const shipped = readConfigFile('contactable.yaml') as Record<string, unknown>;

describe('config/contactable.yaml', () => {
  it('asks nobody anything until somebody says so', () => {
    const config = readContactableConfig();
    expect(config.enabled).toBe(false);
    expect(config.hosts.size).toBe(0);
  });

  it('keeps every try for more than a year, also where an own file says nothing of it', () => {
    const { keep_tries_days: kept, ...older } = shipped;
    expect(kept).toBe(400);
    expect(checkContactableConfig(older).keepTriesDays).toBe(400);
    expect(checkContactableConfig({ ...shipped, keep_tries_days: 7 }).keepTriesDays).toBe(7);
  });

  it('is replaced by an own file', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'contactable-')), 'own.yaml');
    const own = {
      ...shipped,
      enabled: true,
      hosts: ['WWW.Force.example', 'force.example'],
      your_area: { north: 'https://www.force.example/your-area/{code}' },
      mail_servers: { 'force.example': '127.0.0.1:2525' },
      dns_servers: ['192.0.2.53', '127.0.0.1:5353', '[::1]:53'],
    };
    writeFileSync(path, JSON.stringify(own));
    expect(readContactableConfig(path)).toMatchObject({
      enabled: true,
      hosts: new Set(['www.force.example', 'force.example']),
      mailServers: { 'force.example': { host: '127.0.0.1', port: 2525 } },
    });
    expect(() => readContactableConfig(`${path}.none`)).toThrow(/CONTACTABLE_FILE .* cannot be read/);
  });

  it.each<[changes: object, problem: string]>([
    [{ enabled: 'yes' }, 'enabled must be true or false'],
    [{ every_hours: 0 }, 'every_hours must be'],
    [{ per_second: 1000 }, 'per_second must be'],
    [{ time_limit_seconds: 31 }, 'time_limit_seconds must be'],
    [{ hosts: ['https://force.example'] }, 'hosts must be a list'],
    [{ hosts: ['force.example/x'] }, 'hosts must be a list'],
    [{ hosts: 'force.example' }, 'hosts must be a list'],
    [{ your_area: { north: 'https://force.example/none' } }, 'your_area must be'],
    [{ your_area: { north: 'https://{code}.force.example/' } }, 'your_area must be'],
    [{ your_area: { north: 'https://x.example/{code}' } }, 'your_area of north is at x.example'],
    [{ mail_servers: { 'force.example': 'mail' } }, 'mail_servers must be'],
    [{ mail_servers: { 'force.example': 'mail:25' } }, 'mail_servers has force.example'],
    [{ dns_servers: ['ns.example'] }, 'dns_servers must be'],
    [{ keep_tries_days: 6 }, 'keep_tries_days must be'],
    [{ keep_tries_days: 30.5 }, 'keep_tries_days must be a whole number of days from 7 to 36500'],
    [{ keep_tries_days: '400' }, 'keep_tries_days must be'],
    [{ surprise: 1 }, 'surprise is not known'],
  ])('is refused with %j', (changes, problem) => {
    expect(() => checkContactableConfig({ ...shipped, ...changes })).toThrow(problem);
  });

  it.each([null, undefined, parse('[]')])('is refused as %j', (content) => {
    expect(() => checkContactableConfig(content)).toThrow('enabled must be');
  });
});
