import type { EntityManager } from 'typeorm';
import { LOCAL_ZONE } from '../../common/calendar.js';
import { CHANNEL_OF_CLOCK, DUE, FLAGS_OF_CODE, MINUTES_OF_TIME, OF_CLOCK } from '../measures/clock-code.js';
import type { ClockMeasure } from '../measures/measure.js';
import type { AskedRows } from './row.js';

/** A clock behind a figure, with what the figures make of it. */
export interface ClockRow {
  id: string;
  contactId: string | null;
  reference: string | null;
  place: { code: string; name: string };
  channel: string;
  startedAt: string;
  dueAt: string;
  stoppedAt: string | null;
  /** Where the list goes on after it. */
  key: string;
  counted: boolean;
  minutes: number | null;
  /** By how many minutes it was answered after due, or has waited since due. */
  lateMinutes: number | null;
  /** Among all that a percentile ranks, from 1; null where nothing is ranked. */
  rank: number | null;
  isFigure: boolean;
  outOfScopeReason: string | null;
  answered: boolean;
  met: boolean;
  recorded_after_due: boolean;
  taken_out: boolean;
  taken_out_after_due: boolean;
  out_of_scope: boolean;
  address_gone: boolean;
  address_failed: boolean;
}

/** Which clocks stand behind the figure at all, which of them it counts, and how they are ranked, if they are. */
function setOf({ sql }: ClockMeasure): { of: string; counted: string; share: number | null } {
  if ('count' in sql) return { of: sql.count, counted: 'true', share: null };
  if ('share' in sql) return { of: sql.of, counted: sql.share, share: null };
  return 'percentile' in sql
    ? { of: DUE, counted: 'true', share: sql.percentile }
    : { of: `${DUE} and answered and not met`, counted: 'true', share: sql.overdue };
}

/**
 * The clocks of a period with the flags of `clock-code.ts`. Parameters: `$1` to `$5` those of every clock measure (force,
 * start, end, cut-off, begin of the figures).
 * @param more conditions on a clock `k`, besides those of the period
 * @param columns others of a clock `k`, each with a comma after it
 */
export const flaggedClocks = (more: readonly string[] = [], columns = ''): string => `
  select coded.*, ${MINUTES_OF_TIME('coded.time')} as minutes, ${FLAGS_OF_CODE}
  from (
    select k.id, k.started_at, k.due_at, k.stopped_at, k.out_of_scope_reason, k.neighbourhood_id as holder_id, ${columns} ${OF_CLOCK}
    from clock k
    where ${[OF_PERIOD, ...more].join('\n      and ')}
  ) coded`;

const OF_PERIOD =
  'k.force_id = $1 and k.due_at >= $2 and k.due_at < least($3::timestamptz, $4) and k.started_at >= $5';

/** Where the list goes on after a row: its instant, to the microsecond, and its id. */
export const INSTANT_AND_ID =
  /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** `2026-03-05T12:00:00.000Z`. */
export const isoOf = (instant: string): string =>
  `to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const keyOf = (instant: string, id: string): string =>
  `to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '_' || ${id}`;

/**
 * The planner takes any filter over flags for one that nearly nothing passes, and would sort the whole period to find a
 * hundred rows; of a `case` it knows nothing, and reads the index of due instants until the page is full.
 */
const passed = (filters: readonly string[]): string =>
  `case when ${filters.join('\n      and ')} then true else false end`;

/**
 * The clocks behind a figure. Without ranks the first due come first, and the list goes on by the index of due instants from
 * where the page before ended; for whoever is told neither instants nor ids, after as many as came before. A percentile
 * ranks all its clocks, as the figure itself does.
 */
export function clockRows(
  manager: EntityManager,
  measure: ClockMeasure,
  { forceId, span, spot, shown, reader, after, limit }: AskedRows,
): Promise<ClockRow[]> {
  const { of, counted, share } = setOf(measure);
  const values: unknown[] = [forceId, span.startAt, span.endAt, span.cutOffAt, span.figuresBeginAt];
  const given = (value: unknown): string => `$${values.push(value)}`;
  const opened = `(${given(reader.contactsOf)}::uuid[] is null or r.holder_id = any($6))`;
  const ofClock: string[] = [];
  if (spot.weekday !== null)
    ofClock.push(
      `extract(isodow from k.started_at at time zone '${LOCAL_ZONE}')::int = ${given(spot.weekday)}`,
    );
  if (share === null && after.key !== null) {
    const [, dueAt, id] = INSTANT_AND_ID.exec(after.key)!;
    const due = `${given(dueAt)}::timestamptz`;
    ofClock.push(`k.due_at >= ${due} and (k.due_at > ${due} or k.id > ${given(id)}::uuid)`);
  }
  const ofFlags = [`(${of})`];
  if (spot.neighbourhoodIds !== null)
    ofFlags.push(`neighbourhood_id = any(${given(spot.neighbourhoodIds)}::uuid[])`);
  if (spot.channel !== null) ofFlags.push(`channel = ${given(spot.channel)}`);
  if (shown !== 'all') ofFlags.push(shown === 'counted' ? `(${counted})` : `not (${counted})`);
  const rank =
    share === null
      ? 'null::int8 as rank, false as is_figure'
      : `row_number() over ranked as rank,
         row_number() over ranked = ceil(${given(share)}::numeric * count(*) over ()) as is_figure`;
  const order = share === null ? 'r.due_at, r.id' : 'r.rank';
  const columns = spot.channel === null ? '' : `${CHANNEL_OF_CLOCK},`;
  const beyond = share !== null && after.count > 0 ? `where r.rank > ${given(after.count)}::int8` : '';
  const skipped =
    share === null && after.key === null && after.count > 0 ? `offset ${given(after.count)}` : '';
  return manager.query(
    `
-- Which clocks are behind a figure, and what became of each?
with ranked as (
  select flagged.*, (${counted}) as is_counted, ${rank}
  from (${flaggedClocks(ofClock, columns)}) flagged
  where ${passed(ofFlags)}
  ${share === null ? '' : 'window ranked as (order by minutes nulls last, due_at, id)'}
), page as materialized (
  select r.* from ranked r ${beyond} order by ${order} limit ${given(limit)} ${skipped}
)
select r.id, case when ${opened} then c.id end as "contactId", case when ${opened} then c.reference end as reference,
       jsonb_build_object('code', n.code, 'name', n.name) as place, c.channel, ${isoOf('r.started_at')} as "startedAt",
       ${isoOf('r.due_at')} as "dueAt", ${isoOf('r.stopped_at')} as "stoppedAt", ${keyOf('r.due_at', 'r.id')} as key,
       r.is_counted as counted, r.minutes, r.rank, r.is_figure as "isFigure", r.out_of_scope_reason as "outOfScopeReason",
       case when r.out_of_scope or r.address_failed or r.met then null
            when r.answered then ceil(extract(epoch from r.stopped_at - r.due_at) / 60)::int
            when not r.taken_out and not r.address_gone then ceil(extract(epoch from $4::timestamptz - r.due_at) / 60)::int end as "lateMinutes",
       r.answered, r.met, r.recorded_after_due, r.taken_out, r.taken_out_after_due, r.out_of_scope, r.address_gone, r.address_failed
from page r
join contact c on c.force_id = $1 and c.id = r.contact_id
join neighbourhood n on n.force_id = $1 and n.id = r.neighbourhood_id
order by ${order}`,
    values,
  );
}
