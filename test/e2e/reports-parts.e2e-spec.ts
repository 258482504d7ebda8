import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ComplianceReport } from '../../src/reports/compliance-report.js';
import { figureOf, ReportsWorld, utc } from './reports-world.js';

const MARCH = ['2026-03-01', '2026-03-31'] as const;

describe('a report of a part of the force', () => {
  let world: ReportsWorld;
  let force: string;
  let ids: Record<string, string>;

  beforeAll(async () => {
    world = await ReportsWorld.open();
    force = await world.force('parts');
    ids = {};
    for (const code of ['N1', 'N2', 'N3', 'N4']) ids[code] = await world.neighbourhood(force, code);
    await world.assign(force, ids['N1']!, '[2026-01-01,)');
    await world.assign(force, ids['N2']!, '[2026-01-01,2026-04-10)');
    await world.assign(force, ids['N3']!, '[2026-01-01,2026-03-20)');
    await world.ward(force, 'W12', [
      [ids['N1']!, 0.5],
      [ids['N2']!, 0.5],
    ]);
    await world.ward(force, 'W23', [
      [ids['N2']!, 0.96],
      [ids['N3']!, 0.04],
    ]);
    await world.ward(force, 'W3', [[ids['N3']!, 1]]);
    // N2 moves to the other area in the middle of March.
    await area('UP', [
      ['N1', '[2026-01-01,)'],
      ['N2', '[2026-01-01,2026-03-16)'],
    ]);
    await area('DOWN', [['N2', '[2026-03-16,)']]);
    await area('EMPTY', []);
    const at = (
      code: string,
      day: string,
      answered: boolean,
    ): Parameters<ReportsWorld['clocks']>[1][number] => {
      const dueAt = utc(`${day}T12:00:00Z`);
      return { neighbourhoodId: ids[code]!, dueAt, stoppedAt: answered ? dueAt : null };
    };
    await world.clocks(force, [
      at('N1', '2026-03-10', true),
      at('N2', '2026-03-10', false),
      at('N2', '2026-03-20', true),
      at('N3', '2026-03-20', false),
      at('N1', '2026-02-10', false),
      at('N2', '2026-02-10', true),
    ]);
    const event = {
      force_id: force,
      type: 'beat-meeting',
      title: 'x',
      address: 'y',
      version: 1,
      cancelled: false,
    };
    await world.insert('neighbourhood_event', [
      { ...event, id: randomUUID(), neighbourhood_id: ids['N2'], starts_at: '2026-03-05T19:00:00Z' },
    ]);
    world.clock.set(utc('2026-04-01T02:10:00Z'));
  });
  afterAll(() => world.close());

  async function area(code: string, members: [code: string, during: string][]): Promise<void> {
    const id = randomUUID();
    const row = { force_id: force, version: 1 };
    await world.insert('command_area', [{ ...row, id, code, name: `Area ${code}`, during: '[2020-01-01,)' }]);
    await world.insert(
      'command_area_neighbourhood',
      members.map(([place, during]) => ({
        ...{ ...row, id: randomUUID(), command_area_id: id },
        ...{ neighbourhood_id: ids[place], during },
      })),
    );
  }

  const reportOf = (part?: string): Promise<ComplianceReport> =>
    world.reports.complianceReport(force, ...MARCH, part);
  const shareOf = (report: ComplianceReport): unknown[] => {
    const { numerator, denominator, previous } = figureOf(report, 'share-met');
    return [numerator, denominator, previous?.numerator, previous?.denominator];
  };

  it('has the neighbourhoods that belong to a command area on the last day, in the period before too', async () => {
    const down = await reportOf('command-area:DOWN');
    expect(down.part).toEqual({ kind: 'command-area', code: 'DOWN', name: 'Area DOWN' });
    expect(down.neighbourhoods.map(({ code }) => code)).toEqual(['N2']);
    expect(shareOf(down)).toEqual([1, 2, 1, 1]);
    const up = await reportOf('command-area:UP');
    expect(up.neighbourhoods.map(({ code }) => code)).toEqual(['N1']);
    expect(shareOf(up)).toEqual([1, 1, 0, 1]);
    // The force's own report puts them into the same areas.
    const whole = await reportOf();
    expect(whole.part).toBeNull();
    for (const [code, part] of [['DOWN', down] as const, ['UP', up] as const]) {
      const { commandArea: _, ...row } = figureOf(whole, 'share-met', { commandArea: code });
      expect(figureOf(part, 'share-met')).toMatchObject(row);
    }
    // By ten days before, N2 was in the other area still.
    const early = await world.reports.complianceReport(force, '2026-03-01', '2026-03-15', 'command-area:UP');
    expect(early.neighbourhoods.map(({ code }) => code)).toEqual(['N1', 'N2']);
  });

  it('counts coverage, gaps, coming gaps, events and wards of the part, a ward by its own state', async () => {
    const n3 = await reportOf('neighbourhood:N3');
    expect(n3.gaps.map(({ neighbourhood, fromOn }) => [neighbourhood, fromOn])).toEqual([
      ['N3', '2026-03-20'],
    ]);
    expect(figureOf(n3, 'coverage-days')).toMatchObject({ numerator: 19, denominator: 31 });
    // A sliver of W23 lies in N3, which is too little to count.
    expect(n3.wards?.map(({ code }) => code)).toEqual(['W3']);
    const n2 = await reportOf('neighbourhood:N2');
    expect(n2.wards?.map(({ code }) => code)).toEqual(['W12', 'W23']);
    expect(n2.comingGaps?.map(({ neighbourhood, fromOn }) => [neighbourhood, fromOn])).toEqual([
      ['N2', '2026-04-10'],
    ]);
    expect(figureOf(n2, 'coming-gaps').value).toBe(1);
    expect(figureOf(n2, 'coming-gaps', { neighbourhood: 'N2' })).toMatchObject({ value: 1, previous: null });
    expect(figureOf(n3, 'coming-gaps').value).toBe(0);
    expect(figureOf(n2, 'beat-meetings-held').value).toBe(1);
    expect(figureOf(n3, 'beat-meetings-held').value).toBe(0);
    expect(figureOf(n2, 'headcount').value).toBe(1);
    // W12 is covered by both; its queries here are those of N2 alone.
    expect(figureOf(n2, 'ward-state-last-day', { ward: 'W12' }).shown).toBe('covered');
    expect(figureOf(n2, 'clocks-due', { ward: 'W12' }).value).toBe(2);
    expect(figureOf(await reportOf(), 'clocks-due', { ward: 'W12' }).value).toBe(3);
  });

  it('leaves out what is known of the whole force alone, with its definition', async () => {
    const [part, whole] = [await reportOf('neighbourhood:N1'), await reportOf()];
    const ids = ({ definitions }: ComplianceReport): string[] => definitions.map(({ measure }) => measure);
    const left = ids(whole).filter((id) => !ids(part).includes(id));
    expect(left).toEqual([
      'posts',
      'uplift-target',
      'abstraction',
      'abstraction-months-above',
      'asb-lead-days',
      'import-rows-refused',
    ]);
    expect(part.figures.filter(({ measure }) => left.includes(measure))).toEqual([]);
    expect(
      whole.definitions.filter(
        ({ measure, definition }) =>
          left.includes(measure) !== definition.includes('for the force as a whole'),
      ),
    ).toEqual([]);
    expect([part.commandAreas, part.abstractionMonths]).toEqual([[], []]);
  });

  it('is of nothing, and says so, where a command area has no neighbourhood', async () => {
    const empty = await reportOf('command-area:EMPTY');
    expect([empty.neighbourhoods, empty.wards, empty.channels, empty.gaps]).toEqual([[], [], [], []]);
    expect(figureOf(empty, 'share-met')).toMatchObject({ denominator: 0, shown: 'none due' });
    expect(figureOf(empty, 'coverage-days')).toMatchObject({ numerator: 0, denominator: 0 });
  });

  it.each([
    'neighbourhood:NONE',
    'command-area:N1',
    'neighbourhood:UP',
    'ward:W12',
    'N1',
    'neighbourhood:',
    'neighbourhood:n1',
  ])('%s is no part: refused with what to do', async (part) => {
    await expect(reportOf(part)).rejects.toMatchObject({
      kind: 'invalid',
      fields: [{ field: 'part', message: expect.stringContaining('command-area:') }],
    });
  });

  it('lists the coming gap of a neighbourhood that begins after the period, and has no row of it', async () => {
    const ahead = await world.force('ahead');
    await world.assign(ahead, await world.neighbourhood(ahead, 'A1'), '[2026-01-01,2026-04-20)');
    await world.neighbourhood(ahead, 'A2', { during: '[2026-05-01,)' });
    await world.assign(
      ahead,
      await world.neighbourhood(ahead, 'A3', { during: '[2026-05-01,)' }),
      '[2026-05-01,)',
    );
    const report = await world.reports.complianceReport(ahead, ...MARCH);
    expect(report.neighbourhoods.map(({ code }) => code)).toEqual(['A1']);
    expect(report.comingGaps!.map(({ neighbourhood }) => neighbourhood)).toEqual(['A1', 'A2']);
    expect(figureOf(report, 'coming-gaps').value).toBe(2);
    expect(figureOf(report, 'coming-gaps', { neighbourhood: 'A1' }).value).toBe(1);
  });

  it('does not reach into another force', async () => {
    const other = await world.force('other');
    await world.neighbourhood(other, 'X1');
    await expect(reportOf('neighbourhood:X1')).rejects.toMatchObject({ kind: 'invalid' });
    expect((await world.reports.complianceReport(other, ...MARCH, 'neighbourhood:X1')).part?.code).toBe('X1');
  });
});
