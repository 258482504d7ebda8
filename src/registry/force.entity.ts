import type { DateTime } from 'luxon';
import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** A police force. Its id is the one data.police.uk uses, such as `leicestershire`. */
@Entity({ name: 'force' })
@Check('force_id_shape', `id ~ '^[a-z][a-z0-9-]{1,39}$' and id <> 'forces'`)
export class Force {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'force_pk' })
  id: string;

  @Column({ type: 'text' })
  name: string;

  /** The local day on which the force's figures begin. */
  @Column({ name: 'starts_on', type: 'date' })
  startsOn: string;

  @Column({ name: 'website_url', type: 'text', nullable: true })
  websiteUrl: string | null;

  @Column({ type: 'text', nullable: true })
  telephone: string | null;

  @Column({ type: 'text', nullable: true })
  description: string | null;

  /** How the force is reached and followed, in the order of its page. */
  @Column({ name: 'engagement_methods', type: 'jsonb', default: [] })
  engagementMethods: { type: string; title: string; description: string | null; url: string }[];

  /** Whether the public is shown the headline figures of the latest issued report. */
  @Column({ name: 'publishes_headline', type: 'boolean', default: false })
  publishesHeadline: boolean;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: DateTime;

  /** Counted by the database at every change. */
  @Column({ type: 'integer', default: 1 })
  version: number;
}
