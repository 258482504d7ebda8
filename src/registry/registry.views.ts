import { ApiProperty } from '@nestjs/swagger';
import type { HeldAssignment } from './assignment-changes.query.js';
import { ASSIGNMENT_ROLES } from './domain/assignment-role.js';
import type { NeighbourhoodColumns } from './neighbourhood-change.query.js';
import type { NeighbourhoodRow } from './neighbourhood-list.query.js';

const text = { type: String, nullable: true } as const;
const day = { type: String, format: 'date', nullable: true } as const;

class AssignedOfficerView {
  @ApiProperty({ enum: ASSIGNMENT_ROLES }) role: string;
  @ApiProperty() collarNumber: string;
  @ApiProperty({
    ...text,
    description: 'If `nameWithheld`, null for keys without registry:write, and never to be published.',
  })
  name: string | null;
  @ApiProperty({ example: 'constable' }) rank: string;
  @ApiProperty() nameWithheld: boolean;
  @ApiProperty(text) email: string | null;
  @ApiProperty(text) telephone: string | null;
  @ApiProperty({ format: 'date' }) from: string;
  @ApiProperty({ ...day, description: 'The last day, included; null: until further notice.' }) until:
    string | null;
}

export class NeighbourhoodView {
  @ApiProperty({ example: 'NC04' }) code: string;
  @ApiProperty() name: string;
  @ApiProperty(text) description: string | null;
  @ApiProperty(text) email: string | null;
  @ApiProperty(text) telephone: string | null;
  @ApiProperty(text) webUrl: string | null;
  @ApiProperty({ description: 'Is there a public contact form?' }) formEnabled: boolean;
  @ApiProperty({ ...text, description: 'Never to be published.' }) teamMailbox: string | null;
  @ApiProperty({ type: Number, nullable: true }) population: number | null;
  @ApiProperty(day) from: string | null;
  @ApiProperty(day) until: string | null;
  @ApiProperty({ type: [AssignedOfficerView], description: 'On the day asked for, lead first.' })
  assigned: AssignedOfficerView[];
}

/** What of a neighbourhood may be changed by itself. */
export class NeighbourhoodSettingsView {
  @ApiProperty({ example: 'NC04' }) code: string;
  @ApiProperty(text) description: string | null;
  @ApiProperty({ type: Number, nullable: true }) population: number | null;
  @ApiProperty(text) email: string | null;
  @ApiProperty(text) telephone: string | null;
  @ApiProperty(text) webUrl: string | null;
  @ApiProperty() formEnabled: boolean;
  @ApiProperty({ ...text, description: 'Never to be published.' }) teamMailbox: string | null;
}

/** As it is recorded now, and what a person should know of the change. */
export class ChangedNeighbourhoodView extends NeighbourhoodSettingsView {
  @ApiProperty({ type: [String], description: 'What coverage loses.' }) warnings: string[];
}

class PagedView {
  @ApiProperty() page: number;
  @ApiProperty() pageSize: number;
  @ApiProperty({ description: 'Of all pages; 0 too on a page behind the last.' }) total: number;
}

export class NeighbourhoodsView extends PagedView {
  @ApiProperty({ type: [NeighbourhoodView] }) items: NeighbourhoodView[];
}

export class OfficerView {
  @ApiProperty() collarNumber: string;
  @ApiProperty({
    ...text,
    description: 'If `nameWithheld`, null for keys without registry:write, and never to be published.',
  })
  name: string | null;
  @ApiProperty({ example: 'constable' }) rank: string;
  @ApiProperty() nameWithheld: boolean;
  @ApiProperty(text) publicEmail: string | null;
  @ApiProperty(text) publicTelephone: string | null;
  @ApiProperty({ ...text, description: 'Never to be published.' }) dutyEmail: string | null;
}

export class OfficersView extends PagedView {
  @ApiProperty({ type: [OfficerView] }) items: OfficerView[];
}

export class AssignmentView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ example: 'NC04' }) neighbourhood: string;
  @ApiProperty() collarNumber: string;
  @ApiProperty({ enum: ASSIGNMENT_ROLES }) role: string;
  @ApiProperty({ format: 'date' }) from: string;
  @ApiProperty({ ...day, description: 'The last day, included; null: until further notice.' }) until:
    string | null;
  @ApiProperty({ ...text, description: 'The force’s own id, by which a bulk or a file changes it.' })
  externalId: string | null;
}

export class AssignmentsView extends PagedView {
  @ApiProperty({ type: [AssignmentView] }) items: AssignmentView[];
}

/** As it is recorded now, and what a person should know of the change. */
export class ChangedAssignmentView extends AssignmentView {
  @ApiProperty({ type: [String], description: 'What coverage loses.' }) warnings: string[];
}

class EndedView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'date' }) until: string;
}

export class AssignedView {
  @ApiProperty({ enum: ['created', 'replaced', 'unchanged'] }) outcome: 'created' | 'replaced' | 'unchanged';
  @ApiProperty({ type: AssignmentView }) assignment: AssignmentView;
  @ApiProperty({ type: [EndedView], description: 'Assignments that now end the day before.' })
  ended: EndedView[];
  @ApiProperty({ type: [String], description: 'Ids of assignments of which no day was left.' })
  removed: string[];
  @ApiProperty({ type: [String], description: 'What a person should know.' }) warnings: string[];
}

export function neighbourhoodSettingsView({
  id: _,
  version: __,
  ...row
}: NeighbourhoodColumns): NeighbourhoodSettingsView {
  return row;
}

export function neighbourhoodView(
  { id: _, version: __, fromOn, untilOn, assigned, ...row }: NeighbourhoodRow,
  readsWithheld: boolean,
): NeighbourhoodView {
  return {
    ...row,
    from: fromOn,
    until: untilOn,
    assigned: assigned.map((officer) => ({
      role: officer.role,
      collarNumber: officer.collarNumber,
      rank: officer.rank,
      nameWithheld: officer.nameWithheld,
      ...(officer.nameWithheld && !readsWithheld
        ? { name: null, email: null, telephone: null }
        : { name: officer.name, email: officer.publicEmail, telephone: officer.publicTelephone }),
      from: officer.fromOn,
      until: officer.untilOn,
    })),
  };
}

/** What tells who an officer is, none of it if the name is withheld from the reader: addresses are made of names. */
export function officerView(
  row: Omit<OfficerView, 'name'> & { name: string },
  readsWithheld: boolean,
): OfficerView {
  const { collarNumber, name, rank, nameWithheld, publicEmail, publicTelephone, dutyEmail } = row;
  const told = { collarNumber, rank, nameWithheld };
  if (nameWithheld && !readsWithheld) {
    return { ...told, name: null, publicEmail: null, publicTelephone: null, dutyEmail: null };
  }
  return { ...told, name, publicEmail, publicTelephone, dutyEmail };
}

export function assignmentView(assignment: HeldAssignment): AssignmentView {
  const { id, neighbourhood, collarNumber, role, fromOn, untilOn, externalId } = assignment;
  return { id, neighbourhood, collarNumber, role, from: fromOn, until: untilOn, externalId };
}
