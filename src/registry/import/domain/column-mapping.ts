/** The columns of a kind of file. */
export interface Layout {
  /** Those that a file without a mapping must have, in any order. */
  columns: readonly string[];
  /** Those that it may have besides. */
  optional: readonly string[];
  /** Those without which no row means anything, whatever they are called. */
  required: readonly string[];
}

/** Which column of a force's file is which of ours: `{ 'Collar No': 'collar_number' }`. Columns not named count by their name. */
export type ColumnMapping = Readonly<Record<string, string>>;

/** One thing wrong with the header; without a column it is the whole line. */
export interface HeaderProblem {
  column?: string;
  reason: string;
}

export interface HeaderReading {
  /** By our column, the position of the cell. */
  positions: Map<string, number>;
  /** Their columns that nothing is done with. */
  ignored: string[];
  problems: HeaderProblem[];
}

export const allColumns = ({ columns, optional }: Layout): string[] => [...columns, ...optional];

/**
 * Which cell is which column. Without a mapping the header must be ours, to the letter, so that no column is
 * overlooked; with one, what it does not name and we do not know is left alone, as in an export of 60 columns.
 */
export function readHeader(
  names: readonly string[],
  layout: Layout,
  mapping: ColumnMapping | null,
): HeaderReading {
  return mapping === null ? exactHeader(names, layout) : mappedHeader(names, layout, mapping);
}

function exactHeader(names: readonly string[], layout: Layout): HeaderReading {
  const positions = new Map(names.map((name, position) => [name, position]));
  const none = { positions, ignored: [] };
  const separator = otherSeparator(names);
  if (separator) return { ...none, problems: [{ reason: separatorProblem(separator) }] };
  const { columns } = layout;
  const expected = `the columns are ${columns.join(',')}`;
  const doubled = new Set(names.filter((name, i) => names.indexOf(name) !== i));
  const known = allColumns(layout);
  return {
    ...none,
    problems: [
      ...columns
        .filter((name) => !names.includes(name))
        .map((column) => ({ column, reason: `is missing; ${expected}, and a cell may be empty` })),
      ...[...doubled].map((column) => ({ column: shown(column), reason: 'stands there twice; remove one' })),
      ...names
        .filter((name) => !known.includes(name) && !doubled.has(name))
        .map((column) => ({ column: shown(column), reason: `is not known; remove it: ${expected}` })),
    ],
  };
}

/** What separates the cells of a file that has no commas: then no column of it can be chosen. */
function otherSeparator(names: readonly string[]): string | undefined {
  return names.length === 1 ? /[;\t]/.exec(names[0]!)?.[0] : undefined;
}

export function separatorProblem(separator: string): string {
  return `is separated by ${separator === ';' ? 'semicolons' : 'tabs'}; save the file with commas`;
}

function mappedHeader(names: readonly string[], layout: Layout, mapping: ColumnMapping): HeaderReading {
  const reading: HeaderReading = { positions: new Map(), ignored: [], problems: [] };
  const taken = new Set(Object.values(mapping));
  for (const [position, name] of names.entries()) {
    const chosen = Object.hasOwn(mapping, name) ? mapping[name] : undefined;
    const ours = chosen ?? (allColumns(layout).includes(name) && !taken.has(name) ? name : undefined);
    if (ours === undefined) reading.ignored.push(shown(name));
    else if (reading.positions.has(ours)) {
      reading.problems.push({ column: shown(name), reason: `stands there twice as ${ours}; remove one` });
    } else reading.positions.set(ours, position);
  }
  for (const theirs of Object.keys(mapping).filter((name) => !names.includes(name))) {
    reading.problems.push({
      column: shown(theirs),
      reason: 'is no column of the file; choose the columns again',
    });
  }
  for (const column of layout.required.filter((name) => !reading.positions.has(name))) {
    reading.problems.push({ column, reason: 'is missing; say which column of the file it is' });
  }
  return reading;
}

/**
 * How to read a file with this header: as it stands, by the mapping that the force used last, or not without asking
 * (`undefined`).
 */
export function mappingFor(
  names: readonly string[],
  layout: Layout,
  remembered: ColumnMapping | null,
): { mapping: ColumnMapping | null } | undefined {
  if (otherSeparator(names) || exactHeader(names, layout).problems.length === 0) return { mapping: null };
  if (remembered && mappedHeader(names, layout, remembered).problems.length === 0) {
    return { mapping: remembered };
  }
  return undefined;
}

const shown = (name: string): string => name || '(no name)';
