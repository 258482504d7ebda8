import { Injectable } from '@nestjs/common';
import { Composing } from './composing.js';
import { Deliveries } from './deliveries.js';
import type { ClaimedMail } from './mail-composers.js';
import { Marking, type SendResult } from './marking.js';
import { Holding } from './holding.js';
import { LEASE } from './outbox.query.js';
import { SendingRun } from './sending-run.js';

export type { SendResult };

const LOOK_AGAIN_MS = 500;

/**
 * Empties the outbox: claim, compose as things stand now, hand over, mark. Nothing slow runs inside a transaction, and
 * while some mails are handed over the next are claimed and composed.
 * A process that dies between the server's acceptance and our mark sends the same Message-ID again, which mail
 * programs recognise; nothing is lost.
 */
@Injectable()
export class Sender {
  private stopping = false;

  constructor(
    private readonly holding: Holding,
    private readonly composing: Composing,
    private readonly deliveries: Deliveries,
    private readonly marking: Marking,
  ) {}

  /** Send what is due now, until nothing is or the process is asked to stop. */
  async sendDue(): Promise<SendResult> {
    const run = new SendingRun(this.deliveries);
    await this.holding.during(() => this.empty(run));
    return run.result;
  }

  /** Claim nothing more, and give back what was not handed over yet. */
  stop(): void {
    this.stopping = true;
    this.deliveries.stop();
  }

  private async empty(run: SendingRun): Promise<void> {
    try {
      while (!this.stopping && this.deliveries.possible) {
        const asked = run.room;
        const claimed = asked > 0 ? await this.claim(run, asked) : 0;
        if (run.inHand === 0 && claimed === 0) break;
        this.deliveries.tidy();
        await run.changed({ dry: claimed < asked, atMostMs: LOOK_AGAIN_MS });
      }
    } finally {
      await run.changed({ dry: true });
    }
  }

  private async claim(run: SendingRun, limit: number): Promise<number> {
    // Asked before the database is: the lease ends no earlier than it seems to here.
    const claimedMs = performance.now();
    const mails = await this.holding.claim(limit);
    run.took(mails.length);
    // One transaction to compose for all of a force's mails, so that mail leaves the database to others.
    const forces = [...new Set(mails.map((mail) => mail.forceId))];
    const seen = forces.map((forceId) =>
      this.seeTo(
        run,
        forceId,
        mails.filter((mail) => mail.forceId === forceId),
        claimedMs,
      ),
    );
    void Promise.all(seen).then(() => {
      if (mails.length === limit) run.learnt(performance.now() - claimedMs);
    });
    return mails.length;
  }

  private async seeTo(
    run: SendingRun,
    forceId: string,
    mails: ClaimedMail[],
    claimedMs: number,
  ): Promise<void> {
    const composed = await this.composing.compose(forceId, mails, claimedMs + LEASE.beginWithinMs);
    await Promise.all(
      mails.map(async (mail, index) => {
        const attempt = await this.deliveries.attempt(mail, composed[index]!, claimedMs);
        run.ended(await this.marking.mark(attempt, claimedMs + LEASE.markWithinMs, run.inHand === 1));
      }),
    );
  }
}
