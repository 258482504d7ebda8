/**
 * A part of a statement: who gets the digest of which neighbourhood on a day, by what they are to it, absent or not.
 * Force admins are of no neighbourhood; one who is an officer, too, has one digest as that officer.
 * @param day the parameter that holds the day, such as `$2`
 */
export const membersOn = (day: string): string => `
member as (
  select a.force_id, 'officer' as kind, a.officer_id as id, a.role as who, a.neighbourhood_id
    from assignment a where a.during @> ${day}::date
  union all
  select m.force_id, 'officer', v.officer_id, 'supervisor', m.neighbourhood_id
    from command_area_neighbourhood m
    join command_area_supervisor v on v.force_id = m.force_id and v.command_area_id = m.command_area_id and v.during @> ${day}::date
   where m.during @> ${day}::date
  union all
  select n.force_id, 'mailbox', n.id, 'mailbox', n.id
    from neighbourhood n where n.team_mailbox is not null and lower(n.during) <= ${day}::date
  union all
  select h.force_id, case when o.id is null then 'person' else 'officer' end, coalesce(o.id, h.id), 'force-admin', null
    from person h
    left join officer o on o.force_id = h.force_id and o.id = h.officer_id and o.duty_email is not null and o.in_service @> ${day}::date
   where h.role = 'force-admin' and h.disabled_at is null and (h.email is not null or o.id is not null)
)`;

/**
 * A part of a statement: does member `m` get a digest at all?
 * @param hears the parameter that lists who gets what waits, such as `$4`
 */
export const getsDigest = (hears: string): string =>
  `(m.who = any(${hears}::text[]) or m.who in ('supervisor', 'force-admin'))`;

/** A part of a statement: the times `t` that the teams of members `m` have set. */
export const TEAM_TIMES = `
    left join team_digest t on t.force_id = m.force_id and t.neighbourhood_id = m.neighbourhood_id`;

/**
 * A part of a statement: the earliest time of the teams of members `m`, grouped by recipient, else the installation's.
 * @param standard the parameter that holds the installation's time, such as `$3`
 */
export const teamsTime = (standard: string): string =>
  `coalesce(min(coalesce(t.digest_at, ${standard}::time)) filter (where m.neighbourhood_id is not null), ${standard}::time)`;

/** A part of a statement: the times `p` that members `m` have set themselves, and those of their teams. */
export const OWN_TIMES = `
    left join alert_preference p on m.kind = 'officer' and p.force_id = m.force_id and p.officer_id = m.id ${TEAM_TIMES}`;

/**
 * A part of a statement: when the digest of members `m`, grouped by recipient, comes: at their own time, else that of
 * their teams. @param standard the parameter that holds the installation's time, such as `$3`
 */
export const digestTime = (standard: string): string => `coalesce(min(p.digest_at), ${teamsTime(standard)})`;

/**
 * A part of a statement: alerts that somebody was told late, or whose mail was given up, after an instant; each with the
 * neighbourhood that has the contact.
 * @param since an expression, worked out once
 */
export const troubleSince = (since: string): string => `
trouble as materialized (
  select d.force_id, d.alert_id, k.neighbourhood_id, 'late' as what, d.late_at as at
    from delivery d
    join alert a on a.force_id = d.force_id and a.id = d.alert_id
    join clock k on k.force_id = a.force_id and k.id = a.clock_id
   where d.late_at > ${since}
  union all
  select d.force_id, d.alert_id, k.neighbourhood_id, 'dead', g.dead_at
    from outbox_mail g
    join delivery d on d.force_id = g.force_id and d.mail_id = g.id
    join alert a on a.force_id = d.force_id and a.id = d.alert_id
    join clock k on k.force_id = a.force_id and k.id = a.clock_id
   where g.dead_at > ${since} and g.template = 'alert'
)`;

/**
 * A part of a statement: from when on a recipient was told nothing of alerts that went wrong: since their last digest
 * that was sent, or had nothing to say. What a digest was to tell that never arrived is told by the next.
 * @param recipient the expressions for its force, kind and id
 * @param day the expression for the day of the digest that is made
 * @param made the expression for when it is made
 */
export const notToldSince = (
  recipient: { force: string; kind: string; id: string },
  day: string,
  made: string,
): string => `coalesce((
    select coalesce(max(b.made_at) filter (where b.mail_id is null or g.sent_at is not null), min(b.made_at) - interval '24 hours')
      from digest b left join outbox_mail g on g.force_id = b.force_id and g.id = b.mail_id
     where b.force_id = ${recipient.force} and b.recipient_kind = ${recipient.kind} and b.recipient_id = ${recipient.id} and b.on_day < ${day}), ${made} - interval '24 hours')`;

/** A part of a statement: the clocks of those who still wait for an answer. */
export const WAITS = 'k.stopped_at is null and k.out_of_scope_at is null and k.address_failed_at is null';
