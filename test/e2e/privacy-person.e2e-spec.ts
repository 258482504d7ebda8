import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { MasterKey } from '../../src/common/sealing.js';
import { ContactKeys } from '../../src/privacy/keys/contact-keys.service.js';
import { type Answer, ask } from '../support/real-input/api.js';
import { wordsOf } from '../support/words.js';
import { HoldingWorld, SENT_AT } from './holding-world.js';

let world: HoldingWorld;
const kit = { name: 'Kit Marlow', email: 'Kit.Marlow@People.example', telephone: '01632 960 001' };
const SECRET = 'the dog of number 12 <script>alert(1)</script>';

beforeAll(async () => {
  world = await HoldingWorld.open();
});
afterAll(() => world.leave());
beforeEach(() => world.line.moveTo(SENT_AT));

const received = (enquirer: object, message = SECRET): Promise<string> =>
  world.received({ subject: 'Noise', message, enquirer });
const find = (form: Record<string, string>): Promise<Answer> => world.admin.post('/privacy/person', form);
const chosen = { caseReference: 'SAR-2026-0142', recipient: 'person', reason: 'asked-by-person' };
const post = (what: 'file' | 'erasure', form: Record<string, string>): Promise<Answer> =>
  world.admin.post(`/privacy/person/${what}`, { ...chosen, ...form });
const takenOut = async (reference: string): Promise<string> => {
  expect((await world.line.to(`${reference}/out-of-scope`, { reason: 'wrong-force' })).status).toBe(200);
  return reference;
};
async function auditOf(reference: string, action: string): Promise<object[]> {
  const { rows } = await world.line.admin.query<{ detail: object }>(
    `select e.detail from audit_entry e join contact c on c.id::text = e.subject_id
      where c.reference = $1 and e.action = $2 order by e.id`,
    [reference, action],
  );
  return rows.map(({ detail }) => detail);
}

describe('finding a person', () => {
  it('finds all their contacts by e-mail or telephone, however written, and nobody else’s', async () => {
    const both = await received(kit);
    const byMail = await received({ name: 'K', email: 'kit.marlow@people.example' });
    const byPhone = await received({ telephone: '+44 (0)1632 960001' });
    const other = await received({
      name: 'Kit Marlow',
      email: 'kit@people.example',
      telephone: '01632 960002',
    });
    const seen = async (form: Record<string, string>): Promise<string[]> => {
      const { status, text } = await find(form);
      expect(status).toBe(200);
      return [both, byMail, byPhone, other].filter((reference) => text.includes(reference));
    };
    expect(await seen({ email: ' KIT.marlow@people.example' })).toEqual([both, byMail]);
    expect(await seen({ telephone: '01632-960001' })).toEqual([both, byPhone]);
    expect(await seen({ email: kit.email, telephone: kit.telephone })).toEqual([both, byMail, byPhone]);
    expect(await seen({ email: 'nobody@people.example' })).toEqual([]);
    expect(await auditOf(byPhone, 'consult')).toHaveLength(2);
  });

  it('finds an address that was added later', async () => {
    const reference = await received({ name: 'Lu' });
    const added = { email: 'lu@people.example', telephone: '01632 960077' };
    expect((await world.line.to(`${reference}/address`, added)).status).toBe(201);
    expect((await find({ email: 'lu@people.example' })).text).toContain(reference);
    expect((await find({ telephone: '01632 960077' })).text).toContain(reference);
  });

  it('makes an address searchable anew that was added by another master key than wraps the contact by now', async () => {
    const reference = await received({ name: 'Moe' });
    const same = await received({ name: 'Moe' });
    // As if a server with another key had renewed it between the look and the change.
    const ofContact = `from contact c where c.id = p.contact_id and c.reference = $1`;
    await world.line.admin.query(`update contact_personal p set master_key_id = 'renewed' ${ofContact}`, [
      reference,
    ]);
    const added = { email: 'moe@people.example' };
    for (const one of [reference, same])
      expect((await world.line.to(`${one}/address`, added)).status).toBe(201);
    const isSearchable = async (one: string): Promise<boolean> => {
      const { rows } = await world.line.admin.query<{ searchable: boolean }>(
        `select searchable from contact_personal p join contact c on c.id = p.contact_id where c.reference = $1`,
        [one],
      );
      return rows[0]!.searchable;
    };
    expect([await isSearchable(reference), await isSearchable(same)]).toEqual([false, true]);
    // What the other key cannot find.
    await world.line.admin.query(`update contact_personal p set email_digest = '' ${ofContact}`, [reference]);
    await world.line.found(ContactKeys).renew({ kind: 'job', id: 'test' });
    expect([await isSearchable(reference), (await find(added)).text.includes(reference)]).toEqual([
      true,
      true,
    ]);
  });

  it('looks in the force alone, and its digests are of use nowhere else', async () => {
    const otherKey = await world.line.otherForce('elsewhere');
    const pushed = await world.line.push(world.line.contact({ neighbourhood: 'O1', enquirer: kit }), {
      key: otherKey,
    });
    const here = await received(kit);
    expect((await find({ email: kit.email })).text).not.toContain(pushed.json.reference);
    const { rows } = await world.line.admin.query<{ digest: string }>(
      `select distinct encode(email_digest, 'hex') as digest from contact_personal p join contact c on c.id = p.contact_id
        where c.reference = any($1)`,
      [[here, pushed.json.reference]],
    );
    expect(rows).toHaveLength(2);
  });

  it.each([
    [{}, 'Enter an email address or a telephone number'],
    [{ email: 'kit' }, 'Enter an email address, like name@example.com'],
    [{ telephone: 'mine' }, 'Enter a telephone number, like 01632 960 001'],
    [{ name: 'Kit' }, 'name is not a known field'],
  ])('by %j it says what to do', async (form, message) => {
    const { status, text } = await find(form as Record<string, string>);
    expect([status, wordsOf({ body: text }).includes(message)]).toEqual([400, true]);
  });

  it('is not for supervisors, nor for whoever is not signed in', async () => {
    expect((await world.dee.post('/privacy/person', { email: kit.email })).status).toBe(403);
    const stranger = await ask(world.line.stage.url, '/privacy/person', { form: { email: kit.email } });
    expect([stranger.status, stranger.text.includes('Kit')]).not.toContain(200);
  });

  it('says that there may be more as long as some contacts are not searchable, and then finds them too', async () => {
    const reference = await received({ email: 'old@people.example' });
    await world.line.admin.query(
      `update contact_personal p set searchable = false, email_digest = null, telephone_digest = null
         from contact c where c.id = p.contact_id and c.reference = $1`,
      [reference],
    );
    const before = await find({ email: 'old@people.example' });
    expect([before.text.includes(reference), before.text.includes('There may be more')]).toEqual([
      false,
      true,
    ]);
    await world.line.found(ContactKeys).renew({ kind: 'job', id: 'test' });
    const after = await find({ email: 'old@people.example' });
    expect([after.text.includes(reference), after.text.includes('There may be more')]).toEqual([true, false]);
  });
});

describe('the file of one person', () => {
  it('holds everything of theirs in the contacts that were ticked, no officer’s name, and is logged first', async () => {
    const reference = await received({ name: 'Una', email: 'una@people.example', address: '1 Elm Row' });
    const notTicked = await received({ email: 'una@people.example' }, 'Another message of the household');
    await world.ann.post(`/contacts/${reference}/take-up`);
    await world.ann.post(`/contacts/${reference}/transfers`, {
      to: 'S2',
      note: 'Una is deaf, write to her.',
    });
    world.line.moveTo('2026-06-02T10:00:00.000Z');
    const answer = {
      route: 'letter',
      respondedAt: '2026-06-02T09:00:00.000Z',
      text: 'Dear Una',
      nextSteps: 'We walk.',
    };
    expect((await world.line.to(`${reference}/responses`, answer)).status).toBe(201);
    const form = { email: 'una@people.example', contacts: reference };
    const { status, text, headers } = await post('file', form);
    expect([status, headers.get('content-disposition')]).toEqual([
      ...[200, 'attachment; filename="what-is-held-about-you.html"'],
    ]);
    expect(headers.get('cache-control')).toBe('no-store');
    for (const told of [
      'Una',
      'una@people.example',
      '1 Elm Row',
      'Noise',
      'Dear Una',
      'We walk.',
      'Una is deaf',
      reference,
    ])
      expect(text).toContain(told);
    expect(text).not.toContain('Another message');
    expect(text).not.toContain(notTicked);
    expect(text).not.toMatch(/Ann Ward|Officer \d|<script/);
    // The same as data: what is between the tags is JSON once its escapes are undone.
    const escaped = /<pre>([\s\S]*)<\/pre>/.exec(text)![1]!;
    const data = JSON.parse(wordsExactly(escaped)) as { contacts: Record<string, unknown>[] };
    expect(data.contacts).toHaveLength(1);
    expect(data.contacts[0]).toMatchObject({ reference, message: SECRET, from: { name: 'Una' } });
    expect(await auditOf(reference, 'disclose')).toContainEqual({
      ...{ to: 'person', case: 'SAR-2026-0142', subjectAccess: expect.any(String) },
    });
    expect(await auditOf(notTicked, 'disclose')).toEqual([]);
  });

  it('is not made without a contact, a recipient and a number that is no name', async () => {
    const reference = await received(kit);
    for (const [wrong, message] of [
      [{ contacts: '' }, 'Tick the contacts that are theirs'],
      [{ contacts: 'CCC-CCC-CCC' }, 'Tick the contacts that are theirs'],
      [{ recipient: '' }, 'Say to whom you give it'],
      [{ caseReference: 'Kit Marlow' }, 'Enter the number of the request'],
      [{ caseReference: '' }, 'Enter the number of the request'],
    ] as const) {
      const { status, text } = await post('file', { email: kit.email, contacts: reference, ...wrong });
      expect([status, text.includes(message)]).toEqual([400, true]);
    }
    expect(await auditOf(reference, 'disclose')).toEqual([]);
  });

  it('never holds a contact of somebody else’s, whatever is ticked', async () => {
    const theirs = await received({ email: 'theirs@people.example' });
    const { status } = await post('file', { email: kit.email, contacts: theirs });
    expect(status).toBe(400);
    expect(await auditOf(theirs, 'disclose')).toEqual([]);
  });
});

describe('erasure on request', () => {
  it('erases what is closed, keeps what is open or held and says which, with the reason on the timeline', async () => {
    const enquirer = { email: 'eve@people.example' };
    const [gone, open, held] = [await takenOut(await received(enquirer)), await received(enquirer), ''];
    const hold = await takenOut(await received(enquirer));
    await world.admin.post('/privacy/holds', { reference: hold, deed: 'set', reason: 'Wanted.' });
    const form = new URLSearchParams({ ...chosen, ...enquirer });
    for (const reference of [gone, open, hold]) form.append('contacts', reference);
    const { status, text } = await postRaw('/privacy/person/erasure', form);
    const words = wordsOf({ body: text });
    expect([status, words.includes('1 contact erased'), held]).toEqual([200, true, '']);
    expect(words).toContain(
      `Not erased: still open, or the same query as one that is. Answer it, or take it out of scope, first ${open}`,
    );
    expect(words).toContain(`Not erased: on legal hold ${hold}`);
    expect(await world.admin.read(`/contacts/${gone}`)).toContain(
      'Erased on request: the person asked for it (SAR-2026-0142)',
    );
    expect(await auditOf(gone, 'erase')).toEqual([
      { rule: 'request', because: 'asked-by-person', case: 'SAR-2026-0142' },
    ]);
    const after = await find(enquirer);
    expect([gone, open, hold].map((reference) => after.text.includes(reference))).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('waits for whoever has one in hand, erases all that is ticked, and names what went before', async () => {
    const enquirer = { email: 'ivy@people.example' };
    const [one, other, before] = [
      await takenOut(await received(enquirer)),
      await takenOut(await received(enquirer)),
      await takenOut(await received(enquirer)),
    ];
    expect((await post('erasure', { ...enquirer, contacts: before })).status).toBe(200);
    const form = new URLSearchParams({ ...chosen, ...enquirer });
    for (const reference of [one, other, before]) form.append('contacts', reference);
    const { admin } = world.line;
    await admin.query('begin');
    await admin.query('select from contact where reference = $1 for no key update', [one]);
    const asked = postRaw('/privacy/person/erasure', form);
    await someoneWaits();
    await admin.query('commit');
    const { status, text } = await asked;
    const words = wordsOf({ body: text });
    expect([status, words.includes('2 contacts erased')]).toEqual([200, true]);
    expect(words).toContain(`Nothing to erase: erased already, or not a contact of this person ${before}`);
    expect((await find(enquirer)).text).not.toMatch(new RegExp(`${one}|${other}`));
    expect([await auditOf(one, 'erase'), await auditOf(other, 'erase')].map(({ length }) => length)).toEqual([
      1, 1,
    ]);
  });

  it('erases nothing and says so while somebody keeps one in hand', async () => {
    const enquirer = { email: 'max@people.example' };
    const [one, other] = [await takenOut(await received(enquirer)), await takenOut(await received(enquirer))];
    const form = new URLSearchParams({ ...chosen, ...enquirer });
    for (const reference of [one, other]) form.append('contacts', reference);
    const { admin } = world.line;
    await admin.query('begin');
    await admin.query('select from contact where reference = $1 for no key update', [one]);
    const { status, text } = await postRaw('/privacy/person/erasure', form);
    await admin.query('commit');
    expect([
      status,
      wordsOf({ body: text }).includes('Nothing was erased: somebody is working on one'),
    ]).toEqual([400, true]);
    expect([...(await auditOf(one, 'erase')), ...(await auditOf(other, 'erase'))]).toEqual([]);
    expect((await find(enquirer)).text).toMatch(new RegExp(`${one}[^]*${other}|${other}[^]*${one}`));
    expect((await postRaw('/privacy/person/erasure', form)).text).toContain('2 contacts erased');
  }, 30_000);

  it('needs a reason, and a sign-in that is fresh', async () => {
    const reference = await takenOut(await received(kit));
    const asked = { email: kit.email, contacts: reference };
    expect((await post('erasure', { ...asked, reason: '' })).text).toContain('Say why it is erased');
    const cookie = await world.line.stage.cookieOf('force-admin');
    world.line.moveTo('2026-06-01T12:30:00.000Z');
    const stale = await ask(world.line.stage.url, '/privacy/person/erasure', {
      ...{ cookie, form: { ...chosen, ...asked } },
    });
    expect([stale.status, stale.headers.get('location')]).not.toContain(200);
    expect(await auditOf(reference, 'erase')).toEqual([]);
  });
});

/** Until a statement waits for what somebody else has in hand. */
async function someoneWaits(): Promise<void> {
  for (let tries = 0; tries < 1000; tries++) {
    const { rows } = await world.line.admin.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (rows.length > 0) return;
    await new Promise((done) => setTimeout(done, 5));
  }
  throw new Error('Nobody waits.');
}

async function postRaw(path: string, form: URLSearchParams): Promise<Answer> {
  const cookie = await world.line.stage.cookieOf('force-admin');
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return ask(world.line.stage.url, path, { cookie, headers, body: form.toString() });
}

/** A text as it stood before it was escaped. */
function wordsExactly(escaped: string): string {
  const names: Record<string, string> = {
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    '#x27': "'",
    '#x3D': '=',
    '#x60': '`',
  };
  return escaped.replace(/&(#?\w+);/g, (_, name: string) => names[name] ?? `?${name}`);
}

it('a digest is of no use without the key', () => {
  const [one, other] = [1, 2].map((byte) =>
    new MasterKey(Buffer.alloc(32, byte)).digest('search:x:email:a@b'),
  );
  expect(one!.equals(other!)).toBe(false);
});
