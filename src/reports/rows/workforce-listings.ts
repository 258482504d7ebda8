import { rankLabel } from '../../registry/domain/rank.js';
import { RANKS } from '../../registry/ranks.js';
import { TEAM_RUNS } from '../../registry/workforce/team-days.js';
import { FROM_DUTY, MONTHS_OF_PERIOD } from '../measures/abstraction.js';
import { FROM_LEADS, LED } from '../measures/asb-lead-days.js';
import { FROM_HEADCOUNT } from '../measures/headcount.js';
import { TENURE } from '../measures/tenure.js';
import type { Listing } from './listed-source.js';
import type { RowColumn } from './row.js';
import { tenureListing } from './tenure-listing.js';

const MONTH: RowColumn = { id: 'monthOn', title: 'Month from', kind: 'day' };
const HOURS: RowColumn[] = [
  { id: 'rostered', title: 'Hours rostered', kind: 'hundredths' },
  { id: 'abstracted', title: 'Hours abstracted', kind: 'hundredths' },
];

/** By month; whoever sees officers gets the hours of each. */
const ABSTRACTION: Listing = {
  order: 'the latest month first',
  officers: true,
  places: false,
  columns: [MONTH, ...HOURS],
  statement: ({ seesOfficers }) => {
    const by = seesOfficers ? ', d.officer_id' : '';
    const hours = (column: string): string => `(sum(d.${column}) * 100)::int8`;
    return {
      question: 'How many hours were rostered, and abstracted, in each calendar month of a period?',
      select: {
        sort: `to_char(date '9999-01-01' - d.month_on, 'FM0000000')${seesOfficers ? ' || d.officer_id' : ''}`,
        numerator: hours('abstracted_hours'),
        denominator: hours('rostered_hours'),
        ...(seesOfficers && { officer_id: 'd.officer_id' }),
      },
      from: `from (select * ${FROM_DUTY}) d group by d.month_on${by}`,
      facts: {
        monthOn: 'd.month_on',
        rostered: hours('rostered_hours'),
        abstracted: hours('abstracted_hours'),
      },
    };
  },
};

const MONTHS_ABOVE: Listing = {
  order: 'the first month first',
  places: false,
  columns: [MONTH, ...HOURS],
  statement: () => ({
    question: 'In which calendar months of a period were more than 20 % of the rostered hours abstracted?',
    select: { sort: 'month_on::text' },
    from: `from (${MONTHS_OF_PERIOD}) month where abstracted * 5 > rostered`,
    facts: {
      monthOn: 'month_on',
      rostered: '(rostered * 100)::int8',
      abstracted: '(abstracted * 100)::int8',
    },
  }),
};

const HEADCOUNT: Listing = {
  order: 'by rank',
  officers: true,
  places: false,
  columns: [{ id: 'rank', title: 'Rank', kind: 'text' }],
  ownColumns: [{ id: 'teams', title: 'Neighbourhoods', kind: 'text' }],
  words: { rank: (rank) => rankLabel(RANKS, rank) },
  statement: ({ seesOfficers }) => ({
    question: 'Which officers in service have an assignment in a neighbourhood, or a command area, on a day?',
    with: TEAM_RUNS,
    select: { sort: `coalesce(${RANK_OF_DAY}, '') || o.id`, officer_id: 'o.id' },
    from: `${FROM_HEADCOUNT} group by o.force_id, o.id`,
    facts: { rank: RANK_OF_DAY, teams: seesOfficers ? TEAMS_OF_DAY : 'null' },
  }),
};
const RANK_OF_DAY = `(select r.rank from officer_rank r
  where r.force_id = $1 and r.officer_id = o.id and r.during @> $2::date)`;
const TEAMS_OF_DAY = `(select string_agg(distinct n.name, ', ' order by n.name) from assignment a
  join neighbourhood n on n.force_id = a.force_id and n.id = a.neighbourhood_id
  where a.force_id = $1 and a.officer_id = o.id and a.during @> $2::date)`;

/** Runs of days, each with the officer whose days they are, and those on which there was nobody. */
const ASB_LEAD: Listing = {
  order: 'the first days first',
  splits: true,
  officers: true,
  places: false,
  columns: [
    { id: 'fromOn', title: 'From', kind: 'day' },
    { id: 'toOn', title: 'To', kind: 'day' },
    { id: 'days', title: 'Days', kind: 'days' },
    { id: 'lead', title: 'Lead', kind: 'text' },
  ],
  words: { lead: (lead) => (lead === 'named' ? 'A lead in service' : 'Nobody') },
  statement: ({ seesOfficers }) => ({
    question:
      'On which days of a period did the force have a lead on anti-social behaviour, and on which not?',
    with: `led as (
  select ${seesOfficers ? 'o.id' : 'null::uuid'} as officer_id, run
  from (select ${seesOfficers ? 'o.id, ' : ''}range_agg(${LED}) as days ${FROM_LEADS} ${seesOfficers ? 'group by o.id' : ''}) o
  cross join lateral unnest(o.days) run where $2::date is not null
), day_run as (
  select officer_id, run, true as is_led from led
  union all
  select null, run, false
  from unnest(datemultirange(daterange($2::date, $3::date + 1)) - coalesce((select range_agg(run) from led), '{}')) run
  where $2::date is not null
)`,
    select: {
      sort: 'lower(run)::text',
      numerator: 'case when is_led then upper(run) - lower(run) else 0 end',
      denominator: 'upper(run) - lower(run)',
      officer_id: 'officer_id',
    },
    from: 'from day_run',
    facts: {
      fromOn: 'lower(run)',
      toOn: 'upper(run) - 1',
      days: 'upper(run) - lower(run)',
      lead: `case when is_led then 'named' else 'nobody' end`,
    },
  }),
};

/** Counted measures whose rows are officers, their hours and their days in a post. */
export const WORKFORCE_LISTINGS: Readonly<Record<string, Listing>> = {
  ...Object.fromEntries(TENURE.map(({ id }) => [id, tenureListing(id)])),
  headcount: HEADCOUNT,
  abstraction: ABSTRACTION,
  'abstraction-months-above': MONTHS_ABOVE,
  'asb-lead-days': ASB_LEAD,
};
