import type {
  ComplianceReport,
  ReportDefinition,
  ReportFigure,
} from '../../src/reports/compliance-report.js';

const NOWHERE = { neighbourhood: null, channel: null, ward: null, commandArea: null, weekday: null };

/** A figure as the report has it: 186 of 189 of the force, unless it says otherwise. */
export function figure(fields: Partial<ReportFigure> = {}): ReportFigure {
  const plain = {
    measure: 'share-met',
    ...NOWHERE,
    numerator: 186,
    denominator: 189,
    value: 98.4,
    shown: '98.4',
  };
  return { ...plain, previous: null, change: null, ...fields };
}

/** A report with that figure alone, unless it says otherwise. */
export function report(fields: Partial<ComplianceReport> = {}): ComplianceReport {
  return {
    definitionsVersion: '4.0',
    force: { id: 'fen', name: 'Fen', startsOn: '2025-01-01' },
    period: { fromOn: '2026-03-01', toOn: '2026-03-31' },
    precedingPeriod: { fromOn: '2026-02-01', toOn: '2026-02-28' },
    zone: 'UTC',
    cutOffAt: '2026-04-01T02:10:00.000Z',
    coverageOn: '2026-03-31',
    neighbourhoods: [{ code: 'NC04', name: 'Abbey' }],
    channels: ['web-form'],
    wards: [{ code: 'E05', name: 'Castle' }],
    commandAreas: [{ code: 'W', name: 'West' }],
    figures: [figure()],
    gaps: [],
    definitions: [
      definition('share-met', 'Share met', 'percent'),
      definition('median-minutes', 'Median time to respond', 'minutes'),
    ],
    ...fields,
  };
}

export function definition(
  measure: string,
  title: string,
  unit: 'percent' | 'minutes' | 'count',
): ReportDefinition {
  const words = {
    section: 'response' as const,
    definition: '',
    clause: '',
    numerator: '',
    denominator: null,
  };
  return { measure, title, unit, ...words };
}
