import { randomUUID } from 'node:crypto';
import { DomainError } from '../../common/errors.js';
import { importWards, readWards, type WardFile } from '../wards/ward-import.js';
import { foreignProblem } from './csv-file.js';
import { textOf } from './file-text.js';
import { readFeatures } from './geojson-file.js';
import type { ImportContext, ImportPlan, PlannedRow, ReadFile, ReadOptions } from './import-context.js';
import { type ImportProblem, lineOf } from './import-problem.js';
import { changesSince, latestHistory, type WardChange } from './ward-trial.query.js';

/**
 * A file of wards. What it would do is tried out and rolled back, because how a ward lies in neighbourhoods is worked
 * out with it; a feature that is refused is left out of the file that is tried.
 */
export async function readWardFile(bytes: Buffer, { forceId }: ReadOptions): Promise<ReadFile> {
  const features = readFeatures(textOf(bytes));
  const problems: ImportProblem[] = [];
  for (const [index, feature] of features.entries()) {
    const { properties } = (feature ?? {}) as { properties?: { force?: unknown } | null };
    const force = typeof properties?.force === 'string' ? properties.force : undefined;
    const reason = foreignProblem(force, forceId);
    if (reason) problems.push({ where: `feature ${index + 1}`, column: 'force', reason });
  }
  const all = new Set(features.keys());
  for (const problem of problems) all.delete(lineOf(problem) - 1);
  if (all.size > 0) problems.push(...(await problemsOf(() => read(features, all))));
  return {
    total: features.length,
    problems,
    notes: [],
    plan: (context, without) => planFile(context, features, problems, without),
  };
}

/** The features at these indexes as a file, each still known by its place in the whole one. */
function read(features: readonly unknown[], indexes: ReadonlySet<number>): WardFile {
  const kept = [...indexes];
  const original = (where: string): string =>
    where.replace(/\d+/, (position) => String(kept[Number(position) - 1]! + 1));
  try {
    const text = JSON.stringify({
      type: 'FeatureCollection',
      features: kept.map((index) => features[index]),
    });
    const file = readWards(text);
    return { ...file, rows: file.rows.map((row) => ({ ...row, where: original(row.where) })) };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const fields = error.fields.map(({ field, message }) => ({ field: original(field), message }));
    throw DomainError.invalid(error.message, fields);
  }
}

async function planFile(
  context: ImportContext,
  features: readonly unknown[],
  refused: readonly ImportProblem[],
  without: ReadonlySet<number>,
): Promise<ImportPlan> {
  const plan: ImportPlan = {
    rows: [],
    unchanged: 0,
    problems: [],
    notes: [],
    store: () => Promise.resolve({ subjectKind: 'ward', added: [], changed: [] }),
  };
  const bad = new Set(refused.map(lineOf));
  const indexes = new Set(
    [...features.keys()].filter((index) => !bad.has(index + 1) && !without.has(index + 1)),
  );
  if (indexes.size === 0) return plan;
  const file = read(features, indexes);
  plan.problems = await problemsOf(async () => {
    const { changes, unchanged, notes } = await tryOut(context, file);
    plan.rows = changes.map((change) => plannedRow(change, file));
    plan.unchanged = unchanged;
    plan.notes = notes;
  });
  plan.store = async () => {
    const { added, changed } = await importWards(context, file);
    return { subjectKind: 'ward', added, changed };
  };
  return plan;
}

/** Applies the file, looks at what changed, and takes it back. */
async function tryOut(
  context: ImportContext,
  file: WardFile,
): Promise<{ changes: WardChange[]; unchanged: number; notes: string[] }> {
  const { manager, forceId } = context;
  const name = `trial_${randomUUID().replaceAll('-', '')}`;
  const since = await latestHistory(manager, forceId);
  await manager.query(`savepoint ${name}`);
  const quiet = { ...context, onProgress: () => undefined };
  const { unchanged, notes } = await importWards(quiet, file).catch(async (error: unknown) => {
    await manager.query(`rollback to savepoint ${name}`);
    throw error;
  });
  const changes = await changesSince(manager, forceId, since);
  await manager.query(`rollback to savepoint ${name}`);
  return { changes, unchanged, notes };
}

function plannedRow({ code, differences, isNew }: WardChange, file: WardFile): PlannedRow {
  const placed = file.rows.find(({ row }) => row.code === code)!;
  return { line: lineOf(placed), key: code, change: isNew ? 'added' : 'changed', differences };
}

async function problemsOf(work: () => unknown): Promise<ImportProblem[]> {
  try {
    await work();
    return [];
  } catch (error) {
    if (!(error instanceof DomainError) || error.fields.length === 0) throw error;
    return error.fields.map(({ field, message }) => {
      const [, where = field, column] = /^([^,]*?(?:\(.*\))?)(?:, (\w+))?$/.exec(field) ?? [];
      return { where, ...(column && { column }), reason: message };
    });
  }
}
