import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, daysIn } from '../../src/common/calendar.js';
import { coverageStateOn } from '../../src/registry/coverage/coverage.js';
import { deputiesCovering } from '../../src/registry/coverage/deputies-covering.js';
import { HISTORIES } from './coverage-histories.js';
import { CoverageWorld } from './coverage-world.js';

/** The page of one neighbourhood and the coverage of the whole force may never differ about who covers. */
describe('the deputies who cover a neighbourhood', () => {
  let world: CoverageWorld;
  let force: string;

  beforeAll(async () => {
    world = await CoverageWorld.open();
    force = await world.force('all-histories');
    for (const [index, history] of HISTORIES.entries()) {
      const officers: Record<string, string> = {};
      for (const [name, past] of Object.entries(history.officers ?? {}))
        officers[name] = await world.officer(force, `${name}-${index}`, past);
      await world.place(force, `P${index}`, history, officers);
    }
  }, 60_000);
  afterAll(() => world.close());

  it('are there on exactly the days on which the engine says so of the force', async () => {
    const [fromOn, toOn] = ['2026-02-25', '2026-04-05'];
    const seen = new Set<boolean>();
    for (let n = 0; n < daysIn({ fromOn, toOn }); n += 1) {
      const day = addDays(fromOn, n);
      await world.reports.database.inForce(force, async (manager) => {
        for (const { neighbourhoodId, code, state } of await coverageStateOn(manager, force, day)) {
          const found = await deputiesCovering(manager, force, neighbourhoodId, day);
          expect([day, code, found.size > 0]).toEqual([day, code, state === 'deputy-covering']);
          seen.add(found.size > 0);
        }
      });
    }
    expect(seen.size).toBe(2);
  }, 60_000);
});
