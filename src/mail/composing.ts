import { Injectable, Logger } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { Clock } from '../common/clock.js';
import { ForceDatabase } from '../database/force-database.js';
import { type ClaimedMail, type Composition, MailComposers } from './mail-composers.js';
import { RefusedForGood, withoutAddresses } from './mailer.js';
import { withPatience } from './patience.js';

/** Reads, at the last moment, who gets the mails of a force and what they say. */
@Injectable()
export class Composing {
  private readonly logger = new Logger(Composing.name);

  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly composers: MailComposers,
  ) {}

  /**
   * All in one transaction; if one cannot be composed, each in its own, so that one mail's trouble stays its own.
   * @returns for each mail, in their order, what to send or why it cannot be
   */
  async compose(forceId: string, mails: ClaimedMail[], untilMs: number): Promise<(Composition | Error)[]> {
    try {
      return await withPatience(untilMs, () =>
        this.database.inForce(forceId, (manager) => this.inOne(manager, mails, this.clock.now())),
      );
    } catch (error) {
      if (mails.length > 1)
        return (await Promise.all(mails.map((mail) => this.compose(forceId, [mail], untilMs)))).flat();
      const why = withoutAddresses((error as Error).message);
      this.logger.error({ message: 'a mail could not be composed', mailId: mails[0]!.id, why });
      return [error as Error];
    }
  }

  private async inOne(
    manager: EntityManager,
    mails: ClaimedMail[],
    now: DateTime,
  ): Promise<(Composition | Error)[]> {
    const composed = new Map<string, Composition | Error>();
    for (const template of new Set(mails.map((mail) => mail.template))) {
      const own = mails.filter((mail) => mail.template === template);
      const composer = this.composers.of(template);
      if (composer.composeAll && own.length > 1) {
        const all = await composer.composeAll(manager, own, now);
        own.forEach((mail, index) => composed.set(mail.id, all[index]!));
      } else {
        for (const mail of own) composed.set(mail.id, await this.one(manager, mail, now));
      }
    }
    return mails.map((mail) => composed.get(mail.id)!);
  }

  private async one(manager: EntityManager, mail: ClaimedMail, now: DateTime): Promise<Composition | Error> {
    try {
      return await this.composers.of(mail.template).compose(manager, mail, now);
    } catch (error) {
      if (error instanceof RefusedForGood) return error;
      throw error;
    }
  }
}
