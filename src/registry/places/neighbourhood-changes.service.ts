import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditLog } from '../../audit/audit-log.js';
import { addDays, localDayOf } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import { DomainError } from '../../common/errors.js';
import { ForceDatabase } from '../../database/force-database.js';
import { type ChangedBy, nameChange } from '../changed-by.js';
import { codeProblem } from '../domain/neighbourhood-code.js';
import { unseenProblem } from '../domain/unseen-character.js';
import type { ChangeOutcome, NeighbourhoodChange } from './neighbourhood-change.js';
import { lockPlaces } from './places.query.js';
import { type Looking, make, type PlannedChange } from './planned-change.js';
import { planReordering } from './reordering.js';
import { planBegin, planEnding, planRenaming } from './single-changes.js';

/** Neighbourhoods begin, end, are renamed, merge and split: "contacts and figures of the old ones stay where they were". */
@Injectable()
export class NeighbourhoodChanges {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /**
   * What a change would do. Nothing is changed.
   * @throws DomainError as `changeNeighbourhood`
   */
  async preview(forceId: string, code: string, change: NeighbourhoodChange): Promise<ChangeOutcome> {
    const todayOn = localDayOf(this.clock.now());
    const planned = await this.database.inForce(forceId, (manager) =>
      plan({ manager, forceId, todayOn }, code, change),
    );
    return outcomeOf(planned);
  }

  /**
   * Make a change in one transaction. The second time the same changes nothing and says so.
   * @param seen the consequences that somebody was shown; if they are others by now, nothing is changed
   * @throws DomainError `not-found` (neighbourhood), `invalid` (days, codes, officers), `conflict` (changed meanwhile)
   */
  async changeNeighbourhood(
    forceId: string,
    code: string,
    change: NeighbourhoodChange,
    by: ChangedBy,
    seen?: (outcome: ChangeOutcome) => boolean,
  ): Promise<ChangeOutcome> {
    const at = this.clock.now();
    return this.database.inForce(forceId, async (manager) => {
      const looking = { manager, forceId, todayOn: localDayOf(at) };
      const planned = await plan(looking, code, change);
      const outcome = outcomeOf(planned);
      if (seen && !seen(outcome)) {
        throw DomainError.conflict(
          'The registry was changed meanwhile, and nothing was saved. Look at the consequences again.',
        );
      }
      if (planned.outcome === 'unchanged') return outcome;
      await nameChange(manager, by, at);
      await make(planned, looking, { audit: this.audit, at, by });
      return outcome;
    });
  }
}

const outcomeOf = ({ outcome, consequences, warnings }: PlannedChange): ChangeOutcome => ({
  outcome,
  consequences,
  warnings,
});

async function plan(looking: Looking, code: string, change: NeighbourhoodChange): Promise<PlannedChange> {
  const { manager, forceId } = looking;
  const places = await heldPlaces(manager, forceId, code, change);
  refuseUnusableCodes(code, change, places);
  refuseUnusableNames(change);
  const place = places.get(code) ?? null;
  if (change.kind === 'begin') return planBegin(code, place, change);
  if (!place) throw DomainError.notFound('No neighbourhood of the force has this code. Find it in the list.');
  if (change.kind === 'rename') return planRenaming(looking, place, change);
  if (change.kind === 'end') return planEnding(looking, place, change);
  return planReordering(looking, code, places, change);
}

/** Only a new neighbourhood's code: one that is recorded stays in reach whatever it is. */
function refuseUnusableCodes(
  code: string,
  change: NeighbourhoodChange,
  places: ReadonlyMap<string, unknown>,
): void {
  const into = 'into' in change ? change.into.map((one) => one.code) : [];
  const field = change.kind === 'begin' ? 'code' : 'into';
  for (const one of change.kind === 'begin' ? [code] : into.filter((each) => !places.has(each))) {
    const wrong = codeProblem(one);
    if (wrong) throw DomainError.field(field, `The code ${wrong}`);
  }
}

function refuseUnusableNames(change: NeighbourhoodChange): void {
  const names =
    'into' in change ? change.into.map(({ name }) => name) : 'name' in change ? [change.name] : [];
  for (const name of names) {
    const wrong = name === null ? undefined : unseenProblem(name);
    if (wrong) throw DomainError.field('into' in change ? 'into' : 'name', `The name ${wrong}`);
  }
}

async function heldPlaces(
  manager: EntityManager,
  forceId: string,
  code: string,
  change: NeighbourhoodChange,
): Promise<Map<string, Awaited<ReturnType<typeof lockPlaces>>[number]>> {
  const others = change.kind === 'merge' ? change.others : [];
  const into = 'into' in change ? change.into.map((one) => one.code) : [];
  const lastDay = change.kind === 'end' ? change.untilOn : addDays(change.fromOn, -1);
  const places = await lockPlaces(manager, forceId, [...new Set([code, ...others, ...into])], lastDay);
  return new Map(places.map((place) => [place.code, place]));
}
