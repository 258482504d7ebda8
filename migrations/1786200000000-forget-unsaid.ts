import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was chosen and not told may be chosen anew, digests of months ago may go, and it is known since when anybody looks. */
export class ForgetUnsaid1786200000000 implements MigrationInterface {
  readonly name = 'ForgetUnsaid1786200000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      grant delete on delivery to npg_app;
      grant delete on digest to npg_sweeper;
      -- Since when does anybody look what is to be said for this force? What was planned before could not be said, so it is not late.
      create table alerts_begun (
        force_id text not null,
        at       timestamptz not null,
        constraint alerts_begun_pk primary key (force_id),
        constraint alerts_begun_force_fk foreign key (force_id) references force (id)
      );
      alter table alerts_begun enable row level security;
      alter table alerts_begun force row level security;
      create policy alerts_begun_of_the_force on alerts_begun to npg_app using (force_id = current_force()) with check (force_id = current_force());
      create policy alerts_begun_for_the_sweeper on alerts_begun to npg_sweeper using (true) with check (true);
      grant select on alerts_begun to npg_app;
      grant select, insert on alerts_begun to npg_sweeper;`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `revoke delete on delivery from npg_app; revoke delete on digest from npg_sweeper`,
    );
  }
}
