import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { Injectable } from '@nestjs/common';
import { ForceDatabase } from './force-database.js';

/** Says that a job runs, for /health: one row for each job and instance, so it never grows with time. */
@Injectable()
export class Heartbeats {
  /** Names this process among all that ever ran. */
  readonly instance = `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;

  constructor(private readonly database: ForceDatabase) {}

  /** I am here, and hold what others may take over as soon as I am gone. To be said again every few seconds. */
  async alive(job: string): Promise<void> {
    await this.database.statement(
      'heartbeat-start',
      `insert into heartbeat (job, instance, started_at) values ($1, $2, clock_timestamp())
       on conflict on constraint heartbeat_pk do update set started_at = clock_timestamp()`,
      [job, this.instance],
    );
  }

  /** Run the job between two beats; the second is missing if it failed. */
  async around<T extends object>(job: string, work: () => Promise<T>): Promise<T> {
    await this.alive(job);
    const result = await work();
    await this.database.statement(
      'heartbeat-end',
      `with gone as (delete from heartbeat where started_at < clock_timestamp() - interval '7 days')
       update heartbeat set finished_at = clock_timestamp(), result = $3 where job = $1 and instance = $2`,
      [job, this.instance, JSON.stringify(result)],
    );
    return result;
  }
}
