import { mayBegin, type OnTheWay, SLOW_AFTER_MS } from './domain/lanes.js';

/** One delivery's right to a connection. */
export interface Lane extends OnTheWay {
  beganMs: number;
}

/** Why a mail got no connection: too many for slow domains wait already, or it waited too long for its turn. */
export type PutOff = 'slow' | 'late';

interface Waiting {
  domain: string;
  byMs: number;
  answer: (lane: Lane | PutOff) => void;
}

/** More slow domains at once than any installation has: then they are all learnt anew. */
const SLOW_REMEMBERED = 1_000;
/** More would only grow old here, and wait for their leases if this process died. */
const MOST_ASIDE = 200;

/** Hands out the few connections of an instance in the order in which they are asked for, but fairly by domain. */
export class DeliveryLanes {
  private readonly onTheWay = new Set<Lane>();
  private readonly slow = new Set<string>();
  private waiting: Waiting[] = [];
  private closed = false;

  constructor(readonly connections: number) {}

  /** How many wait for slow domains: they are no reason not to claim what goes to others. */
  get aside(): number {
    return this.waiting.filter(({ domain }) => this.slow.has(domain)).length;
  }

  /** @param byMs until when it is worth waiting, by `performance.now()` */
  enter(domain: string, byMs: number): Promise<Lane | PutOff> {
    if (this.closed) return Promise.resolve('late');
    if (this.slow.has(domain) && this.aside >= MOST_ASIDE) return Promise.resolve('slow');
    return new Promise((answer) => {
      this.waiting.push({ domain, byMs, answer });
      this.begin();
    });
  }

  leave(lane: Lane): void {
    this.onTheWay.delete(lane);
    if (performance.now() - lane.beganMs >= SLOW_AFTER_MS) this.slow.add(lane.domain);
    else this.slow.delete(lane.domain);
    this.begin();
  }

  /** What passing time changes; to be called again and again: who is slow, who has waited for too long. */
  tidy(): void {
    const now = performance.now();
    if (this.slow.size > SLOW_REMEMBERED) this.slow.clear();
    for (const { domain, beganMs } of this.onTheWay)
      if (now - beganMs >= SLOW_AFTER_MS) this.slow.add(domain);
    this.waiting = this.waiting.filter(({ byMs, answer }) => {
      if (!this.closed && now < byMs) return true;
      answer('late');
      return false;
    });
  }

  /** The process is asked to stop: nothing is begun any more. */
  close(): void {
    this.closed = true;
    this.tidy();
  }

  private begin(): void {
    const now = performance.now();
    let index = 0;
    while (index < this.waiting.length && this.onTheWay.size < this.connections) {
      const { domain, byMs, answer } = this.waiting[index]!;
      if (now < byMs && mayBegin(domain, [...this.onTheWay], this.connections, this.slow)) {
        this.waiting.splice(index, 1);
        const lane = { domain, beganMs: now };
        this.onTheWay.add(lane);
        answer(lane);
      } else index += 1;
    }
  }
}
