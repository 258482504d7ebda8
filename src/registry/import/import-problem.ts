import type { CellProblem } from '../domain/parsed-row.js';
import { DomainError } from '../../common/errors.js';

/** One thing wrong with a file: where, in which column, and what to do about it. */
export interface ImportProblem {
  /** `line 14`, `feature 3 (NC04)` or `file`. */
  where: string;
  column?: string;
  reason: string;
}

/**
 * The refusal of a whole file: each problem is one of `fields`, such as `line 14, rank` with its reason. Nothing
 * of the file was applied.
 */
export function refusal(problems: readonly ImportProblem[]): DomainError {
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  return DomainError.invalid(
    `Nothing was imported: the file has ${count}.`,
    problems.map(({ where, column, reason }) => ({
      field: column ? `${where}, ${column}` : where,
      message: reason,
    })),
  );
}

export function refuseIfAny(problems: readonly ImportProblem[]): void {
  if (problems.length > 0) throw refusal(problems);
}

export function problemsAt(where: string, problems: readonly CellProblem[]): ImportProblem[] {
  return problems.map(({ column, reason }) => ({ where, column, reason }));
}

/** The line of `line 14`, the position of `feature 3 (NC04)`, 0 of the file. */
export function lineOf({ where }: Pick<ImportProblem, 'where'>): number {
  return Number(/\d+/.exec(where)?.[0] ?? 0);
}

/** By the line they are on, so that a person goes through the file once. */
export function inOrder(problems: readonly ImportProblem[]): ImportProblem[] {
  return [...problems].sort((a, b) => lineOf(a) - lineOf(b));
}
