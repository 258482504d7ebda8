import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Sender } from '../../src/mail/sender.js';
import { Notices } from '../../src/registry/notices/notices.service.js';
import { readMail } from '../support/real-input/read-mail.js';
import { type ContactableApp, startContactableApp } from './contactable-app.js';
import { type ReportsWorld, utc } from './reports-world.js';

let app: ContactableApp;
let world: ReportsWorld;
let force: string;
let admin: string;
let taken = 0;

/** A Wednesday; the summary of its week was mailed on Monday. */
const WEDNESDAY = '2026-05-13T09:00:00Z';

beforeAll(async () => {
  app = await startContactableApp();
  world = app.world;
});
afterAll(() => app.close());
beforeEach(async () => {
  // What the tests before wrote about is of no force that anybody is told of.
  await world.admin.query(`update person set disabled_at = created_at where disabled_at is null`);
  force = await world.force(`notices-${(taken += 1)}`);
  admin = await person('force-admin');
  await summaryWasMailed('2026-05-11');
  moveTo(WEDNESDAY);
  app.mailbox.mails.length = 0;
  app.mailbox.answer = () => null;
});

const moveTo = (instant: string): void => app.clock.set(utc(instant));
const notices = (): Notices => app.found(Notices);
const send = () => app.found(Sender).sendDue();

async function run(): Promise<void> {
  await notices().raiseNoticesDue();
  await send();
}

/** What arrived since it was last asked: `to: subject`. */
function arrived(): string[] {
  return app.mailbox.mails
    .splice(0)
    .map(({ to, subject }) => `${to.join()}: ${subject}`)
    .sort();
}

async function person(role: string, fields: object = {}): Promise<string> {
  const id = randomUUID();
  const row = {
    force_id: force,
    id,
    name: role,
    email: `admin${(taken += 1)}@force.example`,
    role,
    created_at: '2025-01-01T00:00:00Z',
  };
  await world.insert('person', [{ ...row, ...fields }]);
  return { ...row, ...fields }.email ?? '';
}

const summaryWasMailed = (monday: string): Promise<void> =>
  world.insert('registry_notice', [
    {
      force_id: force,
      id: randomUUID(),
      kind: 'weekly-summary',
      subject: monday,
      raised_at: `${monday}T06:00:00Z`,
      facts: {},
      mailed_at: `${monday}T06:00:00Z`,
    },
  ]);

/** A neighbourhood that is covered on these days. */
async function place(name: string, ...covered: string[]): Promise<string> {
  const id = await world.neighbourhood(force, `C-${name}`, { name });
  for (const during of covered) await world.assign(force, id, during);
  return id;
}

const unassign = (id: string) =>
  world.admin.query(`delete from assignment where neighbourhood_id = $1`, [id]);

describe('force admins are mailed', () => {
  it('when a gap comes within 14 days and when it opens, each once', async () => {
    await place('Abbey', '[2025-07-01,2026-05-29)');
    await run();
    expect(arrived()).toEqual([]);
    moveTo('2026-05-14T22:59:59Z');
    await run();
    expect(arrived()).toEqual([]);
    // In London 15 May has begun: the gap of the 29th is 14 days away.
    moveTo('2026-05-14T23:00:00Z');
    await run();
    const [mail] = app.mailbox.mails;
    expect(readMail(mail!).text).toContain('Abbey: from 29 May 2026: assignment ends');
    expect(arrived()).toEqual([`${admin}: Abbey: 1 gap coming`]);
    await summaryWasMailed('2026-05-18');
    await summaryWasMailed('2026-05-25');
    moveTo('2026-05-28T22:00:00Z');
    await run();
    expect(arrived()).toEqual([]);
    moveTo('2026-05-28T23:00:00Z');
    await run();
    expect(readMail(app.mailbox.mails[0]!).text).toContain('Abbey: vacant since 29 May 2026');
    expect(arrived()).toEqual([`${admin}: Abbey: 1 gap open`]);
    await run();
    expect(arrived()).toEqual([]);
  });

  it('once, by several instances at once and however often they run', async () => {
    await place('Abbey');
    await Promise.all(Array.from({ length: 6 }, () => notices().raiseNoticesDue()));
    await send();
    await run();
    expect(arrived()).toEqual([`${admin}: Abbey: 1 gap open`]);
  });

  it('with everything new in one mail, each who can sign in and has an address', async () => {
    const other = await person('force-admin');
    await person('force-admin', { email: null });
    await person('force-admin', { disabled_at: '2026-01-01T00:00:00Z' });
    await person('supervisor');
    await person('local-policing-body');
    await place('Abbey');
    await place('Belgrave');
    await place('Castle', '[2025-07-01,2026-05-20)');
    await run();
    expect(arrived()).toEqual([admin, other].map((to) => `${to}: 2 gaps open, 1 gap coming`).sort());
  });

  it('anew of a gap that closed and opens again', async () => {
    const id = await place('Abbey');
    await run();
    expect(arrived()).toHaveLength(1);
    await world.assign(force, id, '[2025-07-01,)');
    await run();
    expect(arrived()).toEqual([]);
    await unassign(id);
    await run();
    expect(arrived()).toEqual([`${admin}: Abbey: 1 gap open`]);
  });

  it('of no gap that closed before the mail was sent', async () => {
    const [abbey] = [await place('Abbey'), await place('Belgrave')];
    await notices().raiseNoticesDue();
    await world.assign(force, abbey, '[2025-07-01,)');
    await send();
    expect(readMail(app.mailbox.mails[0]!).text).not.toContain('Abbey');
    expect(arrived()).toEqual([`${admin}: Belgrave: 1 gap open`]);
  });

  it('not at all if nothing is left of what the mail was about', async () => {
    const id = await place('Abbey');
    await notices().raiseNoticesDue();
    await world.assign(force, id, '[2025-07-01,)');
    expect(await send()).toMatchObject({ sent: 0, withdrawn: 1 });
    // It never was told of, and so it is when it opens again.
    await run();
    await unassign(id);
    await run();
    expect(arrived()).toEqual([`${admin}: Abbey: 1 gap open`]);
  });

  it('not who is no admin any more when it is sent', async () => {
    await place('Abbey');
    await notices().raiseNoticesDue();
    await world.admin.query(`update person set role = 'supervisor' where email = $1`, [admin]);
    expect(await send()).toMatchObject({ sent: 0, withdrawn: 1 });
  });

  it('once there is one who has an address', async () => {
    await world.admin.query(`update person set email = null where force_id = $1`, [force]);
    await place('Abbey');
    await run();
    expect(arrived()).toEqual([]);
    const late = await person('force-admin');
    await run();
    expect(arrived()).toEqual([`${late}: Abbey: 1 gap open`]);
  });

  it('in the end, when the mail server was away', async () => {
    await place('Abbey');
    app.mailbox.answer = () => 451;
    await run();
    expect(arrived()).toEqual([]);
    app.mailbox.answer = () => null;
    moveTo('2026-05-13T10:00:00Z');
    await run();
    expect(arrived()).toEqual([`${admin}: Abbey: 1 gap open`]);
  });

  it('of no force whose figures have not begun', async () => {
    await place('Abbey');
    await world.admin.query(`update force set starts_on = '2026-05-14' where id = $1`, [force]);
    await run();
    expect(arrived()).toEqual([]);
  });
});

describe('a route that fails', () => {
  const during = (id: string, days: string) =>
    world.insert('route_failure', [
      { force_id: force, id: randomUUID(), neighbourhood_id: id, kind: 'web', during: days, version: 1 },
    ]);

  async function published(): Promise<string> {
    const id = await place('Abbey', '[2025-07-01,)');
    await world.insert('route_try', [
      {
        force_id: force,
        neighbourhood_id: id,
        kind: 'web',
        address: 'https://x.example/',
        next_at: WEDNESDAY,
      },
    ]);
    return id;
  }

  it('is told of once its first day is over, and again when it fails anew', async () => {
    const id = await published();
    await during(id, '[2026-05-13,)');
    await run();
    expect(arrived()).toEqual([]);
    moveTo('2026-05-13T23:30:00Z');
    await run();
    expect(readMail(app.mailbox.mails[0]!).text).toContain(
      'Abbey: Your Area page, failing since 13 May 2026',
    );
    expect(arrived()).toEqual([`${admin}: Abbey: 1 contact route fails`]);
    await run();
    expect(arrived()).toEqual([]);
    await world.admin.query(
      `update route_failure set during = '[2026-05-13,2026-05-14)' where neighbourhood_id = $1`,
      [id],
    );
    await during(id, '[2026-05-15,)');
    moveTo('2026-05-16T09:00:00Z');
    await run();
    // Two days in a row by default make the neighbourhood itself not contactable; its form works here.
    expect(arrived()).toEqual([`${admin}: Abbey: 1 contact route fails`]);
  });

  it('is not told of once it is published no more', async () => {
    const id = await published();
    await during(id, '[2026-05-10,)');
    await world.admin.query(`delete from route_try where neighbourhood_id = $1`, [id]);
    await run();
    expect(arrived()).toEqual([]);
  });
});

describe('the weekly summary', () => {
  it('comes on Monday after 6am local time, once, and tells all of it', async () => {
    const open = await place('Abbey');
    await place('Belgrave', '[2025-07-01,2026-08-15)');
    const fresh = await place('Castle', '[2025-07-01,)');
    await world.insert('priority_review', [
      { force_id: force, id: randomUUID(), neighbourhood_id: fresh, reviewed_on: '2026-04-01', version: 1 },
      { force_id: force, id: randomUUID(), neighbourhood_id: open, reviewed_on: '2026-01-31', version: 1 },
    ]);
    await run();
    arrived();
    moveTo('2026-05-18T04:59:59Z');
    await run();
    expect(arrived()).toEqual([]);
    moveTo('2026-05-18T05:00:00Z');
    await Promise.all([notices().raiseNoticesDue(), notices().raiseNoticesDue()]);
    await send();
    await run();
    const { text } = readMail(app.mailbox.mails[0]!);
    expect(text).toContain('Abbey: vacant since 1 July 2025');
    expect(text).toContain('Belgrave: from 15 August 2026: assignment ends');
    expect(text).toContain('No contact route fails.');
    expect(text).toContain('Abbey: last reviewed on 31 January 2026');
    expect(text).toContain('Belgrave: never reviewed');
    expect(text).not.toContain('Castle');
    expect(arrived()).toEqual([`${admin}: Force ${force} on 18 May 2026: 1 gap open, 1 gap coming`]);
    moveTo('2026-05-20T05:00:00Z');
    await run();
    expect(arrived()).toEqual([]);
  });

  it('that was missed is made up later in the week', async () => {
    await place('Abbey', '[2025-07-01,)');
    moveTo('2026-05-20T12:00:00Z');
    await run();
    expect(arrived()).toEqual([`${admin}: Force ${force} on 20 May 2026: no gaps`]);
  });
});
