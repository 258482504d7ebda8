import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AlertsJob } from '../../src/alerts/alerts.job.js';
import { AlertsService } from '../../src/alerts/alerts.service.js';
import { readConfigFile } from '../../src/config/config-files.js';
import { ResponseStandards } from '../../src/contacts/response-standards.js';
import { ask } from '../support/real-input/api.js';
import { DUE, HoldingWorld, SENT_AT, type Somebody } from './holding-world.js';

let world: HoldingWorld;
let reference: string;
let page: string;
const [A_DAY_BEFORE, FOUR_HOURS_BEFORE] = ['2026-06-03T12:00:00.000Z', '2026-06-04T08:00:00.000Z'];
const [ANN, BOB, DEE, MAILBOX, ADMIN] = [
  'duty.1@force.example',
  'duty.3@force.example',
  'duty.9@force.example',
  'team.s1@force.example',
  'admin@force.example',
];

beforeAll(async () => {
  world = await HoldingWorld.open();
});
afterAll(() => world.leave());
beforeEach(async () => {
  reference = await world.received();
  page = `/contacts/${reference}`;
});
afterEach(async () => {
  world.line.found(ResponseStandards).use(readConfigFile('response-standard.yaml'));
  await world.settle();
});

const takeUp = (who: Somebody): Promise<[number, string | null]> => outcome(who.post(`${page}/take-up`));
const giveBack = (who: Somebody): Promise<[number, string | null]> =>
  outcome(who.post(`${page}/take-up/give-back`));
async function outcome(answer: ReturnType<Somebody['post']>): Promise<[number, string | null]> {
  const { status, headers } = await answer;
  return [status, headers.get('location')];
}

describe('"I have it"', () => {
  it('is one press of a button, and everybody sees who has it', async () => {
    expect(await world.ann.read(page)).toContain('Nobody has this contact yet');
    expect(await world.ann.read('/contacts')).toContain('Nobody yet');
    world.line.moveTo('2026-06-01T13:30:00.000Z');
    expect(await takeUp(world.ann)).toEqual([303, `${page}?done=taken-up`]);
    expect(await world.ann.read(`${page}?done=taken-up`)).toMatch(
      /You have this contact now.*You have had this contact since Monday 1 June 2026 at 2:30pm BST/,
    );
    expect(await world.bob.read(page)).toContain(
      'PC Ann Ward has had this contact since Monday 1 June 2026 at 2:30pm BST',
    );
    expect(await world.bob.read('/contacts')).toContain('PC Ann Ward');
    const { json } = await world.line.to(reference);
    expect(json.takenUp).toEqual({ at: '2026-06-01T13:30:00.000Z', by: 'PC Ann Ward' });
    expect(json.timeline.at(-1)).toMatchObject({ kind: 'taken-up', by: 'PC Ann Ward' });
    expect(await world.auditOf(reference)).toEqual([{ actor: world.ann.id, detail: { kind: 'taken-up' } }]);
  });

  it('moves neither the deadline nor the state', async () => {
    const before = (await world.line.to(reference)).json;
    await takeUp(world.ann);
    const after = (await world.line.to(reference)).json;
    expect([after.dueAt, after.state]).toEqual([before.dueAt, before.state]);
    expect(after.dueAt).toBe(DUE);
  });

  it('said a second time changes nothing, and two at once are one', async () => {
    await takeUp(world.ann);
    const before = [await world.clockOf(reference), await world.auditOf(reference)];
    world.line.moveTo('2026-06-01T15:00:00.000Z');
    expect(await Promise.all([takeUp(world.ann), takeUp(world.ann)])).toEqual(
      Array.from({ length: 2 }, () => [303, `${page}?done=taken-up`]),
    );
    expect([await world.clockOf(reference), await world.auditOf(reference)]).toEqual(before);
  });

  it('said of what somebody else has replaces them and says whose it was', async () => {
    await takeUp(world.ann);
    world.line.moveTo('2026-06-01T15:00:00.000Z');
    expect(await world.bob.read(page)).toContain('I have it now');
    await takeUp(world.bob);
    expect((await world.clockOf(reference)).takenUpBy).toBe(world.bob.id);
    expect(await world.bob.read(page)).toMatch(/You have had this contact since.*Taken up from PC Ann Ward/);
    expect((await world.auditOf(reference)).at(-1)).toEqual({
      actor: world.bob.id,
      detail: { kind: 'taken-up', from: world.ann.id },
    });
  });

  it('tells a colleague whose name is withheld by collar number, and a force admin by name', async () => {
    await takeUp(world.ann);
    const withhold = (withheld: boolean): Promise<unknown> =>
      world.line.admin.query(`update officer set name_withheld = $1 where collar_number = '1'`, [withheld]);
    await withhold(true);
    try {
      for (const path of ['/contacts', page]) {
        const words = await world.bob.read(path);
        expect(words).toContain('Officer 1, name withheld');
        expect(words).not.toContain('Ann Ward');
        expect(await world.admin.read(path)).toContain('PC Ann Ward (name withheld from the public)');
      }
      expect((await world.line.to(reference)).json.takenUp.by).toBe('Officer 1, name withheld');
    } finally {
      await withhold(false);
      await world.line.admin.query('delete from officer_name_withheld');
    }
  });

  it('is for whoever may see the contact: not for another team, other roles or machines', async () => {
    expect(await takeUp(world.cal)).toEqual([404, null]);
    expect(await takeUp(await world.as('Aud Itor', 'auditor'))).toEqual([403, null]);
    expect(await takeUp(await world.as('Bo Dy', 'local-policing-body'))).toEqual([403, null]);
    expect((await world.line.to(`${reference}/take-up`, {})).status).toBe(404);
    expect((await ask(world.line.stage.url, `${page}/take-up`, { form: {} })).status).toBe(303);
    expect((await world.clockOf(reference)).takenUpBy).toBeNull();
    expect((await takeUp(world.dee))[0]).toBe(303);
    expect((await takeUp(world.admin))[0]).toBe(303);
    expect((await world.clockOf(reference)).takenUpBy).toBe(world.admin.id);
  });

  it('is where the link of the mail leads, by way of signing in', async () => {
    const { status, headers } = await ask(world.line.stage.url, page);
    expect([status, headers.get('location')]).toEqual([303, `/sign-in?next=${encodeURIComponent(page)}`]);
  });

  it.each([
    [
      'answered',
      () =>
        world.line.to(`${reference}/responses`, {
          ...{ route: 'phone', respondedAt: SENT_AT, text: 'Told.', nextSteps: 'We patrol.' },
        }),
      'answered already',
    ],
    ['out of scope', () => world.line.to(`${reference}/out-of-scope`, { reason: 'crime' }), 'out of scope'],
    [
      'whose address failed',
      () =>
        world.line.admin.query(
          `update clock set address_failed_at = $1, next_alert_at = null where stopped_at is null`,
          [SENT_AT],
        ),
      'only address failed',
    ],
  ] as const)(
    'of a contact that is %s says why not, and its page has no button',
    async (_state, end, why) => {
      await end();
      const refused = await world.ann.post(`${page}/take-up`);
      expect(refused.status).toBe(409);
      expect(refused.text).toContain(why);
      expect(await world.ann.read(page)).not.toContain('I have it');
      expect((await world.clockOf(reference)).takenUpBy).toBeNull();
    },
  );

  it('of a contact without a clock says why not', async () => {
    reference = await world.received({ enquirer: {} });
    page = `/contacts/${reference}`;
    const refused = await world.ann.post(`${page}/take-up`);
    expect([refused.status, refused.text.includes('no 72-hour clock')]).toEqual([409, true]);
  });
});

describe('from a mail about several contacts', () => {
  it('is one press for each on the list that its link opens, without JavaScript', async () => {
    const other = await world.received();
    world.line.moveTo(A_DAY_BEFORE);
    await world.line.found(AlertsJob).tick();
    const mail = world.line.mails().find(({ to }) => to === ANN)!;
    expect(mail.text.match(/https?:/g)).toHaveLength(1);
    const path = /https?:\/\/[^/]+(\/contacts\?mail=[0-9a-f-]{36})/.exec(mail.text)![1]!;
    await world.received({ neighbourhood: 'S1' });
    const { text } = await world.ann.get(path);
    const forms = [
      ...text.matchAll(
        /<form method="post" action="(\/contacts\/[^"]+\/take-up)"><input[^>]+name="_csrf"[^>]+>\s*<input type="hidden" name="mail" value="([^"]+)">/g,
      ),
    ];
    expect(forms.map(([, action]) => action).sort()).toEqual(
      [reference, other].map((each) => `/contacts/${each}/take-up`).sort(),
    );
    const [, action, mailId] = forms.find(([, each]) => each!.includes(reference))!;
    const pressed = await world.ann.post(action!, { mail: mailId! });
    expect([pressed.status, pressed.headers.get('location')]).toEqual([303, `${path}&done=taken-up`]);
    const words = await world.ann.read(`${path}&done=taken-up`);
    expect(words).toMatch(/You have this contact now.*What your mail told you of.*2 contacts/);
    expect(words).toContain('You have it');
    expect((await world.clockOf(reference)).takenUpBy).toBe(world.ann.id);
    expect((await world.clockOf(other)).takenUpBy).toBeNull();
    expect(await world.bob.read(path)).toMatch(/I have it now/);
  });

  it('shows nobody what is not theirs, and anything but a mail is the list of all', async () => {
    const other = await world.received();
    world.line.moveTo(A_DAY_BEFORE);
    await world.line.found(AlertsJob).tick();
    const path = /\/contacts\?mail=[0-9a-f-]{36}/.exec(
      world.line.mails().find(({ to }) => to === ANN)!.text,
    )![0];
    expect(await world.cal.read(path)).not.toContain(other);
    expect(await world.ann.read('/contacts?mail=x')).toContain('Waiting for an answer');
    const { headers } = await ask(world.line.stage.url, path);
    expect(headers.get('location')).toBe(`/sign-in?next=${encodeURIComponent(path)}`);
  });
});

describe('giving back', () => {
  it('leaves it to everybody, and a second time nothing happens', async () => {
    await takeUp(world.ann);
    expect(await giveBack(world.ann)).toEqual([303, `${page}?done=given-back`]);
    expect(await world.bob.read(page)).toMatch(/Nobody has this contact yet.*Given back/);
    const before = await world.auditOf(reference);
    expect(before.map(({ detail }) => detail['kind'])).toEqual(['taken-up', 'given-back']);
    expect((await giveBack(world.ann))[0]).toBe(303);
    expect(await world.auditOf(reference)).toEqual(before);
  });

  it('is for whoever has it', async () => {
    await takeUp(world.ann);
    expect(await giveBack(world.bob)).toEqual([409, null]);
    expect((await world.clockOf(reference)).takenUpBy).toBe(world.ann.id);
  });
});

describe('"hears alone until the next rung"', () => {
  it('each time a stage repeats is a next rung: nobody can silence it for good', async () => {
    world.line.moveTo(A_DAY_BEFORE);
    expect(await world.heard(reference)).toEqual([ANN, MAILBOX]);
    await takeUp(world.ann);
    world.line.moveTo(FOUR_HOURS_BEFORE);
    expect(await world.heard(reference)).toEqual([ANN, BOB, DEE, MAILBOX].sort());
    world.line.moveTo('2026-06-05T12:00:00.000Z');
    expect(await world.heard(reference)).toEqual([ADMIN, ANN, BOB, DEE, MAILBOX].sort());
    await takeUp(world.bob);
    world.line.moveTo('2026-06-06T12:00:00.000Z');
    expect(await world.heard(reference)).toEqual([ADMIN, ANN, BOB, DEE, MAILBOX].sort());
  });

  it('given back, the others hear at once what only the one who had it was told', async () => {
    world.line.moveTo('2026-06-05T12:00:00.000Z');
    expect(await world.heard(reference)).toHaveLength(5);
    world.line.moveTo('2026-06-06T12:00:00.000Z');
    await takeUp(world.bob);
    expect(await world.heard(reference)).toEqual([BOB]);
    world.line.moveTo('2026-06-06T18:00:00.000Z');
    await giveBack(world.bob);
    expect(await world.heard(reference)).toEqual([ADMIN, ANN, DEE, MAILBOX].sort());
    expect(await world.heard(reference)).toEqual([]);
  });

  it.each([
    ['before the sweep', false],
    ['between the sweep and the sending', true],
  ])('taken up %s and given back, the others hear it after all', async (_when, swept) => {
    world.line.moveTo(A_DAY_BEFORE);
    if (swept) await world.line.found(AlertsService).raiseAlertsDue();
    await takeUp(world.bob);
    expect(await world.heard(reference)).toEqual([BOB]);
    world.line.moveTo('2026-06-03T13:00:00.000Z');
    await giveBack(world.bob);
    expect(await world.heard(reference)).toEqual([ANN, MAILBOX]);
  });

  it('given back with nothing said meanwhile, nobody is mailed', async () => {
    world.line.moveTo(A_DAY_BEFORE);
    expect(await world.heard(reference)).toHaveLength(2);
    await takeUp(world.ann);
    world.line.moveTo('2026-06-03T15:00:00.000Z');
    await giveBack(world.ann);
    expect(await world.heard(reference)).toEqual([]);
    expect((await world.clockOf(reference)).nextAlertAt).toBe('2026-06-04T08:00');
  });
});

describe('a ladder that must be taken up', () => {
  beforeEach(() => {
    const file = structuredClone(readConfigFile('response-standard.yaml')) as {
      versions: { rungs: { takeUpWithinHours?: number }[] }[];
    };
    file.versions.forEach(({ rungs }) => rungs.forEach((rung) => (rung.takeUpWithinHours = 6)));
    world.line.found(ResponseStandards).use(file);
  });

  it('calls nobody once it is, and at once whom it would have called when it is given back', async () => {
    world.line.moveTo(A_DAY_BEFORE);
    expect(await world.heard(reference)).toEqual([ANN, MAILBOX]);
    world.line.moveTo('2026-06-03T13:00:00.000Z');
    await takeUp(world.ann);
    expect((await world.clockOf(reference)).nextAlertAt).toBe('2026-06-04T08:00');
    world.line.moveTo('2026-06-03T19:00:00.000Z');
    expect(await world.heard(reference)).toEqual([]);
    await giveBack(world.ann);
    expect(await world.heard(reference)).toEqual([BOB, DEE]);
    expect(await world.alertsOf(reference)).toEqual(['due-in-24-hours 1', 'due-in-24-hours 1+1']);
    expect((await world.clockOf(reference)).nextAlertAt).toBe('2026-06-04T00:00');
  });

  it('keeps what no sweep has come by for yet', async () => {
    world.line.moveTo('2026-06-03T12:00:05.000Z');
    await takeUp(world.ann);
    expect(await world.heard(reference)).toEqual([ANN]);
    expect(await world.alertsOf(reference)).toEqual(['due-in-24-hours 1']);
  });
});
