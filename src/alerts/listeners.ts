/**
 * A part of a statement: everybody who could hear of each `place (force_id, neighbourhood_id)` on a day, by what they
 * are to it.
 * @param day the parameter that holds the day, such as `$6`
 */
export const listenersOn = (day: string): string => `
-- Everybody who could hear of a place today, by what they are to it.
listener as (
  select p.force_id, p.neighbourhood_id, a.role as who, 'officer' as recipient_kind, o.id as recipient_id
    from place p
    join assignment a on a.force_id = p.force_id and a.neighbourhood_id = p.neighbourhood_id and a.during @> ${day}::date
    join officer o on o.force_id = a.force_id and o.id = a.officer_id and o.duty_email is not null
  union all
  select p.force_id, p.neighbourhood_id, 'mailbox', 'mailbox', n.id
    from place p join neighbourhood n on n.force_id = p.force_id and n.id = p.neighbourhood_id and n.team_mailbox is not null
  union all
  select p.force_id, p.neighbourhood_id, 'force-admin', 'person', h.id
    from place p join person h on h.force_id = p.force_id and h.role = 'force-admin' and h.email is not null and h.disabled_at is null
)`;
