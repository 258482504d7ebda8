/**
 * The clocks that every response measure counts, and what the figures make of each. Parameters: force, start and
 * end of the period, data cut-off, and the instant at which the force's figures begin.
 *
 * "The response measure counts clocks due in the period and before the data cut-off, less out of scope." Out of
 * scope is what was taken out by the due instant, or later and confirmed by a supervisor who did not hold it. One that
 * is not answered and whose only address failed by the due instant "ends as no reply possible" and is counted apart;
 * failed later, it was missed before and stays so. "A force's figures begin at its start date": a clock that started
 * before that day is nobody's promise yet.
 *
 * "Figures by neighbourhood use the holder at the earlier of response and due": that is `measured_neighbourhood_id`,
 * kept only where it is not who holds the contact now.
 */
export const CLOCK_OF_PERIOD = `
clock_of_period as (
  select coalesce(k.measured_neighbourhood_id, k.neighbourhood_id) as neighbourhood_id, c.channel,
         k.out_of_scope_reason as reason,
         k.out_of_scope_at is not null as taken_out,
         coalesce(k.out_of_scope_at > k.due_at, false) as taken_out_after_due,
         k.out_of_scope_at is not null
           and (k.out_of_scope_at <= k.due_at or k.out_of_scope_confirmed_at is not null) as out_of_scope,
         k.stopped_at is null and coalesce(k.address_failed_at <= k.due_at, false)
           -- Null, and so not true, where it was never taken out.
           and (k.out_of_scope_at <= k.due_at or k.out_of_scope_confirmed_at is not null) is not true as address_failed,
         k.address_failed_at is not null as address_gone,
         k.stopped_at is not null as answered,
         coalesce(k.stopped_at <= k.due_at, false) as met,
         coalesce(k.stopped_recorded_at > k.due_at, false) as recorded_after_due,
         -- Whole minutes rounded up; nobody has answered in the largest number there is, so they rank last.
         coalesce(ceil(extract(epoch from k.stopped_at - k.started_at) / 60)::float8, 'infinity') as minutes
  from clock k
  join contact c on c.force_id = k.force_id and c.id = k.contact_id
  where k.force_id = $1 and k.due_at >= $2 and k.due_at < $3 and k.due_at < $4 and k.started_at >= $5
)`;

/** The denominator of the response measure, as a filter. */
export const DUE = '(not out_of_scope and not address_failed)';
