import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { headText } from '../audit/chain/chain-head.js';
import { formatDay, formatInstant } from '../common/calendar.js';
import { Links } from '../mail/links.js';
import {
  type ClaimedMail,
  type Composition,
  type MailComposer,
  MailComposers,
} from '../mail/mail-composers.js';
import { type NamedPerson, personText } from '../registry/officer-wording.js';

interface HeadMail extends NamedPerson {
  force: string;
  dayOn: string;
  position: number;
  hash: string;
  publishedAt: DateTime;
  email: string | null;
  isAuditor: boolean;
}

const HEAD_MAIL = `
-- Which head is it, and who gets it?
select f.name as force, h.day_on as "dayOn", h.position, encode(h.hash, 'hex') as hash, h.published_at as "publishedAt",
       p.name, p.email, case when o.name_withheld then o.collar_number end as "withheldNumber",
       p.role = 'auditor' and p.disabled_at is null as "isAuditor"
from audit_head h
join force f on f.id = h.force_id
join person p on p.force_id = h.force_id and p.id = $3
left join officer o on o.force_id = p.force_id and o.id = p.officer_id
where h.force_id = $1 and h.id = $2`;

/** Gives an auditor the head of the log of one day, to be kept outside of here. */
@Injectable()
export class AuditHeadComposer implements MailComposer, OnModuleInit {
  readonly template = 'audit-head';

  constructor(
    private readonly composers: MailComposers,
    private readonly links: Links,
  ) {}

  onModuleInit(): void {
    this.composers.register(this);
  }

  async compose(manager: EntityManager, mail: ClaimedMail): Promise<Composition> {
    const { forceId, subjectId, recipientId } = mail;
    const [head]: HeadMail[] = await manager.query(HEAD_MAIL, [forceId, subjectId, recipientId]);
    if (!head?.isAuditor) return { withdraw: 'the person is no longer an auditor' };
    if (!head.email) return { withdraw: 'the person has no address' };
    return {
      to: { name: personText(head, false), address: head.email },
      model: {
        force: head.force,
        day: formatDay(head.dayOn),
        publishedAt: formatInstant(head.publishedAt),
        entries: head.position,
        head: headText({ forceId, ...head }),
        link: this.links.to('/audit'),
      },
    };
  }
}
