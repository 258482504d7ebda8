/**
 * Parts of statements about the alert `a` of clock `k`, its delivery `d` and the mail `m` of that: from when on it could
 * be told, and how long somebody's own quiet hours held it.
 */

// What lets an alert be said that was planned before: the contact or a further question came, or came back, or is everybody's
// again. What tells of one question says nothing of another.
const LET_IT_BE_SAID = `('received', 'question-received', 'question-started', 'brought-back', 'given-back', 'standard-changed', 'start-corrected')
      and coalesce(e.facts ->> 'clock' = a.clock_id::text, true)`;

/** When was the question of alert `a`, about contact `c`, known here? That of a further question is when its clock began. */
export const KNOWN_AT = `coalesce(
    (select q.counted_at from contact_message q where q.force_id = a.force_id and q.clock_id = a.clock_id), c.received_at)`;

/**
 * From when on could it be said? From its planned time, but nobody can be told of a contact that is not here yet, nor
 * before this installation looked for the first time. An outage after that is late.
 * @param toldAt an expression: when it was told, null if it was not. What let it be said after that changes nothing any more.
 */
export const sayableAt = (
  toldAt: string,
): string => `greatest(a.planned_at, (select max(e.recorded_at) from timeline_entry e
    where e.force_id = k.force_id and e.contact_id = k.contact_id and e.kind in ${LET_IT_BE_SAID}
      and e.recorded_at <= coalesce(${toldAt}, 'infinity')),
  (select b.at from alerts_begun b where b.force_id = a.force_id))`;

/** The same of what nobody was told yet. */
export const SAYABLE_AT = sayableAt('null::timestamptz');

/**
 * Until when did quiet hours hold it? Null if they did not. Worked out from the recipient's times and not from the mail,
 * whose instant moves with every try; whoever has changed their times since was held no longer than until then.
 * @param zone the parameter that holds the product's one zone, such as `$4`
 */
export const heldUntil = (zone: string): string => `case
    when not a.urgent and d.recipient_kind = 'officer' then greatest(
      quiet_until(d.force_id, d.recipient_id, coalesce(a.dispatched_at, m.created_at), ${zone}),
      (select own.updated_at from alert_preference own where own.force_id = d.force_id and own.officer_id = d.recipient_id
          and own.updated_at > coalesce(a.dispatched_at, m.created_at) and own.updated_at <= m.not_before)) end`;
