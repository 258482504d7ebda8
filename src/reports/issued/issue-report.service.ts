import { Injectable } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { Person } from '../../access/principal.js';
import { AuditLog } from '../../audit/audit-log.js';
import { auditHeadText } from '../../audit/chain/chain-head.js';
import { localDayOf } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import { DomainError } from '../../common/errors.js';
import { newId } from '../../common/new-id.js';
import { ForceDatabase } from '../../database/force-database.js';
import { refuseIfChanged, type SeenVersions } from '../../web/etag.js';
import { postgresFacts } from '../../web/postgres-failure.js';
import { reportEntry } from '../report-entry.js';
import { canonicalBytes, sha256Of } from './canonical-json.js';
import { type DraftContents, draftContents } from './draft-contents.js';
import { FORMAT, type IssuedDocument } from './issued-document.js';
import { keepFile, type KeptFile } from './issued-file.query.js';
import { insertIssued, isIssued } from './issued-report.query.js';
import { IssuedFiles } from './issued-files.js';
import { PAGE } from './issued-html.js';
import { type ListedFile, listedFile, manifestFile } from './manifest.js';
import { signatureOver } from './report-signature.js';
import { closeDraft, type ReportSubject } from './report-draft.query.js';
import { openForChange } from './report-drafts.service.js';
import { Signatories } from './signatories.query.js';
import { ReportSigningKeys } from './signing-keys.service.js';

/** Issues a report: what it says is frozen, signed and written as every file it is handed over in, or nothing is. */
@Injectable()
export class IssueReport {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly keys: ReportSigningKeys,
    private readonly files: IssuedFiles,
  ) {}

  /**
   * Issue a draft with the figures of this moment: one snapshot, one transaction, and the files before its end. Of two
   * people who issue the same draft at the same moment the second is refused.
   * @param seen the version of the draft that was looked at
   * @param reason why this version is issued; a correction must say it
   * @returns the id of the issued version
   * @throws DomainError `not-found`, `conflict` if it was issued or thrown away, `invalid` without the reason of a
   * correction or with a commentary that was written to another exception; ChangedMeanwhile if a commentary changed
   */
  async issue(
    person: Person,
    draftId: string,
    seen: SeenVersions,
    requestId: string,
    reason = '',
  ): Promise<string> {
    const { forceId } = person;
    const now = this.clock.now();
    // Outside the transaction: published is published, and forces that issue at one moment do not meet.
    const key = await this.keys.current();
    return orTooLate(() =>
      this.database.inForceSnapshot(forceId, async (manager) => {
        const draft = await openForChange(manager, forceId, draftId);
        refuseIfChanged(seen, draft.version, null);
        await refuseWithoutReason(manager, forceId, draft, reason);
        const contents = await draftContents(manager, forceId, draft, now);
        refuseUnreviewed(contents);
        const document = await documentToSign(manager, person, contents, reason, now);
        const bytes = canonicalBytes(document);
        const sha256 = sha256Of(bytes);
        const signature = await signatureOver(bytes, key);
        const { kid } = key.published;
        const { fromOn, toOn, part } = draft;
        const subject = { fromOn, toOn, part };
        await insertIssued(manager, forceId, {
          draftId,
          subject,
          document,
          bytes,
          sha256,
          signature,
          kid,
          at: now,
        });
        const files: string[] = [];
        const listed: ListedFile[] = [];
        const keep = async (file: KeptFile): Promise<void> => {
          await keepFile(manager, forceId, document.id, file);
          files.push(file.name);
          if (file.name !== PAGE) listed.push(listedFile(file));
        };
        for await (const file of this.files.write(manager, { document, sha256, signature, kid })) {
          await keep(file);
        }
        await keep(await manifestFile(document, sha256, listed, key));
        await closeDraft(manager, forceId, draftId, now, 'issued');
        const detail = { issued: document.version, draftId, sha256, kid, files };
        const done = { action: 'combine', subjectId: document.id, requestId, detail } as const;
        await this.audit.record(manager, reportEntry(person, now, done));
        return document.id;
      }),
    );
  }
}

/** Before anything is counted: whoever reads two versions is told why there is another, even if no figure differs. */
async function refuseWithoutReason(
  manager: EntityManager,
  forceId: string,
  subject: ReportSubject,
  reason: string,
): Promise<void> {
  if (reason !== '' || !(await isIssued(manager, forceId, subject))) return;
  throw DomainError.field('reason', 'Enter why this version is issued');
}

/**
 * What was said about an earlier version is not signed again under an exception that reads otherwise, unless somebody has read
 * it since.
 */
function refuseUnreviewed({ carried, exceptions }: DraftContents): void {
  const keys = new Set(carried.filter(({ isToReview }) => isToReview).map(({ key }) => key));
  const at = exceptions.filter(({ key }) => keys.has(key));
  if (at.length === 0) return;
  const places = [...new Set(at.map(({ name, neighbourhood }) => `${name} (${neighbourhood})`))].join(', ');
  throw DomainError.field(
    '',
    `Read the commentary on ${places} again and save it, changed or not: it was written for an earlier version, and the exception reads otherwise now`,
  );
}

async function documentToSign(
  manager: EntityManager,
  person: Person,
  contents: DraftContents,
  reason: string,
  now: DateTime,
): Promise<IssuedDocument> {
  const { report, commentaries, replaced, differences, changesSincePrevious } = contents;
  const { differencesTally, changesSincePreviousTally } = contents;
  const names = await Signatories.read(manager, person.forceId, [person.id], localDayOf(now));
  const document: IssuedDocument = {
    format: FORMAT,
    id: newId(),
    version: (replaced?.version ?? 0) + 1,
    supersedes: replaced?.id ?? null,
    issuedAt: now.toUTC().toISO()!,
    issuedBy: names.of(person.id, person.role),
    report,
    commentaries,
    differences,
    earlierDifferences: contents.earlierDifferences,
    saidDifferences: contents.saidDifferences,
    movedByTime: contents.movedByTime,
    differencesTally,
    changesSincePrevious,
    changesSincePreviousTally,
    previousDecision: contents.previousDecision,
    openQuestions: contents.openQuestions,
    reason: replaced && reason,
    auditHead: await auditHeadText(manager, person.forceId),
  };
  // As a reader of the file will have it: what is absent is absent, and not undefined.
  return JSON.parse(JSON.stringify(document)) as IssuedDocument;
}

/** The states of PostgreSQL in which somebody else was quicker: changed under the snapshot, locked, or the same version. */
const TOO_LATE = ['40001', '55P03', '23505'];

async function orTooLate<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!TOO_LATE.includes(postgresFacts(error)?.sqlState ?? '')) throw error;
    throw DomainError.conflict(
      'Somebody else issued or changed this draft at the same moment, so you issued nothing. Look at it again.',
    );
  }
}
