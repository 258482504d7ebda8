import { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { localDayOf, periodOf } from '../../common/calendar.js';
import { DomainError } from '../../common/errors.js';
import type { ComplianceReport } from '../compliance-report.js';
import { exceptionsOf, type ReportException } from '../domain/exceptions.js';
import { makeReport } from '../make-report.js';
import { type CarriedCommentary, carriedCommentaries } from './carried-commentaries.js';
import { type Change, changesSince, differencesBetween } from './differences.js';
import type { ChangeTally } from './domain/change-tally.js';
import type { Commentary, IssuedDocument, OpenQuestion, PreviousDecision } from './issued-document.js';
import { documentOfRow, type IssuedRow, lastIssuedBefore, newestOf } from './issued-report.query.js';
import { openQuestions } from './open-question.query.js';
import { previousDecision } from './report-decision.query.js';
import { commentariesOf, type CommentaryRow, type ReportSubject } from './report-draft.query.js';
import { saidChanged, type SaidBeside } from './said-differences.js';
import { Signatories } from './signatories.query.js';

/** What a report would say if it were issued now. */
export interface DraftContents {
  report: ComplianceReport;
  exceptions: ReportException[];
  /** Everything that was said, and what was taken back again. */
  said: CommentaryRow[];
  /** Of the exceptions there are, in their order. */
  commentaries: Commentary[];
  /** What was said about exceptions that are none any more; it is not issued. */
  adrift: CommentaryRow[];
  /** What was said about the version that it would replace, or one before, and was not saved since. */
  carried: CarriedCommentary[];
  /** The version that it would replace. */
  replaced: IssuedRow | null;
  differences: Change[];
  /** What that version says otherwise of other days. */
  earlierDifferences: Change[];
  /** What is said beside the figures otherwise. */
  saidDifferences: Change[];
  /** What moved since that version by the passing of time alone. */
  movedByTime: Change[];
  /** Null of a first version. */
  differencesTally: ChangeTally | null;
  /** Null if no report of the preceding period was issued. */
  changesSincePrevious: Change[] | null;
  changesSincePreviousTally: ChangeTally | null;
  previousDecision: PreviousDecision | null;
  /** Of other decisions than that one, what still waits. */
  openQuestions: OpenQuestion[];
}

/** Everything is read by the given manager, so that one snapshot answers all of it. */
export async function draftContents(
  manager: EntityManager,
  forceId: string,
  draft: ReportSubject & { id: string; begunAt: DateTime },
  now: DateTime,
): Promise<DraftContents> {
  const report = await makeReport(manager, forceId, periodOf(draft.fromOn, draft.toOn), now, draft.part);
  const exceptions = exceptionsOf(report);
  const said = await commentariesOf(manager, forceId, draft.id);
  const standing = said.filter(({ text }) => text !== '');
  const authors = standing.map(({ writtenBy }) => writtenBy);
  const names = await Signatories.read(manager, forceId, authors, localDayOf(now));
  const replaced = await newestOf(manager, forceId, draft);
  const before = await lastIssuedBefore(manager, forceId, report.precedingPeriod, draft.part);
  const changes = before && changesSince(before.report, report);
  const decision = await previousDecision(manager, forceId, draft, now);
  const beside = {
    report,
    commentaries: commentariesTo(exceptions, standing, names),
    changesSincePrevious: changes?.changes ?? null,
    changesSincePreviousTally: changes?.tally ?? null,
    previousDecision: decision,
    openQuestions: await openQuestions(manager, forceId, draft.part, decision?.id ?? null, now),
  };
  const was = replaced && documentOfRow(replaced);
  return {
    ...beside,
    exceptions,
    said,
    adrift: standing.filter(({ key }) => !exceptions.some((exception) => exception.key === key)),
    replaced,
    carried: carriedCommentaries(said, exceptions, draft, was),
    ...(await differencesFrom(manager, was, draft.part, beside)),
  };
}

type Differing = Pick<
  DraftContents,
  'differences' | 'earlierDifferences' | 'saidDifferences' | 'movedByTime' | 'differencesTally'
>;

/** The record is counted at the cut-off of the replaced version too, to tell what time alone moved. */
async function differencesFrom(
  manager: EntityManager,
  was: IssuedDocument | null,
  part: string,
  is: SaidBeside,
): Promise<Differing> {
  if (!was) {
    const none = { differences: [], earlierDifferences: [], saidDifferences: [], movedByTime: [] };
    return { ...none, differencesTally: null };
  }
  const { force, period, cutOffAt } = was.report;
  const at = DateTime.fromISO(cutOffAt, { zone: 'utc' });
  const then = await makeReport(manager, force.id, periodOf(period.fromOn, period.toOn), at, part);
  const { changes, earlier, byTime, tally } = differencesBetween(was.report, is.report, then);
  const said = saidChanged(was, is);
  return {
    differences: changes,
    earlierDifferences: earlier,
    saidDifferences: said,
    movedByTime: byTime,
    differencesTally: { ...tally, said: said.length },
  };
}

/** @throws DomainError `not-found` if the report of this moment has no such exception */
export async function refuseUnlessException(
  manager: EntityManager,
  forceId: string,
  { fromOn, toOn, part }: ReportSubject,
  key: string,
  now: DateTime,
): Promise<void> {
  const report = await makeReport(manager, forceId, periodOf(fromOn, toOn), now, part);
  if (exceptionsOf(report).some((exception) => exception.key === key)) return;
  throw DomainError.notFound('The draft has no such exception any more. Open the draft and choose one.');
}

function commentariesTo(
  exceptions: readonly ReportException[],
  said: readonly CommentaryRow[],
  names: Signatories,
): Commentary[] {
  const byKey = new Map(said.map((each) => [each.key, each]));
  return exceptions.flatMap(({ key, kind, neighbourhood, name, words }) => {
    const commentary = byKey.get(key);
    if (!commentary) return [];
    const { text, writtenAt, writtenBy } = commentary;
    return [
      {
        exception: key,
        kind,
        neighbourhood,
        name,
        words,
        text,
        writtenAt: writtenAt.toUTC().toISO()!,
        writtenBy: names.of(writtenBy, 'force-admin'),
      },
    ];
  });
}
