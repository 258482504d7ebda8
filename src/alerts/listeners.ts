/**
 * A part of a statement: why an officer `o` cannot hear anything on a day; null if they can.
 * @param day the parameter that holds the day, such as `$6`
 */
export const notHearing = (day: string): string => `case
    when not o.in_service @> ${day}::date then 'not-in-service'
    when exists (select from absence b where b.force_id = o.force_id and b.officer_id = o.id
                   and b.kind <> 'abstraction' and b.during @> ${day}::date) then 'absent'
    when o.duty_email is null then 'no-address' end`;

/**
 * A part of a statement: everybody who should hear of each `place (force_id, neighbourhood_id)` on a day, by what they
 * are to it, and why they cannot, if so.
 * @param day the parameter that holds the day, such as `$6`
 */
export const listenersOn = (day: string): string => `
-- Everybody who answers for a place today, by what they are to it; once it has ended, for what it went on as.
listener as (
  select p.force_id, p.neighbourhood_id, a.role as who, 'officer' as recipient_kind, o.id as recipient_id, ${notHearing(day)} as skipped
    from place p
    cross join lateral answering_for(p.force_id, p.neighbourhood_id, ${day}::date) as s (id)
    join assignment a on a.force_id = p.force_id and a.neighbourhood_id = s.id and a.during @> ${day}::date
    join officer o on o.force_id = a.force_id and o.id = a.officer_id
  union
  select p.force_id, p.neighbourhood_id, 'area-supervisor', 'officer', o.id, ${notHearing(day)}
    from place p
    cross join lateral answering_for(p.force_id, p.neighbourhood_id, ${day}::date) as s (id)
    join command_area_neighbourhood m on m.force_id = p.force_id and m.neighbourhood_id = s.id and m.during @> ${day}::date
    join command_area_supervisor v on v.force_id = m.force_id and v.command_area_id = m.command_area_id and v.during @> ${day}::date
    join officer o on o.force_id = v.force_id and o.id = v.officer_id
  union all
  select p.force_id, p.neighbourhood_id, 'mailbox', 'mailbox', n.id, null
    from place p join neighbourhood n on n.force_id = p.force_id and n.id = p.neighbourhood_id and n.team_mailbox is not null
  union all
  select p.force_id, p.neighbourhood_id, 'force-admin', 'person', h.id, null
    from place p join person h on h.force_id = p.force_id and h.role = 'force-admin' and h.email is not null and h.disabled_at is null
)`;
