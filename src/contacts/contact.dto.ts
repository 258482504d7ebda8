import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { IsInstant } from '../common/is-instant.js';
import { OUT_OF_SCOPE_REASONS, type OutOfScopeReason } from './domain/clock-state.js';
import { RESPONSE_ROUTES, type ResponseRoute } from './domain/meaningful-response.js';
import { AttachmentView } from './attachments/attachment.dto.js';
import { PlaceView, TakenUpView, TransferView } from './holding.dto.js';
import {
  CONTACT_STATES,
  MessageView,
  OfQuestionDto,
  OutOfScopeView,
  QuestionView,
} from './questions/questions.dto.js';
import { RecourseView } from './recourse/recourse.dto.js';
import { StartCorrectionView } from './starts/start.dto.js';

export class RecordResponseDto {
  @ApiProperty({
    enum: RESPONSE_ROUTES,
    description: '`email-from-here` sends it; the others record what already reached the person.',
  })
  @IsIn(RESPONSE_ROUTES, { message: `route must be one of ${RESPONSE_ROUTES.join(', ')}` })
  route: ResponseRoute;

  @ApiPropertyOptional({
    format: 'date-time',
    description: 'When it reached the person. Left out for `email-from-here`.',
  })
  @IsOptional()
  @IsInstant()
  respondedAt?: string;

  @ApiProperty({ maxLength: 10_000, description: 'What the person was told.' })
  @IsString({ message: 'text must be a text' })
  @MaxLength(10_000, { message: 'text must be at most 10,000 characters' })
  text: string;

  @ApiProperty({
    maxLength: 10_000,
    description: 'What happens next: without it an answer is not a meaningful response.',
  })
  @IsString({ message: 'nextSteps must be a text' })
  @MaxLength(10_000, { message: 'nextSteps must be at most 10,000 characters' })
  nextSteps: string;
}

export class TakeOutOfScopeDto extends OfQuestionDto {
  @ApiProperty({ enum: OUT_OF_SCOPE_REASONS })
  @IsIn(OUT_OF_SCOPE_REASONS, { message: `reason must be one of ${OUT_OF_SCOPE_REASONS.join(', ')}` })
  reason: OutOfScopeReason;

  @ApiPropertyOptional({ description: 'Reference of the other contact, where the reason is `duplicate`.' })
  @IsOptional()
  @IsString({ message: 'duplicateOf must be a reference' })
  @Matches(/^[\w -]{1,20}$/, { message: 'duplicateOf must be a reference such as NCK-47M-TXR' })
  duplicateOf?: string;
}

class EnquirerView {
  @ApiPropertyOptional({ type: String }) name?: string | undefined;
  @ApiPropertyOptional({ type: String }) email?: string | undefined;
  @ApiPropertyOptional({ type: String }) telephone?: string | undefined;
  @ApiPropertyOptional({ type: String }) address?: string | undefined;
}

class ResponseView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ enum: RESPONSE_ROUTES }) route: string;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Null while an e-mail from here is on its way.',
  })
  respondedAt: string | null;
  @ApiProperty({ format: 'date-time' }) recordedAt: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) voidedAt: string | null;
  @ApiProperty({ type: String, nullable: true }) text: string | null;
  @ApiProperty({ type: String, nullable: true }) nextSteps: string | null;
}

const FACTS = [
  'What is known of it beside, as texts: codes, numbers, instants and ids, nothing that a person wrote. What does not apply is left out, and others may come.',
  'Of what concerns one question of several, `clock` is an id that is the same for all of that question.',
  'Of an `alert`: `stage` of the response standard; `step`, 0 for those who hear first and 1 onwards for the next of the ladder; `climbed`, how often a mail that could not be sent called the next; `mails`, how many were sent; `state`: `sent`, `on its way`, `failed`, `nobody new` (everybody had heard already or could not), `superseded` by a later one, or `withdrawn`, with the reason in `withdrawn`; `late`, `yes` if somebody was told later than the configured time after it could be said, quiet hours apart, by the mark that `alerts-late` of the reports counts; `cameLate`, `yes` if the question became known here only after the alert was planned, which makes no alert late.',
].join('\n\n');

class TimelineView {
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty({ format: 'date-time' }) recordedAt: string;
  @ApiProperty({
    description: 'What happened, in a word such as `received`, `response`, `handed-over` or `alert`.',
  })
  kind: string;
  @ApiProperty() by: string;
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: FACTS,
  })
  facts?: Record<string, string>;
}

class ContactLinks {
  @ApiProperty() self: string;
  @ApiProperty() responses: string;
}

export class ReceivedContactView {
  @ApiProperty({ example: 'NCK-47M-TXR' }) reference: string;
  @ApiProperty({ description: 'Code of the neighbourhood that holds it.' }) neighbourhood: string;
  @ApiProperty({ format: 'date-time', description: 'When the person wrote; the clock starts here.' })
  submittedAt: string;
  @ApiProperty({ format: 'date-time' }) receivedAt: string;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: '72 elapsed hours later; null where no reply is possible.',
  })
  dueAt: string | null;
  @ApiProperty({ type: ContactLinks }) links: ContactLinks;
}

/** State, start, deadline and answer are those of the question that is shown: the first owed, else the last that counts. */
export class ContactView {
  @ApiProperty({ example: 'NCK-47M-TXR' }) reference: string;
  @ApiProperty({ type: PlaceView }) neighbourhood: PlaceView;
  @ApiProperty() channel: string;
  @ApiProperty({ enum: CONTACT_STATES }) state: string;
  @ApiProperty({ format: 'date-time' }) submittedAt: string;
  @ApiProperty({ format: 'date-time' }) receivedAt: string;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When its 72 hours began: when it was submitted, unless a supervisor corrected that.',
  })
  startedAt: string | null;
  @ApiProperty({ type: [StartCorrectionView] }) startCorrections: StartCorrectionView[];
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) dueAt: string | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'The first meaningful response.',
  })
  respondedAt: string | null;
  @ApiProperty({ type: OutOfScopeView, nullable: true }) outOfScope: OutOfScopeView | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description:
      'When the only address of the person refused an answer for good. By the deadline, and not answered since, the state is `no-reply-possible`; after it the contact stays `overdue`.',
  })
  addressFailedAt: string | null;
  @ApiProperty({ type: String, nullable: true }) subject: string | null;
  @ApiProperty({ type: String, nullable: true }) message: string | null;
  @ApiProperty({ type: EnquirerView, nullable: true }) enquirer: EnquirerView | null;
  @ApiProperty({ type: [AttachmentView], description: 'Files that were sent along, first to last.' })
  attachments: AttachmentView[];
  @ApiProperty({
    type: [QuestionView],
    description:
      'Every question with a clock of its own, first to last. The fields of the contact itself are those of the earliest deadline that is owed, or else of the last question that counts.',
  })
  questions: QuestionView[];
  @ApiProperty({ type: [MessageView], description: 'What the person wrote after their first message.' })
  messages: MessageView[];
  @ApiProperty({
    type: TakenUpView,
    nullable: true,
    description: 'Who of the force said “I have it”; null if nobody has it.',
  })
  takenUp: TakenUpView | null;
  @ApiProperty({
    type: [TransferView],
    description: 'Every hand-over to another neighbourhood of the force, first to last.',
  })
  transfers: TransferView[];
  @ApiProperty({ type: [ResponseView] }) responses: ResponseView[];
  @ApiProperty({ type: [RecourseView], description: 'Every time the person asked for a supervisor.' })
  recourse: RecourseView[];
  @ApiProperty({ type: [TimelineView] }) timeline: TimelineView[];
  @ApiProperty({ type: ContactLinks }) links: ContactLinks;
}
