import { ApiProperty } from '@nestjs/swagger';
import { ABSENCE_KINDS } from './absences/domain/absence-kind.js';
import { ASSIGNMENT_ROLES } from './domain/assignment-role.js';
import type { OfficerRecord } from './officer-record.query.js';
import { officerView, OfficerView } from './registry.views.js';

const text = { type: String, nullable: true } as const;
const day = { type: String, format: 'date', nullable: true } as const;

class PeriodView {
  @ApiProperty({ ...day, description: 'The first day; null: always before.' }) from: string | null;
  @ApiProperty({ ...day, description: 'The last day, included; null: until further notice.' }) until:
    string | null;
}

class RankPeriodView extends PeriodView {
  @ApiProperty({ example: 'constable' }) rank: string;
}

class RoutePeriodView extends PeriodView {
  @ApiProperty({ example: 'email' }) kind: string;
  @ApiProperty() value: string;
}

class OwnAbsenceView extends PeriodView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ enum: ABSENCE_KINDS }) kind: string;
  @ApiProperty({ type: Number, nullable: true }) hours: number | null;
}

class OwnAssignmentView extends PeriodView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ example: 'NC04' }) neighbourhood: string;
  @ApiProperty({ enum: ASSIGNMENT_ROLES }) role: string;
}

/** An officer with everything that is recorded, of every time. */
export class OfficerRecordView extends OfficerView {
  @ApiProperty(text) externalId: string | null;
  @ApiProperty(day) serviceFrom: string | null;
  @ApiProperty(day) serviceUntil: string | null;
  @ApiProperty({ type: [RankPeriodView] }) ranks: RankPeriodView[];
  @ApiProperty({ type: [PeriodView], description: 'Days on which the name must not be published.' })
  withheld: PeriodView[];
  @ApiProperty({ type: [OwnAbsenceView] }) absences: OwnAbsenceView[];
  @ApiProperty({ type: [OwnAssignmentView] }) assignments: OwnAssignmentView[];
  @ApiProperty({ type: [RoutePeriodView] }) routes: RoutePeriodView[];
}

/** As it is recorded now, and what a person should know of the change. */
export class ChangedOfficerView extends OfficerRecordView {
  @ApiProperty({ type: [String], description: 'What coverage loses.' }) warnings: string[];
}

const period = ({ fromOn, untilOn }: { fromOn: string | null; untilOn: string | null }): PeriodView => ({
  from: fromOn,
  until: untilOn,
});

export function officerRecordView(record: OfficerRecord, readsWithheld: boolean): OfficerRecordView {
  const isHidden = record.nameWithheld && !readsWithheld;
  return {
    ...officerView(record, readsWithheld),
    externalId: record.externalId,
    serviceFrom: record.serviceFromOn,
    serviceUntil: record.serviceUntilOn,
    ranks: record.ranks.map((one) => ({ rank: one.value, ...period(one) })),
    withheld: record.withheld.map(period),
    absences: record.absences.map((one) => ({
      ...{ id: one.id, kind: one.kind, hours: one.hours },
      ...period(one),
    })),
    assignments: record.assignments.map((one) => ({
      ...{ id: one.id, neighbourhood: one.code, role: one.role },
      ...period(one),
    })),
    routes: isHidden
      ? []
      : record.routes.map((one) => ({ kind: one.kind, value: one.value, ...period(one) })),
  };
}
