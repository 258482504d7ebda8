import { STATUS_CODES } from 'node:http';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../common/errors.js';

/** The versions that a change may be laid over; null lays it over any. */
export type SeenVersions = readonly number[] | null;

/**
 * The entity tag of a record, from the version that the database counts; of what is read see `answerWhatIsKnown`.
 * @example etagOf(3) // '"3"'
 */
export const etagOf = (version: number): string => `"${version}"`;

/**
 * What `If-Match` asks for. A tag that is none of ours, a weak one among them, matches no version; of ours the version
 * counts, whatever else stood in the answer.
 * @example seenVersions('"3", "4-x"') // [3, 4]; seenVersions('*') and seenVersions(undefined) // null: any version
 */
export function seenVersions(ifMatch: string | undefined): SeenVersions {
  if (ifMatch === undefined || ifMatch.trim() === '*') return null;
  return ifMatch.split(',').flatMap((tag) => {
    const [, digits] = /^"(\d{1,9})(?:-[\w-]{1,64})?"$/.exec(tag.trim()) ?? [];
    return digits === undefined ? [] : [Number(digits)];
  });
}

/** As `seenVersions`, but the change must say what it was laid over: 428 without `If-Match`, or with none in it (RFC 6585, 3). */
export function requiredVersions(ifMatch: string | undefined): SeenVersions {
  if (ifMatch !== undefined && ifMatch.trim() !== '') return seenVersions(ifMatch);
  throw new HttpException(
    'Read this first and send its ETag back as If-Match, so that nobody else’s change is overwritten. If-Match: * overwrites whatever is there.',
    428,
  );
}

/**
 * The version that a page's form was filled from. One that is missing, sent twice or no number is none of ours, so that
 * both versions are shown before anything is overwritten.
 * @example versionsOfForm('3') // [3]; versionsOfForm(undefined) and versionsOfForm('new') // []: no version
 */
export const versionsOfForm = (version: unknown): SeenVersions =>
  typeof version === 'string' && /^\d{1,9}$/.test(version.trim()) ? [Number(version)] : [];

/** Somebody else changed a record after it was read. Carries what is there now, for showing both. */
export class ChangedMeanwhile<Record = unknown> extends DomainError {
  constructor(
    readonly version: number,
    readonly record: Record,
  ) {
    super(
      'conflict',
      'Somebody changed this after you read it, so nothing was saved. Look at both versions and send yours again if it still holds.',
    );
    this.name = 'ChangedMeanwhile';
  }
}

/** @throws ChangedMeanwhile if the version that is there is none of those that were seen. */
export function refuseIfChanged(seen: SeenVersions, version: number, record: unknown): void {
  if (seen !== null && !seen.includes(version)) throw new ChangedMeanwhile(version, record);
}

/** 412, with what was sent and what is there. */
export class PreconditionFailed extends HttpException {
  constructor(
    readonly yours: { etag: string; sent: unknown },
    readonly current: { etag: string; record: unknown },
    message: string,
  ) {
    super(message, 412);
  }
}

/** RFC 9110, 13.1.1: what is weak never matches, so nobody need have changed anything. */
const NEVER_MATCHES =
  'If-Match holds a weak ETag (W/"…"), which never matches, so nothing was saved. Send the strong ETag of what you read: without the W/ before its quotes.';

const isWeak = (ifMatch: string | undefined): boolean => /^\s*W\//i.test(ifMatch ?? '');

/** Runs a change of the API; one that came too late is answered 412, the record as `view` shows it. */
export async function orPreconditionFailed<T>(
  ifMatch: string | undefined,
  sent: object | null,
  view: (record: never) => object,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ChangedMeanwhile)) throw error;
    const { version, record, message } = error as ChangedMeanwhile<never>;
    const detail = isWeak(ifMatch) ? NEVER_MATCHES : message;
    const current = { etag: etagOf(version), record: view(record) };
    throw new PreconditionFailed({ etag: ifMatch ?? '', sent }, current, detail);
  }
}

/**
 * Runs a change of what may be there or not: 428 if it is there and the change does not say what it was laid over. That
 * there is nothing yet is what a change without `If-Match`, or with `If-None-Match: *`, was laid over.
 */
export async function orReadFirst<T>(
  { ifMatch, ifNoneMatch }: { ifMatch: string | undefined; ifNoneMatch?: string | undefined },
  work: (seen: SeenVersions) => Promise<T>,
): Promise<T> {
  const isSilent = (ifMatch ?? '').trim() === '';
  try {
    return await work(isSilent ? [] : seenVersions(ifMatch));
  } catch (error) {
    if (error instanceof ChangedMeanwhile && isSilent && ifNoneMatch?.trim() !== '*')
      requiredVersions(undefined);
    throw error;
  }
}

/** Problem details with both versions, which the filter for every other error does not know of. */
@Catch(PreconditionFailed)
export class PreconditionFailedFilter implements ExceptionFilter<PreconditionFailed> {
  catch({ message, yours, current }: PreconditionFailed, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const problem = {
      type: 'about:blank',
      title: STATUS_CODES[412],
      status: 412,
      detail: message,
      instance: request.url.split('?', 1)[0],
      yours,
      current,
      requestId: request.id,
    };
    reply.removeHeader('etag');
    void reply
      .code(412)
      .header('cache-control', 'no-store')
      .header('content-type', 'application/problem+json')
      // As bytes, because Fastify adds a charset to JSON texts, and this media type has none.
      .send(Buffer.from(JSON.stringify(problem)));
  }
}
