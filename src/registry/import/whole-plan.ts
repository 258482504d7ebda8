import { createHash } from 'node:crypto';
import type { ImportContext, ImportPlan, ReadFile } from './import-context.js';
import { type ImportProblem, inOrder, lineOf } from './import-problem.js';

export interface WholePlan {
  /** Of the rows that are not refused. */
  plan: ImportPlan;
  /** Of all the others, by line. */
  problems: ImportProblem[];
  refused: Set<number>;
}

/**
 * What a file does once the rows with problems are left out. Without them another row may have a problem that it had
 * not before (who leads until then no longer ends), so it is planned until none is left; each round leaves a row out.
 */
export async function planWithoutRefused(
  context: ImportContext,
  file: ReadFile,
  leftOut: ReadonlySet<number> = new Set(),
): Promise<WholePlan> {
  const problems = [...file.problems];
  const refused = new Set([...leftOut, ...problems.map(lineOf)]);
  for (;;) {
    const plan = await file.plan(context, refused);
    if (plan.problems.length === 0) return { plan, problems: inOrder(problems), refused };
    problems.push(...plan.problems);
    for (const problem of plan.problems) refused.add(lineOf(problem));
  }
}

/** Two plans with one digest do the same to the same rows. */
export function planDigest({ rows }: ImportPlan, refused: ReadonlySet<number>): string {
  const hash = createHash('sha256');
  for (const { line, key, change, differences } of rows) {
    hash.update(JSON.stringify([line, key, change, differences]));
  }
  hash.update(JSON.stringify([...refused].sort((a, b) => a - b)));
  return hash.digest('base64url');
}
