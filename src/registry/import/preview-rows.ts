import type { PlannedRow } from './import-context.js';
import { type ImportProblem, lineOf } from './import-problem.js';
import type { PreviewRow } from './import-rows.query.js';

/** The rows of a preview, one a line: what is refused with all that is wrong with it, and what the others do. */
export function rowsOfPreview(
  planned: readonly PlannedRow[],
  problems: readonly ImportProblem[],
): PreviewRow[] {
  const refused = new Map<number, ImportProblem[]>();
  for (const problem of problems) {
    const line = lineOf(problem);
    refused.set(line, [...(refused.get(line) ?? []), problem]);
  }
  return [
    ...[...refused].map(([line, found]): PreviewRow => ({
      line,
      change: 'refused',
      key: /\((.*)\)$/.exec(found[0]!.where)?.[1] ?? '',
      reason: found.map(({ column, reason }) => (column ? `${column}: ${reason}` : reason)).join('; '),
      detail: { problems: found.map(({ column, reason }) => ({ ...(column && { column }), reason })) },
    })),
    ...planned.map(({ line, change, key, note, differences }): PreviewRow => ({
      line,
      change,
      key,
      reason: note ?? null,
      detail: { differences },
    })),
  ].sort((a, b) => a.line - b.line);
}
