import { localDayOf } from '../../common/calendar.js';
import { type CoverageOutcome, withCoverage } from '../coverage/coverage-outcome.js';
import { statesText } from '../coverage/outcome-wording.js';
import type { StateRun } from '../coverage/domain/state-runs.js';
import { gapsByLine } from './absences-of-gaps.query.js';
import { vacantNote } from './domain/vacant-note.js';
import type { ImportContext, ImportPlan, Stored } from './import-context.js';
import type { ImportKind } from './import-kinds.js';

/** Files that say who covers what; the others cannot open a gap. */
const ABOUT_COVERAGE: ReadonlySet<ImportKind> = new Set([
  'neighbourhoods',
  'officers',
  'assignments',
  'absences',
]);

/** So many neighbourhoods are named in one note. */
const MOST_NAMED = 20;

interface Gap extends StateRun {
  neighbourhoodId: string;
  code: string;
}

/**
 * Stores what a plan says, and notes where coverage is lost by it: on the rows of a file of absences, else on the plan.
 * Such a row is taken all the same ("an officer absent and named with no deputy" is so), and says what follows.
 */
export async function storeAndNote(
  kind: ImportKind,
  context: ImportContext,
  plan: ImportPlan,
): Promise<Stored> {
  const { manager, forceId, at } = context;
  if (!ABOUT_COVERAGE.has(kind) || plan.rows.length === 0) return plan.store();
  const { done, coverage } = await withCoverage(manager, forceId, localDayOf(at), async () => {
    const stored = await plan.store();
    // Writing had the database look rows up by index; coverage reads all of them.
    await manager.query('set local enable_seqscan = on');
    return stored;
  });
  const gaps = coverage.flatMap(({ neighbourhoodId, code, lost }) =>
    lost.map((run): Gap => ({ neighbourhoodId, code, ...run })),
  );
  const onRows = await noteRows(context, plan, gaps);
  const others = gaps.filter((gap) => !onRows.has(gap));
  if (others.length > 0) plan.notes.push(`${gapsText(others)}.`);
  const newcomers = vacantNote(firstVacantDays(coverage));
  if (newcomers) plan.notes.push(newcomers);
  return done;
}

/**
 * What storing would do to coverage, noted on the plan; whatever was stored for it is taken back. Whoever changes the
 * same rows meanwhile waits.
 */
export async function noteCoverage(
  kind: ImportKind,
  context: ImportContext,
  plan: ImportPlan,
  prepare: () => Promise<unknown>,
): Promise<void> {
  if (!ABOUT_COVERAGE.has(kind) || plan.rows.length === 0) return;
  await context.manager.query('savepoint before_trial');
  await prepare();
  await storeAndNote(kind, context, plan);
  await context.manager.query('rollback to savepoint before_trial');
}

/** Whatever had no state before is new: a day of it that nobody covers is no loss, but a person should know of it. */
function firstVacantDays(coverage: readonly CoverageOutcome[]): string[] {
  return coverage.flatMap(({ before, after }) => {
    const run = before.length === 0 ? after.find(({ state }) => state === 'vacant') : undefined;
    return run ? [run.fromOn] : [];
  });
}

async function noteRows(
  { manager, forceId }: ImportContext,
  { rows, absences }: ImportPlan,
  gaps: readonly Gap[],
): Promise<Set<Gap>> {
  if (!absences || gaps.length === 0) return new Set();
  const byLine = await gapsByLine(manager, forceId, absences, gaps);
  for (const row of rows) {
    const found = byLine.get(row.line);
    if (found) row.note = `${gapsText(found)}.`;
  }
  return new Set([...byLine.values()].flat());
}

/** `A gap opens in FM05, absent from 1 May 2026 until 31 May 2026; and in FM08, vacant from …` */
function gapsText(gaps: readonly Gap[]): string {
  const named = gaps.slice(0, MOST_NAMED).map((gap) => `in ${gap.code}, ${statesText([gap])}`);
  const more = gaps.length > MOST_NAMED ? `; and ${gaps.length - MOST_NAMED} more` : '';
  return `${gaps.length === 1 ? 'A gap opens' : 'Gaps open'} ${named.join('; ')}${more}`;
}
