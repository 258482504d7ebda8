import { describe, expect, it } from '@jest/globals';
import { setImmediate as turn } from 'node:timers/promises';
import { sideBySide } from './side-by-side.js';

describe('sideBySide', () => {
  it('begins each item once, in order, and so many at once', async () => {
    const begun: number[] = [];
    let running = 0;
    let most = 0;
    await sideBySide([1, 2, 3, 4, 5], 2, async (item) => {
      begun.push(item);
      running += 1;
      most = Math.max(most, running);
      await turn();
      running -= 1;
    });
    expect(begun).toEqual([1, 2, 3, 4, 5]);
    expect(most).toBe(2);
  });

  it('does nothing for none', async () => {
    await sideBySide([], 2, () => Promise.reject(new Error('nothing is there')));
  });

  it('begins nothing after a failure, and fails when the others have ended', async () => {
    const begun: number[] = [];
    const ended: number[] = [];
    const failing = sideBySide([1, 2, 3, 4], 2, async (item) => {
      begun.push(item);
      if (item === 1) throw new Error('the first fails');
      await turn();
      ended.push(item);
    });
    await expect(failing).rejects.toThrow('the first fails');
    expect(begun).toEqual([1, 2]);
    expect(ended).toEqual([2]);
  });
});
