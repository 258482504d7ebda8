import { expect, it } from '@jest/globals';
import { mayBegin, mostOfOneDomain, type OnTheWay } from './lanes.js';

/** `aab` is two deliveries to a and one to b. */
const to = (domains: string): OnTheWay[] => [...domains].map((domain) => ({ domain }));

it.each([
  ['the first', 'a', '', 4, '', true],
  ['while a connection is free', 'a', 'aa', 4, '', true],
  ['not with every connection taken', 'b', 'aacd', 4, '', false],
  ['not the last quarter for one domain alone', 'a', 'aaa', 4, '', false],
  ['which is free for another', 'b', 'aaa', 4, '', true],
  ['not the last quarter for the slow ones together', 'a', 'abb', 4, 'ab', false],
  ['which is free for whoever is quick', 'c', 'abb', 4, 'ab', true],
  ['a slow one again, once its share has room', 'a', 'ab', 4, 'ab', true],
  ['over the only connection there is', 'a', '', 1, 'a', true],
  ['not twice over the only connection', 'b', 'a', 1, '', false],
])('%s', (_what, domain, onTheWay, connections, slow, expected) => {
  expect(mayBegin(domain, to(onTheWay), connections, new Set(slow))).toBe(expected);
});

it.each([
  [1, 1],
  [2, 1],
  [4, 3],
  [10, 7],
])('of %i connections one domain gets %i', (connections, most) => {
  expect(mostOfOneDomain(connections)).toBe(most);
});
