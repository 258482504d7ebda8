import { setTimeout as sleep } from 'node:timers/promises';
import type { PullPace } from './pull-pace.js';

/** What a question was answered with: the text of the JSON, or in words why there is none to use. */
export type Answered = { text: string } | { missing: string };

/** The pull cannot go on; the message says why and what to do, and names nobody. */
export class PullFailed extends Error {}

/** What one try came to; `again` if another may be answered. */
type Tried = { answered: Answered } | { again: string; afterMs: number };

/**
 * Asks the national interface one question after the other: under the configured address alone, no redirect followed,
 * each answer within its time and size, a pause before each, a longer one after 429.
 */
export class PoliceUkClient {
  private nextAt = 0;
  private unanswered = 0;

  constructor(
    private readonly baseUrl: string,
    private readonly pace: PullPace,
    private readonly stop: AbortSignal,
  ) {}

  /** @throws PullFailed if the server redirects or is down, or the pull was told to stop. */
  async ask(...segments: string[]): Promise<Answered> {
    const url = this.addressOf(segments);
    let reason = '';
    for (let tried = 0; tried < this.pace.tries; tried += 1) {
      const result = await this.tryOnce(url);
      if ('answered' in result) {
        this.unanswered = 0;
        return result.answered;
      }
      reason = result.again;
      const backOff = Math.max(this.pace.backOffMs * 2 ** tried, result.afterMs);
      if (tried + 1 < this.pace.tries) await this.pause(Math.min(backOff, this.pace.longestBackOffMs));
    }
    this.unanswered += 1;
    if (this.unanswered >= this.pace.unansweredInARow) {
      throw new PullFailed(`${this.host} does not answer (${reason}). Try again later.`);
    }
    return { missing: `could not be read (${reason})` };
  }

  private get host(): string {
    return new URL(this.baseUrl).host;
  }

  /** "Ids are opaque strings": each is one segment of the address, whatever is in it. */
  private addressOf(segments: readonly string[]): string {
    const base = this.baseUrl.replace(/\/+$/, '');
    const path = segments.map((segment) => encodeURIComponent(segment)).join('/');
    const url = new URL(`${base}/${path}`);
    if (
      !url.href.startsWith(`${new URL(base).href.replace(/\/+$/, '')}/`) ||
      !url.href.endsWith(`/${path}`)
    ) {
      throw new PullFailed('An id of the list leads out of the configured address, and nothing was asked.');
    }
    return url.href;
  }

  private async tryOnce(url: string): Promise<Tried> {
    await this.pause(this.nextAt - performance.now());
    this.nextAt = performance.now() + this.pace.betweenMs;
    const timeLimit = AbortSignal.timeout(this.pace.timeLimitMs);
    try {
      const answer = await fetch(url, {
        redirect: 'error',
        headers: { accept: 'application/json' },
        signal: AbortSignal.any([timeLimit, this.stop]),
      });
      return await this.judge(answer);
    } catch (error) {
      if (this.stop.aborted) throw stopped();
      if (error instanceof PullFailed) throw error;
      if (timeLimit.aborted) return { again: 'it took too long', afterMs: 0 };
      const cause = (error as { cause?: { message?: string; code?: string } }).cause;
      if (cause?.message?.includes('redirect')) {
        throw new PullFailed(
          `${this.host} answers with a redirect, which is not followed. Set POLICE_UK_URL to the address it leads to.`,
        );
      }
      return { again: `no connection: ${cause?.code ?? 'it was cut off'}`, afterMs: 0 };
    }
  }

  private async judge(answer: Response): Promise<Tried> {
    const { status } = answer;
    if (status !== 200) {
      await answer.body?.cancel();
      if (status === 404) return { answered: { missing: 'could not be found (404)' } };
      if (status !== 429 && status < 500)
        return { answered: { missing: `could not be read (status ${status})` } };
      return { again: `status ${status}`, afterMs: retryAfterMs(answer.headers.get('retry-after')) };
    }
    const text = await textWithin(answer, this.pace.sizeLimitBytes);
    if (text === null) {
      const most = Math.floor(this.pace.sizeLimitBytes / 1024 / 1024);
      return { answered: { missing: `could not be read (larger than ${most} MB)` } };
    }
    return { answered: isJson(text) ? { text } : { missing: 'could not be read (no JSON)' } };
  }

  private async pause(ms: number): Promise<void> {
    if (this.stop.aborted) throw stopped();
    if (ms <= 0) return;
    await sleep(ms, undefined, { signal: this.stop }).catch(() => {
      throw stopped();
    });
  }
}

const stopped = (): PullFailed => new PullFailed('The pull was stopped.');

/** Seconds; as a date it is not read. */
function retryAfterMs(header: string | null): number {
  return header !== null && /^\d{1,6}$/.test(header) ? Number(header) * 1000 : 0;
}

/** The text of the body, or null if it is larger. */
async function textWithin(answer: Response, limit: number): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let taken = 0;
  const body = answer.body as AsyncIterable<Uint8Array> | null;
  // Leaving the loop early gives the connection up.
  for await (const chunk of body ?? []) {
    taken += chunk.length;
    if (taken > limit) return null;
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
