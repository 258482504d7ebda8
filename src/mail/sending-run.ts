import { firstWindow, nextWindow } from './domain/window.js';
import type { SendResult } from './marking.js';

/** What one run of the sender holds and has done. */
export class SendingRun {
  readonly result: SendResult = { sent: 0, withdrawn: 0, retried: 0, dead: 0, putOff: 0 };
  /** Mails that are claimed and not marked yet. */
  inHand = 0;
  private window: number;
  private waitingFor: { most: number; wake: () => void } | null = null;

  constructor(private readonly lanes: { connections: number; aside: number }) {
    this.window = firstWindow(lanes.connections);
  }

  /** How many more to claim; none while more than half of what may be held is. Whatever waits for slow domains is beside that. */
  get room(): number {
    const held = Math.max(0, this.inHand - this.lanes.aside);
    return held * 2 > this.window ? 0 : this.window - held;
  }

  took(mails: number): void {
    this.inHand += mails;
  }

  /** @param as null if it could not be written down */
  ended(as: keyof SendResult | null): void {
    this.inHand -= 1;
    if (as) this.result[as] += 1;
    if (this.waitingFor && this.inHand <= this.waitingFor.most) this.waitingFor.wake();
  }

  /** A batch as large as was asked for is over. */
  learnt(tookMs: number): void {
    this.window = nextWindow(this.window, tookMs, this.lanes.connections);
  }

  /** Resolves when there is room to claim for, or nothing is in hand any more if all were claimed, or the time is over. */
  async changed({ dry, atMostMs }: { dry: boolean; atMostMs?: number }): Promise<void> {
    const most = dry ? 0 : Math.floor(this.window / 2) + this.lanes.aside;
    if (this.inHand <= most) return;
    await new Promise<void>((wake) => {
      const timer = atMostMs === undefined ? undefined : setTimeout(wake, atMostMs);
      this.waitingFor = { most, wake: () => (clearTimeout(timer), wake()) };
    });
    this.waitingFor = null;
  }
}
