import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The weekday on which a person wrote, in what is counted beforehand: it was read from the clocks each time. */
export class WeekdayOfMonths1789700000000 implements MigrationInterface {
  readonly name = 'WeekdayOfMonths1789700000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`alter table response_month rename column minutes to times`);
    await queryRunner.query(ANEW);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(ANEW);
    await queryRunner.query(`alter table response_month rename column times to minutes`);
  }
}

// As long as the walls bind it too, the owner sees no rows. What is marked counts from the clocks until it is counted anew.
const ANEW = `
alter table response_month no force row level security;
alter table response_month_due no force row level security;
insert into response_month_due (force_id, neighbourhood_id, due_month)
select distinct force_id, neighbourhood_id, due_month from response_month;
alter table response_month force row level security;
alter table response_month_due force row level security;
`;
