import { randomUUID } from 'node:crypto';
import { People } from '../../src/access/people.js';
import type { Role } from '../../src/access/principal.js';
import { Sessions } from '../../src/access/sessions.js';
import { AlertsJob } from '../../src/alerts/alerts.job.js';
import { type Answer, ask } from '../support/real-input/api.js';
import { SmallStage } from '../support/real-input/small-force.js';
import { wordsOf } from '../support/words.js';

const FORCE = 'squares';
export const SENT_AT = '2026-06-01T12:00:00.000Z';
/** Of a contact that was sent at `SENT_AT`. */
export const DUE = '2026-06-04T12:00:00.000Z';

/** Somebody in front of a page. */
export interface Somebody {
  id: string;
  get(path: string): Promise<Answer>;
  post(path: string, form?: Record<string, string>): Promise<Answer>;
  /** The words of a page, without its tags. */
  read(path: string): Promise<string>;
}

/** The small force with people in it: Ann and Bob are of S1, Cal of S2; Dee supervises S1; nobody is of S3. */
export class HoldingWorld {
  private constructor(
    readonly line: SmallStage,
    readonly ann: Somebody,
    readonly bob: Somebody,
    readonly cal: Somebody,
    readonly dee: Somebody,
    readonly admin: Somebody,
  ) {}

  static async open(): Promise<HoldingWorld> {
    const line = await SmallStage.set();
    await hire(line, { collar: '3', role: 'deputy', at: 'S1' });
    await hire(line, { collar: '9', role: 'supervisor', at: 'S1' });
    return new HoldingWorld(
      line,
      await signIn(line, 'PC Ann Ward', 'team', '1'),
      await signIn(line, 'PC Bob Ash', 'team', '3'),
      await signIn(line, 'PC Cal Orr', 'team', '2'),
      await signIn(line, 'Sergeant Dee Poe', 'supervisor', '9'),
      await signIn(line, 'Ada Min', 'force-admin'),
    );
  }

  as(name: string, role: Role, collar?: string): Promise<Somebody> {
    return signIn(this.line, name, role, collar);
  }

  /** A contact of S1, due at `DUE`; nobody is mailed at its receipt. */
  async received(changes: object = {}): Promise<string> {
    this.line.moveTo(SENT_AT);
    return this.line.received({ enquirer: { telephone: '01632 960001' }, ...changes });
  }

  /** Sweeps, sends, and tells to whom a mail about this contact went. */
  async heard(reference: string): Promise<string[]> {
    await this.line.found(AlertsJob).tick();
    return this.line
      .mails()
      .filter(({ text }) => text.includes(reference))
      .map(({ to }) => to)
      .sort();
  }

  /** Nothing that is stored waits any more, so that a mail can only be about what comes next. */
  async settle(): Promise<void> {
    await this.line.admin.query(
      `update clock set next_alert_at = null, out_of_scope_at = coalesce(out_of_scope_at, due_at),
         out_of_scope_reason = coalesce(out_of_scope_reason, 'spam')`,
    );
    await this.line.found(AlertsJob).tick();
    this.line.mails();
  }

  /** What a contact's clock says. */
  async clockOf(
    reference: string,
  ): Promise<{ takenUpBy: string | null; nextAlertAt: string | null; rest: string }> {
    const { rows } = await this.line.admin.query(
      `select taken_up_by as "takenUpBy", to_char(next_alert_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI') as "nextAlertAt",
              concat_ws(' ', due_at, n.code, m.code) as rest
         from clock k join contact c on c.force_id = k.force_id and c.id = k.contact_id
         join neighbourhood n on n.force_id = k.force_id and n.id = k.neighbourhood_id
         left join neighbourhood m on m.force_id = k.force_id and m.id = k.measured_neighbourhood_id
        where c.reference = $1`,
      [reference],
    );
    return rows[0];
  }

  /** What the contact's alerts came to, first to last: `due-in-24-hours 1`, `due 1 withdrawn: transferred`. */
  async alertsOf(reference: string): Promise<string[]> {
    const { rows } = await this.line.admin.query<{ alert: string }>(
      `select concat(a.stage, ' ', a.occurrence, case when a.step > 0 then '+' || a.step end,
                     case when a.superseded_at is not null then ' superseded' end, ' withdrawn: ' || a.withdrawn_reason) as alert
         from alert a join clock k on k.force_id = a.force_id and k.id = a.clock_id
         join contact c on c.force_id = k.force_id and c.id = k.contact_id
        where c.reference = $1 order by a.planned_at, a.step`,
      [reference],
    );
    return rows.map(({ alert }) => alert);
  }

  /** What was written down of a contact in the audit besides its readings, first to last. */
  async auditOf(reference: string): Promise<{ actor: string; detail: Record<string, string> }[]> {
    const { rows } = await this.line.admin.query(
      `select e.actor_id as actor, e.detail from audit_entry e join contact c on c.id::text = e.subject_id
        where c.reference = $1 and e.action = 'alter' order by e.id`,
      [reference],
    );
    return rows;
  }

  leave(): Promise<void> {
    return this.line.leave();
  }
}

/** An officer of a neighbourhood, in this role. */
export async function hire(
  line: SmallStage,
  { collar, role, at }: { collar: string; role: string; at: string },
): Promise<void> {
  await line.admin.query(
    `with hired as (
       insert into officer (force_id, id, collar_number, name, rank, duty_email, created_at, updated_at)
       values ($1, $2, $3, 'Officer ' || $3, 'constable', 'duty.' || $3 || '@force.example', now(), now()) returning id)
     insert into assignment (force_id, id, neighbourhood_id, officer_id, role, during, recorded_at)
     select $1, gen_random_uuid(), n.id, h.id, $4, '[2025-07-01,)', now()
       from hired h, neighbourhood n where n.force_id = $1 and n.code = $5`,
    [FORCE, randomUUID(), collar, role, at],
  );
}

async function signIn(line: SmallStage, name: string, role: Role, collar?: string): Promise<Somebody> {
  const { rows } = await line.admin.query<{ id: string }>(
    'select id from officer where force_id = $1 and collar_number = $2',
    [FORCE, collar ?? null],
  );
  const officerId = rows[0]?.id;
  const id = await line
    .found(People)
    .add(FORCE, { name, role, ...(officerId && { officerId }) }, { kind: 'command', id: 'test' });
  // A session ends after some hours, and the tests' time goes on for weeks.
  const cookie = async (): Promise<string> => `npg-session=${await line.found(Sessions).start(FORCE, id)}`;
  const get = async (path: string): Promise<Answer> => ask(line.stage.url, path, { cookie: await cookie() });
  return {
    id,
    get,
    post: async (path, form = {}) => ask(line.stage.url, path, { cookie: await cookie(), form }),
    read: async (path) => wordsOf({ body: (await get(path)).text }),
  };
}
