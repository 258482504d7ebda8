import { describe, expect, it } from '@jest/globals';
import { readAppConfig } from './app-config.js';
import { scannerAddress } from './scanner-address.js';

describe('MALWARE_SCANNER', () => {
  it.each([
    ['clamd://127.0.0.1:3310', { host: '127.0.0.1', port: 3310 }],
    ['clamd://scan.force.example', { host: 'scan.force.example', port: 3310 }],
    ['CLAMD://localhost:1', { host: 'localhost', port: 1 }],
    ['clamd://scanner:65535/', { host: 'scanner', port: 65_535 }],
    ['clamd://[::1]:3310', { host: '::1', port: 3310 }],
    ['unix:///run/clamav/clamd.ctl', { path: '/run/clamav/clamd.ctl' }],
  ])('%s leads to %j', (text, address) => {
    expect(scannerAddress(text)).toEqual(address);
    expect(readAppConfig({ MALWARE_SCANNER: text }).MALWARE_SCANNER).toBe(text);
  });

  it.each([
    '127.0.0.1:3310',
    'tcp://127.0.0.1:3310',
    'http://127.0.0.1:3310',
    'clamd://',
    'clamd://127.0.0.1:0',
    'clamd://127.0.0.1:65536',
    'clamd://127.0.0.1:3310/x',
    'clamd://127.0.0.1:3310?x=1',
    'clamd://me@127.0.0.1',
    'clamd://a b',
    'clamd://-a',
    '/run/clamav/clamd.ctl',
    'unix://run/clamav/clamd.ctl',
    'unix://',
    'unix:///a%2fb',
    `unix:///${'a'.repeat(107)}`,
  ])('%s is refused at the start, with what it must look like', (text) => {
    expect(scannerAddress(text)).toBeNull();
    expect(() => readAppConfig({ MALWARE_SCANNER: text })).toThrow(
      'MALWARE_SCANNER must look like clamd://127.0.0.1:3310 or unix:///run/clamav/clamd.ctl',
    );
  });

  it('left out or blank is none', () => {
    expect(readAppConfig({}).MALWARE_SCANNER).toBeUndefined();
    expect(readAppConfig({ MALWARE_SCANNER: ' ' }).MALWARE_SCANNER).toBeUndefined();
  });
});
