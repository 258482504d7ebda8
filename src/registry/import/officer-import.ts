import { OFFICER_COLUMNS, type OfficerRow, parseOfficerRow } from '../domain/officer-row.js';
import { RANKS } from '../ranks.js';
import { readCsv } from './csv-file.js';
import { type Applied, type ImportContext, inBatches } from './import-context.js';
import { type ImportProblem, inOrder, problemsAt, refuseIfAny } from './import-problem.js';
import { upsertOfficers } from './upsert-officers.query.js';

/** @throws DomainError with every problem of every row. */
export function readOfficers(text: string): OfficerRow[] {
  const file = readCsv(text, OFFICER_COLUMNS);
  const problems: ImportProblem[] = [...file.problems];
  const rows: OfficerRow[] = [];
  const firstLine = new Map<string, number>();
  for (const { line, cells } of file.rows) {
    const parsed = parseOfficerRow(cells, RANKS);
    if ('problems' in parsed) {
      problems.push(...problemsAt(`line ${line}`, parsed.problems));
      continue;
    }
    const { collarNumber } = parsed.row;
    const first = firstLine.get(collarNumber);
    if (first) {
      const reason = `${collarNumber} stands on line ${first} too; an officer has one row`;
      problems.push({ where: `line ${line}`, column: 'collar_number', reason });
    }
    firstLine.set(collarNumber, first ?? line);
    rows.push(parsed.row);
  }
  refuseIfAny(inOrder(problems));
  return rows;
}

/** Adds and changes officers by their collar number; those whom the file does not name stay as they are. */
export async function importOfficers(context: ImportContext, rows: readonly OfficerRow[]): Promise<Applied> {
  const applied: Applied = { rows: rows.length, added: [], changed: [], unchanged: 0, notes: [] };
  await inBatches(rows, 1_000, context.onProgress, async (batch) => {
    const stored = await upsertOfficers(context.manager, context.forceId, context.at, batch);
    for (const { id, added } of stored) (added ? applied.added : applied.changed).push(id);
    applied.unchanged += batch.length - stored.length;
  });
  const unreachable = rows.filter(({ dutyEmail }) => dutyEmail === null).length;
  if (unreachable > 0) {
    applied.notes.push(`${unreachable} officers have no duty_email: alerts for them go to the team mailbox.`);
  }
  return applied;
}
