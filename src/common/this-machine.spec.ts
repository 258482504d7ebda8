import { describe, expect, it } from '@jest/globals';
import { isThisMachine } from './this-machine.js';

describe('a name of the machine itself', () => {
  it.each([
    ['http://localhost:3000', true],
    ['http://LOCALHOST', true],
    ['http://npg.localhost', true],
    ['http://127.0.0.1', true],
    ['http://127.1', true],
    ['http://[::1]:80', true],
    ['http://127.0.0.1.example', false],
    ['http://127.example', false],
    ['http://localhost.example', false],
    ['http://notlocalhost', false],
    ['http://10.0.0.1', false],
    ['http://0.0.0.0', false],
    ['http://[::2]', false],
  ])('%s is %s', (address, expected) => {
    expect(isThisMachine(new URL(address).hostname)).toBe(expected);
  });
});
