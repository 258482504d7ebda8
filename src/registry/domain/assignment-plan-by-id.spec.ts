import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { planById, type PlanById, type RowRules } from './assignment-plan-by-id.js';
import { overlap } from './day-range.js';

interface Row {
  id: string;
  index: number;
  externalId: string | null;
  officer: string;
  role: string;
  fromOn: string;
  untilOn: string | null;
}

const RULES: RowRules<Row, Row> = {
  isSameThing: (a, b) => a.officer === b.officer && a.role === b.role,
  hasSameDetails: () => true,
  excludes: (a, b) => a.officer === b.officer || (a.role === 'lead' && b.role === 'lead'),
  placeOf: () => 'n',
};

const DAYS = Array.from({ length: 31 }, (_, day) => `2026-05-${String(day + 1).padStart(2, '0')}`);

/** `lead a 05..12`, or `lead a 05..` without an end; the id of the force's own is the place in the list. */
const row = (text: string, index: number): Row => {
  const [role = '', officer = '', days = ''] = text.split(' ');
  const [from = '', until = ''] = days.split('..');
  const externalId = `E${index}`;
  const untilOn = until ? `2026-05-${until}` : null;
  return { id: externalId, index, externalId, officer, role, fromOn: `2026-05-${from}`, untilOn };
};

const told = ({ same, added, shrunk, grown, moved, clashes }: PlanById<Row, Row>): string[] => [
  ...same.map(({ externalId }) => `${externalId} same`),
  ...added.map(({ externalId }) => `${externalId} added`),
  ...shrunk.map(({ wanted }) => `${wanted.externalId} shrunk`),
  ...grown.map(({ wanted }) => `${wanted.externalId} grown`),
  ...moved.map(({ wanted }) => `${wanted.externalId} moved`),
  ...clashes.map(({ wanted, with: other }) => `${wanted.externalId} clashes with ${other.externalId}`),
];

describe('rows keyed by the force’s own ids', () => {
  it.each<[string, string[], string[], string[]]>([
    ['the same again', ['lead a 01..'], ['lead a 01..'], ['E0 same']],
    ['a new one', [], ['lead a 01..'], ['E0 added']],
    ['one that ends', ['lead a 01..'], ['lead a 01..10'], ['E0 shrunk']],
    ['one that ends later', ['lead a 01..10'], ['lead a 01..20'], ['E0 grown']],
    ['other days', ['lead a 01..10'], ['lead a 05..20'], ['E0 moved']],
    ['another officer', ['lead a 01..10'], ['lead b 01..10'], ['E0 moved']],
    ['a handover', ['lead a 01..'], ['lead a 01..10', 'lead b 11..'], ['E1 added', 'E0 shrunk']],
    ['two leads', [], ['lead a 01..', 'lead b 11..'], ['E0 added', 'E1 added', 'E1 clashes with E0']],
    [
      'two roles of one officer',
      [],
      ['team a 01..', 'deputy a 11..'],
      ['E0 added', 'E1 added', 'E1 clashes with E0'],
    ],
  ])('%s', (_, held, wanted, expected) => {
    expect(told(planById(held.map(row), wanted.map(row), RULES))).toEqual(expected);
  });

  it('take over a recorded one that has no such id, and clash with one that is not sent', () => {
    const unnamed = { ...row('lead a 01..', 0), externalId: null };
    expect(told(planById([unnamed], [row('lead a 01..10', 7)], RULES))).toEqual(['E7 shrunk']);
    const other = planById([row('lead a 01..', 0)], [row('lead b 11..', 7)], RULES);
    expect(told(other)).toEqual(['E7 added', 'E7 clashes with E0']);
  });

  it.each<[string, string[], string[], string[]]>([
    ['is new', [], ['lead a 01..'], ['- added']],
    ['is the same', ['lead a 01..'], ['lead a 01..'], ['- same']],
    ['ends what it says ends', ['lead a 01..'], ['lead a 01..10'], ['- shrunk']],
    ['ends later', ['lead a 01..10'], ['lead a 01..20'], ['- grown']],
    ['hands over', ['lead a 01..'], ['lead a 01..10', 'lead b 11..'], ['- added', '- shrunk']],
    [
      'hands over, whatever the order',
      ['lead a 01..'],
      ['lead b 11..', 'lead a 01..10'],
      ['- added', '- shrunk'],
    ],
    [
      'stands beside a lead with another',
      [],
      ['lead a 01..', 'named b 01..', 'named c 01..'],
      ['- added', '- added', '- added'],
    ],
    ['begins on another day, and so is another', ['lead a 01..10'], ['lead a 11..'], ['- added']],
    ['is a second lead', ['lead a 01..'], ['lead b 11..'], ['- added', '- clashes with E0']],
    ['is a second role', ['lead a 01..'], ['team a 11..'], ['- added', '- clashes with E0']],
    [
      'ends over the next lead',
      ['lead a 01..10', 'lead b 11..'],
      ['lead a 01..11'],
      ['- grown', '- clashes with E1'],
    ],
  ])('without one, a row %s', (_, held, wanted, expected) => {
    const rows = wanted.map((text, index) => ({ ...row(text, index), externalId: null }));
    const plan = planById(held.map(row), rows, RULES);
    expect(told(plan).map((line) => line.replace(/^null/, '-'))).toEqual(expected);
  });

  it('a row without one is what those with one leave', () => {
    const held = [row('lead a 01..10', 0)];
    const wanted = [{ ...row('lead a 01..10', 8), externalId: null }, row('team a 11..20', 0)];
    const plan = planById(held, wanted, RULES);
    expect(told(plan)).toEqual(['null added', 'E0 moved']);
    expect(plan.untouched).toEqual([]);
  });

  it('are stored in an order in which no two exclude each other even for a moment', () => {
    const drawn = fc.record({
      role: fc.constantFrom('lead', 'lead', 'team'),
      officer: fc.constantFrom('a', 'b', 'c'),
      first: fc.integer({ min: 0, max: 29 }),
      length: fc.option(fc.integer({ min: 1, max: 15 })),
    });
    const rows = fc.array(drawn, { maxLength: 6 }).map((list) =>
      list.reduce<Row[]>((taken, { role, officer, first, length }, index) => {
        const untilOn = length === null ? null : (DAYS[first + length - 1] ?? null);
        const one = {
          id: `E${index}`,
          index,
          externalId: `E${index}`,
          officer,
          role,
          fromOn: DAYS[first]!,
          untilOn,
        };
        return clashes([...taken, one]) ? taken : [...taken, one];
      }, []),
    );
    let applied = 0;
    fc.assert(
      fc.property(rows, rows, (held, wanted) => {
        const plan = planById(held, wanted, RULES);
        if (plan.clashes.length > 0) return;
        applied += 1;
        const stored = new Map(held.map((one) => [one.id, one]));
        const steps: (() => void)[] = [
          ...plan.moved.map((pair) => () => void stored.delete(pair.held.id)),
          ...[...plan.shrunk, ...plan.grown].map((pair) => () => void stored.set(pair.held.id, pair.wanted)),
          ...plan.moved.map((pair) => () => void stored.set(pair.held.id, pair.wanted)),
          ...plan.added.map((one) => () => void stored.set(`new ${one.id}`, one)),
        ];
        const wrong = steps.filter((step) => (step(), clashes([...stored.values()])));
        expect(wrong).toHaveLength(0);
        const ids = new Set(wanted.map(({ externalId }) => externalId));
        const kept = [...stored.values()].filter(({ externalId }) => ids.has(externalId));
        expect(kept.map(textOf).sort()).toEqual(wanted.map(textOf).sort());
      }),
      { numRuns: 1_000 },
    );
    expect(applied).toBeGreaterThan(200);
  });
});

function clashes(rows: readonly Row[]): boolean {
  return rows.some((a, index) => rows.slice(index + 1).some((b) => overlap(a, b) && RULES.excludes(a, b)));
}

const textOf = ({ externalId, officer, role, fromOn, untilOn }: Row): string =>
  `${externalId} ${role} ${officer} ${fromOn} ${untilOn ?? ''}`;
