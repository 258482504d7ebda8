import type { Placed } from './csv-file.js';
import type { ImportProblem } from './import-problem.js';

/**
 * The rows that are the first to say something, and a problem for each that says the same thing again.
 * @param identity by the force's own id where the row has one
 */
export function repeatsOf<Row extends object>(
  all: readonly Placed<Row>[],
  identity: (row: Placed<Row>) => string,
): { rows: Placed<Row>[]; problems: ImportProblem[] } {
  const firstLine = new Map<string, number>();
  const problems: ImportProblem[] = [];
  const rows = all.filter((row) => {
    const key = identity(row);
    const first = firstLine.get(key);
    if (first === undefined) firstLine.set(key, row.line);
    else
      problems.push({
        where: `line ${row.line}`,
        reason: `${ownIdOf(row)}repeats line ${first}; remove one`,
      });
    return first === undefined;
  });
  return { rows, problems };
}

/** Two rows with the same id of the force's own may have nothing else in common. */
function ownIdOf(row: object): string {
  return 'externalId' in row && typeof row.externalId === 'string' ? `external_id ${row.externalId} ` : '';
}
