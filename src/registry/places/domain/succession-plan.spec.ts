import { describe, expect, it } from '@jest/globals';
import { type KnownPlace, planSuccession, type SuccessionRequest } from './succession-plan.js';

const place = (code: string, fromOn = '2025-07-01', untilOn: string | null = null): KnownPlace => ({
  id: `id of ${code}`,
  code,
  name: `Name of ${code}`,
  fromOn,
  untilOn,
});
const [a, b, c] = [place('A'), place('B'), place('C')];
const anew = (
  code: string,
  name: string | null = `New ${code}`,
): SuccessionRequest['successors'][number] => ({
  code,
  name,
  place: null,
});
const known = (one: KnownPlace): SuccessionRequest['successors'][number] => ({
  code: one.code,
  name: null,
  place: one,
});
const request = (given: Partial<SuccessionRequest>): SuccessionRequest => ({
  kind: 'merge',
  predecessors: [a, b],
  successors: [anew('N')],
  fromOn: '2026-05-01',
  recorded: [],
  ...given,
});

/** What ends, begins and goes on, and which follows which, by codes. */
function planned(given: Partial<SuccessionRequest>): string {
  const plan = planSuccession(request(given));
  if (plan.kind !== 'planned') return plan.kind;
  return [
    `ends ${plan.ends.map((one) => `${one.place.code} ${one.untilOn}`).join(' ')}`,
    `begins ${plan.begins.map(({ code }) => code).join(' ')}`,
    `goes on ${plan.goesOn.map(({ code }) => code).join(' ')}`,
    plan.links.map(({ predecessor, successorCode }) => `${predecessor.code}>${successorCode}`).join(' '),
  ].join('; ');
}

describe('"neighbourhoods begin, end, merge, split": what that does', () => {
  it.each<[string, Partial<SuccessionRequest>, string]>([
    ['two become a new one', {}, 'ends A 2026-04-30 B 2026-04-30; begins N; goes on ; A>N B>N'],
    [
      'three become a new one',
      { predecessors: [a, b, c] },
      'ends A 2026-04-30 B 2026-04-30 C 2026-04-30; begins N; goes on ; A>N B>N C>N',
    ],
    [
      'one is taken in by another that goes on',
      { predecessors: [a], successors: [known(b)] },
      'ends A 2026-04-30; begins ; goes on B; A>B',
    ],
    [
      'two merge and one of them goes on',
      { predecessors: [a, b], successors: [known(a)] },
      'ends B 2026-04-30; begins ; goes on A; B>A',
    ],
    [
      'one becomes two new ones',
      { kind: 'split', predecessors: [a], successors: [anew('N'), anew('S')] },
      'ends A 2026-04-30; begins N S; goes on ; A>N A>S',
    ],
    [
      'one gives a part away and goes on',
      { kind: 'split', predecessors: [a], successors: [known(a), anew('N')] },
      'ends ; begins N; goes on A; A>N',
    ],
    [
      'one is divided between a new one and its neighbour',
      { kind: 'split', predecessors: [a], successors: [known(b), anew('N')] },
      'ends A 2026-04-30; begins N; goes on B; A>B A>N',
    ],
    [
      'a planned end is brought forward',
      { predecessors: [place('A', '2025-07-01', '2026-12-31'), b] },
      'ends A 2026-04-30 B 2026-04-30; begins N; goes on ; A>N B>N',
    ],
    [
      'it had its last day the day before already',
      { predecessors: [place('A', '2025-07-01', '2026-04-30'), b] },
      'ends A 2026-04-30 B 2026-04-30; begins N; goes on ; A>N B>N',
    ],
    [
      'the same a second time',
      {
        predecessors: [place('A', '2025-07-01', '2026-04-30'), place('B', '2025-07-01', '2026-04-30')],
        successors: [known(place('N', '2026-05-01'))],
        recorded: [
          { predecessor: 'A', successor: 'N', fromOn: '2026-05-01' },
          { predecessor: 'B', successor: 'N', fromOn: '2026-05-01' },
        ],
      },
      'unchanged',
    ],
    [
      'the same split a second time, the old one going on',
      {
        kind: 'split',
        predecessors: [a],
        successors: [known(a), known(place('N', '2026-05-01'))],
        recorded: [{ predecessor: 'A', successor: 'N', fromOn: '2026-05-01' }],
      },
      'unchanged',
    ],
  ])('%s', (_, given, expected) => {
    expect(planned(given)).toBe(expected);
  });

  it.each<[string, Partial<SuccessionRequest>, string, string]>([
    ['with itself', { predecessors: [a, a] }, 'into', 'A is named twice; name each neighbourhood once'],
    [
      'alone into a new one',
      { predecessors: [a] },
      'others',
      'A merger needs at least one other neighbourhood',
    ],
    [
      'alone into itself',
      { predecessors: [a], successors: [known(a)] },
      'others',
      'A merger needs at least one other neighbourhood',
    ],
    [
      'into one part',
      { kind: 'split', predecessors: [a] },
      'into',
      'A split needs at least two neighbourhoods to go on as',
    ],
    [
      'into the same part twice',
      { kind: 'split', predecessors: [a], successors: [anew('N'), anew('N')] },
      'into',
      'N is named twice; name each neighbourhood once',
    ],
    ['into a new one without a name', { successors: [anew('N', null)] }, 'into', 'N is new; give it a name'],
    [
      'on its first day',
      { predecessors: [a, place('B', '2026-05-01')] },
      'from',
      'B begins on 1 May 2026 and would have no day left; choose a later day',
    ],
    [
      'after it ended',
      { predecessors: [a, place('B', '2025-07-01', '2026-04-29')] },
      'from',
      'B ended on 29 April 2026; it cannot end again',
    ],
    [
      'into one that begins later',
      { predecessors: [a], successors: [known(place('N', '2026-05-02'))] },
      'from',
      'N begins on 2 May 2026; choose that day or a later one',
    ],
    [
      'into one that has ended',
      { predecessors: [a], successors: [known(place('N', '2025-07-01', '2026-04-30'))] },
      'into',
      'N ended on 30 April 2026; nothing can go on as it',
    ],
  ])('is refused %s', (_, given, field, message) => {
    expect(planSuccession(request(given))).toEqual({ kind: 'problem', problem: { field, message } });
  });
});
