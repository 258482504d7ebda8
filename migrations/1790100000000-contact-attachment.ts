import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files that come with a contact: what each is and when it came, and apart from that what is in it, sealed. */
export class ContactAttachment1790100000000 implements MigrationInterface {
  readonly name = 'ContactAttachment1790100000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(ATTACHMENTS);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`drop table contact_attachment_content, contact_attachment`);
  }
}

const ATTACHMENTS = `
-- Nothing personal: it stays when the contact is erased.
create table contact_attachment (
  force_id    text not null,
  id          uuid not null,
  contact_id  uuid not null,
  place       smallint not null,
  kind        text not null,
  size_bytes  integer not null,
  received_at timestamptz not null,
  constraint contact_attachment_pk primary key (force_id, id),
  constraint contact_attachment_contact_fk foreign key (force_id, contact_id) references contact (force_id, id),
  constraint contact_attachment_place_once unique (force_id, contact_id, place),
  constraint contact_attachment_place_few check (place between 1 and 3),
  constraint contact_attachment_kind_known check (kind in ('jpeg', 'png', 'webp', 'pdf')),
  constraint contact_attachment_size check (size_bytes between 1 and 20971520)
);

-- The bytes and the name that the sender gave them, each sealed with the contact's own key. Deleted when the contact is
-- erased. The digests are keyed: by them a request that comes again is recognised.
create table contact_attachment_content (
  force_id       text not null,
  attachment_id  uuid not null,
  contact_id     uuid not null,
  sealed_name    bytea not null,
  sealed         bytea not null,
  request_digest bytea,
  body_digest    bytea,
  constraint contact_attachment_content_pk primary key (force_id, attachment_id),
  constraint contact_attachment_content_attachment_fk foreign key (force_id, attachment_id) references contact_attachment (force_id, id),
  constraint contact_attachment_content_contact_fk foreign key (force_id, contact_id) references contact (force_id, id),
  constraint contact_attachment_content_request_once unique (force_id, contact_id, request_digest),
  constraint contact_attachment_content_request_whole check (num_nulls(request_digest, body_digest) in (0, 2))
);
-- What is sealed cannot be made smaller.
alter table contact_attachment_content alter column sealed set storage external;

do $$
declare t text;
begin
  foreach t in array array['contact_attachment', 'contact_attachment_content'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I to npg_app using (force_id = current_force()) with check (force_id = current_force())',
      t || '_of_the_force', t);
  end loop;
end $$;
grant select, insert on contact_attachment, contact_attachment_content to npg_app;
grant delete on contact_attachment_content to npg_app;
`;
