import area from '@turf/area';
import bbox from '@turf/bbox';
import { newId } from '../../common/new-id.js';
import { readFeatures } from '../import/geojson-file.js';
import { type Applied, type ImportContext, inBatches } from '../import/import-context.js';
import { type ImportProblem, problemsAt, refuseIfAny } from '../import/import-problem.js';
import { Breather } from './breather.js';
import { ignoredWardProperties, parseWardFeature, type WardRow, wardNames } from './domain/ward-feature.js';
import { knownWards, type MeasuredWard, upsertWards } from './upsert-wards.query.js';
import { recomputeWardShares } from './ward-shares.js';

export interface PlacedWard {
  where: string;
  row: WardRow;
}

export interface WardFile {
  rows: PlacedWard[];
  ignored: Map<string, number>;
}

/** @throws DomainError with every problem of every feature. */
export function readWards(text: string): WardFile {
  const problems: ImportProblem[] = [];
  const rows: PlacedWard[] = [];
  const ignored = new Map<string, number>();
  const firstOf = new Map<string, number>();
  for (const [index, feature] of readFeatures(text).entries()) {
    const parsed = parseWardFeature(feature);
    const where = placeOf(feature, index + 1);
    for (const name of ignoredWardProperties(feature)) ignored.set(name, (ignored.get(name) ?? 0) + 1);
    if ('problems' in parsed) {
      problems.push(...problemsAt(where, parsed.problems));
      continue;
    }
    const { code } = parsed.row;
    const first = firstOf.get(code);
    if (first) {
      const reason = `is that of feature ${first} too; a code is that of one ward`;
      problems.push({ where, column: 'code', reason });
    }
    firstOf.set(code, first ?? index + 1);
    rows.push({ where, row: parsed.row });
  }
  refuseIfAny(problems);
  return { rows, ignored };
}

/**
 * Adds and changes wards by their code, and works out which neighbourhoods they lie in. Those that the file does not
 * name stay as they are.
 */
export async function importWards(context: ImportContext, file: WardFile): Promise<Applied> {
  const { manager, forceId, startsOn, at } = context;
  await refuseEmptyPeriods(context, file.rows);
  const applied: Applied = { rows: file.rows.length, added: [], changed: [], unchanged: 0, notes: [] };
  const breather = new Breather();
  await inBatches(file.rows, 50, context.onProgress, async (batch) => {
    const measured: MeasuredWard[] = [];
    for (const { row } of batch) {
      measured.push(measure(row));
      await breather.breathe();
    }
    const stored = await upsertWards(manager, forceId, startsOn, at, measured);
    for (const { id, added } of stored) (added ? applied.added : applied.changed).push(id);
    applied.unchanged += batch.length - stored.length;
  });
  await recomputeWardShares(manager, forceId, { wardIds: [...applied.added, ...applied.changed] });
  if (file.ignored.size > 0) {
    const list = [...file.ignored].map(([name, count]) => `${name} (${count})`).join(', ');
    applied.notes.push(`Properties that nothing is done with: ${list}.`);
  }
  return applied;
}

/** A file may give one end of a ward's days only; the other stands as it is recorded. */
async function refuseEmptyPeriods(
  { manager, forceId, startsOn }: ImportContext,
  rows: readonly PlacedWard[],
): Promise<void> {
  const dated = rows.filter(({ row }) => row.fromOn !== null || row.untilOn !== null);
  const codes = dated.map(({ row }) => row.code);
  const known = new Map((await knownWards(manager, forceId, codes)).map((ward) => [ward.code, ward]));
  refuseIfAny(
    dated.flatMap(({ where, row }) => {
      const fromOn = row.fromOn ?? known.get(row.code)?.fromOn ?? startsOn;
      const untilOn = row.untilOn ?? known.get(row.code)?.untilOn ?? null;
      if (untilOn === null || fromOn <= untilOn) return [];
      return row.untilOn === null
        ? [{ where, column: 'from', reason: `is after the ward ended on ${untilOn}; give until too` }]
        : [{ where, column: 'until', reason: `is before the ward began on ${fromOn}; give from too` }];
    }),
  );
}

function measure(row: WardRow): MeasuredWard {
  const [minLng, minLat, maxLng, maxLat] = bbox(row.boundary);
  return { ...row, id: newId(), minLng, minLat, maxLng, maxLat, areaKm2: area(row.boundary) / 1e6 };
}

function placeOf(feature: unknown, position: number): string {
  const { properties } = (feature ?? {}) as { properties?: Record<string, unknown> | null };
  const code = properties?.[wardNames(properties ?? {}).code ?? ''];
  const isShort = (typeof code === 'string' && code.length <= 100) || typeof code === 'number';
  return isShort ? `feature ${position} (${code})` : `feature ${position}`;
}
