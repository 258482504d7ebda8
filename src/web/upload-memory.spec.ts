import { describe, expect, it } from '@jest/globals';
import { type Sender, UploadMemory } from './upload-memory.js';

const known = (id: string): Sender => ({ id, isStranger: false });
const stranger = (id: string): Sender => ({ id, isStranger: true });

describe('the memory for uploads', () => {
  it('has room for so much, whoever holds it, and for what was given back', () => {
    const memory = new UploadMemory(10, 10);
    const [one, other] = [memory.share(known('a')), memory.share(known('b'))];
    expect([one.take(6), other.take(5), other.take(4), one.take(1)]).toEqual([true, false, true, false]);
    one.giveBack();
    expect([other.take(6), other.take(1)]).toEqual([true, false]);
    expect(one.take(1)).toBe(false);
  });

  it('has room for one sender up to a quarter of it, by however many requests', () => {
    const memory = new UploadMemory(40);
    const [first, second, other] = [
      memory.share(known('a')),
      memory.share(known('a')),
      memory.share(known('b')),
    ];
    expect([first.take(6), second.take(5), second.take(4), other.take(10)]).toEqual([
      true,
      false,
      true,
      true,
    ]);
    first.giveBack();
    expect([second.take(6), second.take(1)]).toEqual([true, false]);
  });

  it('has room for all strangers up to half of it, from however many places', () => {
    const memory = new UploadMemory(40);
    const [first, second, third] = [stranger('a'), stranger('b'), stranger('c')].map((one) =>
      memory.share(one),
    );
    expect([first!.take(10), second!.take(9), third!.take(2), third!.take(1)]).toEqual([
      true,
      true,
      false,
      true,
    ]);
    expect(memory.share(known('d')).take(10)).toBe(true);
    first!.giveBack();
    expect(third!.take(9)).toBe(true);
  });

  it('takes back nothing twice', () => {
    const memory = new UploadMemory(10, 10);
    const share = memory.share(known('a'));
    share.take(10);
    share.giveBack();
    share.giveBack();
    const next = memory.share(known('a'));
    expect([next.take(10), next.take(1)]).toEqual([true, false]);
  });
});
