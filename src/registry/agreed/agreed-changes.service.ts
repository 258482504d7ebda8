import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/audit-log.js';
import { localDayOf } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import { ForceDatabase } from '../../database/force-database.js';
import { WithinTransaction } from '../../database/within-transaction.js';
import { Absences } from '../absences/absences.service.js';
import { Assignments } from '../assignments.service.js';
import { withCoverage } from '../coverage/coverage-outcome.js';
import { NeighbourhoodChanges } from '../neighbourhood-changes.service.js';
import { OfficersBulk } from '../officers-bulk.service.js';
import { Officers } from '../officers.service.js';
import { agreementKey, consequencesOf, NotAgreed } from './not-agreed.js';

/** The services that change the registry, inside the one transaction. */
export interface RegistryServices {
  absences: Absences;
  assignments: Assignments;
  neighbourhoods: NeighbourhoodChanges;
  officers: Officers;
  officersBulk: OfficersBulk;
}

export interface Agreement<T> {
  /** The consequences that a person has agreed to; none were shown yet without it. */
  agreedTo: string | undefined;
  /** What is to be known besides coverage, without names. With it a person is always asked. */
  tells?: (done: T) => readonly string[];
  /** What a person agrees to besides: another one asks again. */
  facts?: unknown;
}

/** Changes of the registry that lose days of coverage only if a person has seen which, and agreed. */
@Injectable()
export class AgreedChanges {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Does the change and asks the coverage engine before and after it, in the same transaction. What loses nothing is
   * saved at once; so is what was agreed to. Anything else is taken back.
   * @throws NotAgreed with what the change would do, and whatever the services throw
   */
  async change<T>(
    forceId: string,
    { agreedTo, tells, facts = null }: Agreement<T>,
    work: (services: RegistryServices) => Promise<T>,
  ): Promise<T> {
    const todayOn = localDayOf(this.clock.now());
    return this.database.inForce(forceId, async (manager) => {
      const services = this.servicesWithin(new WithinTransaction(manager));
      const { done, coverage } = await withCoverage(manager, forceId, todayOn, () => work(services));
      const consequences = consequencesOf(coverage, tells?.(done) ?? []);
      const asks = tells !== undefined || consequences.warnings.length > 0;
      const key = agreementKey(consequences, facts);
      if (!asks || agreedTo === key) return done;
      // What the database looks at only at the end of a transaction would refuse it after the question.
      await manager.query('set constraints all immediate');
      throw new NotAgreed(done, consequences, key, agreedTo !== undefined);
    });
  }

  private servicesWithin(database: ForceDatabase): RegistryServices {
    const { clock, audit } = this;
    return {
      absences: new Absences(database, clock, audit),
      assignments: new Assignments(database, clock, audit),
      neighbourhoods: new NeighbourhoodChanges(database, clock, audit),
      officers: new Officers(database, clock, audit),
      officersBulk: new OfficersBulk(database, clock, audit),
    };
  }
}
