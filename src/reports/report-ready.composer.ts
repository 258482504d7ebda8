import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { formatDay } from '../common/calendar.js';
import { Links } from '../mail/links.js';
import {
  type ClaimedMail,
  type Composition,
  type MailComposer,
  MailComposers,
} from '../mail/mail-composers.js';
import { type NamedPerson, personText } from '../registry/officer-wording.js';

interface Ready extends NamedPerson {
  force: string;
  fromOn: string;
  toOn: string;
  email: string | null;
  gone: boolean;
}

const READY = `
-- Which report is ready, and for whom?
select f.name as force, r.from_on as "fromOn", r.to_on as "toOn", p.name, p.email,
       case when o.name_withheld then o.collar_number end as "withheldNumber",
       p.disabled_at is not null or p.role <> 'local-policing-body' as gone
from compliance_report r
join force f on f.id = r.force_id
join person p on p.force_id = r.force_id and p.id = $3
left join officer o on o.force_id = p.force_id and o.id = p.officer_id
where r.force_id = $1 and r.id = $2`;

/** Tells one person of the local policing body that a report is ready: by link, never with a figure or a name in it. */
@Injectable()
export class ReportReadyComposer implements MailComposer, OnModuleInit {
  readonly template = 'report-ready';

  constructor(
    private readonly composers: MailComposers,
    private readonly links: Links,
  ) {}

  onModuleInit(): void {
    this.composers.register(this);
  }

  async compose(manager: EntityManager, mail: ClaimedMail): Promise<Composition> {
    const [ready]: Ready[] = await manager.query(READY, [mail.forceId, mail.subjectId, mail.recipientId]);
    if (!ready || ready.gone) return { withdraw: 'the person is no longer of the local policing body' };
    if (!ready.email) throw new Error('The recipient has no address.');
    return {
      // Not even in the heading, which passes through many hands.
      to: { name: personText(ready, false), address: ready.email },
      model: {
        force: ready.force,
        from: formatDay(ready.fromOn),
        to: formatDay(ready.toOn),
        link: this.links.to(`/reports/${mail.subjectId}`),
      },
    };
  }
}
