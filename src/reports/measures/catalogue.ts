import { ABSTRACTION, MONTHS_ABOVE_PLEDGE } from './abstraction.js';
import { ALERTS_TOLD } from './alerts-told.js';
import { ANSWERED_LATE } from './answered-late.js';
import { ASB_LEAD_DAYS } from './asb-lead-days.js';
import { CLOCKS_DUE } from './clocks-due.js';
import { CLOCKS_MET } from './clocks-met.js';
import { CLOCKS_MISSED } from './clocks-missed.js';
import { COMING_GAPS } from './coming-gaps.js';
import { COVERAGE_DAYS } from './coverage-days.js';
import { COVERAGE_LAST_DAY } from './coverage-last-day.js';
import { DAYS_BY_STATE } from './days-by-state.js';
import { EVENTS_HELD } from './events-held.js';
import { GAPS } from './gaps.js';
import { HEADCOUNT, POSTS } from './headcount.js';
import { IMPORT_ROWS_REFUSED } from './import-rows-refused.js';
import { LATE_ENTRIES } from './late-entries.js';
import { LATE_TRANSFERS } from './late-transfers.js';
import { LONGEST_GAP } from './longest-gap.js';
import type { ClockMeasure, CountedMeasure, Measure } from './measure.js';
import { MEDIAN_MINUTES } from './median-minutes.js';
import { NATIONAL_DAYS } from './national-days.js';
import { NATIONAL_LAST_DAY } from './national-last-day.js';
import { NINETIETH_PERCENTILE_MINUTES } from './ninetieth-percentile-minutes.js';
import { NINETY_FIFTH_PERCENTILE_MINUTES } from './ninety-fifth-percentile-minutes.js';
import { NO_REPLY_POSSIBLE } from './no-reply-possible.js';
import { NOT_ANSWERED } from './not-answered.js';
import { NOT_YET_DUE } from './not-yet-due.js';
import { OPEN_PAST_DUE } from './open-past-due.js';
import { OUT_OF_SCOPE, OUT_OF_SCOPE_BY_REASON } from './out-of-scope.js';
import { OPEN_LONGEST_MINUTES, OVERDUE_LONGEST_MINUTES, OVERDUE_MEDIAN_MINUTES } from './overdue-minutes.js';
import { PRIORITIES_CURRENT } from './priorities-current.js';
import { RECORDED_AFTER_DUE } from './recorded-after-due.js';
import { RECOURSE_ANSWERED } from './recourse-answered.js';
import { RECOURSE_ASKED } from './recourse-asked.js';
import { RECOURSE_OUTCOMES } from './recourse-outcomes.js';
import { ROUTE_DAYS_FAILED } from './route-days-failed.js';
import { SHARE_MET } from './share-met.js';
import { SHARE_MET_ON_RECORD } from './share-met-on-record.js';
import { STARTS_CORRECTED } from './starts-corrected.js';
import { STATE_LAST_DAY, STATES_LAST_DAY } from './state-last-day.js';
import { TAKEN_OUT_AFTER_DUE } from './taken-out-after-due.js';
import { TAKEN_OUT_AFTER_DUE_CONFIRMED } from './taken-out-after-due-confirmed.js';
import { TENURE } from './tenure.js';
import { WARD_COVERAGE_DAYS, WARD_DAYS_BY_STATE } from './ward-days.js';
import {
  WARD_COVERAGE_LAST_DAY,
  WARD_NATIONAL_LAST_DAY,
  WARD_STATE_LAST_DAY,
  WARD_STATES_LAST_DAY,
} from './ward-last-day.js';
import { WARD_LONGEST_GAP } from './ward-longest-gap.js';

/** Printed in every report; raised with any change of a definition. */
export const DEFINITIONS_VERSION = '4.5';

/** Every measure, in the order in which they are printed. */
export const MEASURES: readonly Measure[] = [
  COVERAGE_LAST_DAY,
  NATIONAL_LAST_DAY,
  STATE_LAST_DAY,
  ...STATES_LAST_DAY,
  COVERAGE_DAYS,
  NATIONAL_DAYS,
  ...DAYS_BY_STATE,
  GAPS,
  LONGEST_GAP,
  COMING_GAPS,
  ROUTE_DAYS_FAILED,
  WARD_COVERAGE_LAST_DAY,
  WARD_NATIONAL_LAST_DAY,
  WARD_STATE_LAST_DAY,
  ...WARD_STATES_LAST_DAY,
  WARD_COVERAGE_DAYS,
  ...WARD_DAYS_BY_STATE,
  WARD_LONGEST_GAP,
  SHARE_MET,
  SHARE_MET_ON_RECORD,
  CLOCKS_DUE,
  CLOCKS_MET,
  LATE_ENTRIES,
  CLOCKS_MISSED,
  ANSWERED_LATE,
  NOT_ANSWERED,
  OPEN_PAST_DUE,
  MEDIAN_MINUTES,
  NINETIETH_PERCENTILE_MINUTES,
  NINETY_FIFTH_PERCENTILE_MINUTES,
  OVERDUE_MEDIAN_MINUTES,
  OVERDUE_LONGEST_MINUTES,
  OPEN_LONGEST_MINUTES,
  ...LATE_TRANSFERS,
  STARTS_CORRECTED,
  RECOURSE_ASKED,
  RECOURSE_ANSWERED,
  ...RECOURSE_OUTCOMES,
  OUT_OF_SCOPE,
  ...OUT_OF_SCOPE_BY_REASON,
  TAKEN_OUT_AFTER_DUE,
  TAKEN_OUT_AFTER_DUE_CONFIRMED,
  NO_REPLY_POSSIBLE,
  NOT_YET_DUE,
  ...ALERTS_TOLD,
  PRIORITIES_CURRENT,
  ...EVENTS_HELD,
  ...TENURE,
  HEADCOUNT,
  ...POSTS,
  ABSTRACTION,
  MONTHS_ABOVE_PLEDGE,
  ASB_LEAD_DAYS,
  RECORDED_AFTER_DUE,
  IMPORT_ROWS_REFUSED,
];

export const CLOCK_MEASURES = MEASURES.filter(
  (measure): measure is ClockMeasure => measure.kind === 'clocks',
);
export const COUNTED_MEASURES = MEASURES.filter(
  (measure): measure is CountedMeasure => measure.kind === 'counted',
);
