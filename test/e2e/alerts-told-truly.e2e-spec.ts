import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AlertsService } from '../../src/alerts/alerts.service.js';
import { explainContact } from '../../src/alerts/explain/explain-contact.js';
import { explanationLines } from '../../src/alerts/explain/explanation.js';
import { StandardChanges } from '../../src/alerts/standard/standard-changes.service.js';
import { readConfigFile } from '../../src/config/config-files.js';
import { ResponseStandards } from '../../src/contacts/response-standards.js';
import { ForceDatabase } from '../../src/database/force-database.js';
import { Sender } from '../../src/mail/sender.js';
import { HoldingWorld } from './holding-world.js';

const [ANN, BOB, DEE, MAILBOX] = [
  'duty.1@force.example',
  'duty.3@force.example',
  'duty.9@force.example',
  'team.s1@force.example',
];
/** Sent on Monday at 22:00Z and 22:30Z: with a day left it is night, and Ann's quiet hours end at 05:00Z. */
const [FIRST_SENT, OTHER_SENT] = ['2026-06-01T22:00:00.000Z', '2026-06-01T22:30:00.000Z'];
const [FIRST_DAY_LEFT, BETWEEN, OTHER_DAY_LEFT, MORNING] = [
  '2026-06-03T22:00:00.000Z',
  '2026-06-03T22:10:00.000Z',
  '2026-06-03T22:30:00.000Z',
  '2026-06-04T05:00:00.000Z',
];

let world: HoldingWorld;
beforeAll(async () => {
  world = await HoldingWorld.open();
});
afterAll(() => world.leave());

let first: string;
let other: string;
beforeEach(async () => {
  world.line.moveTo(OTHER_SENT);
  first = await received(FIRST_SENT);
  other = await received(OTHER_SENT);
});
afterEach(async () => {
  world.line.mailbox.answer = () => null;
  await world.line.admin.query('delete from alert_preference');
  await world.line.admin.query(`update outbox_mail set not_before = created_at where sent_at is null`);
  world.line.found(ResponseStandards).use(readConfigFile('response-standard.yaml'));
  world.line.moveTo('2026-06-20T12:00:00.000Z');
  await world.settle();
});

const received = (submittedAt: string): Promise<string> =>
  world.line.received({ submittedAt, enquirer: { telephone: '01632 960001' } });
const quiet = (): Promise<unknown> =>
  world.line.admin.query(
    `insert into alert_preference (force_id, officer_id, quiet_from, quiet_until, updated_at)
     select 'squares', id, '22:00', '06:00', '2026-05-01' from officer where collar_number = '1'`,
  );
const answer = (reference: string): Promise<unknown> =>
  world.line.to(`${reference}/responses`, {
    ...{ route: 'phone', respondedAt: world.line.stage.clock.now().toISO() },
    ...{ text: 'Told.', nextSteps: 'We patrol.' },
  });
/** Who was told of a contact by a mail, and who was not and why: `1 sent`, `9 answered`. */
async function recordOf(reference: string): Promise<string[]> {
  const { rows } = await world.line.admin.query<{ one: string }>(
    `select coalesce(o.collar_number, d.recipient_kind) || ' ' ||
            coalesce(d.skipped, case when m.sent_at is not null then 'sent' else 'waits' end) as one
       from delivery d join alert a on a.id = d.alert_id join clock k on k.id = a.clock_id join contact c on c.id = k.contact_id
       left join outbox_mail m on m.id = d.mail_id left join officer o on o.id = d.recipient_id
      where c.reference = $1 order by 1`,
    [reference],
  );
  return rows.map(({ one }) => one);
}
/** All lines that explain a contact. */
async function explained(reference: string): Promise<string[]> {
  const now = world.line.stage.clock.now();
  const found = await world.line
    .found(ForceDatabase)
    .inForce('squares', (manager) =>
      explainContact(
        manager,
        world.line.found(ResponseStandards),
        'squares',
        reference,
        now,
        now.toISODate()!,
      ),
    );
  return explanationLines(found!.contact, 'force.example', now).map((text) => text.trim());
}
const ladder = (): object => {
  const file = structuredClone(readConfigFile('response-standard.yaml')) as {
    versions: { rungs: { takeUpWithinHours?: number }[] }[];
  };
  file.versions.forEach(({ rungs }) => rungs.forEach((rung) => (rung.takeUpWithinHours = 6)));
  return file;
};

describe('nobody is shown as told of what the mail did not say', () => {
  it.each<[reason: string, end: (reference: string) => Promise<unknown>, said: string]>([
    ['answered', answer, 'answered before it was sent'],
    [
      'out of scope',
      (reference) => world.line.to(`${reference}/out-of-scope`, { reason: 'crime' }),
      'taken out of scope before it was sent',
    ],
    [
      'transferred',
      (reference) => world.ann.post(`/contacts/${reference}/transfers`, { to: 'S2' }),
      'handed over before it was sent',
    ],
  ])('%s while it was held for somebody', async (reason, end, said) => {
    await quiet();
    world.line.moveTo(FIRST_DAY_LEFT);
    expect(await world.heard(first)).toEqual([MAILBOX]);
    expect(await recordOf(first)).toEqual(['1 waits', 'mailbox sent']);
    world.line.moveTo(BETWEEN);
    await end(first);
    expect(await recordOf(first)).toEqual(expect.arrayContaining([`1 ${reason}`, 'mailbox sent']));
    world.line.moveTo(OTHER_DAY_LEFT);
    expect(await world.heard(other)).toEqual([MAILBOX]);
    world.line.moveTo(MORNING);
    expect(await world.heard(other)).toEqual([ANN]);
    // The very mail that was to tell of both.
    expect(await recordOf(other)).toEqual(['1 sent', 'mailbox sent']);
    expect(await recordOf(first)).toEqual(expect.arrayContaining([`1 ${reason}`, 'mailbox sent']));
    expect(await world.admin.read(`/contacts/${first}`)).toContain(`Officer 1: not told, ${said}`);
    expect(await world.admin.read('/alerts')).toContain(`Officer 1: not told, ${said}`);
    expect(await explained(first)).toContain(`not told: officer 1 (lead of S1), ${said}`);
  });

  it('brought back, whoever had not heard hears after all', async () => {
    await quiet();
    world.line.moveTo(FIRST_DAY_LEFT);
    expect(await world.heard(first)).toEqual([MAILBOX]);
    await world.line.to(`${first}/out-of-scope`, { reason: 'crime' });
    await world.line.to(`${first}/out-of-scope`, undefined, { method: 'DELETE' });
    world.line.moveTo(MORNING);
    expect(await world.heard(first)).toEqual([ANN]);
  });

  it('the standard changed: whoever had not heard hears as the version says, if it has the stage', async () => {
    const file = readConfigFile('response-standard.yaml') as { versions: object[] };
    const rung = { stage: 'due-in-24-hours', hoursFromDue: -24, hears: ['deputy'] };
    const added = (version: string, inForceFrom: string, rungs: object[]): object => ({
      ...{ version, inForceFrom, rungs, handedOver: ['lead'] },
    });
    const versions = [
      ...file.versions,
      added('deputies', '2026-06-02', [rung]),
      added('silent', '2026-06-03', [{ ...rung, stage: 'due', hoursFromDue: 0 }]),
    ];
    world.line.found(ResponseStandards).use({ ...file, versions });
    const apply = async (version: string): Promise<unknown> => {
      const by = { actor: { kind: 'command', id: 'standard' } } as const;
      const changes = world.line.found(StandardChanges);
      const { fingerprint } = await changes.previewChange('squares', version, by, 0);
      return changes.applyChange('squares', version, fingerprint, by);
    };
    await quiet();
    world.line.moveTo(FIRST_DAY_LEFT);
    expect(await world.heard(first)).toEqual([MAILBOX]);
    await apply('deputies');
    expect(await world.heard(first)).toEqual([BOB]);
    expect(await recordOf(first)).toEqual(['1 standard-changed', '3 sent', 'mailbox sent']);
    expect(await world.admin.read(`/contacts/${first}`)).toContain('a command on the server');
    world.line.moveTo(OTHER_DAY_LEFT);
    expect(await world.heard(other)).toEqual([BOB]);
    await apply('silent');
    world.line.moveTo(MORNING);
    expect(await world.heard(first)).toEqual([]);
  });

  it('answered while the mail is in somebody’s hands: what it says when it goes is what counts', async () => {
    world.line.moveTo(OTHER_DAY_LEFT);
    await world.line.found(AlertsService).raiseAlertsDue();
    const lease = (until: string | null): Promise<unknown> =>
      world.line.admin.query(
        `update outbox_mail set lease_until = $1 where template = 'alert' and sent_at is null`,
        [until],
      );
    await lease(new Date(Date.now() + 60_000).toISOString());
    await answer(first);
    expect(await recordOf(first)).toEqual(['1 waits', 'mailbox waits']);
    await lease(null);
    await world.line.found(Sender).sendDue();
    const mails = world.line.mails();
    expect(mails.map(({ to }) => to).sort()).toEqual([ANN, MAILBOX]);
    expect(mails.every(({ text }) => text.includes(other) && !text.includes(first))).toBe(true);
    expect(await recordOf(first)).toEqual(['1 answered', 'mailbox answered']);
    expect(await world.alertsOf(first)).toEqual(['due-in-24-hours 1 withdrawn: answered']);
  });

  it('answered after a try that no server confirmed: nobody knows whether it was heard, and so it is said', async () => {
    world.line.mailbox.answer = () => 421;
    world.line.moveTo(FIRST_DAY_LEFT);
    expect(await world.heard(first)).toEqual([]);
    await answer(first);
    world.line.mailbox.answer = () => null;
    world.line.moveTo(OTHER_DAY_LEFT);
    expect(await world.heard(first)).toEqual([]);
    expect(await recordOf(first)).toEqual(['1 unconfirmed', 'mailbox unconfirmed']);
    expect(await explained(first)).toContain(
      'not told: officer 1 (lead of S1), it ended while no server had confirmed the mail',
    );
  });

  it('says of an officer whose address was taken away that there is none', async () => {
    world.line.moveTo(FIRST_DAY_LEFT);
    await world.line.found(AlertsService).raiseAlertsDue();
    await world.line.admin.query(`update officer set duty_email = null where collar_number = '1'`);
    try {
      // The deputy hears for the lead.
      expect(await world.heard(first)).toEqual([BOB, MAILBOX]);
      expect(await recordOf(first)).toEqual(['1 no-address', '3 sent', 'mailbox sent']);
      expect(await explained(first)).toContain('not told: officer 1 (lead of S1), no address');
    } finally {
      await world.line.admin.query(`update officer set duty_email = $1 where collar_number = '1'`, [ANN]);
    }
  });
});

describe('who has heard already', () => {
  it('does not hear what comes next of the same rung, and it is said so before and after', async () => {
    world.line.found(ResponseStandards).use(ladder());
    world.line.moveTo(FIRST_DAY_LEFT);
    expect(await world.heard(first)).toEqual([ANN, MAILBOX]);
    const next = await explained(first);
    expect(next.slice(next.indexOf('What comes next') + 2)).toEqual([
      'would tell officer 3 (deputy)',
      'would tell officer 9 (supervisor)',
      'would pass over officer 1 (lead): had heard already',
      'would pass over team mailbox of S1 (mailbox): had heard already',
    ]);
    world.line.moveTo('2026-06-04T04:00:00.000Z');
    expect(await world.heard(first)).toEqual([BOB, DEE]);
    const lines = await explained(first);
    const step = lines.slice(lines.findIndex((text) => text.includes(', step 1: ')));
    expect(step).toContain('not told: officer 1 (lead of S1), had heard already');
    expect(step).toContain('not told: team mailbox of S1, had heard already');
  });

  it('a step whose listeners all had is neither on its way nor without a state', async () => {
    const rung = {
      stage: 'due-in-24-hours',
      hoursFromDue: -24,
      hears: ['lead', 'deputy'],
      takeUpWithinHours: 2,
    };
    world.line.found(ResponseStandards).use({
      ...(readConfigFile('response-standard.yaml') as object),
      versions: [
        {
          ...{ version: '2025-07', inForceFrom: '2025-07-01', handedOver: ['lead'] },
          rungs: [rung, { stage: 'due', hoursFromDue: 0, hears: ['lead'] }],
        },
      ],
    });
    world.line.moveTo(FIRST_DAY_LEFT);
    expect(await world.heard(first)).toEqual([ANN, BOB]);
    world.line.moveTo('2026-06-04T00:00:00.000Z');
    expect(await world.heard(first)).toEqual([]);
    expect(await world.admin.read('/alerts')).toMatch(/the next rung was called Nobody new/);
    const page = await world.admin.read(`/contacts/${first}`);
    expect(page).toContain('everybody had heard already or could not');
    expect(page).not.toContain('on its way');
  });
});

describe('what is said of lateness', () => {
  it('is not wiped by what happens later', async () => {
    world.line.moveTo('2026-06-03T22:16:00.000Z');
    expect(await world.heard(first)).toEqual([ANN, MAILBOX]);
    const before = [await world.admin.read(`/contacts/${first}`), await world.admin.read('/alerts')];
    for (const words of before) expect(words).toContain('16 minutes late');
    world.line.moveTo('2026-06-03T23:00:00.000Z');
    await world.ann.post(`/contacts/${first}/take-up`);
    await world.ann.post(`/contacts/${first}/take-up/give-back`);
    for (const path of [`/contacts/${first}`, '/alerts'])
      expect(await world.admin.read(path)).toContain('16 minutes late');
  });

  it('of a contact that came in when the next rung was called already: that it came in late', async () => {
    world.line.found(ResponseStandards).use(ladder());
    world.line.moveTo('2026-06-04T05:00:00.000Z');
    const late = await received(FIRST_SENT);
    const { text } = await (async () => {
      await world.heard('nothing');
      await world.line.found(AlertsService).raiseAlertsDue();
      return { text: await world.admin.read(`/contacts/${late}`) };
    })();
    expect(text).toContain('Next rung called: it came in late');
    expect(text).not.toContain('nobody had taken it up');
    expect(await world.admin.read('/alerts')).toContain('it came in late, so the next rung was called');
  });
});
