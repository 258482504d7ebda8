import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import type { Person } from '../../access/principal.js';
import { DomainError } from '../../common/errors.js';
import { ForceDatabase } from '../../database/force-database.js';
import type { SeenVersions } from '../../web/etag.js';
import { issuedOfDraft } from './issued-report.query.js';
import { IssueReport } from './issue-report.service.js';
import { findDraft, isDraftHeld } from './report-draft.query.js';

/** Longer than this nobody waits for a page. */
const PATIENCE_MS = 1000;

/** How far a draft is. */
export type Progress =
  { kind: 'issuing' } | { kind: 'issued'; id: string } | { kind: 'not issued'; why: string | null };

/**
 * Issues a report, and lets whoever asked go on to a page that looks again where it takes longer than a moment, as all
 * the files of a large force do. On every instance it can be seen that a draft is being issued: its row is held.
 */
@Injectable()
export class Issuing implements BeforeApplicationShutdown {
  private readonly logger = new Logger(Issuing.name);
  private readonly running = new Map<string, { by: string; work: Promise<unknown> }>();
  private readonly failures = new Map<string, string>();

  constructor(
    private readonly issueReport: IssueReport,
    private readonly database: ForceDatabase,
  ) {}

  /** @returns the id of the version, or null if it is not done yet @throws as `IssueReport.issue` */
  async begin(
    person: Person,
    draftId: string,
    { seen, reason }: { seen: SeenVersions; reason: string },
    requestId: string,
  ): Promise<string | null> {
    const key = keyOf(person.forceId, draftId);
    const other = this.running.get(key);
    // Sent twice by one person it is issued once; a second person is told.
    if (other?.by === person.id) return null;
    if (other) throw DomainError.conflict('Somebody else is issuing this draft at this moment.');
    this.failures.delete(key);
    const work = this.issueReport.issue(person, draftId, seen, requestId, reason);
    const waiting = patience();
    this.running.set(key, { by: person.id, work });
    const settled = work.finally(() => this.running.delete(key));
    settled.catch(() => undefined);
    const id = await Promise.race([settled, waiting.over]).finally(waiting.end);
    if (id === null) settled.catch((error: unknown) => this.fail(key, error));
    return id;
  }

  /** @throws DomainError `not-found` */
  async progress({ forceId }: Person, draftId: string): Promise<Progress> {
    const key = keyOf(forceId, draftId);
    if (this.running.has(key)) return { kind: 'issuing' };
    return this.database.inForce(forceId, async (manager): Promise<Progress> => {
      const id = await issuedOfDraft(manager, forceId, draftId);
      if (id !== null) return { kind: 'issued', id };
      if (await isDraftHeld(manager, forceId, draftId)) return { kind: 'issuing' };
      if ((await findDraft(manager, forceId, draftId)) === null) throw noDraft();
      return { kind: 'not issued', why: this.failures.get(key) ?? null };
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.allSettled([...this.running.values()].map(({ work }) => work));
  }

  private fail(key: string, error: unknown): void {
    const isRefused = error instanceof DomainError;
    this.failures.set(key, isRefused ? error.message : 'Something went wrong on our side. Try it again.');
    if (!isRefused)
      this.logger.error({ message: 'a report could not be issued', error: (error as Error).message });
  }
}

const noDraft = (): DomainError =>
  DomainError.notFound('There is no such draft. Choose one from the list of reports.');

const keyOf = (forceId: string, draftId: string): string => `${forceId} ${draftId}`;

function patience(): { over: Promise<null>; end: () => void } {
  let timer: NodeJS.Timeout;
  const over = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), PATIENCE_MS)));
  return { over, end: () => clearTimeout(timer) };
}
