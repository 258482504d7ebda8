import { describe, expect, it } from '@jest/globals';
import { AskedTogether } from './asked-together.js';

/** A database that answers when it is told to. */
function bench(): {
  asked: string[][];
  together: AskedTogether<string, string>;
  answer(): Promise<void>;
  fail(): Promise<void>;
} {
  const asked: string[][] = [];
  const open: {
    resolve: (answers: string[]) => void;
    reject: (error: Error) => void;
    questions: string[];
  }[] = [];
  const together = new AskedTogether<string, string>((questions) => {
    asked.push(questions);
    return new Promise((resolve, reject) => open.push({ resolve, reject, questions }));
  });
  const settled = (): Promise<void> => new Promise((done) => setImmediate(done));
  return {
    asked,
    together,
    answer() {
      const { resolve, questions } = open.shift()!;
      resolve(questions.map((question) => `${question}!`));
      return settled();
    },
    fail() {
      open.shift()!.reject(new Error('out of reach'));
      return settled();
    },
  };
}

describe('questions asked together', () => {
  it('go out at once while few are under way, then together, each once', async () => {
    const { asked, together, answer } = bench();
    const answers = Promise.all(['a', 'b', 'c', 'd', 'c'].map((question) => together.ask(question)));
    expect(asked).toEqual([['a'], ['b']]);
    await answer();
    expect(asked).toEqual([['a'], ['b'], ['c', 'd']]);
    await answer();
    await answer();
    expect(await answers).toEqual(['a!', 'b!', 'c!', 'd!', 'c!']);
  });

  it('never get the answer to a question that was sent before they came', async () => {
    const { asked, together, answer } = bench();
    const first = together.ask('a');
    const second = together.ask('a');
    expect(asked).toEqual([['a'], ['a']]);
    const third = together.ask('a');
    await answer();
    expect(asked).toHaveLength(3);
    await answer();
    await answer();
    expect(await Promise.all([first, second, third])).toEqual(['a!', 'a!', 'a!']);
  });

  it('fail together, and the next are asked all the same', async () => {
    const { together, answer, fail } = bench();
    const outcomes = Promise.allSettled(['a', 'b', 'c'].map((question) => together.ask(question)));
    await fail();
    await answer();
    await answer();
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
  });

  it('are 64 a statement at most', async () => {
    const { asked, together, answer } = bench();
    const all = Promise.all(Array.from({ length: 132 }, (_, index) => together.ask(String(index))));
    for (let statement = 0; statement < 5; statement += 1) await answer();
    expect(asked.map(({ length }) => length)).toEqual([1, 1, 64, 64, 2]);
    expect((await all)[131]).toBe('131!');
  });
});
