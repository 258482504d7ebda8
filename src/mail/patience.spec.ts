import { expect, it } from '@jest/globals';
import { withPatience } from './patience.js';

const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
const wrong = Object.assign(new Error('null value'), { code: '23502', severity: 'ERROR' });

/** Fails with these, one after the other, then succeeds; counts how often it was asked. */
function failing(...errors: Error[]): { work: () => Promise<string>; asked: () => number } {
  let asked = 0;
  return {
    work: () => {
      asked += 1;
      const error = errors.shift();
      return error ? Promise.reject(error) : Promise.resolve('done');
    },
    asked: () => asked,
  };
}

it('tries again while the database is away', async () => {
  const { work, asked } = failing(away, away);
  expect(await withPatience(performance.now() + 5_000, work)).toBe('done');
  expect(asked()).toBe(3);
});

it('does not repeat what will fail again', async () => {
  const { work, asked } = failing(wrong);
  await expect(withPatience(performance.now() + 5_000, work)).rejects.toBe(wrong);
  expect(asked()).toBe(1);
});

it('gives up when the time is over', async () => {
  const { work, asked } = failing(away, away, away);
  await expect(withPatience(performance.now() + 300, work)).rejects.toBe(away);
  expect(asked()).toBe(2);
});
