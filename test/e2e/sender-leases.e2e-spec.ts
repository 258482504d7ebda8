import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { type Message, SmtpMailer } from '../../src/mail/mailer.js';
import { Deadline } from '../../src/mail/deadline.js';
import type { Fate } from '../chaos/mail-server.js';
import { type SenderApp, startSenderApp } from './sender-app.js';

let app: SenderApp;
let fateOf: (to: string) => Fate;
beforeEach(async () => {
  fateOf = () => ({ how: 'accept', afterMs: 0 });
  app = await startSenderApp(2, (to) => fateOf(to));
});
afterEach(() => app.close());

const ofOne = { how: 'accept', afterMs: 0 } as const;
const message: Message = {
  messageId: '<one@monitor.example>',
  from: 'monitor@monitor.example',
  to: { name: 'Kit', address: 'kit@people.example' },
  subject: 'S',
  text: 'T',
  html: '<p>T</p>',
  automatic: true,
};

it.each(['drop', 'accept and die', 'refuse'] as const)(
  'tries again with the same Message-ID after the server did this: %s',
  async (how) => {
    const fates: Fate[] = [{ how, afterMs: 0 }];
    fateOf = () => fates.shift() ?? ofOne;
    await app.write('kit@people.example');
    expect(await app.sender.sendDue()).toMatchObject({ sent: 0, retried: 1 });
    app.later(10);
    expect(await app.sender.sendDue()).toMatchObject({ sent: 1, retried: 0 });
    const ids = app.server.accepted.map(({ messageId }) => messageId);
    expect(ids).toHaveLength(how === 'accept and die' ? 2 : 1);
    const [row] = await app.outbox();
    expect(new Set(ids)).toEqual(new Set([`<${row!.id}@monitor.example>`]));
  },
);

it('leaves it to whoever holds the lease to say how a mail ended', async () => {
  const other = '01980000-0000-7000-8000-000000000000';
  fateOf = () => ({ how: 'accept', afterMs: 300 });
  await app.write('kit@people.example');
  const run = app.sender.sendDue();
  await sleep(150);
  await app.admin.query('update outbox_mail set claim_token = $1', [other]);
  await run;
  expect(await app.outbox()).toMatchObject([{ claim_token: other, leased: true, sent_at: null }]);
});

it('gives back what it has not handed over when it is told to stop, and finishes what it has', async () => {
  fateOf = () => ({ how: 'accept', afterMs: 400 });
  for (let mail = 0; mail < 4; mail += 1) await app.write(`${mail}@people${mail}.example`);
  const run = app.sender.sendDue();
  await sleep(200);
  app.sender.stop();
  expect(await run).toEqual({ sent: 2, withdrawn: 0, retried: 0, dead: 0, putOff: 2 });
  const rows = await app.outbox();
  expect(rows.filter(({ sent_at }) => sent_at)).toHaveLength(2);
  expect(rows.filter(({ sent_at }) => !sent_at)).toMatchObject(
    Array(2).fill({ attempts: 0, first_tried_at: null, claim_token: null, leased: false }),
  );
});

it('gives up on a server that does not answer, and on nothing else', async () => {
  const mailer = new SmtpMailer(app.server.url, 1);
  fateOf = (to) => ({ how: 'accept', afterMs: to.startsWith('late') ? 800 : 0 });
  const until = new Deadline(performance.now() + 300);
  const late = { ...message, to: { name: 'Late', address: 'late@people.example' } };
  await expect(mailer.deliver(late, until)).rejects.toThrow('the mail server did not answer in time');
  await mailer.deliver(message, new Deadline(performance.now() + 5_000));
  expect(app.server.accepted.map(({ to }) => to)).toEqual(['kit@people.example']);
  mailer.close();
});

it('breaks a message off whose time was over while the process stood still', async () => {
  const mailer = new SmtpMailer(app.server.url, 1);
  // As after a stop of the process: the time has passed, and nothing has been able to say so yet.
  const stoodStill = { passed: true, signal: new AbortController().signal, clear: () => undefined };
  await expect(mailer.deliver(message, stoodStill as unknown as Deadline)).rejects.toThrow(
    'the mail server did not answer in time',
  );
  await sleep(200);
  expect(app.server.accepted).toEqual([]);
  await mailer.deliver(message, new Deadline(performance.now() + 5_000));
  expect(app.server.accepted).toHaveLength(1);
  mailer.close();
});

it('waits with its mark for a database whose connections were all cut', async () => {
  fateOf = () => ({ how: 'accept', afterMs: 300 });
  await app.write('kit@people.example');
  const run = app.sender.sendDue();
  await sleep(150);
  await app.admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()
     and datname = current_database()`);
  expect(await run).toMatchObject({ sent: 1 });
  const [row] = await app.outbox();
  expect(row!.sent_at).not.toBeNull();
  expect(app.server.accepted).toHaveLength(1);
});

it.each([
  ['gone for 20 seconds', 20, true],
  ['heard of 5 seconds ago', 5, false],
])('takes over at once what an instance holds that is %s', async (_, seconds, takenOver) => {
  await app.write('kit@people.example');
  // A database that has just been started lets everybody be heard first.
  await app.admin.query(
    `select pg_sleep(greatest(0, extract(epoch from pg_postmaster_start_time() + interval '16 seconds' - clock_timestamp())))`,
  );
  await app.admin.query(
    `insert into heartbeat (job, instance, started_at) values ('sender', 'another', clock_timestamp() - make_interval(secs => $1))`,
    [seconds],
  );
  await app.admin.query(
    `update outbox_mail set claimed_by = 'another', claim_token = gen_random_uuid(), attempts = 1, first_tried_at = now(),
            lease_until = clock_timestamp() + interval '60 seconds'`,
  );
  expect(await app.sender.sendDue()).toMatchObject({ sent: takenOver ? 1 : 0 });
});

it('says that it is there as long as it holds a mail', async () => {
  fateOf = () => ({ how: 'accept', afterMs: 7_500 });
  await app.write('kit@people.example');
  const run = app.sender.sendDue();
  await sleep(7_000);
  const { rows } = await app.admin.query(
    `select h.instance from heartbeat h join outbox_mail m on m.claimed_by = h.instance
      where h.job = 'sender' and h.started_at > clock_timestamp() - interval '5 seconds'`,
  );
  expect(rows).toHaveLength(1);
  await run;
});
