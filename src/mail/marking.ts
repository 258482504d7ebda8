import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { ForceDatabase } from '../database/force-database.js';
import type { Attempt } from './deliveries.js';
import { nextAttemptAt } from './domain/back-off.js';
import { type ClaimedMail, type MailComposer, MailComposers, type Refusal } from './mail-composers.js';
import { RefusedForGood, withoutAddresses } from './mailer.js';
import { type End, endMails } from './outbox.query.js';
import { withPatience } from './patience.js';

/** What a sender's run counts. */
export interface SendResult {
  sent: number;
  withdrawn: number;
  retried: number;
  dead: number;
  /** Given back without having been handed over: others went first. */
  putOff: number;
}

/** Whoever's domain is slow comes again after so long, spread by up to half. */
const SLOW_AGAIN_SECONDS = 30;

/** Ends of so many milliseconds are written down together: each transaction costs the same, however many are in it. */
const GATHER_MS = 25;

/** One mail's end, on its way into the database. */
interface ToMark {
  mail: ClaimedMail;
  end: End;
  as: keyof SendResult;
  /** What the feature whose mail it is writes down with it. */
  also: ((manager: EntityManager) => Promise<void>) | undefined;
  /** The same, if that feature writes it down for many at once. */
  alsoOfMany?: { composer: MailComposer; at: DateTime } | undefined;
  untilMs: number;
  done: (as: keyof SendResult | null) => void;
}

type Outcome = Pick<ToMark, 'end' | 'as' | 'also' | 'alsoOfMany'>;

/**
 * Writes down how mails ended, together with what follows from it. The ends of other mails gather meanwhile, so that the
 * busier it is the fewer transactions a mail takes.
 */
@Injectable()
export class Marking {
  private readonly logger = new Logger(Marking.name);
  private readonly gathered = new Map<string, ToMark[]>();

  constructor(
    private readonly database: ForceDatabase,
    private readonly composers: MailComposers,
  ) {}

  /**
   * @param untilMs when the lease is about to end, by `performance.now()`
   * @param alone nothing else is on its way, so there is nothing to gather
   * @returns how it ended, or null if that could not be written down: its lease will end, and it is sent again
   */
  mark(attempt: Attempt, untilMs: number, alone = false): Promise<keyof SendResult | null> {
    return new Promise((done) => {
      const toMark = { mail: attempt.mail, ...this.endOf(attempt), untilMs, done };
      // What belongs to a force is written in its name; a mere mark needs no force, and so can be one with others'.
      const whose = (toMark.also ?? toMark.alsoOfMany) ? toMark.mail.forceId : '';
      const others = this.gathered.get(whose);
      if (alone) void this.write(whose, [toMark]);
      else if (others) others.push(toMark);
      else {
        this.gathered.set(whose, [toMark]);
        void this.writeGathered(whose);
      }
    });
  }

  private async writeGathered(whose: string): Promise<void> {
    for (;;) {
      await sleep(GATHER_MS);
      const group = this.gathered.get(whose)!;
      if (group.length === 0) break;
      this.gathered.set(whose, []);
      await this.write(whose, group);
    }
    this.gathered.delete(whose);
  }

  /** All in one transaction; if the database refuses one, each in its own, so that one mail's trouble stays its own. */
  private async write(whose: string, group: ToMark[]): Promise<void> {
    try {
      await withPatience(Math.min(...group.map(({ untilMs }) => untilMs)), () => this.inOne(whose, group));
      for (const { done, as } of group) done(as);
    } catch (error) {
      if (group.length > 1) {
        await Promise.all(group.map((one) => this.write(whose, [one])));
        return;
      }
      const why = withoutAddresses((error as Error).message);
      const [{ mail, done }] = group as [ToMark];
      this.logger.error({ message: 'a mail could not be marked; its lease will end', mailId: mail.id, why });
      done(null);
    }
  }

  private async inOne(whose: string, group: ToMark[]): Promise<void> {
    const work = async (manager: EntityManager): Promise<void> => {
      // What lost its lease meanwhile is somebody else's to say.
      const ours = await endMails(manager, group);
      const many = new Map<MailComposer, { mail: ClaimedMail; at: DateTime }[]>();
      for (const { mail, also, alsoOfMany } of group.filter((one) => ours.has(one.mail.id))) {
        await also?.(manager);
        if (!alsoOfMany) continue;
        const { composer, at } = alsoOfMany;
        many.set(composer, [...(many.get(composer) ?? []), { mail, at }]);
      }
      for (const [composer, accepted] of many) await composer.acceptedAll?.(manager, accepted);
    };
    await (whose === '' ? this.database.asSweeper(work) : this.database.inForce(whose, work));
  }

  private endOf(attempt: Attempt): Outcome {
    const { mail, at } = attempt;
    const composer = this.composers.of(mail.template);
    if ('accepted' in attempt) {
      const end = { sentAt: at };
      if (composer.acceptedAll) return { end, as: 'sent', also: undefined, alsoOfMany: { composer, at } };
      const also = composer.accepted && ((manager: EntityManager) => composer.accepted!(manager, mail, at));
      return { end, as: 'sent', also };
    }
    if ('withdraw' in attempt) {
      return { end: { withdrawnAt: at, why: attempt.withdraw }, as: 'withdrawn', also: undefined };
    }
    if ('putOff' in attempt) {
      const putOffUntil =
        attempt.putOff === 'slow' ? at.plus({ seconds: SLOW_AGAIN_SECONDS * (1 - Math.random() / 2) }) : null;
      return { end: { putOffUntil }, as: 'putOff', also: undefined };
    }
    return this.failed(mail, at, attempt.error);
  }

  private failed(mail: ClaimedMail, at: DateTime, error: Error): Outcome {
    const why = withoutAddresses(error.message);
    const retryAt =
      error instanceof RefusedForGood
        ? null
        : nextAttemptAt(mail.firstTriedAt, mail.attempts, at, Math.random());
    this.logger.warn({
      message: retryAt ? 'mail will be tried again' : 'mail is dead',
      mailId: mail.id,
      template: mail.template,
      why,
    });
    if (retryAt) return { end: { retryAt, why }, as: 'retried', also: undefined };
    const composer = this.composers.of(mail.template);
    const refusal: Refusal = {
      reason: why,
      ofAddress: error instanceof RefusedForGood && error.ofAddress,
    };
    const also =
      composer.refused && ((manager: EntityManager) => composer.refused!(manager, mail, at, refusal));
    return { end: { deadAt: at, why }, as: 'dead', also };
  }
}
