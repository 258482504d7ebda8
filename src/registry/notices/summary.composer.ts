import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { formatDay, localDayOf } from '../../common/calendar.js';
import { Links } from '../../mail/links.js';
import {
  type ClaimedMail,
  type Composition,
  type MailComposer,
  MailComposers,
} from '../../mail/mail-composers.js';
import { DAYS_AHEAD } from '../coverage/coverage.js';
import { stalePriorities } from '../life/priority-reviews.query.js';
import { noticesWords } from './domain/notice.js';
import { partsOf, stalePart } from './notice-lines.js';
import { readerOf, SUMMARY_MAIL } from './notices.query.js';
import { standingOf } from './standing.js';

/** Tells one force admin each week how the registry stands when the mail is sent, whether or not anything is new. */
@Injectable()
export class SummaryComposer implements MailComposer, OnModuleInit {
  readonly template = SUMMARY_MAIL;

  constructor(
    private readonly composers: MailComposers,
    private readonly links: Links,
  ) {}

  onModuleInit(): void {
    this.composers.register(this);
  }

  async compose(manager: EntityManager, mail: ClaimedMail, now: DateTime): Promise<Composition> {
    const today = localDayOf(now);
    const reader = await readerOf(manager, mail.forceId, mail.recipientId, today);
    if (!reader || reader.gone) return { withdraw: 'the person is no force admin any more' };
    if (!reader.email) return { withdraw: 'the person has no address any more' };
    const standing = await standingOf(manager, mail.forceId, today, DAYS_AHEAD);
    const stale = await stalePriorities(manager, mail.forceId, today);
    const to = (path: string): string => this.links.to(path);
    const { open, coming, failing } = standing;
    return {
      to: { name: reader.name, address: reader.email },
      model: {
        force: reader.force,
        subject:
          noticesWords({ open: open.length, coming: coming.length, failing: failing.length }) || 'no gaps',
        today: formatDay(today),
        days: DAYS_AHEAD,
        parts: [...partsOf(standing, to), stalePart(stale, to)],
        coverage: to('/coverage'),
      },
    };
  }
}
