import { addDays } from '../../common/calendar.js';
import {
  ignoredProperties,
  type NeighbourhoodRow,
  parseNeighbourhoodFeature,
} from '../domain/neighbourhood-feature.js';
import { remeasure } from '../places/remeasure.js';
import { breathe } from './breathe.js';
import { foreignProblem } from './csv-file.js';
import { textOf } from './file-text.js';
import { readFeatures } from './geojson-file.js';
import {
  type ImportContext,
  type ImportPlan,
  inBatches,
  type PlannedRow,
  type ReadFile,
  type ReadOptions,
} from './import-context.js';
import { type ImportProblem, problemsAt } from './import-problem.js';
import { measured, type WholeNeighbourhood, wholeOf } from './measured-neighbourhood.js';
import { neighbourhoodDifferences } from './neighbourhood-differences.query.js';
import { differencesOf } from './plan-rows.js';
import { upsertNeighbourhoods } from './upsert-neighbourhoods.query.js';

interface PlacedRow {
  where: string;
  position: number;
  row: NeighbourhoodRow;
}

// A boundary may hold 20,000 points: a hundred of them are a statement of some 50 MB at the very most.
const BATCH = 100;

/** Adds and changes neighbourhoods by their code; those that the file does not name stay as they are. */
export async function readNeighbourhoods(bytes: Buffer, { forceId }: ReadOptions): Promise<ReadFile> {
  const problems: ImportProblem[] = [];
  const rows: PlacedRow[] = [];
  const ignored = new Map<string, number>();
  const firstOf = new Map<string, number>();
  const features = readFeatures(textOf(bytes));
  for (const [index, feature] of features.entries()) {
    await breathe();
    const position = index + 1;
    const where = placeOf(feature, position);
    for (const name of ignoredProperties(feature)) {
      if (name !== 'force') ignored.set(name, (ignored.get(name) ?? 0) + 1);
    }
    const foreign = foreignProblem(forceOf(feature), forceId);
    if (foreign) problems.push({ where, column: 'force', reason: foreign });
    const parsed = parseNeighbourhoodFeature(feature);
    if ('problems' in parsed) {
      problems.push(...problemsAt(where, parsed.problems));
      continue;
    }
    const { code } = parsed.row;
    const first = firstOf.get(code);
    if (first) {
      const reason = `is that of feature ${first} too; a code names one neighbourhood`;
      problems.push({ where, column: 'code', reason });
    } else if (!foreign) rows.push({ where, position, row: parsed.row });
    firstOf.set(code, first ?? position);
  }
  const list = [...ignored].map(([name, count]) => `${name} (${count})`).join(', ');
  return {
    total: features.length,
    problems,
    notes: list ? [`Properties that nothing is done with: ${list}.`] : [],
    plan: (context, without) =>
      planFile(
        context,
        rows.filter(({ position }) => !without.has(position)),
      ),
  };
}

async function planFile(context: ImportContext, placed: readonly PlacedRow[]): Promise<ImportPlan> {
  const { manager, forceId, startsOn, at } = context;
  const rows: PlannedRow[] = [];
  const stores: WholeNeighbourhood[] = [];
  for (let start = 0; start < placed.length; start += BATCH) {
    const batch = placed.slice(start, start + BATCH);
    const found = await neighbourhoodDifferences(
      manager,
      forceId,
      batch.map(({ row }) => row),
    );
    const byCode = new Map(found.map((one) => [one.code, one]));
    for (const { position, row } of batch) {
      const { before, boundaryDiffers } = byCode.get(row.code)!;
      const differences = differencesOf(before ?? undefined, valuesOf(row));
      if (boundaryDiffers) differences['boundary'] = before ? ['as recorded', 'another'] : [null, 'given'];
      if (before && Object.keys(differences).length === 0) continue;
      stores.push(wholeOf(row, before));
      rows.push({ line: position, key: row.code, change: before ? 'changed' : 'added', differences });
    }
  }
  return {
    rows,
    unchanged: placed.length - rows.length,
    problems: await beginningsAfterTheEnd(context, placed),
    notes: [],
    async store() {
      const added: string[] = [];
      const changed: string[] = [];
      await inBatches(stores, BATCH, context.onProgress, async (batch) => {
        const stored = await upsertNeighbourhoods(manager, forceId, startsOn, at, batch.map(measured));
        for (const { id, added: isNew } of stored) (isNew ? added : changed).push(id);
      });
      if (rows.some(({ differences }) => 'boundary' in differences)) {
        await remeasure(manager, forceId, [...added, ...changed]);
      }
      return { subjectKind: 'neighbourhood', added, changed };
    },
  };
}

function valuesOf(row: NeighbourhoodRow): Record<string, string | null | undefined> {
  return {
    name: row.name,
    description: row.description,
    population: typeof row.population === 'number' ? String(row.population) : row.population,
    email: row.email,
    telephone: row.telephone,
    web_url: row.webUrl,
    team_mailbox: row.teamMailbox,
    from: row.fromOn ?? undefined,
  };
}

async function beginningsAfterTheEnd(
  { manager, forceId }: ImportContext,
  rows: readonly PlacedRow[],
): Promise<ImportProblem[]> {
  const dated = new Map(
    rows.filter(({ row }) => row.fromOn !== null).map((placed) => [placed.row.code, placed]),
  );
  const ended = await manager.query<{ code: string; end_on: string }[]>(
    `select code, upper(during) as end_on from neighbourhood where force_id = $1 and code = any($2) and not upper_inf(during)`,
    [forceId, [...dated.keys()]],
  );
  return ended
    .filter(({ code, end_on }) => dated.get(code)!.row.fromOn! >= end_on)
    .map(({ code, end_on }) => ({
      where: dated.get(code)!.where,
      column: 'from',
      reason: `is after the neighbourhood ended on ${addDays(end_on, -1)}; give the new one a code of its own`,
    }));
}

function propertyOf(feature: unknown, name: string): unknown {
  const { properties } = (feature ?? {}) as { properties?: Record<string, unknown> | null };
  return properties?.[name];
}

function forceOf(feature: unknown): string | undefined {
  const force = propertyOf(feature, 'force');
  return typeof force === 'string' ? force : undefined;
}

function placeOf(feature: unknown, position: number): string {
  const code = propertyOf(feature, 'code');
  const isShort = (typeof code === 'string' && code.length <= 100) || typeof code === 'number';
  return isShort ? `feature ${position} (${code})` : `feature ${position}`;
}
