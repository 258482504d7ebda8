import { ApiProperty } from '@nestjs/swagger';
import type { AbsenceRow } from './absence.query.js';
import { ABSENCE_KINDS } from './domain/absence-kind.js';

export class AbsenceView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() collarNumber: string;
  @ApiProperty({ enum: ABSENCE_KINDS }) kind: string;
  @ApiProperty({ format: 'date' }) from: string;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'The last day, included.' })
  until: string | null;
  @ApiProperty({ type: Number, nullable: true }) hours: number | null;
  @ApiProperty({ type: String, nullable: true }) externalId: string | null;
}

export class AbsencesView {
  @ApiProperty({ type: [AbsenceView] }) items: AbsenceView[];
  @ApiProperty() page: number;
  @ApiProperty() pageSize: number;
  @ApiProperty({ description: 'Of all pages; 0 too on a page behind the last.' }) total: number;
}

class NamedDeputyView {
  @ApiProperty({ example: 'NC04' }) neighbourhood: string;
  @ApiProperty() collarNumber: string;
  @ApiProperty({
    type: [String],
    description: 'Empty if another role of the deputy covers the days already.',
  })
  assignments: string[];
}

export class RecordedAbsenceView extends AbsenceView {
  @ApiProperty({ type: [NamedDeputyView] }) deputies: NamedDeputyView[];
  @ApiProperty({ type: [String], description: 'What coverage loses, and deputies who are away themselves.' })
  warnings: string[];
}

/** As it is recorded now, and what a person should know of the change. */
export class ChangedAbsenceView extends AbsenceView {
  @ApiProperty({ type: [String], description: 'What coverage loses.' }) warnings: string[];
}

/** What a person should know of what was taken out. */
export class RemovedView {
  @ApiProperty({ type: [String], description: 'What coverage loses.' }) warnings: string[];
}

export function absenceView(row: AbsenceRow): AbsenceView {
  const { id, collarNumber, kind, fromOn, untilOn, hours, externalId } = row;
  return { id, collarNumber, kind, from: fromOn, until: untilOn, hours, externalId };
}
