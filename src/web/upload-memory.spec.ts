import { describe, expect, it } from '@jest/globals';
import { UploadMemory } from './upload-memory.js';

describe('the memory for uploads', () => {
  it('has room for so much, whoever holds it, and for what was given back', () => {
    const memory = new UploadMemory(10);
    const [one, other] = [memory.share(), memory.share()];
    expect([one.take(6), other.take(5), other.take(4), one.take(1)]).toEqual([true, false, true, false]);
    one.giveBack();
    expect([other.take(6), other.take(1)]).toEqual([true, false]);
  });

  it('takes back nothing twice', () => {
    const memory = new UploadMemory(10);
    const share = memory.share();
    share.take(10);
    share.giveBack();
    share.giveBack();
    expect([share.take(10), share.take(1)]).toEqual([true, false]);
  });
});
