import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { type Whence, whenceOf } from './same-origin.js';

const host = 'monitor.example';
const mozilla = {
  host,
  'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:68.0) Gecko/20100101 Firefox/68.0',
};

describe('a change', () => {
  it.each<[string, IncomingHttpHeaders, Whence]>([
    // "Sec-Fetch-Site … same-origin, same-site, cross-site, none" (W3C Fetch Metadata): a page cannot write it.
    ['from our own page', { host, 'sec-fetch-site': 'same-origin' }, 'here'],
    ['sent again from the history', { host, 'sec-fetch-site': 'none' }, 'here'],
    ['from another site', { host, 'sec-fetch-site': 'cross-site' }, 'elsewhere'],
    ['from a sibling host', { host, 'sec-fetch-site': 'same-site' }, 'elsewhere'],
    ['from a place nobody knows', { host, 'sec-fetch-site': 'friendly' }, 'elsewhere'],
    ['from two places at once', { host, 'sec-fetch-site': 'same-origin, cross-site' }, 'elsewhere'],
    ['from nowhere in particular', { host, 'sec-fetch-site': '' }, 'elsewhere'],
    [
      'from another site with our origin',
      { host, 'sec-fetch-site': 'cross-site', origin: 'https://monitor.example' },
      'elsewhere',
    ],
    [
      'from our page behind a proxy that keeps the host to itself',
      { host: 'inside:3000', 'sec-fetch-site': 'same-origin', origin: 'https://monitor.example' },
      'here',
    ],
    // Older browsers: the origin, which a page cannot write either.
    ['with our origin', { host, origin: 'https://monitor.example' }, 'here'],
    [
      'with our origin and its usual port',
      { host: 'monitor.example:443', origin: 'https://monitor.example' },
      'here',
    ],
    ['with our origin in capitals', { host: 'Monitor.Example', origin: 'https://monitor.example' }, 'here'],
    ['with our origin on a port', { host: 'localhost:3000', origin: 'http://localhost:3000' }, 'here'],
    ['with another origin', { host, origin: 'https://evil.example' }, 'elsewhere'],
    [
      'with an origin that begins as ours',
      { host, origin: 'https://monitor.example.evil.example' },
      'elsewhere',
    ],
    ['with another port', { host, origin: 'https://monitor.example:8443' }, 'elsewhere'],
    ['from a frame without an origin', { host, origin: 'null' }, 'elsewhere'],
    ['from an extension', { host, origin: 'moz-extension://monitor.example' }, 'elsewhere'],
    [
      'from another origin with our address',
      { host, origin: 'https://evil.example', referer: 'https://monitor.example/' },
      'elsewhere',
    ],
    // Firefox before 70 and Internet Explorer send no origin with a form.
    ['with our address alone', { ...mozilla, referer: 'https://monitor.example/contacts/1' }, 'here'],
    [
      'with another address alone',
      { ...mozilla, referer: 'https://evil.example/monitor.example' },
      'elsewhere',
    ],
    // No browser of today says nothing; who does needs a token to act for a person.
    ['of Firefox 68 on a page that forbids the referrer', mozilla, 'unsaid'],
    ['of a program', { host, 'user-agent': 'curl/8.5.0', cookie: 'a=b' }, 'unsaid'],
    ['of a program that has no name', { host }, 'unsaid'],
    ['that names no host', { origin: 'https://monitor.example' }, 'elsewhere'],
  ])('%s', (_case, headers, expected) => {
    expect(whenceOf(headers)).toBe(expected);
  });
});
