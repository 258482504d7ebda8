import type { Played } from './play.js';
import type { Stage } from './set-up.js';
import { PLANTED } from './story.js';

/** What the superuser finds in the tables that must not be there, or does not find that must. */
export async function wallProblems(stage: Stage, played: Played): Promise<string[]> {
  return [
    ...(await clearText(stage)),
    ...(await missingLog(stage, played)),
    ...(await toldTwice(stage)),
    ...(await raisedInVain(stage)),
    ...(await endings(stage, played)),
  ];
}

/** Every row of every table as text, and its bytes as hexadecimal digits. */
async function clearText({ admin }: Stage): Promise<string[]> {
  const { rows: tables } = await admin.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  const problems = tables.length < 20 ? [`only ${tables.length} tables were searched`] : [];
  const words = [PLANTED, Buffer.from(PLANTED).toString('hex'), '01632 96', 'people.example'];
  for (const { name } of tables) {
    const { rows } = await admin.query<{ found: number }>(
      `select count(*)::int as found from ${name} t where t::text ilike any ($1)`,
      [words.map((word) => `%${word}%`)],
    );
    if (rows[0]!.found > 0) problems.push(`${name} holds personal text in ${rows[0]!.found} rows`);
  }
  return problems;
}

/** "Keep logs of collection, alteration, consultation (reads count), disclosure": exactly one entry each. */
async function missingLog(
  { admin, apiKeyId, force }: Stage,
  { references, readings, reportReadings, counts }: Played,
): Promise<string[]> {
  const { rows } = await admin.query<{
    reference: string;
    collected: number;
    consulted: number;
    altered: number;
  }>(
    `select c.reference,
            count(*) filter (where a.action = 'collect' and a.actor_id = $2 and a.at = c.received_at)::int as collected,
            count(*) filter (where a.action = 'consult' and a.actor_id = $2)::int as consulted,
            count(*) filter (where a.action = 'alter')::int as altered
       from contact c left join audit_entry a on a.force_id = c.force_id and a.subject_kind = 'contact' and a.subject_id = c.id::text
      where c.force_id = $1 group by c.force_id, c.id`,
    [force.id, apiKeyId],
  );
  const problems =
    rows.length === references.size
      ? []
      : [`${rows.length} contacts are stored, ${references.size} were taken in`];
  const logged = new Map(rows.map((row) => [row.reference, row]));
  for (const [n, reference] of references) {
    const { collected, consulted } = logged.get(reference) ?? {};
    if (collected !== 1) problems.push(`${n} was collected ${collected} times`);
    if (consulted !== (readings.get(n) ?? 0))
      problems.push(`${n} was shown ${readings.get(n)} times, logged ${consulted}`);
  }
  const changes = ['respond', 'send-answer', 'take-out', 'bring-back', 'confirm'].reduce(
    (sum, kind) => sum + (counts[kind] ?? 0),
    0,
  );
  const altered = rows.reduce((sum, row) => sum + row.altered, 0);
  if (altered !== changes) problems.push(`${changes} changes were made, ${altered} logged`);
  const { rows: reports } = await admin.query<{ read: number }>(
    `select count(*)::int as read from audit_entry where force_id = $1 and subject_kind = 'report' and action in ('consult', 'disclose')`,
    [force.id],
  );
  if (reports[0]!.read !== reportReadings)
    problems.push(`${reportReadings} reports were read, ${reports[0]!.read} logged`);
  return problems;
}

/** "Unique (clock, stage, occurrence) and (alert, recipient)", and nobody by two mails of one alert. */
async function toldTwice({ admin }: Stage): Promise<string[]> {
  const { rows } = await admin.query<{ twice: number }>(
    `select count(*)::int as twice from (
       select from alert a join delivery d on d.force_id = a.force_id and d.alert_id = a.id
         join outbox_mail m on m.force_id = d.force_id and m.id = d.mail_id and m.sent_at is not null
        group by a.clock_id, a.stage, a.occurrence, d.recipient_kind, d.recipient_id having count(*) > 1) doubled`,
  );
  return rows[0]!.twice === 0 ? [] : [`${rows[0]!.twice} recipients were told twice of one thing`];
}

/** Nothing is raised, told or not, about a clock that had ended. */
async function raisedInVain({ admin }: Stage): Promise<string[]> {
  const { rows } = await admin.query<{ vain: number }>(
    `select count(*)::int as vain from alert a join clock k on k.force_id = a.force_id and k.id = a.clock_id
      where a.raised_at > greatest(k.stopped_recorded_at, k.stopped_at) or a.raised_at > k.out_of_scope_at`,
  );
  return rows[0]!.vain === 0 ? [] : [`${rows[0]!.vain} alerts were raised after their clock had ended`];
}

/** Every mail of the outbox was sent or withdrawn, none is dead or waits, and each is one that arrived. */
async function endings({ admin }: Stage, { mails }: Played): Promise<string[]> {
  const { rows } = await admin.query<{ sent: number; other: number }>(
    `select count(sent_at)::int as sent, count(*) filter (where sent_at is null and withdrawn_at is null)::int as other from outbox_mail`,
  );
  const { sent, other } = rows[0]!;
  return sent === mails.length && other === 0
    ? []
    : [`${sent} mails are marked sent of ${mails.length} that arrived; ${other} wait or are dead`];
}
