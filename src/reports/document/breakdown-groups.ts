import type { ComplianceReport } from '../compliance-report.js';

/** Measures that stand in one table, side by side. */
export interface BreakdownGroup {
  /** Between the section and `-by-` in the table's id; empty for the first of a section. */
  id: string;
  /** What the table says before `by neighbourhood`. */
  caption: string;
  measures: readonly string[];
}

/** What is shown side by side of a section; measures that are named nowhere follow in a table of their own. */
export const BREAKDOWN_GROUPS: Readonly<Record<string, readonly BreakdownGroup[]>> = {
  response: [
    {
      id: '',
      caption: 'Response',
      measures: [
        'share-met',
        'clocks-due',
        'clocks-met',
        'clocks-missed',
        'answered-late',
        'not-answered',
        'open-past-due',
      ],
    },
    {
      id: 'times',
      caption: 'Time to respond',
      measures: [
        'median-minutes',
        'p90-minutes',
        'p95-minutes',
        'overdue-median-minutes',
        'overdue-longest-minutes',
        'open-longest-minutes',
      ],
    },
    {
      id: 'record',
      caption: 'Late entries and handovers',
      measures: [
        'late-entries',
        'share-met-late-entries-missed',
        'transfers-last-day',
        'transfers-after-due',
        'starts-corrected',
      ],
    },
    {
      id: 'recourse',
      caption: 'Recourse',
      measures: [
        'recourse-asked',
        'recourse-answered',
        'recourse-upheld',
        'recourse-partly-upheld',
        'recourse-not-upheld',
      ],
    },
  ],
  coverage: [
    {
      id: '',
      caption: 'Coverage',
      measures: ['state-last-day', 'coverage-days', 'national-days', 'gaps', 'longest-gap'],
    },
    {
      id: 'days',
      caption: 'Days in each state',
      measures: [
        'days-covered',
        'days-deputy-covering',
        'days-absent',
        'days-not-contactable',
        'days-unpublished',
        'days-vacant',
      ],
    },
  ],
  wards: [
    {
      id: '',
      caption: 'Coverage',
      measures: [
        'ward-state-last-day',
        'ward-coverage-days',
        'ward-longest-gap',
        'ward-days-covered',
        'ward-days-partly',
        'ward-days-not-covered',
      ],
    },
  ],
};

/** Heads of columns where the measure's own title is too long for one. */
export const COLUMN_TITLES: Readonly<Record<string, string>> = {
  'share-met': 'Answered in time',
  'clocks-due': 'Due',
  'clocks-met': 'Met',
  'clocks-missed': 'Missed',
  'answered-late': 'Answered late',
  'not-answered': 'Not answered',
  'open-past-due': 'Still open past due',
  'median-minutes': 'Median',
  'p90-minutes': '90th percentile',
  'p95-minutes': '95th percentile',
  'overdue-median-minutes': 'Late by, median',
  'overdue-longest-minutes': 'Late by, longest',
  'open-longest-minutes': 'Open past due, longest',
  'late-entries': 'Late entries',
  'share-met-late-entries-missed': 'In time if late entries are missed',
  'transfers-last-day': 'Handed over in the last 24 hours',
  'transfers-after-due': 'Handed over after due',
  'recourse-asked': 'Asked',
  'recourse-answered': 'Answered within 5 working days',
  'recourse-upheld': 'Upheld',
  'recourse-partly-upheld': 'Partly upheld',
  'recourse-not-upheld': 'Not upheld',
  'state-last-day': 'State on the last day',
  'coverage-days': 'Days covered',
  'national-days': 'National measure',
  gaps: 'Gaps',
  'longest-gap': 'Longest gap',
  'days-covered': 'Covered',
  'days-deputy-covering': 'Deputy covering',
  'days-absent': 'Absent',
  'days-not-contactable': 'Not contactable',
  'days-unpublished': 'Unpublished',
  'days-vacant': 'Vacant',
  'ward-state-last-day': 'State on the last day',
  'ward-coverage-days': 'Days covered',
  'ward-longest-gap': 'Longest gap',
  'ward-days-covered': 'Covered',
  'ward-days-partly': 'Partly covered',
  'ward-days-not-covered': 'Not covered',
  'route-days-failed': 'Days on which a route failed',
  'priorities-current': 'Priorities current',
};

/** Sections of the detail, in order: the id that the measures bear, and the heading. */
export const SECTION_TITLES: Readonly<Record<string, string>> = {
  response: 'Answers within 72 hours',
  coverage: 'Named, contactable officers',
  wards: 'Council wards',
  scope: 'Out of scope and counted apart',
  alerts: 'Alerts to the team',
  workforce: 'Teams, priorities and events',
  data: 'How good the data are',
};

/** A section without a heading of its own goes by its id. */
export function titleOfSection(section: string): string {
  return SECTION_TITLES[section] ?? `${section.charAt(0).toUpperCase()}${section.slice(1)}`;
}

/** The sections of a report's measures: those above in that order, then any other. */
export function sectionsOf({ definitions }: ComplianceReport): string[] {
  const used = [...new Set(definitions.map(({ section }): string => section))];
  const known = Object.keys(SECTION_TITLES);
  return [...known.filter((id) => used.includes(id)), ...used.filter((id) => !known.includes(id))];
}
