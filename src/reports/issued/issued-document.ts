import type { Role } from '../../access/principal.js';
import type { ComplianceReport } from '../compliance-report.js';
import type { Change } from './differences.js';
import type { ChangeTally } from './domain/change-tally.js';

/** The shape of what is signed. Another shape gets another name, and this one stays readable. */
export const FORMAT = 'issued-report/1';

/** A member of staff who signs for something; of an officer whose name is withheld the number stands here. */
export interface Signatory {
  id: string;
  role: Role;
  name: string;
}

/** What the force says about an exception of its report. */
export interface Commentary {
  /** The key of the exception: `missed:NC04`. */
  exception: string;
  kind: string;
  /** Code and name of the neighbourhood. */
  neighbourhood: string;
  name: string;
  /** The exception in words. */
  words: string;
  text: string;
  writtenAt: string;
  writtenBy: Signatory;
}

export const DECISIONS = ['assured', 'partly-assured', 'not-assured'] as const;
export type DecisionKind = (typeof DECISIONS)[number];

export interface Answer {
  text: string;
  answeredAt: string;
  answeredBy: Signatory;
}

export interface Question {
  id: string;
  text: string;
  /** A local day. */
  followUpOn: string | null;
  answers: Answer[];
}

/** What the local policing body decided about an issued report. */
export interface Decision {
  id: string;
  decision: DecisionKind;
  remarks: string;
  decidedAt: string;
  decidedBy: Signatory;
  questions: Question[];
}

/** The last decision before a report, with the report it is about. */
export interface PreviousDecision extends Decision {
  report: { id: string; version: number; fromOn: string; toOn: string };
}

/** A question that still waits, with the decision that asked it. */
export interface OpenQuestion extends Question {
  decidedAt: string;
  report: PreviousDecision['report'];
}

/** What is frozen, hashed and signed. */
export interface IssuedDocument {
  format: typeof FORMAT;
  id: string;
  version: number;
  /** The id of the version that this one replaces. */
  supersedes: string | null;
  issuedAt: string;
  issuedBy: Signatory;
  report: ComplianceReport;
  commentaries: Commentary[];
  /** From the version that this one replaces. */
  differences: Change[];
  /**
   * What that version says otherwise of other days: of the preceding period and of single months. Absent from reports
   * issued before these were compared.
   */
  earlierDifferences?: Change[];
  /** What is said beside the figures otherwise: commentaries, decisions and questions. Absent likewise. */
  saidDifferences?: Change[];
  /** What moved since that version by the passing of time alone. Absent from reports issued before it was listed. */
  movedByTime?: Change[];
  /** How much differs, and what is not listed; null of a first version. Absent from reports issued before it was counted. */
  differencesTally?: ChangeTally | null;
  /** What the data of the preceding period say otherwise than the issued report of it; null if none was issued. */
  changesSincePrevious: Change[] | null;
  /** The same of these; null if none was issued. */
  changesSincePreviousTally?: ChangeTally | null;
  previousDecision: PreviousDecision | null;
  /**
   * What the local policing body asked with other decisions than that one, and what still waits: for an answer of the
   * force, or for the day on which it is followed up. Absent from reports issued before these were carried on.
   */
  openQuestions?: OpenQuestion[];
  /** Why it was issued again, by who issued it; null of a first version. Absent from reports issued before it was asked. */
  reason?: string | null;
  /**
   * With which link the force's audit log ended, `force position hash`; null as long as nothing of it was sealed. Whoever
   * has this report can tell whether the log was changed up to there. Absent from reports issued before the log was chained.
   */
  auditHead?: string | null;
}

/** The JSON file that is handed over. */
export interface IssuedFile {
  document: IssuedDocument;
  /** Of the canonical form of `document` (RFC 8785), in hexadecimal. */
  sha256: string;
  /** A detached JWS over the same bytes. */
  signature: string;
  /** The published key that it was signed with. */
  kid: string;
}
