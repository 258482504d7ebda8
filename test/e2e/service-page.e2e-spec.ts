import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROLES } from '../../src/access/principal.js';
import { NOW } from '../support/access-app.js';
import { startWalled, type Walled } from './wall-routes.js';

let house: Walled;

/** A mail that was given up, with what the server said of it. */
async function givenUp(
  template: string,
  kind: string,
  hoursAgo: number,
  force = 'demonstration',
): Promise<void> {
  const at = NOW.minus({ hours: hoursAgo }).toISO();
  await house.admin.query(
    `insert into outbox_mail (force_id, template, recipient_kind, recipient_id, created_at, not_before, dead_at, last_error)
     values ($1, $2, $3, gen_random_uuid(), $4, $4, $4, '550 <planted@letterbox.example> unknown')`,
    [force, template, kind, at],
  );
}

beforeAll(async () => {
  house = await startWalled();
  await house.admin.query(
    `insert into force (id, name, starts_on, created_at) values ('elsewhere', 'E', '2026-01-01', now())`,
  );
  await house.admin.query(
    `insert into heartbeat (job, instance, started_at, finished_at) values ('sweep', 'one', $1, $1), ('sweep', 'two', $1, null)`,
    [NOW.minus({ minutes: 1 }).toISO()],
  );
  await givenUp('response', 'enquirer', 1);
  await givenUp('response', 'enquirer', 2);
  await givenUp('alert', 'officer', 3);
  await givenUp('alert', 'officer', 31 * 24);
  await givenUp('digest', 'mailbox', 1, 'elsewhere');
});
afterAll(() => house.close());

const open = (role: (typeof ROLES)[number]): ReturnType<Walled['ask']> =>
  house.ask({ url: '/service', headers: { cookie: house.cookies[role] } });
const cells = (body: string): string => body.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

describe('the operator’s page', () => {
  it('tells jobs, queues and what failed in numbers', async () => {
    const { statusCode, body } = await open('operator');
    expect(statusCode).toBe(200);
    const text = cells(body);
    expect(text).toContain('Alerts are looked for Yes');
    expect(text).toContain('sweep 25 Oct 2026, 1:29am 25 Oct 2026, 1:29am 2');
    // Across the forces, and of the operator's own.
    expect(text).toContain('Mails given up 5');
    expect(text).toMatch(/response a member of the public 2/);
    expect(text).toMatch(/alert an officer 1 /);
    expect(text).not.toContain('digest');
  });

  it('names nobody, and quotes no mail server', async () => {
    const { body } = await open('operator');
    expect(body).not.toContain('planted');
    expect(body).not.toContain('letterbox');
    expect(body).not.toContain('550');
  });

  it('is where an operator lands, and nobody else’s', async () => {
    for (const role of ROLES)
      expect([role, (await open(role)).statusCode]).toEqual([role, role === 'operator' ? 200 : 403]);
    const { body } = await open('operator');
    expect(body.match(/href="\/(contacts|officers|people|reports|audit|neighbourhoods|demo)/g)).toBeNull();
  });
});
