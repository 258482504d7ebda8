import { describe, expect, it } from '@jest/globals';
import { UploadMemory } from './upload-memory.js';

describe('the memory for uploads', () => {
  it('has room for so much, whoever holds it, and for what was given back', () => {
    const memory = new UploadMemory(10, 10);
    const [one, other] = [memory.share('a'), memory.share('b')];
    expect([one.take(6), other.take(5), other.take(4), one.take(1)]).toEqual([true, false, true, false]);
    one.giveBack();
    expect([other.take(6), other.take(1)]).toEqual([true, false]);
    expect(one.take(1)).toBe(false);
  });

  it('has room for one sender up to a quarter of it, by however many requests', () => {
    const memory = new UploadMemory(40);
    const [first, second, other] = [memory.share('a'), memory.share('a'), memory.share('b')];
    expect([first.take(6), second.take(5), second.take(4), other.take(10)]).toEqual([
      true,
      false,
      true,
      true,
    ]);
    first.giveBack();
    expect([second.take(6), second.take(1)]).toEqual([true, false]);
  });

  it('takes back nothing twice', () => {
    const memory = new UploadMemory(10, 10);
    const share = memory.share('a');
    share.take(10);
    share.giveBack();
    share.giveBack();
    const next = memory.share('a');
    expect([next.take(10), next.take(1)]).toEqual([true, false]);
  });
});
