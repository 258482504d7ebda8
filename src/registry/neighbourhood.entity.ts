import type { MultiPolygon, Polygon } from 'geojson';
import type { DateTime } from 'luxon';
import {
  Check,
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  Unique,
  type Relation,
} from 'typeorm';
import { Force } from './force.entity.js';

/** A neighbourhood of a force, for as long as it existed. Its code is the force's own and never interpreted. */
@Entity({ name: 'neighbourhood' })
@Unique('neighbourhood_code_once', ['forceId', 'code'])
@Index('neighbourhood_extent_idx', ['forceId', 'minLng', 'maxLng', 'minLat', 'maxLat'])
@Check(
  'neighbourhood_code_shape',
  `code = btrim(code) and length(code) between 1 and 100 and code <> 'neighbourhoods'`,
)
@Check('neighbourhood_during_not_empty', `not isempty(during)`)
@Check('neighbourhood_population_not_negative', `population >= 0`)
export class Neighbourhood {
  @PrimaryColumn({ name: 'force_id', type: 'text', primaryKeyConstraintName: 'neighbourhood_pk' })
  forceId: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'neighbourhood_pk' })
  id: string;

  @ManyToOne(() => Force, { nullable: false })
  @JoinColumn({
    name: 'force_id',
    referencedColumnName: 'id',
    foreignKeyConstraintName: 'neighbourhood_force_fk',
  })
  force?: Relation<Force>;

  @Column({ type: 'text' })
  code: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text', nullable: true })
  description: string | null;

  @Column({ type: 'integer', nullable: true })
  population: number | null;

  /** The days on which it exists, as PostgreSQL writes a range: `[2025-07-01,)`. */
  @Column({ type: 'daterange' })
  during: string;

  @Column({ type: 'jsonb', nullable: true })
  boundary: Polygon | MultiPolygon | null;

  @Column({ name: 'min_lng', type: 'double precision', nullable: true })
  minLng: number | null;

  @Column({ name: 'min_lat', type: 'double precision', nullable: true })
  minLat: number | null;

  @Column({ name: 'max_lng', type: 'double precision', nullable: true })
  maxLng: number | null;

  @Column({ name: 'max_lat', type: 'double precision', nullable: true })
  maxLat: number | null;

  @Column({ name: 'area_km2', type: 'double precision', nullable: true })
  areaKm2: number | null;

  @Column({ name: 'centre_lng', type: 'double precision', nullable: true })
  centreLng: number | null;

  @Column({ name: 'centre_lat', type: 'double precision', nullable: true })
  centreLat: number | null;

  @Column({ type: 'text', nullable: true })
  email: string | null;

  @Column({ type: 'text', nullable: true })
  telephone: string | null;

  @Column({ name: 'web_url', type: 'text', nullable: true })
  webUrl: string | null;

  @Column({ name: 'form_enabled', type: 'boolean', default: true })
  formEnabled: boolean;

  /** Where the team itself is mailed. Never public. */
  @Column({ name: 'team_mailbox', type: 'text', nullable: true })
  teamMailbox: string | null;

  /** Counted by the database at every change. */
  @Column({ type: 'integer', default: 1 })
  version: number;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: DateTime;

  @Column({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: DateTime;
}
