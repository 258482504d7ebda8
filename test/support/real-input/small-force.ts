import type pg from 'pg';
import { DateTime } from 'luxon';
import { ApiKeys } from '../../../src/access/api-keys.js';
import { Forces } from '../../../src/registry/forces.js';
import { RegistryImport } from '../../../src/registry/import/registry-import.js';
import { type Answer, ask } from './api.js';
import { type ForceInput, neighbourhoodsFile } from './force.js';
import { NO_LIFE } from './life.js';
import { readMail, type ReadMail } from './read-mail.js';
import { type Stage, setTheStage } from './set-up.js';
import type { Shape } from './shapes.js';

export const NOW = '2026-06-01T12:00:00.000Z';

const square = (code: string, west: number): Shape => ({
  code,
  name: `Square ${code}`,
  polygons: [
    [
      [
        [west, 52],
        [west + 0.01, 52],
        [west + 0.01, 52.01],
        [west, 52.01],
        [west, 52],
      ],
    ],
  ],
});

const officer = (number: number): ForceInput['officers'][number] => ({
  collar: String(number),
  name: `Officer ${number}`,
  rank: 'constable',
  rankWritten: 'PC',
  dutyEmail: `duty.${number}@force.example`,
  publicEmail: null,
  withheld: false,
  absences: [],
  servesUntil: null,
});

/** Three squares: S1 with a lead and a mailbox, S2 with a lead, S3 with nobody. */
const FORCE: ForceInput = {
  id: 'squares',
  name: 'Squares Constabulary',
  startsOn: '2025-07-01',
  places: ['S1', 'S2', 'S3'].map((code, index) => ({
    code,
    name: `Square ${code}`,
    shape: square(code, -1 + index / 100),
    teamMailbox: code === 'S1' ? 'team.s1@force.example' : null,
    email: null,
    from: '2025-07-01',
    formEnabled: true,
  })),
  officers: [officer(1), officer(2)],
  assignments: [
    { code: 'S1', collar: '1', role: 'lead', from: '2025-07-01', until: null },
    { code: 'S2', collar: '2', role: 'lead', from: '2025-07-01', until: null },
  ],
  wards: [],
  areas: [],
  life: NO_LIFE,
  adminEmails: ['admin@force.example'],
};

/** The whole application with a small force, and short ways to do what the tests do all the time. */
export class SmallStage {
  private pushed = 0;

  private constructor(readonly stage: Stage) {}

  static async set(): Promise<SmallStage> {
    return new SmallStage(await setTheStage(FORCE, Date.parse(NOW)));
  }

  get admin(): pg.Client {
    return this.stage.admin;
  }

  get mailbox(): Stage['mailbox'] {
    return this.stage.mailbox;
  }

  found<T>(type: new (...given: never[]) => T): T {
    return this.stage.app.get(type, { strict: false });
  }

  moveTo(instant: string): void {
    this.stage.clock.set(DateTime.fromISO(instant, { zone: 'utc' }));
  }

  /** A contact that is in order, but for what the test changes. */
  contact(changes: object = {}): Record<string, unknown> {
    return {
      neighbourhood: 'S1',
      submittedAt: NOW,
      subject: 'Bins',
      message: 'They burn again.',
      enquirer: { name: 'Kit', email: 'kit@people.example', telephone: '01632 960001' },
      ...changes,
    };
  }

  push(
    body: unknown,
    options: { idempotencyKey?: string | null; key?: string; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    const { idempotencyKey = `k-${(this.pushed += 1)}`, key = this.stage.apiKey, headers = {} } = options;
    return ask(this.stage.url, '/api/v1/contacts', {
      method: 'POST',
      key,
      headers: { ...(idempotencyKey !== null && { 'idempotency-key': idempotencyKey }), ...headers },
      body,
    });
  }

  /** Takes in a contact and names its reference. */
  async received(changes: object = {}): Promise<string> {
    const answer = await this.push(this.contact(changes));
    if (answer.status !== 201) throw new Error(answer.text);
    return answer.json.reference as string;
  }

  to(
    path: string,
    body?: unknown,
    options: { method?: string; key?: string; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    return ask(this.stage.url, `/api/v1/contacts/${path}`, { key: this.stage.apiKey, body, ...options });
  }

  /** Mails that arrived since the last time it was asked. */
  mails(): ReadMail[] {
    return this.mailbox.mails.splice(0).map(readMail);
  }

  /** How many rows every table holds, by its name. */
  async rows(): Promise<Record<string, number>> {
    const { rows: tables } = await this.admin.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
    );
    const counts: Record<string, number> = {};
    for (const { name } of tables) {
      const { rows } = await this.admin.query<{ count: number }>(
        `select count(*)::int as count from "${name}"`,
      );
      counts[name] = rows[0]!.count;
    }
    return counts;
  }

  /** Another force, with a square and a key of its own. */
  async otherForce(id: string): Promise<string> {
    const by = { kind: 'command', id: 'test' } as const;
    await this.found(Forces).add({ id, name: id, startsOn: '2025-07-01' }, by);
    const places = [{ ...FORCE.places[0]!, code: 'O1', name: 'Square O1', shape: square('O1', -0.5) }];
    const content = neighbourhoodsFile({ ...FORCE, places });
    await this.found(RegistryImport).importFile({ kind: 'neighbourhoods', forceId: id, content, actor: by });
    return this.keyFor(id, ['contacts:write', 'contacts:read', 'reports:read']);
  }

  async keyFor(forceId: string, scopes: Parameters<ApiKeys['make']>[2]): Promise<string> {
    const { key } = await this.found(ApiKeys).make(forceId, `key-${(this.pushed += 1)}`, scopes);
    return key;
  }

  leave(): Promise<void> {
    return this.stage.leave();
  }
}
