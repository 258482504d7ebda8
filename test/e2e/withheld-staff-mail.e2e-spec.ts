import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Sender } from '../../src/mail/sender.js';
import { Notices } from '../../src/registry/notices/notices.service.js';
import { NOW, SmallStage } from '../support/real-input/small-force.js';

const FORCE = 'squares';
const TO = '"Officer 1, name withheld" <admin@force.example>';

let line: SmallStage;

/** The force admin who is told of gaps is an officer whose name is withheld. */
beforeAll(async () => {
  line = await SmallStage.set();
  await line.admin.query(
    `update officer set name = 'Cy Ode', name_withheld = true where collar_number = '1'`,
  );
  await line.admin.query(
    `update person p set name = 'Sgt Cy Ode', officer_id = o.id from officer o
      where p.email = 'admin@force.example' and o.collar_number = '1'`,
  );
});
afterAll(() => line.leave());
beforeEach(() => {
  line.moveTo(NOW);
  line.mails();
});

/** The headings of what arrived, by the subject. */
const headings = (): { subject: string; to: string; tells: boolean }[] =>
  line.stage.mailbox.mails.splice(0).map(({ subject, headers, raw }) => ({
    subject,
    to: /^To: (.*)$/m.exec(headers)![1]!.trim(),
    tells: raw.includes('Ode'),
  }));

describe('a mail to somebody of the force whose name is withheld', () => {
  it('tells it nowhere, as the weekly summary and as a notice of gaps', async () => {
    await line.found(Notices).raiseNoticesDue();
    await line.found(Sender).sendDue();
    await line.admin.query(
      `update assignment a set during = daterange(lower(a.during), '2026-05-30') from officer o
        where o.force_id = a.force_id and o.id = a.officer_id and o.collar_number = '2'`,
    );
    line.moveTo('2026-06-02T12:00:00.000Z');
    await line.found(Notices).raiseNoticesDue();
    await line.found(Sender).sendDue();
    const told = headings();
    expect(told.length).toBeGreaterThanOrEqual(2);
    for (const { to, tells } of told) expect([to, tells]).toEqual([TO, false]);
  });

  it('tells it nowhere when a report is ready', async () => {
    const report = randomUUID();
    await line.admin.query(
      `update person set role = 'local-policing-body' where email = 'admin@force.example'`,
    );
    await line.admin.query(
      `insert into compliance_report (force_id, id, kind, from_on, to_on, made_at, cut_off_at, figures)
       values ($1, $2, 'monthly', '2026-05-01', '2026-05-31', $3, $3, '{}')`,
      [FORCE, report, NOW],
    );
    await line.admin.query(
      `insert into outbox_mail (force_id, template, recipient_kind, recipient_id, subject_id, created_at, not_before)
       select force_id, 'report-ready', 'person', id, $1, $2, $2 from person where email = 'admin@force.example'`,
      [report, NOW],
    );
    await line.found(Sender).sendDue();
    expect(headings()).toEqual([
      { subject: expect.stringContaining('compliance report'), to: TO, tells: false },
    ]);
  });
});
