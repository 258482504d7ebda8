import { HttpException, Injectable, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { MasterKey } from '../../common/sealing.js';
import { ForceDatabase } from '../../database/force-database.js';
import type { Limit } from './limits.js';
import { networkOf } from '../../common/whence.js';

const MOST_REMEMBERED = 10_000;

/**
 * Counts what strangers do, for all instances together. Who they are nobody knows: a keyed digest of where they come from is
 * kept for some minutes.
 */
@Injectable()
export class StrangerTurns {
  private readonly logger = new Logger(StrangerTurns.name);
  /** Who has to wait, until when: they are told so without asking the database again. */
  private readonly waiting = new Map<string, number>();
  private hasToldOfProxy = false;

  constructor(
    private readonly database: ForceDatabase,
    private readonly masterKey: MasterKey,
  ) {}

  /** @throws HttpException 429, with the seconds to wait in the header Retry-After */
  async take(limit: Limit, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    this.tellOfProxy(request);
    const digest = this.masterKey.digest(`stranger ${limit.name} ${networkOf(request.ip)}`);
    const seconds = await this.secondsToWait(limit, digest);
    if (seconds <= 0) return;
    reply.header('retry-after', String(Math.ceil(seconds)));
    throw new HttpException(
      `Too many requests came in a short time. Try again in ${Math.ceil(seconds)} seconds.`,
      429,
    );
  }

  private async secondsToWait({ each, atOnce }: Limit, digest: Buffer): Promise<number> {
    const name = digest.toString('base64');
    const now = performance.now();
    const until = this.waiting.get(name) ?? 0;
    if (until > now) return (until - now) / 1000;
    const [row] = await this.database.statement<{ seconds: number }>(
      'take-turn',
      'select take_turn($1, $2, $3) as seconds',
      [digest, each, each * (atOnce - 1)],
    );
    const seconds = row?.seconds ?? 0;
    if (this.waiting.size >= MOST_REMEMBERED) this.waiting.clear();
    if (seconds > 0) this.waiting.set(name, now + seconds * 1000);
    else this.waiting.delete(name);
    return seconds;
  }

  /** Behind a proxy that nobody told us of, all the world has one address and one limit. */
  private tellOfProxy({ headers, ips }: FastifyRequest): void {
    if (this.hasToldOfProxy || ips !== undefined || headers['x-forwarded-for'] === undefined) return;
    this.hasToldOfProxy = true;
    this.logger.warn(
      'Requests come through a proxy whose word is not taken, so all strangers share one limit; set TRUSTED_PROXIES',
    );
  }
}
