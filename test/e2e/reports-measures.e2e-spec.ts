import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ComplianceReport } from '../../src/reports/compliance-report.js';
import { writtenFigure } from '../../src/reports/domain/written-figure.js';
import { MEASURES } from '../../src/reports/measures/catalogue.js';
import { EXAMPLE } from '../../src/reports/measures/example.js';
import { type Clocked, figureOf, HOURS_72, ReportsWorld, utc } from './reports-world.js';

describe('the worked example of every measure', () => {
  let world: ReportsWorld;
  let report: ComplianceReport;

  beforeAll(async () => {
    world = await ReportsWorld.open();
    const force = await world.force('example');
    const ids: Record<string, string> = {};
    for (const { name, assignments } of EXAMPLE.neighbourhoods) {
      ids[name] = await world.neighbourhood(force, name);
      for (const { role, fromOn, untilOn } of assignments) {
        await world.assign(force, ids[name], `[${fromOn},${untilOn ?? ''}${untilOn ? ']' : ')'}`, { role });
      }
    }
    for (const { name, neighbourhoods } of EXAMPLE.wards) {
      await world.ward(
        force,
        name,
        neighbourhoods.map((each) => [ids[each]!, 1 / neighbourhoods.length]),
      );
    }
    await world.clocks(
      force,
      EXAMPLE.queries.flatMap(
        ({ dueAt, answeredAfterMinutes, recordedAt, takenOut, addressFailedAt }): Clocked[] => {
          if (!dueAt) return [];
          const startedAt = dueAt.minus({ milliseconds: HOURS_72 });
          const stoppedAt =
            answeredAfterMinutes === undefined
              ? null
              : startedAt.plus({ milliseconds: Math.round(answeredAfterMinutes * 60_000) });
          return [
            {
              neighbourhoodId: ids['North']!,
              dueAt,
              stoppedAt,
              recordedAt: recordedAt ?? null,
              takenOut: takenOut ?? null,
              addressFailedAt: addressFailedAt ?? null,
            },
          ];
        },
      ),
    );
    await world.contactWithoutClock(force, ids['North']!, utc('2026-03-10T12:00:00Z'));
    world.clock.set(EXAMPLE.cutOffAt);
    report = await world.reports.complianceReport(force, EXAMPLE.fromOn, EXAMPLE.toOn);
  });
  afterAll(() => world.close());

  it.each(MEASURES.map((measure) => [measure.id, measure] as const))('%s', (id, measure) => {
    const { words: _words, ...expected } = measure.example;
    const onlyBy = {
      ...(measure.kind === 'coverage' && measure.onlyBy && { neighbourhood: 'North' }),
      ...(measure.kind === 'wards' && measure.onlyBy && { ward: 'Abbey' }),
    };
    const figure = figureOf(report, id, onlyBy);
    expect(figure).toMatchObject(writtenFigure(measure.unit, expected, measure.none));
  });

  it('lists the gap', () => {
    expect(report.gaps).toEqual([
      {
        neighbourhood: 'South',
        fromOn: '2026-03-21',
        sinceOn: '2026-03-21',
        toOn: '2026-03-25',
        days: 5,
        daysInAll: 5,
        states: ['vacant'],
      },
    ]);
  });

  it('gives every measure an id, a clause and a definition of its own', () => {
    expect(new Set(MEASURES.map(({ id }) => id)).size).toBe(MEASURES.length);
    expect(
      MEASURES.every(({ id, definition, clause }) => /^[a-z0-9-]+$/.test(id) && definition && clause),
    ).toBe(true);
    expect(MEASURES.filter(({ unit, denominator }) => unit === 'percent' && !denominator)).toEqual([]);
  });
});
