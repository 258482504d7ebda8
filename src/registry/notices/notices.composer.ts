import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { localDayOf } from '../../common/calendar.js';
import { Links } from '../../mail/links.js';
import {
  type ClaimedMail,
  type Composition,
  type MailComposer,
  MailComposers,
} from '../../mail/mail-composers.js';
import {
  COMING_DAYS,
  comingGapSubject,
  failingRouteSubject,
  type Noticed,
  noticesWords,
  openGapSubject,
} from './domain/notice.js';
import { partsOf, subjectText } from './notice-lines.js';
import { NOTICES_MAIL, noticesOfBatch, readerOf } from './notices.query.js';
import { type ForceStanding, standingOf } from './standing.js';

/**
 * Tells one force admin what is new: gaps that opened or come, routes that fail. Asks again before sending: what has
 * closed meanwhile is left out, and a mail with nothing left is withdrawn.
 */
@Injectable()
export class NoticesComposer implements MailComposer, OnModuleInit {
  readonly template = NOTICES_MAIL;

  constructor(
    private readonly composers: MailComposers,
    private readonly links: Links,
  ) {}

  onModuleInit(): void {
    this.composers.register(this);
  }

  async compose(manager: EntityManager, mail: ClaimedMail, now: DateTime): Promise<Composition> {
    const reader = await readerOf(manager, mail.forceId, mail.recipientId, localDayOf(now));
    if (!reader || reader.gone) return { withdraw: 'the person is no force admin any more' };
    if (!reader.email) return { withdraw: 'the person has no address any more' };
    const told = await noticesOfBatch(manager, mail.forceId, mail.subjectId!);
    const standing = await standingOf(manager, mail.forceId, localDayOf(now), COMING_DAYS);
    const { open, coming, failing } = stillStanding(standing, told);
    const counts = { open: open.length, coming: coming.length, failing: failing.length };
    if (open.length + coming.length + failing.length === 0) {
      return { withdraw: 'nothing of it was so any more before it was sent' };
    }
    const [one, ...others] = [...open, ...coming, ...failing];
    const words = noticesWords(counts);
    return {
      to: { name: reader.name, address: reader.email },
      model: {
        force: reader.force,
        subject: others.length === 0 ? `${subjectText(one!)}: ${words}` : words,
        parts: partsOf({ open, coming, failing }, (path) => this.links.to(path)).filter(
          ({ lines }) => lines.length > 0,
        ),
        coverage: this.links.to('/coverage'),
        routes: failing.length > 0 && this.links.to('/coverage/routes?show=failing'),
      },
    };
  }
}

function stillStanding({ open, coming, failing }: ForceStanding, told: readonly Noticed[]): ForceStanding {
  const isTold = (kind: Noticed['kind'], subject: string): boolean =>
    told.some((notice) => notice.kind === kind && notice.subject === subject);
  return {
    open: open.filter((gap) => isTold('gap-open', openGapSubject(gap))),
    coming: coming.filter((gap) => isTold('gap-coming', comingGapSubject(gap))),
    failing: failing.filter((route) => isTold('route-failed', failingRouteSubject(route))),
  };
}
