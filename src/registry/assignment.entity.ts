import type { DateTime } from 'luxon';
import {
  Check,
  Column,
  Entity,
  Exclusion,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  Unique,
  type Relation,
} from 'typeorm';
import type { AssignmentRole } from './domain/assignment-role.js';
import { Neighbourhood } from './neighbourhood.entity.js';
import { Officer } from './officer.entity.js';

/** An officer's role in a neighbourhood over a period of days. The database itself refuses overlaps without sense. */
@Entity({ name: 'assignment' })
@Unique('assignment_external_id_once', ['forceId', 'externalId'])
@Check('assignment_role_known', `role in ('lead', 'named', 'deputy', 'team', 'supervisor')`)
@Check('assignment_during_not_empty', `not isempty(during)`)
@Check('assignment_starts', `not lower_inf(during)`)
@Exclusion(
  'assignment_one_lead',
  `using gist (force_id with =, neighbourhood_id with =, during with &&) where (role = 'lead')`,
  { deferrable: 'INITIALLY IMMEDIATE' },
)
@Exclusion(
  'assignment_officer_once',
  `using gist (force_id with =, neighbourhood_id with =, officer_id with =, during with &&)`,
  { deferrable: 'INITIALLY IMMEDIATE' },
)
@Index('assignment_officer_idx', ['forceId', 'officerId'])
export class Assignment {
  @PrimaryColumn({ name: 'force_id', type: 'text', primaryKeyConstraintName: 'assignment_pk' })
  forceId: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'assignment_pk' })
  id: string;

  @Column({ name: 'neighbourhood_id', type: 'uuid' })
  neighbourhoodId: string;

  @ManyToOne(() => Neighbourhood, { nullable: false })
  @JoinColumn([
    {
      name: 'force_id',
      referencedColumnName: 'forceId',
      foreignKeyConstraintName: 'assignment_neighbourhood_fk',
    },
    {
      name: 'neighbourhood_id',
      referencedColumnName: 'id',
      foreignKeyConstraintName: 'assignment_neighbourhood_fk',
    },
  ])
  neighbourhood?: Relation<Neighbourhood>;

  @Column({ name: 'officer_id', type: 'uuid' })
  officerId: string;

  @ManyToOne(() => Officer, { nullable: false })
  @JoinColumn([
    { name: 'force_id', referencedColumnName: 'forceId', foreignKeyConstraintName: 'assignment_officer_fk' },
    { name: 'officer_id', referencedColumnName: 'id', foreignKeyConstraintName: 'assignment_officer_fk' },
  ])
  officer?: Relation<Officer>;

  @Column({ type: 'text' })
  role: AssignmentRole;

  /** The days on which it holds, as PostgreSQL writes a range: `[2025-07-01,2026-01-01)`. */
  @Column({ type: 'daterange' })
  during: string;

  /** The force's own id of the assignment, if it has one. */
  @Column({ name: 'external_id', type: 'text', nullable: true })
  externalId: string | null;

  /** Counted by the database at every change. */
  @Column({ type: 'integer', default: 1 })
  version: number;

  @Column({ name: 'recorded_at', type: 'timestamptz' })
  recordedAt: DateTime;
}
