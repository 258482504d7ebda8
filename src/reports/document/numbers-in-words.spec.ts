import { describe, expect, it } from '@jest/globals';
import { madeReport } from '../../../test/support/made-report.js';
import { documentOf } from './document-of.js';
import type { DocumentTable, ReportDocument } from './report-document.js';

const tableOf = ({ sections }: ReportDocument, id: string): DocumentTable =>
  sections
    .flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === 'table' ? [block.table] : [])))
    .find((each) => each.id === id)!;
const textsOf = ({ rows }: DocumentTable): string[][] =>
  rows.map((row) => row.map(({ text }) => text.replaceAll('\u00a0', ' ')));

describe('what a number of a report stands against', () => {
  const report = madeReport();
  const document = documentOf(report, { charts: [] });

  it('sets the officers against the posts and the uplift target: the gap, and the share with its numbers', () => {
    const counts = { headcount: [47, 45], posts: [50, 50], 'uplift-target': [44, 0] } as Record<
      string,
      number[]
    >;
    const figures = report.figures.map((figure) => {
      const [now, before] = counts[figure.measure] ?? [];
      if (now === undefined) return figure;
      const previous = { numerator: null, denominator: null, shown: String(before) };
      return { ...figure, value: now, shown: String(now), previous };
    });
    const against = (changed: typeof figures): string[][] =>
      textsOf(tableOf(documentOf(madeReport({ figures: changed }), { charts: [] }), 'headcount-against'));
    expect(against(figures)).toEqual([
      ['Posts (establishment)', '50', '47', '−3', '94.0%', '47 of 50', '+4.0 points'],
      ['Uplift target', '44', '47', '+3', '106.8%', '47 of 44', '–'],
    ]);
    const unrecorded = figures.map((each) =>
      each.measure === 'posts' ? { ...each, value: 0, shown: '0' } : each,
    );
    expect(against(unrecorded)[0]).toEqual([
      'Posts (establishment)',
      '0',
      '47',
      '',
      'none recorded',
      '',
      '–',
    ]);
    const ofPart = figures.filter(({ measure }) => !['posts', 'uplift-target'].includes(measure));
    expect(tableOf(documentOf(madeReport({ figures: ofPart }), { charts: [] }), 'headcount-against')).toBe(
      undefined,
    );
  });

  it('tells abstraction in hours, with the number that a spreadsheet can add up', () => {
    const abstracted = { numerator: 1_250, denominator: 16_000 };
    const figures = report.figures.map((figure) =>
      figure.measure === 'abstraction'
        ? { ...figure, ...abstracted, previous: { ...abstracted, shown: '7.8' } }
        : figure,
    );
    const march = { fromOn: '2026-03-01', toOn: '2026-03-31' };
    const month = { ...march, ...abstracted, shown: '7.8', above: false };
    const told = documentOf(madeReport({ figures, abstractionMonths: [month] }), { charts: [] });
    const row = tableOf(told, 'workforce').rows.find(([head]) => head!.text.startsWith('Abstraction'))!;
    expect(row.slice(2, 4)).toEqual([
      { text: '12.5\u00a0hours', value: 12.5 },
      { text: '160\u00a0hours', value: 160 },
    ]);
    expect(row[5]!.text).toBe('12.5 of 160\u00a0hours');
    expect(textsOf(tableOf(told, 'abstraction-months'))[0]![2]).toBe('12.5 of 160 hours');
    expect(JSON.stringify(told)).not.toMatch(/hundredths of an hour(?!, so that)/i);
  });

  it('says wherever a period that is not over stands against a whole one', () => {
    const running = documentOf(madeReport({ cutOffAt: '2026-03-20T12:00:00.000Z' }), { charts: [] });
    const { items } = running.sections[0]!.blocks[0] as { items: { before: string }[] };
    for (const { before } of items) expect(before).toMatch(/ in the whole of February 2026$/);
    expect(tableOf(running, 'response').columns[4]!.title).toBe('Whole preceding period');
    expect(JSON.stringify(running.sections.find(({ id }) => id === 'notes'))).toContain(
      'March 2026 is not over',
    );
    expect(JSON.stringify(document)).not.toContain('the whole of');
  });

  it('says wherever a period of which only the last days are counted is compared with', () => {
    const force = { ...report.force, startsOn: '2026-02-10' };
    for (const cutOffAt of [report.cutOffAt, '2026-03-20T12:00:00.000Z']) {
      const begun = documentOf(madeReport({ force, cutOffAt }), { charts: [] });
      const { items } = begun.sections[0]!.blocks[0] as { items: { before: string }[] };
      for (const { before } of items)
        expect(before).toMatch(/ in the part of February 2026 from 10 February 2026 on$/);
      expect(tableOf(begun, 'response').columns[4]!.title).toBe('Preceding period');
      expect(JSON.stringify(begun)).not.toContain('the whole of');
    }
  });
});
