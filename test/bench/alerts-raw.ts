/** Claim what is due, write its alert rows, and say when each clock is to be looked at again: the least a sweep must do. */
export const RAW_CLAIM = `
with due as (
  select force_id, id, due_at from clock where next_alert_at <= $1 order by next_alert_at limit $2 for update skip locked
),
said as (
  insert into alert (force_id, clock_id, stage, occurrence, planned_at, rung_at, raised_at)
  select force_id, id, 'due', 1, due_at, due_at, $1 from due
)
update clock k set next_alert_at = due.due_at + interval '24 hours' from due where k.force_id = due.force_id and k.id = due.id
`;

/** The same rows that the product writes of what is due: alerts, one mail a recipient, one delivery an alert and recipient. */
export const RAW_ALL = `
with due as (
  select force_id, id, due_at, neighbourhood_id from clock where next_alert_at <= $1 order by next_alert_at limit $2 for update skip locked
),
said as (
  insert into alert (force_id, clock_id, stage, occurrence, planned_at, rung_at, raised_at, dispatched_at)
  select force_id, id, 'due', 1, due_at, due_at, $1, $1 from due returning force_id, id, clock_id
),
heard as (
  select s.force_id, s.id as alert_id, 'mailbox' as kind, d.neighbourhood_id as recipient
    from said s join due d on d.force_id = s.force_id and d.id = s.clock_id
  union all
  select s.force_id, s.id, 'officer', a.officer_id
    from said s join due d on d.force_id = s.force_id and d.id = s.clock_id
    join assignment a on a.force_id = d.force_id and a.neighbourhood_id = d.neighbourhood_id and a.role = 'lead'
),
mail as (
  insert into outbox_mail (force_id, template, recipient_kind, recipient_id, created_at, not_before)
  select distinct force_id, 'alert', kind, recipient, $1::timestamptz, $1::timestamptz from heard
  returning force_id, id, recipient_kind, recipient_id
),
told as (
  insert into delivery (force_id, alert_id, recipient_kind, recipient_id, mail_id)
  select h.force_id, h.alert_id, h.kind, h.recipient, m.id
    from heard h join mail m on m.force_id = h.force_id and m.recipient_kind = h.kind and m.recipient_id = h.recipient
)
update clock k set next_alert_at = due.due_at + interval '24 hours' from due where k.force_id = due.force_id and k.id = due.id
`;
