import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { Person } from '../../access/principal.js';
import { AuditLog } from '../../audit/audit-log.js';
import { Clock } from '../../common/clock.js';
import { DomainError } from '../../common/errors.js';
import { newId } from '../../common/new-id.js';
import { ForceDatabase } from '../../database/force-database.js';
import { refuseIfChanged, type SeenVersions } from '../../web/etag.js';
import { reportEntry } from '../report-entry.js';
import type { Decision, DecisionKind, Question } from './issued-document.js';
import { type EarlierDecision, earlierDecisions } from './earlier-decisions.query.js';
import { insertAnswer, insertDecision } from './report-decision-writes.query.js';
import { issuedReport, type IssuedRow } from './issued-report.query.js';
import { decisionsOf } from './report-decision.query.js';

export interface NewDecision {
  decision: DecisionKind;
  remarks: string;
  questions: { text: string; followUpOn: string | null }[];
  /** How many decisions about this version were looked at. */
  seen: SeenVersions;
}

export interface NewAnswer {
  questionId: string;
  text: string;
  /** How many answers to the question were looked at. */
  seen: SeenVersions;
}

/** A version with what was decided about it and those before it, the latest first. */
interface Decided {
  line: IssuedRow;
  decisions: Decision[];
  /** What was decided about the versions that it replaced; their questions are answered from its page, too. */
  earlier: EarlierDecision[];
}

/** What the local policing body decides about an issued version, and what the force answers; nothing is overwritten. */
@Injectable()
export class ReportDecisions {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /** A version with what was decided about it. @throws DomainError `not-found` */
  read(person: Person, reportId: string): Promise<Decided> {
    return this.database.inForce(person.forceId, (manager) =>
      existing(manager, person.forceId, reportId, this.clock.now()),
    );
  }

  /** @throws DomainError `not-found`, `conflict` about a version that was replaced; ChangedMeanwhile if somebody decided since */
  decide(person: Person, reportId: string, wanted: NewDecision, requestId: string): Promise<void> {
    return this.changing(person, reportId, requestId, async (manager, { line, decisions }, at) => {
      refuseIfReplaced(line);
      refuseIfChanged(wanted.seen, decisions.length, decisions[0] ?? null);
      const { decision, remarks, questions } = wanted;
      const id = newId();
      await insertDecision(manager, person.forceId, reportId, {
        id,
        decision,
        remarks,
        questions,
        at,
        by: person.id,
      });
      return { decision, decisionId: id, questions: questions.length };
    });
  }

  /** @throws DomainError `not-found`; ChangedMeanwhile if somebody answered since */
  answer(person: Person, reportId: string, wanted: NewAnswer, requestId: string): Promise<void> {
    return this.changing(person, reportId, requestId, async (manager, { decisions, earlier }, at) => {
      const { answers, id: questionId } = questionOf([...decisions, ...earlier], wanted.questionId);
      refuseIfChanged(wanted.seen, answers.length, answers.at(-1) ?? null);
      const answer = { id: newId(), questionId, text: wanted.text, at, by: person.id };
      await insertAnswer(manager, person.forceId, answer);
      return { answered: questionId };
    });
  }

  private changing(
    person: Person,
    reportId: string,
    requestId: string,
    work: (manager: EntityManager, decided: Decided, at: DateTime) => Promise<Record<string, unknown>>,
  ): Promise<void> {
    const at = this.clock.now();
    const { forceId } = person;
    return this.database.inForce(forceId, async (manager) => {
      // The row itself never changes; whoever decides or answers, of whichever version, waits for whoever does so already.
      const { fromOn, toOn, part } = await existingLine(manager, forceId, reportId);
      await manager.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `report decision ${forceId} ${fromOn} ${toOn} ${part}`,
      ]);
      const detail = await work(manager, await existing(manager, forceId, reportId, at), at);
      const done = { action: 'alter', subjectId: reportId, requestId, detail } as const;
      await this.audit.record(manager, reportEntry(person, at, done));
    });
  }
}

/** What is decided is decided about what stands. @throws DomainError `conflict` */
export function refuseIfReplaced({ version, supersededBy }: IssuedRow): void {
  if (supersededBy === null) return;
  throw DomainError.conflict(
    `Version ${version + 1} replaced this version. Open it from the list of issued reports and record the decision there.`,
  );
}

/** @throws DomainError `not-found` */
export function questionOf(decisions: readonly Decision[], id: string): Question {
  const question = decisions.flatMap(({ questions }) => questions).find((each) => each.id === id);
  if (!question)
    throw DomainError.notFound('There is no such question. Open the report and choose one there.');
  return question;
}

async function existing(
  manager: EntityManager,
  forceId: string,
  reportId: string,
  now: DateTime,
): Promise<Decided> {
  const line = await existingLine(manager, forceId, reportId);
  const decisions = await decisionsOf(manager, forceId, reportId, now);
  return { line, decisions, earlier: await earlierDecisions(manager, forceId, line, now) };
}

async function existingLine(manager: EntityManager, forceId: string, reportId: string): Promise<IssuedRow> {
  const line = isUUID(reportId) ? await issuedReport(manager, forceId, reportId) : null;
  if (!line)
    throw DomainError.notFound('There is no such report. Choose one from the list of issued reports.');
  return line;
}
