import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Principal } from '../../src/access/principal.js';
import { MasterKey } from '../../src/common/sealing.js';
import { ContactReader } from '../../src/contacts/contact-reader.js';
import { ContactVault } from '../../src/contacts/personal/contact-vault.js';
import { Areas } from '../../src/registry/areas.js';
import type { ReportFigure } from '../../src/reports/compliance-report.js';
import { MEASURES } from '../../src/reports/measures/catalogue.js';
import type { Measure } from '../../src/reports/measures/measure.js';
import { ResponseMonths } from '../../src/reports/rollup/response-months.service.js';
import { canOpen, NOT_OPENED } from '../../src/reports/rows/openable.js';
import type { OpenedFigure } from '../../src/reports/rows/opened-figure.js';
import type { RowsQuery } from '../../src/reports/rows/rows.dto.js';
import { RowsService } from '../../src/reports/rows/rows.service.js';
import { ReportsWorld } from './reports-world.js';
import { type RowsHistory, tellHistory } from './rows-history.js';

const PERIODS: [string, string][] = [
  ['2026-03-01', '2026-03-31'],
  ['2026-10-01', '2026-10-31'],
  ['2026-03-15', '2026-04-14'],
  ['2026-10-01', '2026-10-31'],
];
/** Rows that weigh more than one: runs of days count their days, months and officers their hours. */
const isWeighed = ({ id, unit }: Measure): boolean =>
  unit === 'days' || /(^|-)days(-|$)/.test(id) || id === 'abstraction';
const ONE_BY_ONE = new Set(
  MEASURES.filter((measure) => ['percent', 'count'].includes(measure.unit) && !isWeighed(measure)).map(
    ({ id }) => id,
  ),
);
const UNITS = new Map(MEASURES.map(({ id, unit }) => [id, unit]));

describe('the rows behind every figure are the very ones that it counts', () => {
  let world: ReportsWorld;
  let rows: RowsService;
  let opened = 0;
  const withRows = new Set<string>();

  beforeAll(async () => {
    world = await ReportsWorld.open();
    const contacts = new ContactReader(new Areas(), new ContactVault(new MasterKey(Buffer.alloc(32, 7))));
    rows = new RowsService(world.database, world.clock, world.audit, contacts);
  });
  afterAll(() => world.close());

  it('says of every measure whether it can be opened, and opens all but what is entered by hand', () => {
    expect(MEASURES.filter(({ id }) => !canOpen(id)).map(({ id }) => id)).toEqual(Object.keys(NOT_OPENED));
    expect(canOpen('no-such-measure')).toBe(false);
  });

  it.each(PERIODS.map((period, index) => [index + 1, ...period] as const))(
    'history %i, %s to %s',
    async (seed, fromOn, toOn) => {
      const history = await tellHistory(world, seed, [fromOn, toOn]);
      world.clock.set(history.cutOffAt);
      // Of some histories the months were counted beforehand, of the others nothing was.
      if (seed % 2 === 0) await new ResponseMonths(world.database).refresh();
      for (const part of seed % 2 === 0 ? [undefined] : [undefined, 'command-area:A', 'neighbourhood:P3']) {
        const report = await world.reports.complianceReport(history.force, fromOn, toOn, part);
        for (const figure of report.figures.filter(({ measure }) => canOpen(measure))) {
          await compare(history, figure, part);
        }
      }
    },
    600_000,
  );

  it('opens every count and every share into a row each, but for days and hours', () => {
    expect(ONE_BY_ONE.has('import-rows-refused')).toBe(true);
    expect(ONE_BY_ONE.size).toBeGreaterThan(40);
  });

  it('opened many figures, and found rows behind every measure', () => {
    expect(opened).toBeGreaterThan(PERIODS.length * 500);
    expect(MEASURES.filter(({ id }) => canOpen(id) && !withRows.has(id)).map(({ id }) => id)).toEqual([]);
  });

  async function compare(
    history: RowsHistory,
    figure: ReportFigure,
    part: string | undefined,
  ): Promise<void> {
    opened += 1;
    const name = JSON.stringify([
      figure.measure,
      figure.neighbourhood,
      figure.commandArea,
      figure.ward,
      figure.channel,
      figure.weekday,
      part,
    ]);
    const all = await readAll(history, figure, part);
    const [first] = all;
    const found = all.flatMap((page) => page.rows);
    if (found.length > 0) withRows.add(figure.measure);
    expect([name, { ...first!.figure }]).toEqual([name, figure]);
    expect(found.map(({ number }) => number)).toEqual(found.map((_, index) => index + 1));
    const sum = (of: 'numerator' | 'denominator'): number => found.reduce((total, row) => total + row[of], 0);
    const unit = UNITS.get(figure.measure)!;
    if (ONE_BY_ONE.has(figure.measure)) {
      const rowsWanted = unit === 'percent' ? figure.denominator : figure.value;
      expect([name, found.length]).toEqual([name, rowsWanted]);
    }
    if (unit === 'percent') {
      expect([name, sum('numerator'), sum('denominator')]).toEqual([
        name,
        figure.numerator,
        figure.denominator,
      ]);
      if (!first!.splits) return;
      const counted = await readAll(history, figure, part, 'counted');
      const others = await readAll(history, figure, part, 'not-counted');
      const sizes = [counted, others].map((pages) => pages.flatMap((page) => page.rows).length);
      const wanted = [found.filter((row) => row.numerator > 0), found.filter((row) => row.numerator === 0)];
      expect([name, sizes]).toEqual([name, wanted.map(({ length }) => length)]);
      if (ONE_BY_ONE.has(figure.measure)) {
        const shares = [figure.numerator!, figure.denominator! - figure.numerator!];
        expect([name, sizes]).toEqual([name, shares]);
      }
    } else if (unit === 'state') {
      expect([name, ...found.map(({ values }) => values['state'])]).toEqual([
        name,
        ...(figure.shown ? [figure.shown] : []),
      ]);
    } else if (unit === 'minutes' || figure.measure.endsWith('longest-gap')) {
      const marked = found.filter(({ isFigure }) => isFigure);
      if (unit === 'minutes') expect([name, found.length]).toEqual([name, figure.denominator]);
      expect([name, marked.length > 0]).toEqual([name, found.length > 0]);
      for (const { values } of marked) {
        const of =
          unit === 'days'
            ? figure.measure === 'longest-gap'
              ? 'daysInAll'
              : 'days'
            : figure.measure.startsWith('overdue')
              ? 'lateMinutes'
              : 'minutes';
        expect([name, values[of]]).toEqual([name, figure.value]);
      }
      if (found.length === 0) expect([name, figure.value ?? 0]).toEqual([name, 0]);
    } else {
      expect([name, sum('numerator')]).toEqual([name, figure.value]);
    }
  }

  /** Page by page, few rows on each. */
  async function readAll(
    { force, fromOn, toOn }: RowsHistory,
    { measure, neighbourhood, commandArea, ward, channel, weekday }: ReportFigure,
    part: string | undefined,
    show?: RowsQuery['show'],
  ): Promise<OpenedFigure[]> {
    const spot = {
      neighbourhood,
      commandArea,
      ward,
      channel,
      weekday: weekday && String(weekday),
      part,
      show,
    };
    const given = Object.fromEntries(
      Object.entries(spot).filter(([, value]) => value !== null && value !== undefined),
    );
    const pages: OpenedFigure[] = [];
    let after: string | null = null;
    do {
      const asked: RowsQuery = {
        measure,
        from: fromOn,
        to: toOn,
        ...given,
        ...(after !== null && { after }),
      };
      const how = { action: 'consult', requestId: 'test', limit: 25 } as const;
      const page: OpenedFigure = await rows.openFigure(adminOf(force), asked, how);
      pages.push(page);
      if (pages.length > 40) throw new Error(`There is no end to the rows of ${JSON.stringify(asked)}`);
      after = page.next;
    } while (after !== null);
    return pages;
  }
});

const adminOf = (forceId: string): Principal => ({
  ...{ kind: 'person', id: 'somebody', forceId, name: 'Somebody' },
  ...{ role: 'force-admin', officerId: null, sessionId: 'none' },
});
