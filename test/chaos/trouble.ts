import { setTimeout as sleep } from 'node:timers/promises';
import type { Installation, Server } from './installation.js';
import type { Fate } from './mail-server.js';
import { between, oneOf, type Random } from './random.js';

export interface TroubleOptions {
  killEverySeconds: number;
  killDatabaseEverySeconds: number;
  silenceEverySeconds: number;
  /** Null: nobody is paused. The pause is longer than a lease, unless the run is too short for that. */
  pause: { everySeconds: number; seconds: number } | null;
}

/** What was done to the installation. */
export interface TroubleDone {
  kills: number;
  databaseKills: number;
  silences: number;
  forgotten: number;
  pauses: number;
}

/** No mail is refused or dropped more often: how late it may be is the product's doing, not the server's. */
const MOST_FATES = 3;

/** Everything that goes wrong at once, at random, until it is told to end. */
export class Trouble {
  readonly done: TroubleDone = { kills: 0, databaseKills: 0, silences: 0, forgotten: 0, pauses: 0 };
  private readonly fates = new Map<string, number>();
  private readonly over = new AbortController();
  private running: Promise<unknown> = Promise.resolve();
  private mailIsBad = false;

  constructor(
    private readonly random: Random,
    private readonly options: TroubleOptions,
  ) {}

  begin(server: Server, installation: Installation): void {
    this.mailIsBad = true;
    const { killEverySeconds, killDatabaseEverySeconds, silenceEverySeconds, pause } = this.options;
    this.running = Promise.all([
      this.every(killEverySeconds, () => this.kill(installation)),
      this.every(killDatabaseEverySeconds, () => {
        if (server.kill()) this.done.databaseKills += 1;
      }),
      this.every(silenceEverySeconds, () => this.silence(installation)),
      pause && this.every(pause.everySeconds, () => this.pause(installation, pause.seconds)),
    ]);
  }

  /** From now on nothing goes wrong any more, and whoever stood still goes on. */
  async end(installation: Installation): Promise<void> {
    this.mailIsBad = false;
    this.over.abort();
    await this.running;
    for (const { database, mail } of installation.proxies)
      for (const proxy of [database, mail]) proxy.speak({ forget: false });
    for (const instance of installation.instances) instance.resume();
  }

  /** What the mail server does with a message: quick, slow, refused, dropped before the answer, or taken and dropped. */
  fateOf = (_to: string, messageId: string): Fate => {
    const afterMs = 5;
    const met = this.fates.get(messageId) ?? 0;
    if (!this.mailIsBad || met >= MOST_FATES) return { how: 'accept', afterMs };
    const roll = this.random();
    if (roll >= 0.25) return { how: 'accept', afterMs };
    if (roll >= 0.16) return { how: 'accept', afterMs: between(this.random, 500, 4_000) };
    this.fates.set(messageId, met + 1);
    return { how: roll >= 0.08 ? 'refuse' : roll >= 0.03 ? 'drop' : 'accept and die', afterMs };
  };

  private kill({ instances }: Installation): void {
    const instance = oneOf(this.random, instances);
    // One that is starting would be killed again and again, and nobody would ever be ready.
    const spared = instance.paused || (instance.url === null && this.random() < 0.8);
    if (spared || instance.pid === undefined) return;
    instance.kill();
    this.done.kills += 1;
  }

  private async silence({ proxies }: Installation): Promise<void> {
    const { database, mail } = oneOf(this.random, proxies);
    const proxy = this.random() < 0.6 ? database : mail;
    proxy.silence();
    this.done.silences += 1;
    await this.rest(between(this.random, 2_000, 12_000));
    const forget = this.random() < 0.5;
    if (forget) this.done.forgotten += 1;
    proxy.speak({ forget });
  }

  private async pause({ instances }: Installation, seconds: number): Promise<void> {
    const instance = oneOf(
      this.random,
      instances.filter(({ url }) => url !== null),
    );
    if (!instance) return;
    instance.pause();
    this.done.pauses += 1;
    await this.rest(seconds * 1000);
    instance.resume();
  }

  private async every(seconds: number, work: () => void | Promise<void>): Promise<void> {
    while (!this.over.signal.aborted) {
      await this.rest(seconds * 1000);
      if (!this.over.signal.aborted) await work();
    }
  }

  private async rest(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal: this.over.signal }).catch(() => undefined);
  }
}
