import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NOW, SmallStage } from '../support/real-input/small-force.js';

let line: SmallStage;

beforeAll(async () => {
  line = await SmallStage.set();
});
afterAll(() => line.leave());

describe('taking a contact in', () => {
  it('answers 201 with a reference, the due instant 72 hours on, and links that work', async () => {
    const answer = await line.push(line.contact({ submittedAt: '2026-06-01T11:30:00.5+01:00' }));
    expect(answer.status).toBe(201);
    expect(answer.json).toEqual({
      reference: expect.stringMatching(/^([CDFHJKMNPQRTWX3479]{3}-){2}[CDFHJKMNPQRTWX3479]{3}$/),
      neighbourhood: 'S1',
      submittedAt: '2026-06-01T10:30:00.500Z',
      receivedAt: NOW,
      dueAt: '2026-06-04T10:30:00.500Z',
      links: { self: expect.any(String), responses: expect.any(String) },
    });
    const shown = await line.to(answer.json.reference as string);
    expect(shown.json.links).toEqual(answer.json.links);
    expect(shown.json).toMatchObject({ state: 'open', channel: 'api', message: 'They burn again.' });
  });

  it('finds it by its reference as somebody would say it', async () => {
    const reference = await line.received();
    const said = encodeURIComponent(reference.toLowerCase().replaceAll('-', ' '));
    expect((await line.to(said)).json.reference).toBe(reference);
  });

  it('places a point by its boundary', async () => {
    const answer = await line.push(
      line.contact({ neighbourhood: undefined, point: { latitude: 52.005, longitude: -0.985 } }),
    );
    expect(answer.json.neighbourhood).toBe('S2');
  });

  it('places a point in what exists on the day, not in what was there before', async () => {
    await line.admin.query(
      `update neighbourhood set during = daterange('2025-07-01', '2026-05-01') where code = 'S2' and force_id = 'squares'`,
    );
    const answer = await line.push(
      line.contact({ neighbourhood: undefined, point: { latitude: 52.005, longitude: -0.985 } }),
    );
    expect([answer.status, answer.json.errors?.[0].field]).toEqual([400, 'point']);
    expect((await line.push(line.contact({ neighbourhood: 'S2' }))).json.errors[0].field).toBe(
      'neighbourhood',
    );
    await line.admin.query(
      `update neighbourhood set during = daterange('2025-07-01', null) where code = 'S2' and force_id = 'squares'`,
    );
  });

  it('has no clock for a person without any address, and takes an empty one for none', async () => {
    for (const enquirer of [undefined, {}, { name: 'Kit' }]) {
      const answer = await line.push(line.contact({ enquirer }));
      expect([answer.status, answer.json.dueAt]).toEqual([201, null]);
      expect((await line.to(answer.json.reference as string)).json.state).toBe('no-reply-possible');
    }
  });

  it('takes a time up to five minutes ahead, and cuts it to whole milliseconds', async () => {
    const answer = await line.push(line.contact({ submittedAt: '2026-06-01T12:05:00.000999Z' }));
    expect([answer.status, answer.json.submittedAt]).toEqual([201, '2026-06-01T12:05:00.000Z']);
    const later = await line.push(line.contact({ submittedAt: '2026-06-01T12:05:00.001Z' }));
    expect([later.status, later.json.errors[0].field]).toEqual([400, 'submittedAt']);
  });

  it('starts at the instant stated in either of two equal local times', async () => {
    line.moveTo('2026-10-25T02:00:00.000Z');
    const first = await line.push(line.contact({ submittedAt: '2026-10-25T01:30:00+01:00' }));
    const second = await line.push(line.contact({ submittedAt: '2026-10-25T01:30:00+00:00' }));
    expect([first.json.dueAt, second.json.dueAt]).toEqual([
      '2026-10-28T00:30:00.000Z',
      '2026-10-28T01:30:00.000Z',
    ]);
    line.moveTo(NOW);
  });
});

describe('the same contact again', () => {
  it('is answered the same, whenever it comes and however its JSON is laid out, and stored once', async () => {
    const body = line.contact({ submittedAt: '2026-06-01T11:00:00Z' });
    const first = await line.push(body, { idempotencyKey: 'again' });
    const before = await line.rows();
    line.moveTo('2026-06-09T12:00:00.000Z');
    const turned = Object.fromEntries(
      Object.entries({ ...body, submittedAt: '2026-06-01T12:00:00+01:00' }).reverse(),
    );
    for (const repeated of [body, JSON.stringify(turned, null, 2)]) {
      const answer = await line.push(repeated, { idempotencyKey: 'again' });
      expect([answer.status, answer.json]).toEqual([first.status, first.json]);
      expect(answer.headers.get('idempotency-replayed')).toBe('true');
    }
    line.moveTo(NOW);
    expect(await line.rows()).toEqual(before);
    expect(first.headers.get('idempotency-replayed')).toBeNull();
  });

  it.each([
    ['message', { message: 'Other.' }],
    ['time', { submittedAt: '2026-06-01T11:59:59.999Z' }],
    ['place', { neighbourhood: 'S2' }],
    ['person', { enquirer: { name: 'Kit', email: 'other@people.example' } }],
    ['channel', { channel: 'phone' }],
  ])('with another %s is a conflict, and nothing is stored', async (what, changes) => {
    await line.push(line.contact(), { idempotencyKey: `other-${what}` });
    const before = await line.rows();
    const answer = await line.push(line.contact(changes), { idempotencyKey: `other-${what}` });
    expect(answer.status).toBe(409);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.json.detail).toMatch(/Idempotency-Key/);
    expect(await line.rows()).toEqual(before);
  });

  it('twenty times at once is one contact, and twenty equal answers', async () => {
    const before = await line.rows();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => line.push(line.contact(), { idempotencyKey: 'at-once' })),
    );
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]!.status).toBe(201);
    const after = await line.rows();
    expect(after['contact']).toBe(before['contact']! + 1);
    for (const table of [
      'clock',
      'contact_personal',
      'idempotency_key',
      'timeline_entry',
      'audit_entry',
      'outbox_mail',
    ]) {
      expect([table, after[table]]).toEqual([table, before[table]! + 1]);
    }
  });

  it('amid many others at once, good and bad, each gets the answer that is its own', async () => {
    await line.push(line.contact(), { idempotencyKey: 'amid-0' });
    const other = await line.otherForce('beside');
    const before = await line.rows();
    const pushes = Array.from({ length: 80 }, (_, index) => {
      const subject = `Bins ${index}`;
      if (index % 8 === 3)
        return line.push(line.contact({ subject, neighbourhood: 'S9' }), { idempotencyKey: `bad-${index}` });
      if (index % 8 === 5) return line.push(line.contact({ subject }), { idempotencyKey: 'amid-0' });
      if (index % 8 === 6)
        return line.push(line.contact({ subject: 'Twin' }), { idempotencyKey: 'amid-twin' });
      if (index % 8 === 7)
        return line.push(line.contact({ subject, neighbourhood: 'O1' }), {
          idempotencyKey: `o-${index}`,
          key: other,
        });
      return line.push(line.contact({ subject }), { idempotencyKey: `good-${index}` });
    });
    const answers = await Promise.all(pushes);
    expect(answers.map(({ status }) => status)).toEqual(
      answers.map((_, index) => (index % 8 === 3 ? 400 : index % 8 === 5 ? 409 : 201)),
    );
    const references = answers
      .filter(({ status }) => status === 201)
      .map(({ json }) => json.reference as string);
    expect(new Set(references).size).toBe(51);
    const after = await line.rows();
    for (const table of [
      'contact',
      'clock',
      'contact_personal',
      'idempotency_key',
      'timeline_entry',
      'outbox_mail',
      'audit_entry',
    ]) {
      expect([table, after[table]! - before[table]!]).toEqual([table, 51]);
    }
    for (const [index, { status, json }] of answers.entries()) {
      if (status !== 201 || index % 8 >= 6) continue;
      expect((await line.to(json.reference as string)).json.subject).toBe(`Bins ${index}`);
    }
  });

  it('with the key of another client of the force is another contact', async () => {
    const other = await line.keyFor('squares', ['contacts:write']);
    const first = await line.push(line.contact(), { idempotencyKey: 'shared' });
    const second = await line.push(line.contact(), { idempotencyKey: 'shared', key: other });
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.json.reference).not.toBe(first.json.reference);
  });

  it('whose first try was refused may be sent again, corrected, with the same key', async () => {
    const refused = await line.push(line.contact({ neighbourhood: 'S9' }), { idempotencyKey: 'mended' });
    const mended = await line.push(line.contact(), { idempotencyKey: 'mended' });
    expect([refused.status, mended.status]).toEqual([400, 201]);
  });
});
