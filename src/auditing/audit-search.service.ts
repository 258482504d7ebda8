import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { Person } from '../access/principal.js';
import { AuditLog } from '../audit/audit-log.js';
import { addDays, startOfLocalDay } from '../common/calendar.js';
import { Clock } from '../common/clock.js';
import { DomainError } from '../common/errors.js';
import { normaliseReference } from '../contacts/domain/reference.js';
import { ForceDatabase } from '../database/force-database.js';
import { personText } from '../registry/officer-wording.js';
import type { AuditSearchForm } from './audit-search.form.js';
import {
  type AuditSearch,
  codesOf,
  type FoundEntry,
  idOfContact,
  idOfOfficer,
  type LoggedPerson,
  peopleOfForce,
  searchAudit,
} from './audit-search.query.js';

export const ENTRIES_A_PAGE = 50;
/** More lines than these are no file to look through but a search to narrow down. */
export const ENTRIES_A_FILE = 50_000;

export interface FoundEntries {
  entries: FoundEntry[];
  /** Before which entry the next page begins, if there is one. */
  older: string | null;
  people: LoggedPerson[];
  /** What ids are called: people by name, contacts by reference, officers by collar number. */
  names: ReadonlyMap<string, string>;
  now: DateTime;
}

/** Looks something up in a force's log. That is a consultation itself, and a file of it a disclosure: both are logged. */
@Injectable()
export class AuditSearches {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /** @throws DomainError `invalid` if there is no such contact or officer, or too much for a file */
  readEntries(
    reader: Person,
    asked: AuditSearchForm,
    { asFile, requestId }: { asFile: boolean; requestId: string },
  ): Promise<FoundEntries> {
    const { forceId } = reader;
    const now = this.clock.now();
    const limit = asFile ? ENTRIES_A_FILE : ENTRIES_A_PAGE;
    const work = async (manager: EntityManager): Promise<FoundEntries> => {
      const found = await searchAudit(manager, forceId, await searchFor(manager, forceId, asked), limit + 1);
      if (asFile && found.length > limit)
        throw DomainError.field(
          'to',
          `A file holds ${limit.toLocaleString('en-GB')} entries at most. Choose fewer days, or say what else to look for`,
        );
      const entries = found.slice(0, limit);
      await this.audit.record(manager, {
        forceId,
        at: now,
        actor: { kind: 'person', id: reader.id },
        action: asFile ? 'disclose' : 'consult',
        subjectKind: 'audit-log',
        subjectId: asFile ? 'file' : 'search',
        requestId,
        detail: { ...(await askedIds(manager, forceId, asked)), entries: entries.length },
      });
      const people = await peopleOfForce(manager, forceId);
      return {
        entries,
        older: found.length > limit ? entries.at(-1)!.id : null,
        people,
        names: await namesOf(manager, forceId, entries, people),
        now,
      };
    };
    return this.database.readInForce(forceId, work, asFile);
  }
}

async function searchFor(
  manager: EntityManager,
  forceId: string,
  asked: AuditSearchForm,
): Promise<AuditSearch> {
  const ids = await askedIds(manager, forceId, asked);
  const kind = asked.kind && `action:${asked.kind}`;
  return {
    mentions: [ids.contact, asked.id, ids.officer, asked.person, kind].filter((one) => one !== undefined),
    request: asked.request?.toLowerCase() ?? null,
    from: asked.from === undefined ? null : startOfLocalDay(asked.from),
    until: asked.to === undefined ? null : startOfLocalDay(addDays(asked.to, 1)),
    before: asked.before ?? null,
  };
}

/** The search in ids; also what the log says of it. */
async function askedIds(
  manager: EntityManager,
  forceId: string,
  { contact, officer, before: _, ...others }: AuditSearchForm,
): Promise<Omit<AuditSearchForm, 'before'>> {
  const ids: Omit<AuditSearchForm, 'before'> = { ...others };
  if (contact !== undefined) {
    const reference = normaliseReference(contact);
    const id = reference && (await idOfContact(manager, forceId, reference));
    if (!id) throw DomainError.field('contact', 'No contact has this reference. Check it, or leave it out');
    ids.contact = id;
  }
  if (officer !== undefined) {
    const id = await idOfOfficer(manager, forceId, officer);
    if (!id)
      throw DomainError.field('officer', 'No officer has this collar number. Check it, or leave it out');
    ids.officer = id;
  }
  return ids;
}

async function namesOf(
  manager: EntityManager,
  forceId: string,
  entries: readonly FoundEntry[],
  people: readonly LoggedPerson[],
): Promise<Map<string, string>> {
  const ids = entries.flatMap(({ actorId, subjectId, detail }) => [actorId, subjectId, ...uuidsIn(detail)]);
  const codes = await codesOf(manager, forceId, [...new Set(ids.filter((id) => isUUID(id)))]);
  for (const person of people) codes.set(person.id, personText(person, false));
  return codes;
}

function uuidsIn(detail: FoundEntry['detail']): string[] {
  return Object.values(detail ?? {})
    .flat()
    .filter((value) => typeof value === 'string');
}
