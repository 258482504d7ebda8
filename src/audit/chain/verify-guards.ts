import type { ForceDatabase } from '../../database/force-database.js';

/** A trigger that keeps the log, and what is wrong with it. */
export interface GuardFinding {
  kind: 'unguarded';
  table: string;
  trigger: string;
  /** Sometimes: it stands aside in sessions that replay changes, or in all others. */
  state: 'missing' | 'off' | 'sometimes' | 'changed';
  /** Whom it no longer keeps from what. */
  means: 'changes' | 'emptying' | 'role' | 'mails' | 'progress';
}

interface Guard extends Pick<GuardFinding, 'table' | 'trigger' | 'means'> {
  /** As the migrations set it: `A` always, `O` not while a session replays changes. */
  enabled: 'A' | 'O';
  /** What comes behind the name, as PostgreSQL tells it. */
  does: string;
}

const CHAINED = ['audit_entry', 'audit_chain', 'audit_mention', 'audit_head'];

/** Every trigger by which the log is kept as it was written. */
export const GUARDS: readonly Guard[] = [
  ...CHAINED.flatMap((table): Guard[] => [
    {
      ...{ table, trigger: `${table}_append_only`, enabled: 'A', means: 'changes' },
      does: `BEFORE DELETE OR UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
    },
    {
      ...{ table, trigger: `${table}_no_truncate`, enabled: 'A', means: 'emptying' },
      does: `BEFORE TRUNCATE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
    },
  ]),
  {
    ...{ table: 'audit_entry', trigger: 'audit_entry_role', enabled: 'A', means: 'role' },
    does: `BEFORE INSERT ON audit_entry FOR EACH ROW WHEN (new.actor_kind = 'person'::text AND new.actor_role IS NULL) EXECUTE FUNCTION audit_role_of_person()`,
  },
  {
    ...{ table: 'audit_sealing', trigger: 'audit_sealing_kept', enabled: 'A', means: 'progress' },
    does: `BEFORE DELETE OR TRUNCATE ON audit_sealing FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
  },
  {
    ...{ table: 'audit_sealing', trigger: 'audit_sealing_from_last_link', enabled: 'A', means: 'progress' },
    does: `BEFORE INSERT ON audit_sealing FOR EACH ROW WHEN (new."position" = 0) EXECUTE FUNCTION audit_sealing_from_last_link()`,
  },
  {
    ...{ table: 'outbox_mail', trigger: 'outbox_mail_sent_logged', enabled: 'O', means: 'mails' },
    does: `AFTER UPDATE OF sent_at ON outbox_mail FOR EACH ROW WHEN (old.sent_at IS NULL AND new.sent_at IS NOT NULL AND new.recipient_kind <> 'enquirer'::text) EXECUTE FUNCTION audit_mail_sent()`,
  },
];

const FOUND = `
-- Of these triggers, which are there, when do they act, and what do they do?
select w.table as "table", w.trigger, t.tgenabled as enabled,
       split_part(pg_get_triggerdef(t.oid, true), 'CREATE TRIGGER ' || w.trigger || ' ', 2) as does
from unnest($1::text[], $2::text[]) as w ("table", trigger)
join pg_trigger t on t.tgrelid = to_regclass(w.table) and t.tgname = w.trigger and not t.tgisinternal`;

type FoundTrigger = Record<'table' | 'trigger' | 'enabled' | 'does', string>;

/** What keeps the log and is not as the migrations set it; none if all of it is. */
export async function guardFindings(database: ForceDatabase): Promise<GuardFinding[]> {
  const names = [GUARDS.map(({ table }) => table), GUARDS.map(({ trigger }) => trigger)];
  const found = await database.statement<FoundTrigger>('guards-of-the-log', FOUND, names);
  return GUARDS.flatMap((guard): GuardFinding[] => {
    const { table, trigger, means } = guard;
    const state = stateOf(
      guard,
      found.find((one) => one.table === table && one.trigger === trigger),
    );
    return state === 'guards' ? [] : [{ kind: 'unguarded', table, trigger, state, means }];
  });
}

function stateOf(guard: Guard, found: FoundTrigger | undefined): GuardFinding['state'] | 'guards' {
  if (!found) return 'missing';
  if (found.does !== guard.does) return 'changed';
  if (found.enabled === 'D') return 'off';
  return found.enabled === guard.enabled ? 'guards' : 'sometimes';
}
