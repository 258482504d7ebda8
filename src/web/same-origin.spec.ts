import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { isFromHere } from './same-origin.js';

const host = 'monitor.example';
const mozilla = {
  host,
  'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:68.0) Gecko/20100101 Firefox/68.0',
};

describe('a change', () => {
  it.each<[string, IncomingHttpHeaders, boolean]>([
    // "Sec-Fetch-Site … same-origin, same-site, cross-site, none" (W3C Fetch Metadata): a page cannot write it.
    ['from our own page', { host, 'sec-fetch-site': 'same-origin' }, true],
    ['sent again from the history', { host, 'sec-fetch-site': 'none' }, true],
    ['from another site', { host, 'sec-fetch-site': 'cross-site' }, false],
    ['from a sibling host', { host, 'sec-fetch-site': 'same-site' }, false],
    ['from a place nobody knows', { host, 'sec-fetch-site': 'friendly' }, false],
    ['from two places at once', { host, 'sec-fetch-site': 'same-origin, cross-site' }, false],
    ['from nowhere in particular', { host, 'sec-fetch-site': '' }, false],
    [
      'from another site with our origin',
      { host, 'sec-fetch-site': 'cross-site', origin: 'https://monitor.example' },
      false,
    ],
    [
      'from our page behind a proxy that keeps the host to itself',
      { host: 'inside:3000', 'sec-fetch-site': 'same-origin', origin: 'https://monitor.example' },
      true,
    ],
    // Older browsers: the origin, which a page cannot write either.
    ['with our origin', { host, origin: 'https://monitor.example' }, true],
    [
      'with our origin and its usual port',
      { host: 'monitor.example:443', origin: 'https://monitor.example' },
      true,
    ],
    ['with our origin in capitals', { host: 'Monitor.Example', origin: 'https://monitor.example' }, true],
    ['with our origin on a port', { host: 'localhost:3000', origin: 'http://localhost:3000' }, true],
    ['with another origin', { host, origin: 'https://evil.example' }, false],
    ['with an origin that begins as ours', { host, origin: 'https://monitor.example.evil.example' }, false],
    ['with another port', { host, origin: 'https://monitor.example:8443' }, false],
    ['from a frame without an origin', { host, origin: 'null' }, false],
    ['from an extension', { host, origin: 'moz-extension://monitor.example' }, false],
    [
      'from another origin with our address',
      { host, origin: 'https://evil.example', referer: 'https://monitor.example/' },
      false,
    ],
    // Firefox before 70 and Internet Explorer send no origin with a form.
    ['with our address alone', { ...mozilla, referer: 'https://monitor.example/contacts/1' }, true],
    ['with another address alone', { ...mozilla, referer: 'https://evil.example/monitor.example' }, false],
    // Go and others judge it so: without any of these headers it is no cross-site request of a browser of today.
    ['of Firefox 68 on a page that forbids the referrer, which sends no Lax cookie along', mozilla, true],
    ['of a program', { host, 'user-agent': 'curl/8.5.0', cookie: 'a=b' }, true],
    ['of a program that has no name', { host }, true],
    ['that names no host', { origin: 'https://monitor.example' }, false],
  ])('%s', (_case, headers, expected) => {
    expect(isFromHere(headers)).toBe(expected);
  });
});
