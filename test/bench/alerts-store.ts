import type pg from 'pg';

export const FORCES = 43;
export const PLACES_EACH = 105;
/** Clocks that wait for their next alert, however many contacts are stored. */
export const OPEN = 30_000;

/** A uuid of a kind (one hexadecimal digit) and a number, in the order of the number as real ones are in the order of time. */
const uuid = (kind: string, number: string): string =>
  `('0000000${kind}-0000-7000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`;
const force = (number: string): string => `'force-' || (${number} % ${FORCES})`;
/** Neighbourhoods are numbered through: those of one force are all with the same remainder. */
const place = (number: string): string => `(${number} % ${FORCES * PLACES_EACH})`;

/** Forces, neighbourhoods with a mailbox each, and a lead for each of them. */
const REGISTRY = `
insert into force (id, name, starts_on, created_at) select ${force('i')}, 'Force ' || i, '2022-01-01', now() from generate_series(0, ${FORCES - 1}) i;
insert into neighbourhood (force_id, id, code, name, during, team_mailbox, created_at, updated_at)
  select ${force('i')}, ${uuid('1', 'i')}, 'N' || i, 'Neighbourhood ' || i, '[2022-01-01,)', 'team.' || i || '@' || ${force('i')} || '.example', now(), now()
    from generate_series(0, ${FORCES * PLACES_EACH - 1}) i;
insert into officer (force_id, id, collar_number, name, rank, duty_email, created_at, updated_at)
  select ${force('i')}, ${uuid('2', 'i')}, i::text, 'Officer ' || i, 'constable', 'officer.' || i || '@' || ${force('i')} || '.example', now(), now()
    from generate_series(0, ${FORCES * PLACES_EACH - 1}) i;
insert into assignment (force_id, id, neighbourhood_id, officer_id, role, during, recorded_at)
  select ${force('i')}, ${uuid('3', 'i')}, ${uuid('1', 'i')}, ${uuid('2', 'i')}, 'lead', '[2022-01-01,)', now()
    from generate_series(0, ${FORCES * PLACES_EACH - 1}) i;
`;

/** Contacts of three years by four channels, the last of them open, of the others most in time; without their texts, which nothing here reads. */
const CONTACTS = (from: number, to: number): string => `
insert into contact (force_id, id, reference, neighbourhood_id, channel, stated_at, received_at, reachable)
  select ${force('i')}, ${uuid('4', 'i')}, 'R' || lpad(i::text, 9, '0'), ${uuid('1', place('i'))}, (array['web-form', 'email', 'phone', 'api'])[1 + (i / ${FORCES * PLACES_EACH}) % 4], at, at, true
    from (select i, now() - make_interval(secs => (3 * 365 * 86400.0) * (1 - i::float8 / $1)) as at from generate_series(${from}, ${to}) i) c
`;
const CLOCKS = (from: number, to: number): string => `
insert into clock (force_id, id, contact_id, neighbourhood_id, started_at, due_at, standard_version, stopped_at, stopped_recorded_at, next_alert_at)
  select ${force('i')}, ${uuid('5', 'i')}, ${uuid('4', 'i')}, ${uuid('1', place('i'))}, at, at + interval '72 hours', $2,
         case when not open then answered_at end, case when not open then answered_at end,
         case when open then timestamptz '2100-01-01' + make_interval(secs => i) end
    from (select c.*, at + make_interval(mins => (6000 * power((hashint8extended(i, 1) & 1048575) / 1048576.0, 3))::int) as answered_at
            from (select i, i > $1 - ${OPEN} as open, now() - make_interval(secs => (3 * 365 * 86400.0) * (1 - i::float8 / $1)) as at
            from generate_series(${from}, ${to}) i) c) c
`;

const AT_ONCE = 250_000;

/** Fills an empty database of the product. @returns seconds it took */
export async function store(admin: pg.Client, rows: number, version: string): Promise<number> {
  const began = performance.now();
  // The rows are right by construction; checking each against the others would take hours.
  await admin.query(
    `set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '512MB'`,
  );
  await admin.query(REGISTRY);
  for (let from = 1; from <= rows; from += AT_ONCE) {
    const to = Math.min(rows, from + AT_ONCE - 1);
    await admin.query(CONTACTS(from, to), [rows]);
    await admin.query(CLOCKS(from, to), [rows, version]);
  }
  await admin.query('reset session_replication_role');
  await admin.query('vacuum analyze contact');
  await admin.query('vacuum analyze clock');
  await admin.query('analyze');
  return (performance.now() - began) / 1000;
}

/** Lets so many of the open clocks, none of which was due before, fall due from an instant on, evenly over some seconds. */
export async function letFallDue(
  admin: pg.Client,
  { count, from, seconds = 0 }: { count: number; from: Date; seconds?: number },
): Promise<void> {
  const { rowCount } = await admin.query(
    `update clock k set started_at = due.at - interval '72 hours', due_at = due.at, next_alert_at = due.at
       from (select force_id, id, $1::timestamptz + make_interval(secs => $3 * (row_number() over (order by random()) - 1) / $2::float8) as at
               from (select force_id, id from clock where next_alert_at > '2099-01-01' limit $2) waiting) due
      where k.force_id = due.force_id and k.id = due.id`,
    [from, count, seconds],
  );
  if (rowCount !== count) throw new Error(`Only ${rowCount} clocks are left that could fall due.`);
}

/** Takes back what was said, so that every open clock waits again. */
export async function takeBack(admin: pg.Client): Promise<void> {
  await admin.query('truncate alert, delivery, outbox_mail, listening_gap, digest cascade');
  await admin.query(
    `update clock set next_alert_at = timestamptz '2100-01-01' + random() * interval '1 day' where next_alert_at < '2099-01-01'`,
  );
  for (const table of ['clock', 'alert', 'delivery', 'outbox_mail'])
    await admin.query(`vacuum analyze ${table}`);
}
