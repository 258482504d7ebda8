import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import { Addresses } from '../../src/registry/contactable/addresses.js';
import { tryMailbox } from '../../src/registry/contactable/mail-try.js';
import { type Mailbox, startMailbox } from '../support/mailbox.js';
import { closedPort, contactable, instance, NameServer } from './contactable-world.js';
import { ReportsWorld, utc } from './reports-world.js';

let world: ReportsWorld;
let mailbox: Mailbox;
let force: string;
let taken = 0;

beforeAll(async () => {
  world = await ReportsWorld.open();
  mailbox = await startMailbox();
});
afterAll(async () => {
  await mailbox.close();
  await world.close();
});
beforeEach(async () => {
  await world.admin.query(`delete from contact_route`);
  await world.admin.query(`delete from route_try`);
  force = await world.force(`mail-${(taken += 1)}`);
  world.clock.set(utc('2026-05-04T09:00:00Z'));
  mailbox.answer = () => null;
});

const serverOf = (url: string): string => new URL(url).host;
const asking = (server: string): ReturnType<typeof contactable> =>
  contactable({ hosts: ['force.example'], mail_servers: { 'force.example': server } });

async function tryOne(email: string, config = asking(serverOf(mailbox.url))): Promise<unknown> {
  await world.neighbourhood(force, `N${(taken += 1)}`, { form_enabled: false, email });
  await instance(world, config).job.tryRoutesDue();
  const { rows } = await world.admin.query(
    `select t.outcome, t.reason, t.next_at - t.tried_at as again,
            (select count(*)::int from route_check c where c.neighbourhood_id = t.neighbourhood_id) as kept
       from route_try t where t.force_id = $1`,
    [force],
  );
  const [{ again, ...row }] = rows as [{ again: { hours?: number; minutes?: number } }];
  return { ...row, again: `${again.hours ?? 0}:${again.minutes ?? 0}` };
}

describe("a mailbox's server is asked", () => {
  it('and accepts, and no mail is sent', async () => {
    expect(await tryOne('team@force.example')).toEqual({
      outcome: 'works',
      reason: 'accepts-mail',
      kept: 1,
      again: '6:0',
    });
    expect(mailbox.mails).toEqual([]);
  });

  it.each([
    [550, { outcome: 'failed', reason: 'smtp-550', kept: 1, again: '6:0' }],
    // "4xx counts as try again, not failed."
    [451, { outcome: 'try-again', reason: 'smtp-451', kept: 0, again: '0:30' }],
  ])('and answers %i', async (code, said) => {
    mailbox.answer = (address) => (address === 'team@force.example' ? code : null);
    expect(await tryOne('team@force.example')).toEqual(said);
  });

  it('behind a closed port', async () => {
    const said = await tryOne('team@force.example', asking(`127.0.0.1:${await closedPort()}`));
    expect(said).toMatchObject({ outcome: 'failed', reason: 'no-connection', kept: 1 });
  });

  it.each([
    ['another.example', { outcome: 'not-checked', reason: 'host-not-allowed', kept: 0 }],
    ['sub.force.example', { outcome: 'not-checked', reason: 'host-not-allowed', kept: 0 }],
  ])('not at %s, which is not listed', async (domain, said) => {
    expect(await tryOne(`team@${domain}`)).toMatchObject(said);
  });

  it.each(['team', 'team@force.example>\r\nRCPT TO:<x@force.example', 'a b@force.example'])(
    'not for %j, which is no address',
    async (email) => expect(await tryOne(email)).toMatchObject({ outcome: 'failed', reason: 'no-address' }),
  );
});

describe('what answers', () => {
  const open: { close(): unknown }[] = [];
  afterAll(() => Promise.all(open.map((server) => server.close())));

  async function listening(onSocket: (socket: Socket) => void): Promise<string> {
    const server: Server = createServer((socket) => onSocket(socket.on('error', () => undefined)));
    open.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  it.each<[what: string, onSocket: (socket: Socket) => void, outcome: string, reason: string]>([
    ['is silent', () => undefined, 'failed', 'too-slow'],
    [
      'is a web server',
      (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'),
      'failed',
      'no-mail-server-there',
    ],
    ['never stops', (socket) => socket.end('x'.repeat(200_000)), 'failed', 'no-mail-server-there'],
    ['hangs up', (socket) => socket.end(), 'failed', 'no-connection'],
    ['serves nobody', (socket) => socket.end('554 no SMTP here\r\n'), 'failed', 'smtp-554'],
    ['is too busy', (socket) => socket.end('421-later\r\n421 please\r\n'), 'try-again', 'smtp-421'],
  ])('%s', async (_what, onSocket, outcome, reason) => {
    expect(await tryOne('team@force.example', asking(await listening(onSocket)))).toMatchObject({
      outcome,
      reason,
    });
  });

  const inPrivate = (socket: Socket, then: (socket: Socket) => void): void => {
    socket.write('220 here\r\n');
    socket.on('data', (data) => {
      const [word] = data.toString('latin1').split(/[ \r]/, 1);
      if (word === 'EHLO') socket.write('250-here\r\n250 STARTTLS\r\n');
      else if (word === 'MAIL') socket.write('530 Must issue STARTTLS first\r\n');
      else if (word === 'STARTTLS') then(socket);
    });
  };

  it.each<[what: string, then: (socket: Socket) => void, outcome: string, reason: string]>([
    ['cannot now', (socket) => socket.write('454 not now\r\n'), 'try-again', 'smtp-454'],
    ['falls silent', (socket) => socket.write('220 go on\r\n'), 'failed', 'too-slow'],
    ['hangs up', (socket) => socket.end('220 go on\r\n'), 'failed', 'no-connection'],
  ])('wants to be asked in private and then %s', async (_what, then, outcome, reason) => {
    const server = await listening((socket) => inPrivate(socket, then));
    expect(await tryOne('team@force.example', asking(server))).toMatchObject({ outcome, reason });
  });

  it('listens to nobody in the open, and is asked in private', async () => {
    const asked: string[] = [];
    const server = new SMTPServer({
      authOptional: true,
      logger: false,
      onMailFrom(_address, session, callback) {
        callback(
          session.secure
            ? null
            : Object.assign(new Error('Must issue STARTTLS first'), { responseCode: 530 }),
        );
      },
      onRcptTo({ address }, _session, callback) {
        asked.push(address);
        callback();
      },
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    open.push({ close: () => new Promise<void>((resolve) => server.close(() => resolve())) });
    const { port } = server.server.address() as AddressInfo;
    expect(await tryOne('team@force.example', asking(`127.0.0.1:${port}`))).toMatchObject({
      outcome: 'works',
    });
    expect(asked).toEqual(['team@force.example']);
  });
});

describe('the mail server of a domain', () => {
  let names: NameServer;

  beforeAll(async () => {
    names = await NameServer.open({
      'MX force.example': ['down.example', 'mail.example'],
      'MX null.example': '',
      'MX inside.example': 'hidden.example',
      'A down.example': '127.0.0.2',
      'A mail.example': '127.0.0.1',
      'A hidden.example': '127.0.0.1',
      'A plain.example': '127.0.0.1',
    });
  });
  afterAll(() => names.close());

  it.each([
    ['force.example', 'works', 'accepts-mail'],
    // RFC 5321 section 5.1: without a record the domain itself.
    ['plain.example', 'works', 'accepts-mail'],
    ['null.example', 'failed', 'takes-no-mail'],
    ['unknown.example', 'failed', 'no-such-host'],
    ['inside.example', 'not-checked', 'private-address'],
  ])('%s', async (domain, outcome, reason) => {
    const config = contactable({
      hosts: [domain],
      private_hosts: ['down.example', 'mail.example', 'plain.example'],
      dns_servers: [names.address],
    });
    const turns: string[] = [];
    const tools = {
      addresses: new Addresses(config),
      pace: async (host: string) => void turns.push(host),
      sender: 'monitor@ours.example',
      port: Number(new URL(mailbox.url).port),
    };
    const said = await tryMailbox(`team@${domain}`, config, tools).catch(
      (error: { said: unknown }) => error.said,
    );
    expect(said).toEqual({ outcome, reason });
    if (domain === 'force.example') expect(turns).toEqual(['down.example', 'mail.example']);
  });
});
