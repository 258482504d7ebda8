import type { DateTime } from 'luxon';
import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation, Unique } from 'typeorm';
import { Force } from './force.entity.js';

/** An officer of a force, known by the collar number. */
@Entity({ name: 'officer' })
@Unique('officer_collar_number_once', ['forceId', 'collarNumber'])
@Unique('officer_external_id_once', ['forceId', 'externalId'])
@Check('officer_in_service_not_empty', `not isempty(in_service)`)
export class Officer {
  @PrimaryColumn({ name: 'force_id', type: 'text', primaryKeyConstraintName: 'officer_pk' })
  forceId: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'officer_pk' })
  id: string;

  @ManyToOne(() => Force, { nullable: false })
  @JoinColumn({ name: 'force_id', referencedColumnName: 'id', foreignKeyConstraintName: 'officer_force_fk' })
  force?: Relation<Force>;

  @Column({ name: 'collar_number', type: 'text' })
  collarNumber: string;

  @Column({ type: 'text' })
  name: string;

  /** One of `config/ranks.yaml`. */
  @Column({ type: 'text' })
  rank: string;

  /** The name stays unpublished for the officer's safety. */
  @Column({ name: 'name_withheld', type: 'boolean', default: false })
  nameWithheld: boolean;

  @Column({ name: 'public_email', type: 'text', nullable: true })
  publicEmail: string | null;

  @Column({ name: 'public_telephone', type: 'text', nullable: true })
  publicTelephone: string | null;

  /** Where alerts reach the officer. Never public. */
  @Column({ name: 'duty_email', type: 'text', nullable: true })
  dutyEmail: string | null;

  /** The days on which the officer serves in the force; outside them no assignment covers anything. */
  @Column({ name: 'in_service', type: 'daterange', default: '(,)' })
  inService: string;

  /** The force's own id of the officer, if it is not the collar number. */
  @Column({ name: 'external_id', type: 'text', nullable: true })
  externalId: string | null;

  /** Counted by the database at every change. */
  @Column({ type: 'integer', default: 1 })
  version: number;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: DateTime;

  @Column({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: DateTime;
}
