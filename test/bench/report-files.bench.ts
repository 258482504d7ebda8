import { writeFile } from 'node:fs/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { ComplianceReport, ReportFigure } from '../../src/reports/compliance-report.js';
import { documentOf } from '../../src/reports/document/document-of.js';
import { makeFile } from '../../src/reports/formats/report-formats.js';
import { DEFINITIONS_VERSION, MEASURES } from '../../src/reports/measures/catalogue.js';
import { writtenFigure } from '../../src/reports/domain/written-figure.js';

/**
 * How long each file of a report takes, and for how long it keeps everybody else waiting: a made-up report with every
 * measure, for so many neighbourhoods (200, or the first argument). A second argument is a folder to leave the files in.
 */
const NEIGHBOURHOODS = Number(process.argv[2] ?? 200);
const FOLDER = process.argv[3];

let seed = 1;
const random = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
const upTo = (most: number): number => Math.floor(random() * (most + 1));

const places = (prefix: string, count: number, words: string): { code: string; name: string }[] =>
  Array.from({ length: count }, (_, at) => ({
    code: `${prefix}${at + 1}`,
    name: `${words} ${at + 1} & Llanfair Tŵr`,
  }));

function madeUp(): ComplianceReport {
  const neighbourhoods = places('NC', NEIGHBOURHOODS, 'Neighbourhood');
  const wards = places('E05', Math.round(NEIGHBOURHOODS * 0.8), 'Ward');
  const commandAreas = places('A', 6, 'Area');
  const channels = ['api', 'by-hand', 'email', 'web-form'];
  const nowhere = { neighbourhood: null, channel: null, ward: null, commandArea: null, weekday: null };
  const spots: Record<string, Partial<ReportFigure>[]> = {
    neighbourhood: neighbourhoods.map(({ code }) => ({ neighbourhood: code })),
    'command-area': commandAreas.map(({ code }) => ({ commandArea: code })),
    ward: wards.map(({ code }) => ({ ward: code })),
    channel: channels.map((channel) => ({ channel })),
    weekday: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday })),
  };
  const figures = MEASURES.flatMap(({ id, by, unit, none }) =>
    [{}, ...by.flatMap((each) => spots[each] ?? [])].map((spot): ReportFigure => {
      const denominator = upTo(400);
      const counted =
        unit === 'percent'
          ? { numerator: upTo(denominator), denominator }
          : unit === 'state'
            ? { value: 'covered' }
            : { value: upTo(9000), denominator };
      return {
        measure: id,
        ...nowhere,
        ...spot,
        ...writtenFigure(unit, counted, none),
        previous: { numerator: 1, denominator: 2, shown: '50.0' },
        change: unit === 'state' ? null : '+3.4',
      };
    }),
  );
  return {
    definitionsVersion: DEFINITIONS_VERSION,
    force: { id: 'devon-and-cornwall', name: 'Devon & Cornwall Police', startsOn: '2026-01-01' },
    period: { fromOn: '2026-07-01', toOn: '2026-09-30' },
    precedingPeriod: { fromOn: '2026-04-01', toOn: '2026-06-30' },
    zone: ['Europe', 'London'].join('/'),
    cutOffAt: '2026-10-02T08:00:00.000Z',
    coverageOn: '2026-09-30',
    neighbourhoods,
    channels,
    wards,
    commandAreas,
    figures,
    gaps: neighbourhoods.slice(0, 60).map(({ code }) => ({
      ...{ neighbourhood: code, fromOn: '2026-07-03', toOn: '2026-07-09' },
      ...{ days: 7, states: ['vacant'] as never[] },
    })),
    comingGaps: [],
    definitions: MEASURES.map(({ id, section, title, definition, clause, numerator, denominator, unit }) => ({
      ...{
        measure: id,
        section,
        title,
        definition,
        clause,
        numerator,
        denominator: denominator ?? null,
        unit,
      },
    })),
  };
}

const report = madeUp();
const document = documentOf(report, { charts: [] });
const cells = document.sections.flatMap(({ blocks }) =>
  blocks.flatMap((block) => (block.kind === 'table' ? block.table.rows.flat() : [])),
);
console.log(
  `${NEIGHBOURHOODS} neighbourhoods, ${report.figures.length} figures, ${cells.length} cells of tables`,
);
for (const round of ['first', 'second', 'third']) {
  for (const format of ['zip', 'xlsx', 'pdf'] as const) {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const startedAt = performance.now();
    const usedBefore = process.cpuUsage();
    const { bytes, name } = await makeFile(format, { report, document });
    const took = Math.round(performance.now() - startedAt);
    const used = Math.round(process.cpuUsage(usedBefore).user / 1000);
    await new Promise((resolve) => setTimeout(resolve, 5));
    delay.disable();
    const kept = Math.round(delay.max / 1e6);
    console.log(
      `${round} ${format}: ${took} ms (${used} ms of a processor), ${Math.round(bytes.length / 1024)} KB, longest wait of others ${kept} ms`,
    );
    if (FOLDER && round === 'first') await writeFile(`${FOLDER}/${name}`, bytes);
  }
}
