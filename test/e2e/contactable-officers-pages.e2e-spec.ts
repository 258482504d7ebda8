import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '../../src/access/principal.js';
import { readConfigFile } from '../../src/config/config-files.js';
import { Sender } from '../../src/mail/sender.js';
import { RouteChecksJob } from '../../src/registry/contactable/route-checks.job.js';
import { Notices } from '../../src/registry/notices/notices.service.js';
import { type Mailbox, startMailbox } from '../support/mailbox.js';
import { readMail } from '../support/real-input/read-mail.js';
import { type ContactableApp, startContactableApp } from './contactable-app.js';
import { utc } from './reports-world.js';

let folder: string;
let app: ContactableApp;
/** Of the domain of officers' addresses. */
let theirs: Mailbox;
const refused = new Set(['ann@force.example', 'cy@force.example']);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'contactable-officers-'));
  theirs = await startMailbox();
  theirs.answer = (address) => (refused.has(address) ? 550 : null);
  const file = join(folder, 'own.yaml');
  const own = { ...(readConfigFile('contactable.yaml') as object), enabled: true, per_second: 50 };
  const mail = {
    hosts: ['force.example'],
    mail_servers: { 'force.example': new URL(theirs.url).host },
  };
  await writeFile(file, JSON.stringify({ ...own, ...mail }));
  app = await startContactableApp({ CONTACTABLE_FILE: file });
  const { world } = app;
  for (const force of ['north', 'south']) await world.force(force);
  const abbey = await world.neighbourhood('north', 'N1', { name: 'Abbey' });
  await world.assign('north', abbey, '[2025-07-01,)');
  await officer('north', '30', { name: '<Ann> Ward', public_email: 'ann@force.example' });
  await officer('north', '20', { name: 'Cy Ode', public_email: 'cy@force.example', name_withheld: true });
  await officer('north', '10', { name: 'Di Moor', public_email: 'di@force.example' });
  await officer('south', '40', { name: 'Ed Nash', public_email: 'ed@force.example' });
  await app.found(RouteChecksJob).run();
});
afterAll(async () => {
  await app.close();
  await theirs.close();
  await rm(folder, { recursive: true });
});

async function officer(force: string, collar: string, fields: object): Promise<void> {
  const at = '2025-01-01T00:00:00Z';
  const row = { force_id: force, id: randomUUID(), collar_number: collar, rank: 'constable', version: 1 };
  const given = { name_withheld: false, in_service: '(,)', created_at: at, updated_at: at };
  await app.world.insert('officer', [{ ...row, ...given, ...fields }]);
}

function table(html: string): string[][] {
  const rows = html.match(/<tr class="govuk-table__row">[\s\S]*?<\/tr>/g) ?? [];
  return rows.slice(1).map((row) =>
    (row.match(/<t[dh][\s\S]*?<\/t[dh]>/g) ?? []).map((cell) =>
      cell
        .replace(/<br>/g, ' ')
        .replace(/<[^>]*>/g, '')
        .replace(/\s+/g, ' ')
        .trim(),
    ),
  );
}

const page = async (role: Role, url = '/coverage/routes') =>
  app.ask({ url, headers: await app.signIn(role, 'north') });

describe('the list of contact routes has those of officers', () => {
  const AT = '13 May 2026, 10am';
  const FAILED = ['Failed The mail server answered 550', '13 May 2026'];
  const DI = ['Di Moor (10)', 'E-mail di@force.example', AT, 'Works', ''];
  const ANN = ['&lt;Ann&gt; Ward (30)', 'E-mail ann@force.example', AT, ...FAILED];

  it('after those of neighbourhoods, by number; a force admin reads withheld names', async () => {
    const { body } = await page('force-admin');
    expect(table(body).slice(1)).toEqual([
      [...DI, 'Try again'],
      [
        ...['Cy Ode (20) (name withheld from the public)', 'E-mail cy@force.example', AT],
        ...[...FAILED, 'Try again'],
      ],
      [...ANN, 'Try again'],
    ]);
    expect(table(body)[0]![0]).toBe('Abbey');
    expect(body).toContain('href="/officers/20"');
    expect(body).toContain('aria-label="Try again: e-mail of Di Moor (10)"');
  });

  it.each(['supervisor', 'auditor', 'local-policing-body'] as Role[])(
    'the role %s reads a withheld name by its number, and not the address',
    async (role) => {
      for (const url of ['/coverage/routes', '/coverage/routes?show=failing']) {
        const { body } = await page(role, url);
        const withheld = ['Officer 20, name withheld', 'E-mail The address is not shown', AT, ...FAILED];
        expect(table(body).slice(url.includes('failing') ? 0 : 2)).toEqual([withheld, ANN]);
        for (const told of ['Cy Ode', 'cy@', 'Ode']) expect(body).not.toContain(told);
      }
    },
  );

  const tryAgain = async (payload: string) =>
    app.ask({
      method: 'POST',
      url: '/coverage/routes/try',
      headers: await app.signIn('force-admin', 'north'),
      payload,
    });

  it('a force admin tries one again, at once', async () => {
    refused.delete('ann@force.example');
    const { statusCode, headers } = await tryAgain('collarNumber=30&kind=email');
    expect([statusCode, headers.location]).toEqual([303, '/coverage/routes?done=works']);
    const { rows } = await app.admin.query(
      `select e.actor_kind, e.action, e.detail, o.collar_number from audit_entry e join officer o on o.id::text = e.subject_id
        where e.force_id = 'north' and e.subject_kind = 'officer' and e.actor_kind = 'person' order by e.id`,
    );
    const of = { actor_kind: 'person', collar_number: '30' };
    expect(rows).toEqual([
      { ...of, action: 'collect', detail: { route: 'email', change: 'try-asked-for' } },
      { ...of, action: 'alter', detail: { route: 'email', change: 'works-again' } },
    ]);
  });

  it.each<[payload: string, status: number]>([
    // Another force's, nobody's, and a route that officers do not have.
    ['collarNumber=40&kind=email', 404],
    ['collarNumber=99&kind=email', 404],
    ['collarNumber=30&kind=web', 404],
    ['code=30&kind=email', 404],
    ['collarNumber=N1&kind=form', 404],
    ['collarNumber=&kind=email', 400],
    ['kind=email', 400],
  ])('%s is refused with %i', async (payload, status) => {
    expect((await tryAgain(payload)).statusCode).toBe(status);
  });

  it('/metrics counts their tries apart from those of neighbourhoods', async () => {
    const { body } = await app.ask({ url: '/metrics' });
    expect(body).toMatch(/npg_route_tries_total\{kind="officer-email",outcome="failed"\} 2/);
    expect(body).toMatch(/npg_route_tries_total\{kind="officer-email",outcome="works"\} 3/);
    expect(body).not.toMatch(/npg_route_tries_total\{kind="email"/);
  });
});

describe('force admins are mailed of an officer whose address fails', () => {
  const told = async (): Promise<string[]> => {
    await app.found(Notices).raiseNoticesDue();
    await app.found(Sender).sendDue();
    return app.mailbox.mails.splice(0).map((mail) => `${mail.subject}\n${readMail(mail).text}\n${mail.raw}`);
  };

  it('once its first day is over, by number and never by name, and not again', async () => {
    await app.admin.query(
      `update person set email = null, disabled_at = created_at where force_id = 'north'`,
    );
    await app.world.insert('person', [
      {
        ...{ force_id: 'north', id: randomUUID(), name: 'Admin', email: 'admin@north.example' },
        ...{ role: 'force-admin', created_at: '2025-01-01T00:00:00Z' },
      },
    ]);
    // The summary of the week, and nothing by itself.
    expect((await told()).map((mail) => mail.split('\n')[0])).toEqual([
      'Force north on 13 May 2026: 1 contact route fails',
    ]);
    app.clock.set(utc('2026-05-13T23:30:00Z'));
    const [mail, ...others] = await told();
    expect(others).toEqual([]);
    expect(mail).toContain('Officer 20: 1 contact route fails');
    expect(mail).toContain('Officer 20: e-mail, failing since 13 May 2026');
    expect(mail).toContain('/officers/20');
    for (const name of ['Ode', 'cy@', 'Ann']) expect(mail).not.toContain(name);
    expect(await told()).toEqual([]);
  });

  it('not while the officer is out of service, and it is told again when it fails anew', async () => {
    await app.admin.query(`update officer set in_service = '(,2026-05-01)' where collar_number = '20'`);
    expect(await told()).toEqual([]);
    await app.admin.query(`update officer set in_service = '(,)' where collar_number = '20'`);
    expect(await told()).toHaveLength(1);
  });
});
