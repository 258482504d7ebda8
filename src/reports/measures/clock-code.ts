import { LOCAL_ZONE } from '../../common/calendar.js';
import { OUT_OF_SCOPE_REASONS } from '../../contacts/domain/clock-state.js';

/**
 * What the figures make of one clock, in one number: each flag is a bit, the reason of taking it out stands above them, and
 * above that the weekday.
 * The numbers are stored (`response_month`), so a flag keeps its bit; a changed meaning counts every month anew.
 *
 * Out of scope is what was taken out by the due instant, or later and confirmed by a supervisor who did not hold it. One
 * that is not answered and whose only address failed by the due instant "ends as no reply possible" and is counted
 * apart; failed later, it was missed before and stays so.
 */
const FLAGS: Readonly<Record<string, string>> = {
  answered: 'k.stopped_at is not null',
  met: 'k.stopped_at <= k.due_at',
  recorded_after_due: 'k.stopped_recorded_at > k.due_at',
  taken_out: 'k.out_of_scope_at is not null',
  taken_out_after_due: 'k.out_of_scope_at > k.due_at',
  out_of_scope: 'k.out_of_scope_at <= k.due_at or k.out_of_scope_confirmed_at is not null',
  address_gone: 'k.address_failed_at is not null',
  address_failed: `k.stopped_at is null and k.address_failed_at <= k.due_at
    and (k.out_of_scope_at <= k.due_at or k.out_of_scope_confirmed_at is not null) is not true`,
};

const NAMES = Object.keys(FLAGS);
const bit = (name: string): number => 1 << NAMES.indexOf(name);
const FIRST_REASON_BIT = 8;
const REASONS_AT_MOST = 15;
const FIRST_WEEKDAY_BIT = 12;

/** The local weekday on which the person sent it; 1 is Monday. */
const WEEKDAY_OF_CLOCK = `date_part('isodow', k.started_at at time zone '${LOCAL_ZONE}')::integer`;

/** The code of a clock `k`. */
const CODE_OF_CLOCK = `(${[
  // What is not known to be so is not so.
  ...NAMES.map((name) => `case when ${FLAGS[name]} then ${bit(name)} else 0 end`),
  `(coalesce(array_position(array[${OUT_OF_SCOPE_REASONS.map((reason) => `'${reason}'`).join(', ')}], k.out_of_scope_reason), 0) << ${FIRST_REASON_BIT})`,
  `(${WEEKDAY_OF_CLOCK} << ${FIRST_WEEKDAY_BIT})`,
].join('\n    | ')})::smallint`;

/** Its flags as columns, and the reason. */
export const FLAGS_OF_CODE = [
  ...NAMES.map((name) => `code & ${bit(name)} <> 0 as ${name}`),
  `code >> ${FIRST_REASON_BIT} & ${REASONS_AT_MOST} as reason`,
].join(', ');

/** A code without the weekday, and the weekday alone. */
export const WITHOUT_WEEKDAY = `code & ${(1 << FIRST_WEEKDAY_BIT) - 1}`;
export const WEEKDAY_OF_CODE = `code >> ${FIRST_WEEKDAY_BIT}`;

/** Those taken out for this reason, as a filter. */
export const forReason = (reason: (typeof OUT_OF_SCOPE_REASONS)[number]): string =>
  `reason = ${OUT_OF_SCOPE_REASONS.indexOf(reason) + 1}`;

/** The denominator of the response measure, as a filter. */
export const DUE = '(not out_of_scope and not address_failed)';

/** Whose minutes are ranked: those due that were answered. */
export const RANKED_CODE = `(code & ${bit('out_of_scope') | bit('address_failed')} = 0 and code & ${bit('answered')} <> 0)`;

/** Will nothing but a correction change this clock `k` any more? */
export const IS_CLOSED =
  '(k.stopped_at is not null or k.out_of_scope_at is not null or k.address_failed_at is not null)';

/** In the words of the index of those that wait. */
export const IS_OPEN = 'k.stopped_at is null and k.out_of_scope_at is null and k.address_failed_at is null';

/**
 * Whole minutes rounded up, and below them in three bits the weekday; nothing for a clock that was not answered. In the
 * order of these numbers the minutes are in order too, so they are ranked as they are. In double precision, which takes a
 * quarter of the time of numeric: a microsecond over or under a whole minute is told apart for some twenty years.
 */
const TIMES_OF_CLOCK = `(ceil(date_part('epoch', k.stopped_at - k.started_at) / 60)::integer << 3 | ${WEEKDAY_OF_CLOCK})`;
export const MINUTES_OF_TIME = (time: string): string => `(${time} >> 3)`;
export const WEEKDAY_OF_TIME = (time: string): string => `(${time} & 7)`;

/** What the figures ask of a clock `k`. "Figures by neighbourhood use the holder at the earlier of response and due." */
export const OF_CLOCK = `coalesce(k.measured_neighbourhood_id, k.neighbourhood_id) as neighbourhood_id, k.contact_id,
  ${CODE_OF_CLOCK} as code, ${TIMES_OF_CLOCK} as time`;

/** The channel of a clock `k` of force `$1`: looked up for those alone that are counted. */
export const CHANNEL_OF_CLOCK =
  '(select c.channel from contact c where c.force_id = $1 and c.id = k.contact_id) as channel';
