import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type CoverageGap,
  coverageOf,
  type NeighbourhoodCoverage,
} from '../../src/registry/coverage/coverage.js';
import {
  bestState,
  COVERAGE_STATES,
  type CoverageState,
  stateOfAssignment,
} from '../../src/registry/coverage/domain/coverage-state.js';
import { ReportsWorld } from './reports-world.js';

/** Days are numbers here, counted from the day 0; the period is 10 to 40. */
interface Span {
  first: number;
  /** The day after the last, or null for ever. */
  end: number | null;
}
interface Assignment extends Span {
  role: string;
  rank: string;
  nameWithheld: boolean;
  publicEmail: boolean;
}
interface Place extends Span {
  route: 'none' | 'form' | 'email' | 'web' | 'telephone' | 'blank';
  assignments: Assignment[];
}

const ALLOWED = ['constable', 'pcso', 'sergeant'];
const PERIOD = { first: 10, last: 40 };
const dayOf = (number: number): string => new Date(Date.UTC(2026, 2, 15 + number)).toISOString().slice(0, 10);
const rangeOf = ({ first, end }: Span): string => `[${dayOf(first)},${end === null ? '' : dayOf(end)})`;
const holds = ({ first, end }: Span, day: number): boolean => day >= first && (end === null || day < end);

const span: fc.Arbitrary<Span> = fc
  .tuple(fc.integer({ min: 0, max: 45 }), fc.option(fc.integer({ min: 1, max: 30 })))
  .map(([first, length]) => ({ first, end: length === null ? null : first + length }));
const assignment = fc.tuple(
  span,
  fc.record({
    role: fc.constantFrom('lead', 'lead', 'named', 'deputy', 'team', 'supervisor'),
    rank: fc.constantFrom('constable', 'constable', 'pcso', 'sergeant', 'inspector'),
    nameWithheld: fc.boolean(),
    publicEmail: fc.boolean(),
  }),
);
const place: fc.Arbitrary<Place> = fc
  .tuple(
    span,
    fc.constantFrom<Place['route']>('none', 'none', 'form', 'email', 'web', 'telephone', 'blank'),
    fc.array(assignment, { maxLength: 6 }),
  )
  .map(([during, route, assignments]) => ({
    ...during,
    route,
    assignments: oneLeadADay(assignments.map(([days, officer]) => ({ ...days, ...officer }))),
  }));

/** The database refuses two leads on one day. */
function oneLeadADay(assignments: Assignment[]): Assignment[] {
  const kept: Assignment[] = [];
  for (const each of assignments) {
    const clashes = kept.some(
      (other) =>
        other.role === 'lead' &&
        each.role === 'lead' &&
        (holds(other, each.first) || holds(each, other.first)),
    );
    if (!clashes) kept.push(each);
  }
  return kept;
}

/** One neighbourhood, day by day. */
function dayByDay(it: Place): Omit<NeighbourhoodCoverage, 'id' | 'code' | 'name'> | null {
  const days = Object.fromEntries(COVERAGE_STATES.map((state) => [state, 0])) as Record<
    CoverageState,
    number
  >;
  const gaps: CoverageGap[] = [];
  let lastState: CoverageState | null = null;
  let existed = false;
  let open: { first: number; states: Set<CoverageState> } | null = null;
  for (let day = PERIOD.first; day <= PERIOD.last + 1; day += 1) {
    const state = day <= PERIOD.last && holds(it, day) ? stateOn(it, day) : null;
    if (state) {
      existed = true;
      days[state] += 1;
      if (day === PERIOD.last) lastState = state;
    }
    const isGap = state !== null && state !== 'covered' && state !== 'deputy-covering';
    if (isGap) {
      open ??= { first: day, states: new Set() };
      open.states.add(state);
    } else if (open) {
      const { first, states } = open;
      const ordered = COVERAGE_STATES.filter((each) => states.has(each));
      gaps.push({ fromOn: dayOf(first), toOn: dayOf(day - 1), days: day - first, states: ordered });
      open = null;
    }
  }
  return existed ? { days, lastState, gaps } : null;
}

function stateOn({ route, assignments }: Place, day: number): CoverageState {
  const teamRoute = ['form', 'email', 'web'].includes(route);
  return bestState(
    assignments
      .filter((each) => holds(each, day))
      .map(({ role, rank, nameWithheld, publicEmail }) =>
        stateOfAssignment({
          role,
          nameWithheld,
          rankAllowed: ALLOWED.includes(rank),
          onlineRoute: teamRoute || publicEmail,
        }),
      ),
  );
}

describe('coverage by ranges equals a loop over the days', () => {
  let world: ReportsWorld;
  let histories = 0;

  beforeAll(async () => {
    world = await ReportsWorld.open();
  });
  afterAll(() => world.close());

  it('for random neighbourhoods and assignments', async () => {
    const property = fc.asyncProperty(fc.array(place, { maxLength: 4 }), async (places) => {
      histories += 1;
      const force = await world.force(`coverage-${histories}`);
      for (const [index, it] of places.entries()) {
        const routes = {
          form_enabled: it.route === 'form',
          email: it.route === 'email' ? 'team@force.example' : it.route === 'blank' ? '' : null,
          web_url: it.route === 'web' ? 'https://force.example/team' : null,
          telephone: it.route === 'telephone' ? '101' : null,
        };
        const id = await world.neighbourhood(force, `P${index}`, { during: rangeOf(it), ...routes });
        for (const { role, rank, nameWithheld, publicEmail, ...days } of it.assignments) {
          const officer = {
            role,
            rank,
            name_withheld: nameWithheld,
            public_email: publicEmail ? 'pc@force.example' : null,
          };
          await world.assign(force, id, rangeOf(days), officer);
        }
      }
      const period = { fromOn: dayOf(PERIOD.first), toOn: dayOf(PERIOD.last) };
      const found = await world.database.inForce(force, (manager) =>
        coverageOf(manager, force, period, ALLOWED),
      );
      const expected = places.flatMap((it, index) => {
        const own = dayByDay(it);
        return own ? [{ code: `P${index}`, name: `P${index}`, ...own }] : [];
      });
      expect(found.map(({ id: _id, ...rest }) => rest)).toEqual(expected);
    });
    await fc.assert(property, { numRuns: 150 });
  }, 120_000);
});
