import { ASSIGNMENT_LAYOUT } from '../domain/assignment-row.js';
import { OFFICER_LAYOUT } from '../domain/officer-row.js';
import { readAbsences } from './absence-import.js';
import { readAssignments } from './assignment-import.js';
import { ABSENCE_LAYOUT } from './domain/absence-row.js';
import type { Layout } from './domain/column-mapping.js';
import { DUTY_HOURS_LAYOUT } from './domain/duty-hours-row.js';
import { EVENT_LAYOUT } from './domain/event-row.js';
import { PRIORITY_LAYOUT } from './domain/priority-row.js';
import { readDutyHours } from './duty-hours-import.js';
import { readEvents } from './event-import.js';
import type { ReadFile, ReadOptions } from './import-context.js';
import { readNeighbourhoods } from './neighbourhood-import.js';
import { readOfficers } from './officer-import.js';
import { readPriorities } from './priority-import.js';
import { readWardFile } from './ward-file.js';

/** In the order in which a force fills an empty registry. */
export const IMPORT_KINDS = [
  'neighbourhoods',
  'wards',
  'officers',
  'assignments',
  'absences',
  'duty-hours',
  'priorities',
  'events',
] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

interface KindOfImport {
  label: string;
  /** Of a CSV file; a GeoJSON file has none. */
  layout: Layout | null;
  read: (bytes: Buffer, options: ReadOptions) => Promise<ReadFile>;
}

export const KINDS: Readonly<Record<ImportKind, KindOfImport>> = {
  neighbourhoods: { label: 'Neighbourhoods', layout: null, read: readNeighbourhoods },
  wards: { label: 'Wards', layout: null, read: readWardFile },
  officers: { label: 'Officers', layout: OFFICER_LAYOUT, read: readOfficers },
  assignments: { label: 'Assignments', layout: ASSIGNMENT_LAYOUT, read: readAssignments },
  absences: { label: 'Absences', layout: ABSENCE_LAYOUT, read: readAbsences },
  'duty-hours': { label: 'Duty hours', layout: DUTY_HOURS_LAYOUT, read: readDutyHours },
  priorities: { label: 'Priorities', layout: PRIORITY_LAYOUT, read: readPriorities },
  events: { label: 'Events', layout: EVENT_LAYOUT, read: readEvents },
};

export function isImportKind(text: unknown): text is ImportKind {
  return (IMPORT_KINDS as readonly unknown[]).includes(text);
}
