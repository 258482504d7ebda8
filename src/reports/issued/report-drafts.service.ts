import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { Person } from '../../access/principal.js';
import { type AuditAction, AuditLog } from '../../audit/audit-log.js';
import { localDayOf } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import { DomainError } from '../../common/errors.js';
import { newId } from '../../common/new-id.js';
import { ForceDatabase } from '../../database/force-database.js';
import { findForce } from '../../registry/force-of.js';
import { refuseIfChanged, type SeenVersions } from '../../web/etag.js';
import type { DocumentChart } from '../document/report-document.js';
import { type PartChoice, partsToChoose, readPart } from '../part-of-force.js';
import { reportEntry } from '../report-entry.js';
import { readPeriod } from '../report-period.js';
import { ReportCharts } from '../charts/report-charts.js';
import { type DraftContents, draftContents, refuseUnlessException } from './draft-contents.js';
import { carriedCommentaries } from './carried-commentaries.js';
import { documentOfRow, issuedOfDraft, newestOf } from './issued-report.query.js';
import { signatoryWords } from './issued-sections.js';
import {
  beginDraft,
  closeDraft,
  commentariesOf,
  type CommentaryRow,
  type DraftRow,
  findDraft,
  openDrafts,
  saveCommentary,
} from './report-draft.query.js';
import { Signatories } from './signatories.query.js';

export interface Draft extends DraftContents {
  draft: DraftRow;
  charts: DocumentChart[];
  /** The version that it was issued as; null if it was not. */
  issuedAs: string | null;
  /** As whom the reader would issue it: `Ann Ward, Force administrator`. */
  signedAs: string;
}

/** Reports that are being prepared: live figures, and what the force says about its exceptions. */
@Injectable()
export class ReportDrafts {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly charts: ReportCharts,
  ) {}

  /** The drafts there are, and the parts of the force that one can be of. */
  open({ forceId }: Person): Promise<{ drafts: DraftRow[]; parts: PartChoice[] }> {
    return this.database.inForce(forceId, async (manager) => ({
      drafts: await openDrafts(manager, forceId),
      parts: await partsToChoose(manager, forceId),
    }));
  }

  /**
   * Begin a draft of a period and a part; if there is one, it is that.
   * @returns its id
   * @throws DomainError `invalid` for a period or a part that is none
   */
  begin(
    person: Person,
    asked: { from?: string | undefined; to?: string | undefined; part?: string | undefined },
    requestId: string,
  ): Promise<string> {
    const now = this.clock.now();
    const { fromOn, toOn } = readPeriod(asked.from, asked.to, now);
    if (toOn >= localDayOf(now))
      throw DomainError.field(
        'to',
        'The last day must be before today: a report is issued of days that have passed',
      );
    return this.database.inForce(person.forceId, async (manager) => {
      await assertFiguresBegun(manager, person.forceId, toOn);
      const part = asked.part ?? '';
      await readPart(manager, person.forceId, part, toOn);
      const draft = { id: newId(), at: now, by: person.id };
      const { id, begun } = await beginDraft(manager, person.forceId, { fromOn, toOn, part }, draft);
      if (begun) await this.record(manager, person, 'combine', id, now, requestId, { draft: 'begun' });
      return id;
    });
  }

  /**
   * A draft with the figures of this moment, in one snapshot; the reading is logged.
   * @throws DomainError `not-found`
   */
  read(person: Person, id: string, requestId: string): Promise<Draft> {
    const now = this.clock.now();
    return this.database.readInForceSnapshot(person.forceId, async (manager) => {
      const draft = await existing(manager, person.forceId, id);
      const contents = await draftContents(manager, person.forceId, draft, now);
      const charts = await this.charts.chartsOf(manager, contents.report);
      const names = await Signatories.read(manager, person.forceId, [person.id], localDayOf(now));
      await this.record(manager, person, 'consult', id, now, requestId, { draft: 'read' });
      const signedAs = signatoryWords(names.of(person.id, person.role));
      const issuedAs = await issuedOfDraft(manager, person.forceId, id);
      return { draft, ...contents, charts, issuedAs, signedAs };
    });
  }

  /**
   * Say something about an exception in place of what was said; nothing takes it back.
   * @throws DomainError `not-found` (draft, exception), `conflict` if the draft was closed; ChangedMeanwhile with the
   * text that is there
   */
  comment(
    person: Person,
    id: string,
    { key, text, seen }: { key: string; text: string; seen: SeenVersions },
    requestId: string,
  ): Promise<void> {
    const at = this.clock.now();
    return this.database.inForce(person.forceId, async (manager) => {
      const draft = await openForChange(manager, person.forceId, id);
      const said = await commentariesOf(manager, person.forceId, id);
      const now = said.find((each) => each.key === key);
      // What was said already may be changed or taken back, whatever became of the exception.
      if (!now) await refuseUnlessException(manager, person.forceId, draft, key, at);
      refuseIfChanged(seen, now?.version ?? 0, now?.text ?? '');
      // Saved as it is, one that was taken over from another version is read: that is a change.
      if (text === (now?.text ?? '') && !(now && (await isTakenOver(manager, person.forceId, draft, now))))
        return;
      await saveCommentary(manager, person.forceId, id, { key, text, at, by: person.id });
      await this.record(manager, person, 'alter', id, at, requestId, { draft: 'commentary', exception: key });
    });
  }

  /** Throw a draft away that is not to be issued. @throws DomainError `not-found`, `conflict` if it was closed */
  discard(person: Person, id: string, requestId: string): Promise<void> {
    const at = this.clock.now();
    return this.database.inForce(person.forceId, async (manager) => {
      await openForChange(manager, person.forceId, id);
      await closeDraft(manager, person.forceId, id, at, 'discarded');
      await this.record(manager, person, 'alter', id, at, requestId, { draft: 'discarded' });
    });
  }

  private record(
    manager: EntityManager,
    person: Person,
    action: AuditAction,
    subjectId: string,
    at: DateTime,
    requestId: string,
    detail: Record<string, unknown>,
  ): Promise<void> {
    return this.audit.record(manager, reportEntry(person, at, { action, subjectId, requestId, detail }));
  }
}

const NO_DRAFT = 'There is no such draft. Choose one from the list of issued reports.';

async function existing(manager: EntityManager, forceId: string, id: string): Promise<DraftRow> {
  const draft = isUUID(id) ? await findDraft(manager, forceId, id) : null;
  if (!draft) throw DomainError.notFound(NO_DRAFT);
  return draft;
}

/**
 * The draft, for this transaction alone to change.
 * @throws DomainError `not-found`; `conflict` if it was issued or thrown away
 */
export async function openForChange(manager: EntityManager, forceId: string, id: string): Promise<DraftRow> {
  const draft = isUUID(id) ? await findDraft(manager, forceId, id, true) : null;
  if (!draft) throw DomainError.notFound(NO_DRAFT);
  if (draft.closedAs === 'issued')
    throw DomainError.conflict('This draft was issued meanwhile. Begin another one to correct it.');
  if (draft.closedAs === 'discarded')
    throw DomainError.conflict('This draft was thrown away meanwhile. Begin another one.');
  return draft;
}

async function isTakenOver(
  manager: EntityManager,
  forceId: string,
  draft: DraftRow,
  said: CommentaryRow,
): Promise<boolean> {
  const replaced = await newestOf(manager, forceId, draft);
  // Whatever its exception reads now.
  const exceptions = [{ key: said.key, words: '' }];
  return carriedCommentaries([said], exceptions, draft, replaced && documentOfRow(replaced)).length > 0;
}

/** "A force's figures begin at its start date": of days before it there is nothing to issue. */
async function assertFiguresBegun(manager: EntityManager, forceId: string, toOn: string): Promise<void> {
  const force = await findForce(manager, forceId);
  if (force && toOn < force.startsOn)
    throw DomainError.field(
      'to',
      `The last day must be ${force.startsOn} or after it: the figures begin then`,
    );
}
