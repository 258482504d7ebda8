import area from '@turf/area';
import bbox from '@turf/bbox';
import { newId } from '../../common/new-id.js';
import { addDays } from '../../common/calendar.js';
import { centreOf } from '../domain/centre.js';
import {
  ignoredProperties,
  type NeighbourhoodRow,
  parseNeighbourhoodFeature,
} from '../domain/neighbourhood-feature.js';
import { readFeatures } from './geojson-file.js';
import { type Applied, type ImportContext, inBatches } from './import-context.js';
import { type ImportProblem, problemsAt, refuseIfAny } from './import-problem.js';
import { upsertNeighbourhoods } from './upsert-neighbourhoods.query.js';

/** A neighbourhood with what is worked out from its boundary. */
export interface MeasuredNeighbourhood extends NeighbourhoodRow {
  id: string;
  minLng: number;
  minLat: number;
  maxLng: number;
  maxLat: number;
  areaKm2: number;
  /** A point that surely lies inside, where a label may stand. */
  centreLng: number;
  centreLat: number;
}

interface PlacedRow {
  where: string;
  row: NeighbourhoodRow;
}

export interface NeighbourhoodFile {
  rows: PlacedRow[];
  ignored: Map<string, number>;
}

/** @throws DomainError with every problem of every feature. */
export function readNeighbourhoods(text: string): NeighbourhoodFile {
  const problems: ImportProblem[] = [];
  const rows: PlacedRow[] = [];
  const ignored = new Map<string, number>();
  const firstOf = new Map<string, number>();
  for (const [index, feature] of readFeatures(text).entries()) {
    const parsed = parseNeighbourhoodFeature(feature);
    const where = placeOf(feature, index + 1);
    for (const name of ignoredProperties(feature)) ignored.set(name, (ignored.get(name) ?? 0) + 1);
    if ('problems' in parsed) {
      problems.push(...problemsAt(where, parsed.problems));
      continue;
    }
    const { code } = parsed.row;
    const first = firstOf.get(code);
    if (first)
      problems.push({
        where,
        column: 'code',
        reason: `is that of feature ${first} too; a code names one neighbourhood`,
      });
    firstOf.set(code, first ?? index + 1);
    rows.push({ where, row: parsed.row });
  }
  refuseIfAny(problems);
  return { rows, ignored };
}

/** Adds and changes neighbourhoods by their code; those that the file does not name stay as they are. */
export async function importNeighbourhoods(
  context: ImportContext,
  file: NeighbourhoodFile,
): Promise<Applied> {
  const { manager, forceId, startsOn, at } = context;
  await refuseBeginningsAfterTheEnd(context, file.rows);
  const applied: Applied = { rows: file.rows.length, added: [], changed: [], unchanged: 0, notes: [] };
  // A boundary may hold 20,000 points: a hundred of them are a statement of some 50 MB at the very most.
  await inBatches(file.rows, 100, context.onProgress, async (batch) => {
    const measured = batch.map(({ row }) => measure(row));
    const stored = await upsertNeighbourhoods(manager, forceId, startsOn, at, measured);
    for (const { id, added } of stored) (added ? applied.added : applied.changed).push(id);
    applied.unchanged += batch.length - stored.length;
  });
  if (file.ignored.size > 0) {
    const list = [...file.ignored].map(([name, count]) => `${name} (${count})`).join(', ');
    applied.notes.push(`Properties that nothing is done with: ${list}.`);
  }
  return applied;
}

async function refuseBeginningsAfterTheEnd(
  { manager, forceId }: ImportContext,
  rows: PlacedRow[],
): Promise<void> {
  const dated = new Map(
    rows.filter(({ row }) => row.fromOn !== null).map((placed) => [placed.row.code, placed]),
  );
  const ended = await manager.query<{ code: string; end_on: string }[]>(
    `select code, upper(during) as end_on from neighbourhood where force_id = $1 and code = any($2) and not upper_inf(during)`,
    [forceId, [...dated.keys()]],
  );
  refuseIfAny(
    ended
      .filter(({ code, end_on }) => dated.get(code)!.row.fromOn! >= end_on)
      .map(({ code, end_on }) => ({
        where: dated.get(code)!.where,
        column: 'from',
        reason: `is after the neighbourhood ended on ${addDays(end_on, -1)}; give the new one a code of its own`,
      })),
  );
}

function measure(row: NeighbourhoodRow): MeasuredNeighbourhood {
  const [minLng, minLat, maxLng, maxLat] = bbox(row.boundary);
  const [centreLng, centreLat] = centreOf(row.boundary);
  return {
    ...row,
    id: newId(),
    minLng,
    minLat,
    maxLng,
    maxLat,
    areaKm2: area(row.boundary) / 1e6,
    centreLng,
    centreLat,
  };
}

function placeOf(feature: unknown, position: number): string {
  const { properties } = (feature ?? {}) as { properties?: { code?: unknown } | null };
  const code = properties?.code;
  const isShort = (typeof code === 'string' && code.length <= 100) || typeof code === 'number';
  return isShort ? `feature ${position} (${code})` : `feature ${position}`;
}
