import type { MigrationInterface, QueryRunner } from 'typeorm';
import { wallsOfRegistryTables } from './registry-walls.js';

/**
 * Council wards beside neighbourhoods. Since January 2026 "every council ward in England and Wales will have its own
 * named, contactable officers": a ward maps to every neighbourhood that holds at least a twentieth of its area, which
 * is worked out at import, unless a force admin has decided otherwise.
 */
export class Wards1784100000000 implements MigrationInterface {
  readonly name = 'Wards1784100000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(WARDS);
    await queryRunner.query(wallsOfRegistryTables(['ward', 'ward_share', 'ward_choice']));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table ward_choice, ward_share, ward');
  }
}

const WARDS = `
create table ward (
  force_id   text not null,
  id         uuid not null,
  code       text not null,
  name       text not null,
  during     daterange not null,
  boundary   jsonb not null,
  min_lng    double precision not null,
  min_lat    double precision not null,
  max_lng    double precision not null,
  max_lat    double precision not null,
  area_km2   double precision not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version    integer not null default 1,
  constraint ward_pk primary key (force_id, id),
  constraint ward_force_fk foreign key (force_id) references force (id),
  constraint ward_code_once unique (force_id, code),
  constraint ward_code_shape check (code = btrim(code) and length(code) between 1 and 100),
  constraint ward_during_not_empty check (not isempty(during)),
  constraint ward_area_positive check (area_km2 > 0)
);

-- Which part of a ward's area lies in which neighbourhood, worked out from their boundaries; 0.05 is 5 %.
create table ward_share (
  force_id         text not null,
  id               uuid not null,
  ward_id          uuid not null,
  neighbourhood_id uuid not null,
  share            double precision not null,
  version          integer not null default 1,
  constraint ward_share_pk primary key (force_id, id),
  constraint ward_share_ward_fk foreign key (force_id, ward_id) references ward (force_id, id),
  constraint ward_share_neighbourhood_fk foreign key (force_id, neighbourhood_id) references neighbourhood (force_id, id),
  constraint ward_share_once unique (force_id, ward_id, neighbourhood_id),
  constraint ward_share_of_one check (share > 0 and share <= 1)
);

-- What a force admin decided about a ward and a neighbourhood, whatever their areas say.
create table ward_choice (
  force_id         text not null,
  id               uuid not null,
  ward_id          uuid not null,
  neighbourhood_id uuid not null,
  belongs          boolean not null,
  reason           text not null,
  version          integer not null default 1,
  constraint ward_choice_pk primary key (force_id, id),
  constraint ward_choice_ward_fk foreign key (force_id, ward_id) references ward (force_id, id),
  constraint ward_choice_neighbourhood_fk foreign key (force_id, neighbourhood_id) references neighbourhood (force_id, id),
  constraint ward_choice_once unique (force_id, ward_id, neighbourhood_id)
);
`;
