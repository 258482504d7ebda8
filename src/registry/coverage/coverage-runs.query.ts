import { COVERED_DAYS } from './covered-days.query.js';
import { WARDED_DAYS } from './ward-coverage.query.js';

const RUN = `lower(r) as "fromOn", upper(r) - 1 as "toOn", upper(r) - lower(r) as days`;

/** Parameters: those of the covered days; the period has an end. */
export const COVERAGE_RUNS = `
-- On which runs of days of a period did each neighbourhood of a force have which state, and meet the national measure or not?
with ${COVERED_DAYS}
select h.id, h.code, h.name, s.of, s.state, ${RUN}
from held h
cross join lateral (values
  ('state', 'covered', h.covered), ('state', 'deputy-covering', h.deputy_covering), ('state', 'absent', h.absent),
  ('state', 'not-contactable', h.not_contactable), ('state', 'unpublished', h.unpublished), ('state', 'vacant', h.vacant),
  ('national', 'met', h.nationally), ('national', 'not-met', h.days - h.nationally)) s (of, state, days)
cross join lateral unnest(s.days) r
order by h.name, h.code, lower(r)`;

/** Parameters: those of the covered days, and the least share of a ward's area that makes a neighbourhood count. */
export const WARD_COVERAGE_RUNS = `
-- On which runs of days of a period did each ward of a force have which state, and meet the national measure or not?
with ${COVERED_DAYS}, ${WARDED_DAYS}
select w.id, w.code, w.name, s.of, s.state, ${RUN}
from stated w
cross join lateral (values
  ('state', 'covered', w.covered), ('state', 'partly', w.partly), ('state', 'not-covered', w.not_covered),
  ('national', 'met', w.nationally), ('national', 'not-met', w.days - w.nationally)) s (of, state, days)
cross join lateral unnest(s.days) r
order by w.name, w.code, lower(r)`;
