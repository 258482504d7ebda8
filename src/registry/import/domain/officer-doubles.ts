import type { CellProblem } from '../../domain/parsed-row.js';

interface OfficerOnLine {
  line: number;
  collarNumber: string;
  externalId?: string | null | undefined;
}

/** "the same officer twice with different collar numbers": one id of the force is one person, whatever the number. */
export function withoutDoubles<Row extends OfficerOnLine>(
  all: readonly Row[],
): { rows: Row[]; doubles: (CellProblem & { line: number })[] } {
  const first = new Map<string, Row>();
  const doubles: (CellProblem & { line: number })[] = [];
  const rows = all.filter((row) => {
    const { line } = row;
    const twin = first.get(`number ${row.collarNumber}`);
    const same = row.externalId ? first.get(`id ${row.externalId}`) : undefined;
    if (twin) {
      const reason = `${row.collarNumber} stands on line ${twin.line} too; an officer has one row`;
      doubles.push({ line, column: 'collar_number', reason });
    } else if (same) {
      const reason = `${row.externalId} is officer ${same.collarNumber} on line ${same.line} too; one person has one collar number`;
      doubles.push({ line, column: 'external_id', reason });
    }
    if (twin || same) return false;
    first.set(`number ${row.collarNumber}`, row);
    if (row.externalId) first.set(`id ${row.externalId}`, row);
    return true;
  });
  return { rows, doubles };
}

/** Two of one name may be two people; that they are is for a person to know. By number: notes hold no names. */
export function namesakeNotes(rows: readonly (OfficerOnLine & { name: string })[]): string[] {
  const first = new Map<string, OfficerOnLine>();
  const pairs: string[] = [];
  for (const row of rows) {
    const name = row.name.toLowerCase().replace(/\s+/g, ' ');
    const twin = first.get(name);
    if (twin) pairs.push(`${twin.collarNumber} and ${row.collarNumber} (lines ${twin.line} and ${row.line})`);
    else first.set(name, row);
  }
  if (pairs.length === 0) return [];
  const more = pairs.length > 20 ? `, and ${pairs.length - 20} more` : '';
  return [
    `Officers of the same name; check that they are different people: ${pairs.slice(0, 20).join(', ')}${more}.`,
  ];
}
