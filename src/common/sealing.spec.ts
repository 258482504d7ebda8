import { expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { MasterKey, seal, unseal } from './sealing.js';

const key = randomBytes(32);

it('opens what was sealed, and never looks the same twice', () => {
  const plain = Buffer.from('the text of a person');
  const [one, two] = [seal(key, 'row 1', plain), seal(key, 'row 1', plain)];
  expect(one.equals(two)).toBe(false);
  expect(one.includes(plain)).toBe(false);
  expect(unseal(key, 'row 1', one)).toEqual(plain);
});

it('does not open under another key, in another row, or with a bit changed', () => {
  const sealed = seal(key, 'row 1', Buffer.from('text'));
  const bent = Buffer.from(sealed);
  bent[bent.length - 1]! ^= 1;
  expect(() => unseal(randomBytes(32), 'row 1', sealed)).toThrow();
  expect(() => unseal(key, 'row 2', sealed)).toThrow();
  expect(() => unseal(key, 'row 1', bent)).toThrow();
  expect(() => unseal(key, 'row 1', sealed.subarray(0, 20))).toThrow('unknown format');
});

it('the master key wraps keys, and digests only with the key', () => {
  const [master, other] = [new MasterKey(key), new MasterKey(randomBytes(32))];
  const { key: own, wrapped } = master.newKey('contact 1');
  expect(master.unwrap('contact 1', wrapped)).toEqual(own);
  expect(() => master.unwrap('contact 2', wrapped)).toThrow();
  expect(master.digest('a')).toEqual(new MasterKey(key).digest('a'));
  expect(master.digest('a')).not.toEqual(other.digest('a'));
  expect(master.id).not.toBe(other.id);
  expect(master.derive('reports')).toEqual(new MasterKey(key).derive('reports'));
  expect(master.derive('reports')).not.toEqual(master.derive('something else'));
  expect(master.derive('reports')).not.toEqual(other.derive('reports'));
  expect(() => new MasterKey(randomBytes(16))).toThrow('32 bytes');
});
