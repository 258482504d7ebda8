import { newId } from '../../common/new-id.js';
import { breathe, isDue } from './breathe.js';
import type { CsvFile, Placed } from './csv-file.js';
import type {
  Differences,
  ImportContext,
  ImportPlan,
  PlannedRow,
  ReadFile,
  RowChange,
  Stored,
} from './import-context.js';

/** The values of a row by our columns, as texts that compare; undefined: the file does not say. */
export type Values = Readonly<Record<string, string | null | undefined>>;

export interface WantedRow {
  line: number;
  key: string;
  values: Values;
  known: { id: string; values: Record<string, string | null> } | undefined;
  note?: string | undefined;
}

/** A row to be written, whole: what the file does not say is as recorded. */
export interface RowToStore {
  id: string;
  line: number;
  values: Record<string, string | null>;
}

export interface RowPlan {
  added: RowToStore[];
  changed: RowToStore[];
  rows: PlannedRow[];
  unchanged: number;
}

/** Which rows are new, which differ from what is recorded, and by what. */
export async function planRows(
  wanted: readonly WantedRow[],
  ends: (differences: Differences) => boolean = () => false,
): Promise<RowPlan> {
  const plan: RowPlan = { added: [], changed: [], rows: [], unchanged: 0 };
  for (const [index, row] of wanted.entries()) {
    if (isDue(index)) await breathe();
    const { line, key, known, note } = row;
    const differences = differencesOf(known?.values, row.values);
    const values = merged(known?.values, row.values);
    let change: RowChange = 'added';
    if (!known) plan.added.push({ id: newId(), line, values });
    else if (Object.keys(differences).length === 0) {
      plan.unchanged += 1;
      continue;
    } else {
      plan.changed.push({ id: known.id, line, values });
      change = ends(differences) ? 'ended' : 'changed';
    }
    plan.rows.push({ line, key, change, note, differences });
  }
  return plan;
}

/** What these name, a row says in its own words besides. */
const INNER = new Set(['officer_id', 'neighbourhood_id']);

export function differencesOf(known: Values | undefined, wanted: Values): Differences {
  const differences: Differences = {};
  for (const [column, after] of Object.entries(wanted)) {
    if (INNER.has(column)) continue;
    const before = known?.[column] ?? null;
    if (after !== undefined && after !== before) differences[column] = [before, after];
  }
  return differences;
}

function merged(known: Values | undefined, wanted: Values): Record<string, string | null> {
  return Object.fromEntries(
    Object.entries(wanted).map(([column, value]) => [
      column,
      value === undefined ? (known?.[column] ?? null) : value,
    ]),
  );
}

/** Does a period that this column ends now end, or end earlier, and nothing else change? */
export function endsEarlier(differences: Differences, column: string): boolean {
  const [before, after] = differences[column] ?? [null, null];
  const isAlone = Object.keys(differences).length === 1;
  return isAlone && after !== null && (before === null || after < before);
}

/** Whose record a plan writes, by the column that holds its id; a row of an officer is kept under the officer. */
export function storedOf(
  subjectKind: Stored['subjectKind'],
  column: string,
  { added, changed }: Pick<RowPlan, 'added' | 'changed'>,
): Stored {
  const subjects = (rows: readonly RowToStore[]): string[] => [
    ...new Set(rows.map(({ values }) => values[column]!)),
  ];
  return { subjectKind, added: subjects(added), changed: subjects(changed) };
}

/** A file of which `plan` says what its rows would do; `unique` leaves out those that say something twice. */
export function plannedBy<Row>(
  plan: (context: ImportContext, rows: Placed<Row>[]) => Promise<ImportPlan>,
  file: CsvFile<Row>,
  unique: Pick<CsvFile<Row>, 'rows' | 'problems'> = { rows: file.rows, problems: [] },
): ReadFile {
  return {
    ...file,
    problems: [...file.problems, ...unique.problems],
    plan: (context, without) =>
      plan(
        context,
        unique.rows.filter(({ line }) => !without.has(line)),
      ),
  };
}
