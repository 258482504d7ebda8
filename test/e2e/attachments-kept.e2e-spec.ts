import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { unzipSync } from 'fflate';
import { AuditLog } from '../../src/audit/audit-log.js';
import { MasterKey } from '../../src/common/sealing.js';
import { ContactVault } from '../../src/contacts/personal/contact-vault.js';
import { ForceDatabase } from '../../src/database/force-database.js';
import { ContactKeys } from '../../src/privacy/keys/contact-keys.service.js';
import { Retention } from '../../src/privacy/retention.service.js';
import { heic, type MadeFile, pdf, photograph, program, send, svg } from './attachments-files.js';
import { AttachmentsWorld, plantedIn } from './attachments-world.js';
import { SENT_AT } from './holding-world.js';

let house: AttachmentsWorld;
let photo: MadeFile;
let readOnlyKey: string;
let writeOnlyKey: string;
let otherKey: string;
const letter = (words: string): MadeFile => ({
  name: `${words}.pdf`,
  bytes: pdf(words),
  type: 'application/pdf',
});

beforeAll(async () => {
  house = await AttachmentsWorld.open();
  photo = { name: 'house.jpg', bytes: await photograph() };
  readOnlyKey = await house.world.line.keyFor('squares', ['contacts:read']);
  writeOnlyKey = await house.world.line.keyFor('squares', ['contacts:write']);
  otherKey = await house.world.line.otherForce('elsewhere');
});
afterAll(() => house.leave());
beforeEach(() => house.world.line.moveTo(SENT_AT));

const apiOf = (link: string): string => `/api/v1${link}`;
const takenOut = async (reference: string): Promise<void> => {
  expect((await house.world.line.to(`${reference}/out-of-scope`, { reason: 'wrong-force' })).status).toBe(
    200,
  );
};
async function contentOf(reference: string): Promise<number> {
  const { rows } = await house.world.line.admin.query<{ count: number }>(
    `select count(*)::int as count from contact_attachment_content a join contact c on c.id = a.contact_id where reference = $1`,
    [reference],
  );
  return rows[0]!.count;
}

describe('saving a file of a contact', () => {
  it('is a download under a name made here, which nothing can run or keep, and is logged as disclosed', async () => {
    const reference = await house.sent([{ ...photo, name: 'Ann’s "house"; x=.html' }, letter('two')]);
    const [first, second] = await house.linksOf(reference);
    const saved = await house.get(first!, { person: house.world.ann });
    expect(Object.fromEntries(saved.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'content-disposition': `attachment; filename="${reference}-1.jpg"`,
      'content-length': String(saved.bytes.length),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'cache-control': 'no-store',
      'cross-origin-resource-policy': 'same-origin',
    });
    const other = await house.get(second!, { person: house.world.ann });
    expect(other.headers.get('content-disposition')).toBe(`attachment; filename="${reference}-2.pdf"`);
    expect(await house.auditOf(reference, 'disclose')).toEqual(
      [first, second].map((link) => ({ by: 'person', detail: { attachment: link!.split('/').at(-1) } })),
    );
    const [collected] = await house.auditOf(reference, 'collect');
    expect([collected!.by, (collected!.detail['attachments'] as string[]).length]).toEqual(['public', 2]);
  });

  it('is for those who may read the contact, and tells nobody else that there is one', async () => {
    const reference = await house.sent([photo]);
    const [link] = await house.linksOf(reference);
    const { world } = house;
    for (const person of [world.ann, world.bob, world.dee, world.admin])
      expect((await house.get(link!, { person })).status).toBe(200);
    expect((await house.get(link!, { person: world.cal })).status).toBe(404);
    const others = [
      await world.as('Audrey', 'auditor'),
      await world.as('Opal', 'operator'),
      await world.as('Lou', 'local-policing-body'),
    ];
    for (const person of others) expect((await house.get(link!, { person })).status).toBe(403);
    const stranger = await house.get(link!);
    expect([stranger.status, stranger.headers.get('location')?.startsWith('/sign-in')]).toEqual([303, true]);
    expect(await house.auditOf(reference, 'disclose')).toHaveLength(4);
  });

  it('still works for whoever handed the contact over', async () => {
    const reference = await house.sent([photo]);
    const [link] = await house.linksOf(reference);
    expect((await house.world.ann.post(`/contacts/${reference}/transfers`, { to: 'S2' })).status).toBe(303);
    for (const person of [house.world.ann, house.world.cal])
      expect((await house.get(link!, { person })).status).toBe(200);
  });

  it('finds no file of another contact, no other id and nothing that is none', async () => {
    const one = await house.sent([photo]);
    const other = await house.sent([letter('other')]);
    const [link] = await house.linksOf(other);
    const id = link!.split('/').at(-1)!;
    for (const path of [
      `${one}/attachments/${id}`,
      `${one}/attachments/x`,
      `${one}/attachments/${one}`,
      `${one}/attachments`,
    ])
      expect((await house.get(`/contacts/${path}`, { person: house.world.ann })).status).toBe(404);
    expect(
      (await house.get(`/contacts/XXX-XXX-XXX/attachments/${id}`, { person: house.world.ann })).status,
    ).toBe(404);
  });
});

describe('the API', () => {
  it('adds a file once a key, lists it without its name, and gives it out', async () => {
    const reference = await house.world.line.received();
    const added = await house.add(reference, [photo], { key: writeOnlyKey, idempotencyKey: 'one' });
    expect([added.status, added.headers.get('idempotency-replayed')]).toEqual([201, null]);
    expect(added.json).toEqual({
      id: expect.any(String),
      type: 'image/jpeg',
      size: expect.any(Number),
      receivedAt: SENT_AT,
    });
    const again = await house.add(reference, [photo], { key: writeOnlyKey, idempotencyKey: 'one' });
    expect([again.status, again.headers.get('idempotency-replayed'), again.json]).toEqual([
      201,
      'true',
      added.json,
    ]);
    const other = await house.add(reference, [letter('x')], { key: writeOnlyKey, idempotencyKey: 'one' });
    expect([other.status, other.json.detail]).toEqual([
      ...[409, 'This Idempotency-Key was used for another file; send each file with a key of its own.'],
    ]);
    const read = await house.world.line.to(reference, undefined, { key: readOnlyKey });
    expect(read.json.attachments).toEqual([added.json]);
    expect(
      read.json.timeline.map(({ kind, facts }: { kind: string; facts?: object }) => [kind, facts]),
    ).toContainEqual(['file-added', { type: 'jpeg' }]);
    const saved = await house.get(`/api/v1/contacts/${reference}/attachments/${added.json['id']}`, {
      key: readOnlyKey,
    });
    expect([saved.status, saved.bytes.length, plantedIn(saved.bytes)]).toEqual([200, added.json['size'], []]);
    expect(saved.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'");
    const page = await house.world.ann.read(`/contacts/${reference}`);
    expect([page.includes('File added'), page.includes('They call it house.jpg')]).toEqual([true, true]);
    expect((await house.auditOf(reference, 'disclose')).map(({ by }) => by)).toEqual(['api-key']);
    expect((await house.auditOf(reference, 'collect')).map(({ by }) => by)).toEqual(['api-key']);
  });

  it('sent the same many times at once keeps one', async () => {
    const reference = await house.world.line.received();
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => house.add(reference, [photo], { idempotencyKey: 'same' })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(201));
    expect(new Set(answers.map(({ json }) => json['id'])).size).toBe(1);
    expect(await contentOf(reference)).toBe(1);
  });

  it('keeps three with a contact, also of many at once', async () => {
    const reference = await house.sent([letter('first')]);
    const answers = await Promise.all(
      ['a', 'b', 'c', 'd'].map((words) => house.add(reference, [letter(words)])),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409]);
    expect(await contentOf(reference)).toBe(3);
    const full = await house.add(reference, [letter('e')]);
    expect(full.json.detail).toBe('This contact has 3 files already, and no more can be kept with it.');
  });

  const refused: [what: string, files: () => MadeFile[], status: number, said: string][] = [
    ['nothing', () => [], 400, 'Send one file, in a field called file'],
    ['two files', () => [letter('a'), letter('b')], 400, 'Send one file at a time'],
    [
      'an SVG',
      () => [{ name: 'a.jpg', bytes: svg() }],
      400,
      'The file must be a picture (JPEG, PNG or WebP) or a PDF',
    ],
    ['a program', () => [{ name: 'a.pdf', bytes: program() }], 400, 'The file must be a picture'],
    ['an empty file', () => [{ name: 'a.pdf', bytes: Buffer.alloc(0) }], 400, 'The file is empty'],
    ['a HEIC', () => [{ name: 'a.heic', bytes: heic() }], 400, 'The file is a HEIC picture'],
    [
      'more than 10 MB',
      () => [{ name: 'a.pdf', bytes: Buffer.concat([pdf(), Buffer.alloc(10_485_760)]) }],
      413,
      'The file must be smaller than 10 MB',
    ],
  ];
  it.each(refused)('refuses %s and says why, without the name', async (_, files, status, said) => {
    const reference = await house.world.line.received();
    const before = await house.world.line.rows();
    const answer = await house.add(reference, files());
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'application/problem+json']);
    expect(answer.text).toContain(said);
    expect(answer.text).not.toMatch(/a\.(jpg|pdf|heic)/);
    expect(await house.world.line.rows()).toEqual(before);
  });

  it('refuses other bodies, unknown fields, missing keys and scopes', async () => {
    const reference = await house.world.line.received();
    const path = `${house.url}/api/v1/contacts/${reference}/attachments`;
    const json = {
      method: 'POST',
      body: '{}',
      headers: {
        authorization: `Bearer ${writeOnlyKey}`,
        'content-type': 'application/json',
        'idempotency-key': 'j',
      },
    };
    expect((await send(path, json)).status).toBe(415);
    expect((await house.add(reference, [photo], { fields: { colour: 'red' } })).status).toBe(400);
    expect((await house.add(reference, [photo], { idempotencyKey: 'ü'.slice(1) })).status).toBe(400);
    expect((await house.add(reference, [photo], { key: readOnlyKey })).status).toBe(403);
    const { id } = (await house.add(reference, [photo])).json as unknown as { id: string };
    expect(
      (await house.get(`/api/v1/contacts/${reference}/attachments/${id}`, { key: writeOnlyKey })).status,
    ).toBe(403);
    for (const key of [otherKey]) {
      expect((await house.add(reference, [photo], { key })).status).toBe(404);
      expect((await house.get(`/api/v1/contacts/${reference}/attachments/${id}`, { key })).status).toBe(404);
    }
  });

  it('takes no file on a route that takes none', async () => {
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(photo.bytes)]), 'a.jpg');
    const headers = { authorization: `Bearer ${writeOnlyKey}`, 'idempotency-key': 'f' };
    expect((await send(`${house.url}/api/v1/contacts`, { method: 'POST', body: form, headers })).status).toBe(
      415,
    );
  });
});

describe('what is forgotten, changed over and given out', () => {
  it('goes with the contact, on request and by the calendar, and nothing can be added then', async () => {
    const form = {
      email: 'eve@people.example',
      caseReference: 'SAR-1',
      recipient: 'person',
      reason: 'asked-by-person',
    };
    const reference = await house.sent([photo, letter('hers')], { email: form.email });
    const [link] = await house.linksOf(reference);
    const held = await house.sent([photo], { email: form.email });
    await takenOut(reference);
    await takenOut(held);
    await house.world.admin.post('/privacy/holds', { reference: held, deed: 'set', reason: 'Evidence.' });
    for (const contacts of [reference, held])
      expect((await house.world.admin.post('/privacy/person/erasure', { ...form, contacts })).status).toBe(
        200,
      );
    expect([await contentOf(reference), await contentOf(held)]).toEqual([0, 1]);
    expect((await house.get(link!, { person: house.world.ann })).status).toBe(404);
    expect((await house.get(apiOf(link!), { key: readOnlyKey })).status).toBe(404);
    expect(await house.linksOf(reference)).toEqual([]);
    expect((await house.world.line.to(reference)).json.attachments).toEqual([]);
    const added = await house.add(reference, [photo]);
    expect([added.status, added.json.detail.includes('has been erased')]).toEqual([409, true]);

    const due = await house.sent([photo], { email: 'due@people.example' });
    await takenOut(due);
    house.world.line.moveTo('2031-01-01T12:00:00.000Z');
    await house.world.line.found(Retention).eraseDue();
    expect([await contentOf(due), await contentOf(held)]).toEqual([0, 1]);
    const { rows } = await house.world.line.admin.query(
      `select kind, a.received_at is not null as timed from contact_attachment a join contact c on c.id = a.contact_id where reference = $1`,
      [due],
    );
    // What it was and when it came says nothing of anybody, and stays.
    expect(rows).toEqual([{ kind: 'jpeg', timed: true }]);
  });

  it('opens after a change of the master key, when the old one is gone', async () => {
    const reference = await house.sent([letter('kept')]);
    const { line } = house.world;
    const fresh = new MasterKey(randomBytes(32), line.found(MasterKey));
    const keys = new ContactKeys(line.found(ForceDatabase), line.stage.clock, fresh, new AuditLog());
    expect((await keys.renew({ kind: 'job', id: 'test' })).unopened).toBe(0);
    const { rows } = await line.admin.query<
      Record<'contact_id' | 'attachment_id', string> & Record<'wrapped_key' | 'sealed', Buffer>
    >(
      `select p.contact_id, p.wrapped_key, a.attachment_id, a.sealed from contact_personal p
         join contact c on c.id = p.contact_id join contact_attachment_content a on a.contact_id = c.id where reference = $1`,
      [reference],
    );
    const { contact_id: contactId, wrapped_key: wrapped, attachment_id: id, sealed } = rows[0]!;
    const open = (key: MasterKey): Buffer => new ContactVault(key).openFile(contactId, wrapped, id, sealed);
    expect(open(new MasterKey((fresh as unknown as { bytes: Buffer }).bytes)).equals(pdf('kept'))).toBe(true);
    expect(() => open(line.found(MasterKey))).toThrow();
    // Moved to another row it does not open.
    expect(() => new ContactVault(fresh).openFile(contactId, wrapped, contactId, sealed)).toThrow();
    // Back to the key of the running server.
    const back = new ContactKeys(
      line.found(ForceDatabase),
      line.stage.clock,
      new MasterKey((line.found(MasterKey) as unknown as { bytes: Buffer }).bytes, fresh),
      new AuditLog(),
    );
    expect((await back.renew({ kind: 'job', id: 'test' })).unopened).toBe(0);
  });

  it('is in the archive of the person, beside the page that names it', async () => {
    const email = 'una@people.example';
    const reference = await house.sent([{ ...photo, name: 'Una’s door.jpg' }, letter('una')], { email });
    await house.sent([letter('not ticked')], { email });
    const answer = await send(`${house.url}/privacy/person/file`, {
      method: 'POST',
      headers: await house.headersOf({ person: house.world.admin }),
      body: new URLSearchParams({
        email,
        contacts: reference,
        caseReference: 'SAR-2026-9',
        recipient: 'person',
      }),
    });
    expect([
      answer.status,
      answer.headers.get('content-type'),
      answer.headers.get('content-disposition'),
    ]).toEqual([...[200, 'application/zip', 'attachment; filename="what-is-held-about-you.zip"']]);
    const held = unzipSync(answer.bytes);
    const [first, second] = [`files/${reference}-1.jpg`, `files/${reference}-2.pdf`];
    expect(Object.keys(held)).toEqual(['what-is-held-about-you.html', first, second]);
    expect(Buffer.from(held[second!]!).equals(pdf('una'))).toBe(true);
    expect(plantedIn(Buffer.from(held[first!]!))).toEqual([]);
    const page = Buffer.from(held['what-is-held-about-you.html']!).toString();
    for (const told of [`href="${first}"`, 'Una’s door.jpg', 'una.pdf', 'application/pdf'])
      expect(page).toContain(told);
    expect(await house.auditOf(reference, 'disclose')).toHaveLength(1);
  });

  it('is nobody’s but the application’s, which may keep and forget it and change nothing', async () => {
    const { rows } = await house.world.line.admin.query<{ role: string; table: string; rights: string }>(
      `select grantee as role, table_name as table, string_agg(lower(privilege_type), ' ' order by privilege_type) as rights
         from information_schema.role_table_grants where table_name like 'contact_attachment%' and grantee in ('npg_app', 'npg_sweeper')
        group by 1, 2 order by 2`,
    );
    expect(rows).toEqual([
      { role: 'npg_app', table: 'contact_attachment', rights: 'insert select' },
      { role: 'npg_app', table: 'contact_attachment_content', rights: 'delete insert select' },
    ]);
  });
});
