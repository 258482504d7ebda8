import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Role } from '../access/principal.js';
import { formatDay } from '../common/calendar.js';
import { Links } from '../mail/links.js';
import {
  type ClaimedMail,
  type Composition,
  type MailComposer,
  MailComposers,
} from '../mail/mail-composers.js';
import { type NamedPerson, personText } from '../registry/officer-wording.js';
import type { ReportKind } from './schedule/domain/periods-due.js';
import { type ReportRecipient, ReportSchedule } from './schedule/report-rules.js';

interface Ready extends NamedPerson {
  force: string;
  kind: ReportKind;
  fromOn: string;
  toOn: string;
  email: string | null;
  role: Role;
  disabled: boolean;
}

const READY = `
-- Which report is ready, and for whom?
select f.name as force, r.kind, r.from_on as "fromOn", r.to_on as "toOn", p.name, p.email, p.role,
       case when o.name_withheld then o.collar_number end as "withheldNumber",
       p.disabled_at is not null as disabled
from compliance_report r
join force f on f.id = r.force_id
join person p on p.force_id = r.force_id and p.id = $3
left join officer o on o.force_id = p.force_id and o.id = p.officer_id
where r.force_id = $1 and r.id = $2`;

/** Why somebody gets the mail. */
const BECAUSE: Record<ReportRecipient, string> = {
  'local-policing-body': 'you are registered with the local policing body of this force',
  'force-admin': 'you are registered as an administrator of this force',
  supervisor: 'you are registered as a supervisor of this force',
  auditor: 'you are registered as an auditor of this force',
};

/** Tells one person that a report is ready: by link, never with a figure or a name in it. */
@Injectable()
export class ReportReadyComposer implements MailComposer, OnModuleInit {
  readonly template = 'report-ready';

  constructor(
    private readonly composers: MailComposers,
    private readonly links: Links,
    private readonly schedule: ReportSchedule,
  ) {}

  onModuleInit(): void {
    this.composers.register(this);
  }

  async compose(manager: EntityManager, mail: ClaimedMail): Promise<Composition> {
    const [ready]: Ready[] = await manager.query(READY, [mail.forceId, mail.subjectId, mail.recipientId]);
    const told: readonly Role[] = this.schedule.ofForce(mail.forceId).recipients;
    if (!ready || ready.disabled || !told.includes(ready.role))
      return { withdraw: 'the person is no longer told of reports' };
    if (!ready.email) return { withdraw: 'the person has no address any more' };
    return {
      // Not even in the heading, which passes through many hands.
      to: { name: personText(ready, false), address: ready.email },
      model: {
        force: ready.force,
        kind: ready.kind,
        from: formatDay(ready.fromOn),
        to: formatDay(ready.toOn),
        because: BECAUSE[ready.role as ReportRecipient],
        link: this.links.to(`/reports/${mail.subjectId}`),
      },
    };
  }
}
