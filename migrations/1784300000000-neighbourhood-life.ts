import type { MigrationInterface, QueryRunner } from 'typeorm';
import { wallsOfRegistryTables } from './registry-walls.js';

/** What a neighbourhood's page tells beside its officers: priorities, events, places, links; and the force's own page. */
export class NeighbourhoodLife1784300000000 implements MigrationInterface {
  readonly name = 'NeighbourhoodLife1784300000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(LIFE);
    await queryRunner.query(
      wallsOfRegistryTables([
        'priority',
        'priority_review',
        'neighbourhood_event',
        'place',
        'link',
        'senior_officer',
      ]),
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop table senior_officer, link, place, neighbourhood_event, priority_review, priority;
      alter table force drop column description, drop column engagement_methods;`);
  }
}

const LIFE = `
alter table force add column description text;
-- [{type, title, description, url}], in the order of the force's page.
alter table force add column engagement_methods jsonb not null default '[]';

-- A local priority: what it is about, since when, and what is done about it. Until a day is set it is current.
create table priority (
  force_id         text not null,
  id               uuid not null,
  neighbourhood_id uuid not null,
  issue            text not null,
  issue_at         timestamptz not null,
  action           text,
  action_at        timestamptz,
  ended_on         date,
  external_id      text,
  version          integer not null default 1,
  constraint priority_pk primary key (force_id, id),
  constraint priority_neighbourhood_fk foreign key (force_id, neighbourhood_id) references neighbourhood (force_id, id),
  constraint priority_external_id_once unique (force_id, external_id),
  constraint priority_action_dated check ((action is null) = (action_at is null)),
  constraint priority_issue_given check (issue <> '')
);
create index priority_neighbourhood_idx on priority (force_id, neighbourhood_id);

-- On which days the priorities of a neighbourhood were reviewed, changed or not.
create table priority_review (
  force_id         text not null,
  id               uuid not null,
  neighbourhood_id uuid not null,
  reviewed_on      date not null,
  version          integer not null default 1,
  constraint priority_review_pk primary key (force_id, id),
  constraint priority_review_neighbourhood_fk foreign key (force_id, neighbourhood_id) references neighbourhood (force_id, id),
  constraint priority_review_once unique (force_id, neighbourhood_id, reviewed_on)
);

create table neighbourhood_event (
  force_id         text not null,
  id               uuid not null,
  neighbourhood_id uuid not null,
  type             text not null,
  title            text not null,
  address          text not null,
  description      text,
  starts_at        timestamptz not null,
  ends_at          timestamptz,
  email            text,
  telephone        text,
  attended         integer,
  volunteers       integer,
  cancelled        boolean not null default false,
  external_id      text,
  version          integer not null default 1,
  constraint neighbourhood_event_pk primary key (force_id, id),
  constraint neighbourhood_event_neighbourhood_fk foreign key (force_id, neighbourhood_id) references neighbourhood (force_id, id),
  constraint neighbourhood_event_external_id_once unique (force_id, external_id),
  constraint neighbourhood_event_type_known check (type in ('beat-meeting', 'surgery', 'patch-walk', 'engagement-walk', 'other')),
  constraint neighbourhood_event_ends_after_start check (ends_at >= starts_at),
  constraint neighbourhood_event_counts check (attended >= 0 and volunteers >= 0)
);
create index neighbourhood_event_start_idx on neighbourhood_event (force_id, neighbourhood_id, starts_at);

-- A place of the neighbourhood that the public may go to: a station, an enquiry desk, a library with a surgery.
create table place (
  force_id         text not null,
  id               uuid not null,
  neighbourhood_id uuid not null,
  type             text,
  name             text not null,
  address          text not null,
  postcode         text not null default '',
  telephone        text,
  description      text,
  latitude         double precision,
  longitude        double precision,
  version          integer not null default 1,
  constraint place_pk primary key (force_id, id),
  constraint place_neighbourhood_fk foreign key (force_id, neighbourhood_id) references neighbourhood (force_id, id),
  constraint place_whole_point check ((latitude is null) = (longitude is null))
);
create index place_neighbourhood_idx on place (force_id, neighbourhood_id);

-- A link of the neighbourhood's page; prevention projects and funding rounds are links with days.
create table link (
  force_id         text not null,
  id               uuid not null,
  neighbourhood_id uuid not null,
  kind             text not null default 'link',
  title            text not null,
  url              text not null,
  description      text,
  during           daterange not null default '(,)',
  version          integer not null default 1,
  constraint link_pk primary key (force_id, id),
  constraint link_neighbourhood_fk foreign key (force_id, neighbourhood_id) references neighbourhood (force_id, id),
  constraint link_kind_known check (kind in ('link', 'prevention-project', 'funding')),
  constraint link_url_shape check (url ~ '^https?://'),
  constraint link_during_not_empty check (not isempty(during))
);
create index link_neighbourhood_idx on link (force_id, neighbourhood_id);

-- Senior officers as the force presents them, in its order.
create table senior_officer (
  force_id text not null,
  id       uuid not null,
  place    integer not null,
  name     text not null,
  rank     text not null,
  bio      text,
  email    text,
  telephone text,
  version  integer not null default 1,
  constraint senior_officer_pk primary key (force_id, id),
  constraint senior_officer_force_fk foreign key (force_id) references force (id)
);
`;
