import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ROLES } from '../../access/principal.js';
import { ComplianceReport } from '../compliance-report.js';
import { ChangeTallyView, ChangeView } from './issued-differences.dto.js';
import { DECISIONS, FORMAT } from './issued-document.js';
import type { IssuedLine } from './issued-report.query.js';

class SignatoryView {
  @ApiProperty({ description: 'Id of the person.' }) id: string;
  @ApiProperty({ enum: ROLES }) role: string;
  @ApiProperty({ description: 'Of an officer whose name is withheld, the number.' }) name: string;
}

class CommentaryView {
  @ApiProperty({ example: 'missed:NC04' }) exception: string;
  @ApiProperty({ enum: ['missed', 'gap', 'route', 'priority'] }) kind: string;
  @ApiProperty({ description: 'Code of the neighbourhood.' }) neighbourhood: string;
  @ApiProperty({ description: 'Name of the neighbourhood.' }) name: string;
  @ApiProperty({ description: 'The exception in words.' }) words: string;
  @ApiProperty({ description: 'What the force says about it.' }) text: string;
  @ApiProperty({ format: 'date-time' }) writtenAt: string;
  @ApiProperty({ type: SignatoryView }) writtenBy: SignatoryView;
}

class DecidedReportView {
  @ApiProperty() id: string;
  @ApiProperty() version: number;
  @ApiProperty({ format: 'date' }) fromOn: string;
  @ApiProperty({ format: 'date' }) toOn: string;
}

class AnswerView {
  @ApiProperty() text: string;
  @ApiProperty({ format: 'date-time' }) answeredAt: string;
  @ApiProperty({ type: SignatoryView }) answeredBy: SignatoryView;
}

class QuestionView {
  @ApiProperty() id: string;
  @ApiProperty() text: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) followUpOn: string | null;
  @ApiProperty({ type: [AnswerView], description: 'The first answer first.' }) answers: AnswerView[];
}

class PreviousDecisionView {
  @ApiProperty() id: string;
  @ApiProperty({ enum: DECISIONS }) decision: string;
  @ApiProperty() remarks: string;
  @ApiProperty({ format: 'date-time' }) decidedAt: string;
  @ApiProperty({ type: SignatoryView }) decidedBy: SignatoryView;
  @ApiProperty({ type: [QuestionView] }) questions: QuestionView[];
  @ApiProperty({ type: DecidedReportView }) report: DecidedReportView;
}

class OpenQuestionView extends QuestionView {
  @ApiProperty({ format: 'date-time', description: 'When it was asked.' }) decidedAt: string;
  @ApiProperty({ type: DecidedReportView, description: 'Of which report.' }) report: DecidedReportView;
}

class IssuedDocumentView {
  @ApiProperty({ enum: [FORMAT] }) format: string;
  @ApiProperty() id: string;
  @ApiProperty({ minimum: 1 }) version: number;
  @ApiProperty({ type: String, nullable: true, description: 'Id of the version that this one replaces.' })
  supersedes: string | null;
  @ApiProperty({ format: 'date-time' }) issuedAt: string;
  @ApiProperty({ type: SignatoryView }) issuedBy: SignatoryView;
  @ApiProperty({ type: ComplianceReport, description: 'Figures, definitions and data cut-off.' })
  report: ComplianceReport;
  @ApiProperty({ type: [CommentaryView] }) commentaries: CommentaryView[];
  @ApiProperty({ type: [ChangeView], description: 'From the version that this one replaces.' })
  differences: ChangeView[];
  @ApiPropertyOptional({
    type: [ChangeView],
    description:
      'The same of other days: the preceding period that it compares itself with, and single months. Absent from reports issued before these were compared.',
  })
  earlierDifferences?: ChangeView[];
  @ApiPropertyOptional({
    type: [ChangeView],
    description:
      'The same of commentaries, decisions and questions; long texts are cut to where they differ. Absent from reports issued before these were compared.',
  })
  saidDifferences?: ChangeView[];
  @ApiPropertyOptional({ type: [ChangeView], description: 'What moved since by the passing of time alone.' })
  movedByTime?: ChangeView[];
  @ApiPropertyOptional({
    type: ChangeTallyView,
    nullable: true,
    description:
      'How much differs; null of a first version. Absent from reports issued before it was counted.',
  })
  differencesTally?: ChangeTallyView | null;
  @ApiProperty({
    type: [ChangeView],
    nullable: true,
    description:
      'What the data of the preceding period say otherwise than the issued report of it; null if none was issued.',
  })
  changesSincePrevious: ChangeView[] | null;
  @ApiPropertyOptional({
    type: ChangeTallyView,
    nullable: true,
    description: 'How much of it; null if none was issued. Absent from reports issued before it was counted.',
  })
  changesSincePreviousTally?: ChangeTallyView | null;
  @ApiProperty({
    type: PreviousDecisionView,
    nullable: true,
    description: 'The last decision before this report.',
  })
  previousDecision: PreviousDecisionView | null;
  @ApiPropertyOptional({
    type: [OpenQuestionView],
    description:
      'What the local policing body asked with other decisions and still waits for: an answer of the force, or the day on which it is followed up. Absent from reports issued before these were carried on.',
  })
  openQuestions?: OpenQuestionView[];
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description:
      'Why it was issued again; null of a first version. Absent from reports issued before it was asked.',
  })
  reason?: string | null;
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description:
      'With which link the audit log of the force ended: force, position and hash. Null as long as nothing of it was sealed; absent from reports issued before the log was chained.',
  })
  auditHead?: string | null;
}

/** The JSON file of an issued report. */
export class IssuedFileView {
  @ApiProperty({ type: IssuedDocumentView }) document: IssuedDocumentView;
  @ApiProperty({ description: 'Of the canonical form (RFC 8785) of the document, in hexadecimal.' })
  sha256: string;
  @ApiProperty({ description: 'A detached JWS (RFC 7515, appendix F) over the same bytes, Ed25519.' })
  signature: string;
  @ApiProperty({ description: 'The key, one of /.well-known/report-signing-keys.json.' })
  kid: string;
}

export class IssuedLineView {
  @ApiProperty() id: string;
  @ApiProperty({ format: 'date' }) fromOn: string;
  @ApiProperty({ format: 'date' }) toOn: string;
  @ApiProperty({ description: 'command-area:CODE, neighbourhood:CODE, or empty for the whole force.' })
  part: string;
  @ApiProperty({ minimum: 1 }) version: number;
  @ApiProperty({ type: String, nullable: true }) supersedes: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Null for the newest version.' })
  supersededBy: string | null;
  @ApiProperty({ format: 'date-time' }) issuedAt: string;
  @ApiProperty() sha256: string;
  @ApiProperty() kid: string;
  @ApiProperty({
    enum: DECISIONS,
    type: String,
    nullable: true,
    description: 'The last decision of the local policing body.',
  })
  decision: string | null;
}

export class IssuedListView {
  @ApiProperty({ type: [IssuedLineView], description: 'Newest period first, of each the newest version.' })
  items: IssuedLineView[];
  @ApiProperty() page: number;
  @ApiProperty() pageSize: number;
  @ApiProperty() total: number;
}

export const issuedLineView = (line: IssuedLine): IssuedLineView => ({
  id: line.id,
  fromOn: line.fromOn,
  toOn: line.toOn,
  part: line.part,
  version: line.version,
  supersedes: line.supersedes,
  supersededBy: line.supersededBy,
  issuedAt: line.issuedAt.toUTC().toISO()!,
  sha256: line.sha256,
  kid: line.kid,
  decision: line.decision,
});
