import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { waitUntil } from '../../src/database/embedded/processes.js';
import { People } from '../../src/access/people.js';
import { Sessions } from '../../src/access/sessions.js';
import { RegistryImport } from '../../src/registry/import/registry-import.js';
import { ASSIGNMENT_HEADER, csv, OFFICER_HEADER } from '../support/registry-import.js';
import { clearUp, makeDataDir } from '../support/postgres/trial-process.js';
import { type Mailbox, startMailbox } from '../support/mailbox.js';
import { type Answer, ask, type Question } from '../support/real-input/api.js';
import { readMail } from '../support/real-input/read-mail.js';
import { SmallStage } from '../support/real-input/small-force.js';
import { addressOf, endServers, type Started, startServer } from './start-process.js';

/** Words that occur nowhere else. Whatever of them is found outside of its place was emitted. */
const PLANTED = {
  name: 'Zebulon Quillfeather',
  email: 'zebulon.quillfeather@planted.example',
  telephone: '01632 960987',
  address: '77 Periwinkle Mews',
  subject: 'Xylophones at dusk',
  message: 'Marzipan thieves play them behind the Gasworks.',
  answer: 'Obsidian patrols were arranged.',
  nextSteps: 'Vermilion lamps follow.',
  note: 'Tangerine remark for the colleagues.',
  reason: 'Saffron grievance about the wait.',
  remedy: 'Cobalt apology of the sergeant.',
  hold: 'Magenta proceedings are pending.',
  fileName: 'Heliotrope plan.pdf',
  file: '%PDF-1.4\n% Turquoise cellar\n%%EOF',
};
/** Parts of them, so that half a name or a number without its space is found too. */
const TRACES = [
  ...[
    'zebulon',
    'quillfeather',
    'planted.example',
    '960987',
    'periwinkle',
    'xylophone',
    'marzipan',
    'gasworks',
  ],
  ...['obsidian', 'vermilion', 'tangerine', 'saffron', 'cobalt', 'magenta', 'heliotrope', 'turquoise'],
];
/** Of staff, whose names stand on pages and in the registry, and nowhere that is kept or passed on by machines. */
const OFFICER = { collar: '9001', name: 'Thaddeus Brimblecombe', email: 'pc9001@duty.example' };
const STAFF_TRACES = ['thaddeus', 'brimblecombe', 'ada min', 'lovelock'];
const staffIn = (text: string): string[] =>
  STAFF_TRACES.filter((trace) => text.toLowerCase().includes(trace));
const tracesIn = (text: string): string[] => TRACES.filter((trace) => text.toLowerCase().includes(trace));

const enquirer = {
  name: PLANTED.name,
  email: PLANTED.email,
  telephone: PLANTED.telephone,
  address: PLANTED.address,
};
const told = { subject: PLANTED.subject, message: PLANTED.message };

let line: SmallStage;
let mailbox: Mailbox;
let server: Started;
let url: string;
let adminId: string;
const answers: { what: string; answer: Answer }[] = [];

beforeAll(async () => {
  line = await SmallStage.set();
  mailbox = await startMailbox();
  line.moveTo(DateTime.utc().toISO());
  adminId = await line
    .found(People)
    .add('squares', { name: 'Ada Min Lovelock', role: 'force-admin' }, { kind: 'command', id: 'test' });
  for (const [kind, content] of [
    [
      'officers',
      csv(OFFICER_HEADER, `${OFFICER.collar},${OFFICER.name},PC,${OFFICER.email},${OFFICER.email},101,`),
    ],
    ['assignments', csv(ASSIGNMENT_HEADER, `S3,${OFFICER.collar},lead,2026-01-01,`)],
  ] as const)
    await line.found(RegistryImport).importFile({
      ...{ kind, forceId: 'squares', content },
      actor: { kind: 'command', id: 'test' },
    });
  server = startServer({
    ...{ DATABASE_URL: line.stage.applicationUrl, MIGRATION_DATABASE_URL: line.stage.adminUrl },
    ...{ DATA_DIR: makeDataDir(), MASTER_KEY: Buffer.alloc(32, 1).toString('base64'), SMTP_URL: mailbox.url },
  });
  url = await addressOf(server);
});
afterAll(async () => {
  await endServers();
  await clearUp();
  await mailbox.close();
  await line.leave();
});

async function asked(path: string, question: Question = {}): Promise<Answer> {
  const answer = await ask(url, path, question);
  answers.push({ what: `${question.method ?? ''} ${path}`, answer });
  return answer;
}
const api = (path: string, body?: unknown, more: Question = {}): Promise<Answer> =>
  asked(`/api/v1/contacts${path}`, { key: line.stage.apiKey, body, ...more });
const push = (changes: object = {}, more: Question = {}): Promise<Answer> =>
  api(
    '',
    { neighbourhood: 'S1', submittedAt: DateTime.utc().toISO(), ...told, enquirer, ...changes },
    { headers: { 'idempotency-key': randomUUID() }, ...more },
  );
async function admin(path: string, form?: Record<string, string>): Promise<Answer> {
  const cookie = `npg-session=${await line.found(Sessions).start('squares', adminId)}`;
  return asked(path, { cookie, ...(form && { form }) });
}
/** A mail to the person that says this. */
const mailWith = (words: string): ReturnType<typeof readMail> | undefined =>
  mailbox.mails.map(readMail).find(({ to, text }) => to === PLANTED.email && text.includes(words));

describe('what the application emits while people write, are answered, found and forgotten', () => {
  let reference: string;

  it('takes everything planted to where it belongs', async () => {
    const pushed = await push();
    expect(pushed.status).toBe(201);
    reference = pushed.json.reference as string;
    const part = `content-disposition: form-data; name="file"; filename="${PLANTED.fileName}"`;
    const added = await api(
      `/${reference}/attachments`,
      `--x\r\n${part}\r\n\r\n${PLANTED.file}\r\n--x--\r\n`,
      {
        headers: { 'content-type': 'multipart/form-data; boundary=x', 'idempotency-key': randomUUID() },
      },
    );
    expect(added.status).toBe(201);
    expect(tracesIn((await admin(`/contacts/${reference}/attachments/${added.json.id}`)).text)).toEqual([
      'turquoise',
    ]);
    const form = { ...told, ...enquirer, token: randomUUID() };
    expect((await asked('/your-area/squares/S1/contact', { form })).status).toBe(303);
    const today = DateTime.now().setZone('Europe/London');
    const on = {
      ...{ 'on-day': `${today.day}`, 'on-month': `${today.month}`, 'on-year': `${today.year}` },
      time: '0:00',
    };
    const byHand = { ...form, ...on, token: randomUUID(), neighbourhood: 'S2', channel: 'phone' };
    expect((await admin('/contacts/new', byHand)).status).toBe(303);
    await waitUntil(() => mailWith('Zebulon') !== undefined, 20_000);
    expect(mailWith('Zebulon')).toBeDefined();
    const answer = { token: randomUUID(), text: PLANTED.answer, nextSteps: PLANTED.nextSteps };
    const handed = { to: 'S3', note: PLANTED.note };
    expect((await admin(`/contacts/${reference}/transfers`, handed)).status).toBe(303);
    const sent = await admin(`/contacts/${reference}/responses`, { ...answer, route: 'email-from-here' });
    expect(sent.status).toBe(303);
    await waitUntil(() => mailWith('Obsidian') !== undefined, 20_000);
    const page = await admin(`/contacts/${reference}`);
    const shown = [PLANTED.name, PLANTED.message, PLANTED.answer, PLANTED.note];
    expect(shown.filter((one) => !page.text.includes(one))).toEqual([]);
  });

  it('goes on to recourse, a hold, the file of the person and their erasure', async () => {
    // Asking is possible once the answer is known to have arrived.
    for (let tries = 0; tries < 100 && !(await api(`/${reference}`)).json.respondedAt; tries++)
      await new Promise((done) => setTimeout(done, 100));
    const link = new URL(/http:\S+\/recourse\/ask\/\S+/.exec(mailWith('Obsidian')!.text)![0]).pathname;
    expect((await asked(link, { form: { reason: PLANTED.reason } })).status).toBe(303);
    expect((await admin(`/contacts/${reference}/recourse`)).text).toContain(PLANTED.reason);
    const remedy = { outcome: 'upheld', text: PLANTED.remedy, route: 'email-from-here' };
    expect((await admin(`/contacts/${reference}/recourse/answers`, remedy)).status).toBe(303);
    await waitUntil(() => mailWith('Cobalt') !== undefined, 20_000);
    const hold = { reference, deed: 'set', reason: PLANTED.hold };
    expect((await admin('/privacy/holds', hold)).status).toBe(303);
    expect((await admin('/privacy/holds')).text).toContain(PLANTED.hold);
    await admin('/privacy');
    const person = { email: PLANTED.email, telephone: PLANTED.telephone };
    const chosen = { ...person, contacts: reference, caseReference: 'SAR-1', recipient: 'person' };
    expect((await admin('/privacy/person', person)).text).toContain(reference);
    const file = await admin('/privacy/person/file', chosen);
    // Why it is on hold is not for the person.
    expect(tracesIn(file.text).sort()).toEqual(TRACES.filter((trace) => trace !== 'magenta').sort());
    const erased = await admin('/privacy/person/erasure', { ...chosen, reason: 'asked-by-person' });
    expect([erased.status, erased.text.includes('on legal hold')]).toEqual([200, true]);
  });

  it('meets every kind of mistake with the words in it', async () => {
    const statuses = [
      await push({ enquirer: { ...enquirer, email: `${PLANTED.name}@` } }),
      await push({ neighbourhood: PLANTED.address }),
      await push({ [PLANTED.name]: PLANTED.email }),
      await push({ submittedAt: PLANTED.name }),
      await push({ message: `${PLANTED.message}\u0000` }),
      await push({ message: PLANTED.message.repeat(2000) }),
      await api('', `{"subject": "${PLANTED.subject}"`, {
        headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      }),
      await api('', PLANTED.message, { headers: { 'content-type': 'text/plain' } }),
      await api('', PLANTED.message.repeat(60_000), { headers: { 'content-type': 'application/json' } }),
      await api(`/${reference}/responses`, { text: PLANTED.answer, route: PLANTED.name }),
      await asked('/your-area/squares/S1/contact', { form: { ...told, ...enquirer, email: PLANTED.name } }),
      await admin('/contacts/new', { ...told, ...enquirer, telephone: PLANTED.name }),
      await admin('/privacy/person', { email: PLANTED.name }),
      await admin('/privacy/person/file', { email: PLANTED.email, caseReference: PLANTED.name }),
      await admin('/privacy/holds', { reference: PLANTED.name, deed: 'set', reason: PLANTED.hold }),
    ].map(({ status }) => status);
    expect(statuses.filter((status) => status < 400 || status >= 500)).toEqual([]);
    mailbox.words = `No mailbox for ${PLANTED.email} here`;
    mailbox.answer = (address) => (address === PLANTED.email ? 550 : null);
    const pushed = await push();
    expect(pushed.status).toBe(201);
    await waitUntil(() => server.printed().includes('mail is dead'), 20_000);
    expect(server.printed()).toContain('mail is dead');
  });

  it('shows staff to staff, and is asked for people by name in addresses that there are not', async () => {
    for (const path of [
      '/officers',
      `/officers/${OFFICER.collar}`,
      `/officers/${OFFICER.collar}/change`,
      '/neighbourhoods/S3',
      '/neighbourhoods/S3/named-officer',
      '/coverage/routes',
      '/your-area/squares/S3',
    ]) {
      const { status, text } = await admin(path);
      expect([path, status, staffIn(text).includes('brimblecombe')]).toEqual([path, 200, true]);
    }
    expect((await admin('/people')).text).toContain('Ada Min Lovelock');
    // What somebody types into an address is theirs; what we make of it is ours.
    const name = encodeURIComponent(PLANTED.name);
    const officer = encodeURIComponent(OFFICER.name);
    for (const path of [`/contacts/${name}`, `/officers/${officer}?name=${name}`, `/${name}`, `/api/${name}`])
      expect((await ask(url, path)).status).toBeGreaterThanOrEqual(300);
  });

  it('has nothing of it in its logs, measures, health, addresses, headers, titles and mail subjects', async () => {
    const emitted: Record<string, string> = {
      logs: server.printed(),
      metrics: (await ask(url, '/metrics')).text,
      health: (await ask(url, '/health')).text,
      headers: answers.map(({ answer }) => [...answer.headers].join('\n')).join('\n'),
      titles: answers.flatMap(({ answer }) => /<title>[\s\S]*?<\/title>/.exec(answer.text) ?? []).join('\n'),
      addresses: answers
        .flatMap(({ answer }) => answer.text.match(/(?:href|src|action)="[^"]*"/g) ?? [])
        .join('\n'),
      subjects: mailbox.mails.map((mail) => readMail(mail).subject).join('\n'),
      messageIds: mailbox.mails.map(({ messageId }) => messageId).join('\n'),
    };
    for (const [where, text] of Object.entries(emitted)) {
      expect([where, text.length > 0, tracesIn(text), staffIn(text)]).toEqual([where, true, [], []]);
    }
    // They were there to be found.
    expect(emitted['headers']).toContain('/contacts/');
    expect(emitted['titles']).toContain('Error:');
    expect(emitted['logs']).toContain('"message"');
  });

  it('has nothing of it in the audit log, nor in any other column of any table but what is sealed', async () => {
    const { rows: tables } = await line.admin.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
    );
    let rowsSeen = 0;
    for (const { name } of tables) {
      // A byte string is shown as hexadecimal digits; what was stored in it unsealed is found by its own.
      const { rows } = await line.admin.query<{ row: string }>(
        `select to_jsonb(t)::text as row from "${name}" t`,
      );
      rowsSeen += rows.length;
      const text = rows.map(({ row }) => row).join('\n');
      const hex = TRACES.concat(TRACES.map((trace) => trace.charAt(0).toUpperCase() + trace.slice(1))).filter(
        (trace) => text.includes(Buffer.from(trace).toString('hex')),
      );
      expect([name, tracesIn(text), hex]).toEqual([name, [], []]);
    }
    expect(rowsSeen).toBeGreaterThan(100);
    for (const table of ['audit_entry', 'audit_mention', 'outbox_mail', 'heartbeat', 'timeline_entry']) {
      const { rows } = await line.admin.query<{ row: string }>(
        `select to_jsonb(t)::text as row from ${table} t`,
      );
      expect([table, rows.length > 0, staffIn(rows.map(({ row }) => row).join('\n'))]).toEqual([
        table,
        true,
        [],
      ]);
    }
    const { rows: audited } = await line.admin.query<{ action: string }>(
      'select distinct action from audit_entry order by 1',
    );
    expect(audited.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['alter', 'collect', 'consult', 'disclose']),
    );
  });
});
