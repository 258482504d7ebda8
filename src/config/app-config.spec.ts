import { describe, expect, it } from '@jest/globals';
import { readAppConfig } from './app-config.js';

const DATABASE_URL = 'postgres://monitor@db.example/monitor';

describe('the address by which people reach this server', () => {
  it.each([
    'https://npg.force.example',
    'https://npg.force.example:8443/',
    'http://localhost:3000',
    'http://127.0.0.1:3000',
  ])('may be %s beside a configured database', (PUBLIC_URL) => {
    expect(readAppConfig({ DATABASE_URL, PUBLIC_URL })).toMatchObject({ PUBLIC_URL });
  });

  it.each([
    'http://npg.force.example',
    'HTTP://npg.force.example',
    'http://10.0.0.7:3000',
    'http://localhost.force.example',
    'http://127.0.0.1@npg.force.example',
  ])('is refused as %s there, with what to do', (PUBLIC_URL) => {
    expect(() => readAppConfig({ DATABASE_URL, PUBLIC_URL })).toThrow(
      /PUBLIC_URL must begin with https, .* let a proxy in front of this server speak TLS/,
    );
  });

  it('may be http in the trial, which holds nobody\u2019s data', () => {
    expect(readAppConfig({ PUBLIC_URL: 'http://npg.force.example' }).PUBLIC_URL).toBe(
      'http://npg.force.example',
    );
  });
});
