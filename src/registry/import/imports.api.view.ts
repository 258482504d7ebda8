import { ApiProperty } from '@nestjs/swagger';
import { DomainError } from '../../common/errors.js';
import { allColumns } from './domain/column-mapping.js';
import { IMPORT_KINDS, type ImportKind, KINDS } from './import-kinds.js';
import type { ImportState, ListedImport } from './import-list.query.js';
import type { PreviewRow } from './import-rows.query.js';

const STATES: ImportState[] = [
  'unmapped',
  'waiting',
  'previewing',
  'previewed',
  'refused',
  'applying',
  'applied',
  'undoing',
  'undone',
];
const instant = { type: String, format: 'date-time', nullable: true } as const;

class ImportCountsView {
  @ApiProperty() rows: number;
  @ApiProperty() added: number;
  @ApiProperty() changed: number;
  @ApiProperty() ended: number;
  @ApiProperty() unchanged: number;
  @ApiProperty() refused: number;
}

class ImportRowView {
  @ApiProperty({ description: 'The line of the file, or the position of the feature.' }) line: number;
  @ApiProperty({ enum: ['added', 'changed', 'ended', 'refused'] }) change: string;
  @ApiProperty() key: string;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'array', items: { type: 'string', nullable: true } },
    description: 'By column what stood there and what will.',
  })
  differences: Record<string, [string | null, string | null]>;
}

class ImportRowsView {
  @ApiProperty() page: number;
  @ApiProperty() pageSize: number;
  @ApiProperty() total: number;
  @ApiProperty({ type: [ImportRowView] }) items: ImportRowView[];
}

export class ImportView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ enum: IMPORT_KINDS }) kind: string;
  @ApiProperty() source: string;
  @ApiProperty({ enum: STATES }) state: ImportState;
  @ApiProperty({ description: 'How much of the present step is done.' }) percent: number;
  @ApiProperty({ type: ImportCountsView, nullable: true }) counts: ImportCountsView | null;
  @ApiProperty({ type: [String] }) notes: string[];
  @ApiProperty({ type: String, nullable: true }) problem: string | null;
  @ApiProperty({ type: String, format: 'date-time' }) madeAt: string;
  @ApiProperty(instant) appliedAt: string | null;
  @ApiProperty(instant) undoneAt: string | null;
  @ApiProperty({ type: ImportRowsView }) rows: ImportRowsView;
}

export function importApiView(
  one: ListedImport,
  { rows, total, page, pageSize }: { rows: PreviewRow[]; total: number; page: number; pageSize: number },
): ImportView {
  const { id, kind, source, state, notes, problem, madeAt, appliedAt, undoneAt, counts } = one;
  const { rows: inFile, added = 0, changed = 0, ended = 0, unchanged = 0, refused = 0 } = counts;
  return {
    id,
    kind,
    source,
    state,
    percent: one.total ? Math.floor((100 * one.progress) / one.total) : 0,
    counts: inFile === undefined ? null : { rows: inFile, added, changed, ended, unchanged, refused },
    notes,
    problem,
    madeAt: madeAt.toISO()!,
    appliedAt: appliedAt?.toISO() ?? null,
    undoneAt: undoneAt?.toISO() ?? null,
    rows: {
      page,
      pageSize,
      total,
      items: rows.map(({ line, change, key, reason, detail }) => ({
        line,
        change,
        key,
        reason,
        differences: detail?.differences ?? {},
      })),
    },
  };
}

/** @throws DomainError `invalid` if a file of the kind has no such columns, or a column is given twice */
export function checkedColumns(
  kind: ImportKind,
  columns: Record<string, unknown> | undefined,
): Record<string, string> | undefined {
  if (columns === undefined) return undefined;
  const { layout } = KINDS[kind];
  if (!layout) throw DomainError.field('columns', 'Leave columns out: a GeoJSON file has none');
  const known = allColumns(layout);
  const ours = Object.values(columns);
  const unknown = ours.find((column) => typeof column !== 'string' || !known.includes(column));
  if (unknown !== undefined) {
    throw DomainError.field('columns', `Each of columns must be one of ${known.join(', ')}`);
  }
  if (new Set(ours).size < ours.length) {
    throw DomainError.field('columns', 'Name each of our columns once in columns');
  }
  return columns as Record<string, string>;
}
