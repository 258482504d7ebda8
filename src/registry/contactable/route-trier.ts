import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.js';
import { ForceDatabase } from '../../database/force-database.js';
import { Addresses, TryEnded } from './addresses.js';
import type { ContactableConfig } from './contactable-config.js';
import { CONTACTABLE_CONFIG } from './contactable-options.js';
import { failed, notChecked, tryAgain, type TryOutcome } from './domain/try-outcome.js';
import { tryMailbox } from './mail-try.js';
import { tryPage } from './page-try.js';
import { BY_PATTERN, OWN_FORM } from './published-routes.query.js';
import { type ClaimedTry, NEXT_TURN } from './route-tries.query.js';

/** Whoever would wait longer than this, in seconds, comes again later: the lease must outlast a try. */
const LONGEST_WAIT_SECONDS = 90;

/** A try that was given up because the process ends; it never was. */
export class TryGivenUp extends Error {}

/** Tries one route as it is published: which address that is, whether it may be asked, and when it is its host's turn. */
@Injectable()
export class RouteTrier {
  private readonly addresses: Addresses;
  private readonly userAgent: string;
  private readonly ending = new AbortController();

  constructor(
    @Inject(CONTACTABLE_CONFIG) private readonly config: ContactableConfig,
    private readonly app: AppConfig,
    private readonly database: ForceDatabase,
  ) {
    this.addresses = new Addresses(config);
    this.userAgent = `neighbourhood-policing-route-check${app.PUBLIC_URL ? ` (+${app.PUBLIC_URL})` : ''}`;
  }

  /** @throws TryGivenUp once the process was asked to end; anything else that goes wrong is an outcome or a fault here */
  async try(route: ClaimedTry): Promise<TryOutcome> {
    const tools = {
      addresses: this.addresses,
      pace: (host: string) => this.turnOf(host),
      userAgent: this.userAgent,
    };
    try {
      if (route.kind === 'email') {
        return await tryMailbox(route.address, this.config, { ...tools, sender: this.app.MAIL_FROM });
      }
      const target = this.addressOf(route);
      if (typeof target !== 'string') return target;
      if (!URL.canParse(target)) return failed('no-address');
      const names =
        route.kind === 'web' && this.config.lookForName && route.names.length > 0 ? route.names : null;
      const ownHost = this.app.PUBLIC_URL ? new URL(this.app.PUBLIC_URL).host : null;
      return await tryPage({ url: new URL(target), names, ownHost }, this.config, tools);
    } catch (error) {
      if (error instanceof TryEnded) return error.said;
      throw error;
    }
  }

  /** SIGTERM: wait for no host's turn any more. */
  stop(): void {
    this.ending.abort();
  }

  private addressOf({ forceId, address, ...route }: ClaimedTry): string | TryOutcome {
    const code = encodeURIComponent(route.code!);
    if (address === OWN_FORM) {
      const base = this.app.PUBLIC_URL?.replace(/\/+$/, '');
      if (base === undefined) return notChecked('no-public-url');
      return `${base}/your-area/${encodeURIComponent(forceId)}/${code}/contact`;
    }
    if (address !== BY_PATTERN) return address;
    return this.config.yourArea[forceId]?.replaceAll('{code}', code) ?? notChecked('host-not-allowed');
  }

  private async turnOf(host: string): Promise<void> {
    const [turn] = await this.database.statement<{ seconds: number }>(NEXT_TURN.name, NEXT_TURN.text, [
      host,
      1 / this.config.perSecond,
    ]);
    if (turn!.seconds > LONGEST_WAIT_SECONDS) throw new TryEnded(tryAgain('host-busy'));
    try {
      await sleep(turn!.seconds * 1000, undefined, { signal: this.ending.signal });
    } catch {
      throw new TryGivenUp('the process is asked to end');
    }
  }
}
