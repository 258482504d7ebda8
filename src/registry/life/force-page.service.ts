import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditLog } from '../../audit/audit-log.js';
import { Clock } from '../../common/clock.js';
import { DomainError } from '../../common/errors.js';
import { newId } from '../../common/new-id.js';
import { ForceDatabase } from '../../database/force-database.js';
import { refuseIfChanged, type SeenVersions } from '../../web/etag.js';
import { type ChangedBy, nameChange } from '../changed-by.js';
import { emailProblem, telephoneProblem, webAddressProblem } from '../domain/contact-route.js';
import type { HistorySlice, RecordedChanges } from '../recorded-changes.query.js';
import { forceHistory } from './force-history.query.js';
import {
  type EngagementMethod,
  type ForceAbout,
  forceAbout,
  insertSeniorOfficer,
  listSeniorOfficers,
  removeSeniorOfficer,
  type SeniorOfficerFields,
  type SeniorOfficerRow,
  storeForceAbout,
  updateSeniorOfficer,
} from './force-page.query.js';

/** What is to change of how the force presents itself; what is left out stays. */
export type AboutChange = Partial<
  Pick<ForceAbout, 'websiteUrl' | 'telephone' | 'description' | 'publishesHeadline'>
>;

/** How the force presents itself: in words, by the ways in which it is followed, and by its senior officers. */
@Injectable()
export class ForcePage {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  read(forceId: string): Promise<{ about: ForceAbout; seniorOfficers: SeniorOfficerRow[] }> {
    return this.database.inForce(forceId, async (manager) => ({
      about: await forceAbout(manager, forceId),
      seniorOfficers: await listSeniorOfficers(manager, forceId),
    }));
  }

  /** What was believed before of the force's own row. */
  history(forceId: string, slice: HistorySlice): Promise<RecordedChanges> {
    return this.database.inForce(forceId, (manager) => forceHistory(manager, forceId, slice));
  }

  /** The same again changes nothing. @throws DomainError `invalid`; ChangedMeanwhile with the force as it is now */
  async describe(
    forceId: string,
    change: AboutChange,
    seen: SeenVersions,
    by: ChangedBy,
  ): Promise<ForceAbout> {
    refuseBadRoutes(change);
    let now: ForceAbout | undefined;
    await this.change(forceId, by, async (manager) => {
      now = await heldForce(manager, forceId, seen);
      const held = now;
      const fields = (['description', 'websiteUrl', 'telephone', 'publishesHeadline'] as const).filter(
        (name) => change[name] !== undefined && change[name] !== held[name],
      );
      if (fields.length === 0) return null;
      now = { ...held, ...Object.fromEntries(fields.map((name) => [name, change[name]])) };
      await storeForceAbout(manager, now);
      now.version += 1;
      return { fields };
    });
    return now!;
  }

  /** A way of the same type and address is recorded once: the later words stand. @throws DomainError `invalid` */
  addEngagementMethod(forceId: string, method: EngagementMethod, by: ChangedBy): Promise<void> {
    const problem = webAddressProblem(method.url);
    if (problem) throw DomainError.field('url', problem);
    return this.change(forceId, by, async (manager) => {
      const about = await forceAbout(manager, forceId, true);
      const others = about.engagementMethods.filter((each) => !isSame(each, method));
      await storeForceAbout(manager, { ...about, engagementMethods: [...others, method] });
      return { engagementMethods: others.length + 1 };
    });
  }

  /** The second time there is nothing to remove. @throws ChangedMeanwhile */
  removeEngagementMethod(
    forceId: string,
    { seen, ...method }: Pick<EngagementMethod, 'type' | 'url'> & { seen: SeenVersions },
    by: ChangedBy,
  ): Promise<void> {
    return this.change(forceId, by, async (manager) => {
      const about = await heldForce(manager, forceId, seen);
      const engagementMethods = about.engagementMethods.filter((each) => !isSame(each, method));
      await storeForceAbout(manager, { ...about, engagementMethods });
      return { engagementMethods: engagementMethods.length };
    });
  }

  /** @throws DomainError `invalid` */
  addSeniorOfficer(forceId: string, fields: SeniorOfficerFields, by: ChangedBy): Promise<void> {
    refuseBadRoutes(fields);
    return this.change(forceId, by, async (manager) => {
      const id = newId();
      await insertSeniorOfficer(manager, forceId, id, fields);
      return { seniorOfficer: id };
    });
  }

  /** @throws DomainError `invalid`, `not-found`; ChangedMeanwhile with the record as it is now */
  changeSeniorOfficer(
    forceId: string,
    { id, seen, fields }: { id: string; seen: SeenVersions; fields: SeniorOfficerFields },
    by: ChangedBy,
  ): Promise<void> {
    refuseBadRoutes(fields);
    return this.change(forceId, by, async (manager) => {
      await held(manager, forceId, id, seen);
      await updateSeniorOfficer(manager, forceId, id, fields);
      return { seniorOfficer: id };
    });
  }

  /** @throws DomainError `not-found`; ChangedMeanwhile */
  removeSeniorOfficer(
    forceId: string,
    { id, seen }: { id: string; seen: SeenVersions },
    by: ChangedBy,
  ): Promise<void> {
    return this.change(forceId, by, async (manager) => {
      await held(manager, forceId, id, seen);
      await removeSeniorOfficer(manager, forceId, id);
      return { seniorOfficer: id, removed: true };
    });
  }

  private change(
    forceId: string,
    by: ChangedBy,
    work: (manager: EntityManager) => Promise<Record<string, unknown> | null>,
  ): Promise<void> {
    const at = this.clock.now();
    return this.database.inForce(forceId, async (manager) => {
      await nameChange(manager, by, at);
      const detail = await work(manager);
      if (!detail) return;
      const subject = { subjectKind: 'force', subjectId: forceId } as const;
      await this.audit.record(manager, { forceId, at, ...by, action: 'alter', ...subject, detail });
    });
  }
}

const isSame = (one: EngagementMethod, other: Pick<EngagementMethod, 'type' | 'url'>): boolean =>
  one.type === other.type && one.url === other.url;

/** The force, whoever else changes it waiting. @throws ChangedMeanwhile */
async function heldForce(manager: EntityManager, forceId: string, seen: SeenVersions): Promise<ForceAbout> {
  const about = await forceAbout(manager, forceId, true);
  refuseIfChanged(seen, about.version, about);
  return about;
}

async function held(manager: EntityManager, forceId: string, id: string, seen: SeenVersions): Promise<void> {
  // Whoever else changes the force's page waits.
  await forceAbout(manager, forceId, true);
  const row = (await listSeniorOfficers(manager, forceId)).find((each) => each.id === id);
  if (!row)
    throw DomainError.notFound('The force has no such senior officer; the entry may have been removed.');
  refuseIfChanged(seen, row.version, row);
}

function refuseBadRoutes(
  given: Partial<Pick<SeniorOfficerFields, 'email' | 'telephone'>> & AboutChange,
): void {
  const problems = [
    { field: 'email', message: given.email ? emailProblem(given.email) : undefined },
    { field: 'telephone', message: given.telephone ? telephoneProblem(given.telephone) : undefined },
    { field: 'websiteUrl', message: given.websiteUrl ? webAddressProblem(given.websiteUrl) : undefined },
  ].flatMap(({ field, message }) => (message ? [{ field, message }] : []));
  if (problems.length > 0) throw DomainError.invalid('Some fields are not right. Correct them.', problems);
}
