import type { EntityManager } from 'typeorm';
import { DomainError } from '../../common/errors.js';
import { CHANNEL_NAMES } from '../../contacts/wording.js';
import { LEAST_SHARE } from '../../registry/coverage/domain/ward-state.js';
import { belonging } from '../../registry/wards/belonging.js';
import type { Breakdown, Measure } from '../measures/measure.js';
import { type PartOfForce, wardsOfPart } from '../part-of-force.js';
import { type Place, WEEKDAYS } from '../report-figures.js';

/** Where a figure stands, as its address says it; at most one of them, the whole force or part if none. */
export interface AskedSpot {
  /** The kept or issued report that it stands in, which has its own channels. */
  report?: string | undefined;
  neighbourhood?: string | undefined;
  commandArea?: string | undefined;
  ward?: string | undefined;
  channel?: string | undefined;
  weekday?: string | undefined;
}

/** Where the rows of a figure are to be looked for. */
export interface RowsSpot {
  /** Those of the place within the part; null is all of the force's. */
  neighbourhoodIds: readonly string[] | null;
  /** Those of the place alone, for whoever counts the part's by itself; null without a place. */
  placeIds: readonly string[] | null;
  /** Of a measure of wards: these; null is all of the force's. */
  wardIds: readonly string[] | null;
  channel: string | null;
  /** From 1, Monday, to 7. */
  weekday: number | null;
}

/** Where a figure stands, and where its rows do. */
export interface FoundSpot {
  by: Breakdown | null;
  place: Place | null;
  rows: RowsSpot;
}

type PlaceField = Exclude<keyof AskedSpot, 'report'>;

const ASKED_BY = {
  neighbourhood: 'neighbourhood',
  commandArea: 'command-area',
  ward: 'ward',
  channel: 'channel',
  weekday: 'weekday',
} as const satisfies Record<PlaceField, Breakdown>;

/**
 * Which neighbourhoods do the figures of a place count? Those that belong to a command area on the last day, and those that
 * count for a ward, as in the figures themselves; of a part of the force, its own among them.
 * @param areasOn the day whose command areas the figures have
 * @throws DomainError `invalid`, with what to do, where the measure has no such figure
 */
export async function findSpot(
  manager: EntityManager,
  forceId: string,
  measure: Measure,
  asked: AskedSpot,
  { part, areasOn }: { part: PartOfForce | null; areasOn: string },
): Promise<FoundSpot> {
  const field = fieldOf(measure, asked, part);
  const code = field && asked[field]!;
  const by = field && ASKED_BY[field];
  const place = by && (await placeOf(manager, forceId, by, code!, asked.report !== undefined));
  if (field && !place) {
    throw DomainError.field(field, `This force has no ${WORDS[by!]} of that code. Take one from the report`);
  }
  const of = <To>(wanted: Breakdown, take: (place: Place) => To): To | null =>
    by === wanted ? take(place!) : null;
  const ids = async (statement: string, ...values: unknown[]): Promise<string[]> => {
    const rows: { id: string }[] = await manager.query(statement, [forceId, ...values]);
    return rows.map(({ id }) => id);
  };
  const placeIds =
    of('neighbourhood', ({ id }) => [id]) ??
    (await of('command-area', ({ id }) => ids(OF_AREA, id, areasOn))) ??
    (await of('ward', ({ id }) => ids(OF_WARD, id, LEAST_SHARE)));
  const within = part && new Set(part.neighbourhoodIds);
  return {
    by,
    place,
    rows: {
      neighbourhoodIds: placeIds?.filter((id) => !within || within.has(id)) ?? part?.neighbourhoodIds ?? null,
      placeIds,
      wardIds: of('ward', ({ id }) => [id]) ?? (part && [...(await wardsOfPart(manager, forceId, part))]),
      channel: of('channel', ({ id }) => id),
      weekday: of('weekday', ({ id }) => Number(id)),
    },
  };
}

const WORDS: Record<Breakdown, string> = {
  neighbourhood: 'neighbourhood',
  'command-area': 'command area',
  ward: 'ward',
  channel: 'channel',
  weekday: 'weekday',
};

/** Which of them was asked for, if the measure has such a figure. */
function fieldOf(measure: Measure, asked: AskedSpot, part: PartOfForce | null): PlaceField | null {
  const fields = (Object.keys(ASKED_BY) as PlaceField[]).filter((each) => asked[each] !== undefined);
  const [field] = fields;
  if (fields.length > 1) {
    throw DomainError.field(
      fields[1]!,
      `A figure stands in one place: give ${fields.join(' or ')}, not both`,
    );
  }
  const onlyBy = (measure.kind === 'coverage' || measure.kind === 'wards') && measure.onlyBy;
  if (!field) {
    if (!onlyBy) return null;
    const [by] = measure.by;
    throw DomainError.field(by!, `This measure is of one ${WORDS[by!]} at a time: give the code of one`);
  }
  const by = ASKED_BY[field];
  // "A report of a part has no command areas."
  if (!measure.by.includes(by) || (part && by === 'command-area')) {
    const words = part ? `${WORDS[by]} in a part of the force` : WORDS[by];
    throw DomainError.field(field, `This measure has no figures by ${words}. Open it from the report`);
  }
  return field;
}

async function placeOf(
  manager: EntityManager,
  forceId: string,
  by: Breakdown,
  code: string,
  ofReport: boolean,
): Promise<Place | null> {
  // Those of a report that does not change are what it says, whatever is on record now.
  if (by === 'channel')
    return ofReport || (await isChannel(manager, forceId, code)) ? { id: code, code, name: code } : null;
  if (by === 'weekday') return WEEKDAYS.find((each) => each.code === code) ?? null;
  const [found]: Place[] = await manager.query(
    `select id, code, name from ${TABLES[by]} where force_id = $1 and code = $2`,
    [forceId, code],
  );
  return found ?? null;
}

/** Those of our own are ways in even if nothing has come by them; others are known by what has. */
async function isChannel(manager: EntityManager, forceId: string, channel: string): Promise<boolean> {
  if (Object.hasOwn(CHANNEL_NAMES, channel)) return true;
  const [found]: { known: boolean }[] = await manager.query(
    `select exists (select from contact where force_id = $1 and channel = $2) as known`,
    [forceId, channel],
  );
  return found!.known;
}

const TABLES = { neighbourhood: 'neighbourhood', 'command-area': 'command_area', ward: 'ward' } as const;
const OF_AREA = `
  select neighbourhood_id as id from command_area_neighbourhood
  where force_id = $1 and command_area_id = $2 and during @> $3::date`;
const OF_WARD = `
  select b.neighbourhood_id as id from (${belonging('$3')}) b where b.ward_id = $2`;
