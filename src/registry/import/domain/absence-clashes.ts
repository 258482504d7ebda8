import { type DayRange, overlap } from '../../domain/day-range.js';

/** An absence as the file wants it (with its line) or as it is recorded. */
export interface DatedAbsence extends DayRange {
  line?: number;
  officerId: string;
  kind: string;
}

/**
 * "An officer is away for one reason at a time; hours of abstraction may fall into any period." The rows that would be
 * a second absence of an officer on a day, each with what it overlaps: what is recorded or a line above it.
 */
export function absenceClashes(
  recorded: readonly DatedAbsence[],
  wanted: readonly (DatedAbsence & { line: number })[],
): { line: number; with: DatedAbsence }[] {
  const held = new Map<string, DatedAbsence[]>();
  const others = (officerId: string): DatedAbsence[] => {
    const list = held.get(officerId) ?? [];
    held.set(officerId, list);
    return list;
  };
  for (const absence of recorded) if (absence.kind !== 'abstraction') others(absence.officerId).push(absence);
  const clashes: { line: number; with: DatedAbsence }[] = [];
  for (const row of wanted) {
    if (row.kind === 'abstraction') continue;
    const list = others(row.officerId);
    const clash = list.find((other) => overlap(other, row));
    if (clash) clashes.push({ line: row.line, with: clash });
    else list.push(row);
  }
  return clashes;
}
