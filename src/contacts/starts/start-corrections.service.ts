import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { Person } from '../../access/principal.js';
import { AuditLog } from '../../audit/audit-log.js';
import { localDayOf } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import { DomainError } from '../../common/errors.js';
import { newId } from '../../common/new-id.js';
import { ForceDatabase } from '../../database/force-database.js';
import { type LockedClock, lockClocks, stopClocks } from '../clock.query.js';
import { storeText } from '../contact-text.query.js';
import type { ContactRow } from '../contact.query.js';
import { ContactReader } from '../contact-reader.js';
import { writeDeed } from '../deed.js';
import { isWaiting } from '../domain/clock-state.js';
import { dueAt, truncate } from '../domain/deadline.js';
import { firstAlertAt } from '../domain/planned-alerts.js';
import { clockFact, contactOfQuestion } from '../questions/question-of.js';
import { supervises } from '../recourse/supervision.js';
import { ResponseStandards } from '../response-standards.js';
import { withdrawAlerts } from '../withdraw-alerts.js';
import { correctionProblem, toSayAgain } from './domain/start-correction.js';
import { moveStart, saidOf, setAside, storeCorrection } from './start-corrections.query.js';

/** Why alerts were withdrawn, so that the next sweep says them anew if they are due still. */
const START_CORRECTED = 'start-corrected';

/**
 * "A start is corrected only by a supervisor with a reason; due follows, and the correction is listed." What the start was
 * stays on record, and so does the time that was stated with the contact.
 */
@Injectable()
export class StartCorrectionsService {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly contacts: ContactReader,
    private readonly standards: ResponseStandards,
    private readonly audit: AuditLog,
  ) {}

  /** May this person correct when a contact of this neighbourhood started? */
  async mayCorrect(person: Person, neighbourhoodId: string): Promise<boolean> {
    const today = localDayOf(this.clock.now());
    return this.database.inForce(person.forceId, (manager) =>
      supervises(manager, person, 'contacts.correct-start', neighbourhoodId, today),
    );
  }

  /**
   * Correct when the clock of a contact started: of the question that is named, or else of the one that is shown. Its deadline and target follow, what waits to be said of the old ones is taken
   * back, and what lies ahead now is said when its time comes. A second time with the same start is refused.
   * @throws DomainError not-found, forbidden, conflict (no clock, erased), invalid (the time)
   */
  async correctStart(
    person: Person,
    reference: string,
    { startedAt, reason, question }: { startedAt: DateTime; reason: string; question?: number | undefined },
    requestId?: string,
  ): Promise<string> {
    const now = this.clock.now();
    const { forceId } = person;
    const toAt = truncate(startedAt);
    return this.database.inForce(forceId, async (manager) => {
      const shown = (await this.contacts.findLocked(manager, person, [reference], now))[0]!;
      const contact = await contactOfQuestion(manager, forceId, shown, question);
      if (
        !(await supervises(
          manager,
          person,
          'contacts.correct-start',
          contact.neighbourhoodId,
          localDayOf(now),
        ))
      ) {
        throw new DomainError(
          'forbidden',
          'Only a supervisor of this neighbourhood or a force admin can do this.',
        );
      }
      const clocks = await lockClocks(manager, forceId, contact.id);
      const clock = clocks.find(({ id }) => id === contact.clockId);
      if (!clock)
        throw DomainError.conflict('This contact has no 72-hour clock, so it has no start to correct.');
      this.assertStart(contact, clock, clocks, toAt, now);
      const id = newId();
      const sealed = this.contacts.sealText(contact, id, { reason: reason.trim() });
      await storeText(manager, forceId, contact.id, { id, sealed });
      await storeCorrection(manager, forceId, {
        id,
        clockId: clock.id,
        contactId: contact.id,
        neighbourhoodId: contact.neighbourhoodId,
        at: now,
        by: person.id,
        fromAt: clock.startedAt,
        toAt,
      });
      await this.moveClock(manager, forceId, clock, toAt, now);
      // Of a further question an answer that came before its start may come after it now.
      await stopClocks(manager, forceId, contact.id, now);
      const facts = { from: isoOf(clock.startedAt), to: isoOf(toAt), ...clockFact(contact) };
      const deed = { contactId: contact.id, kind: START_CORRECTED, facts, textId: id, requestId };
      await writeDeed(manager, this.audit, person, deed, now);
      return contact.reference;
    });
  }

  private assertStart(
    { queryReceivedAt }: ContactRow,
    clock: LockedClock,
    clocks: readonly LockedClock[],
    toAt: DateTime,
    now: DateTime,
  ): void {
    const problem = correctionProblem(
      { ...clock, askedAfter: askedAfter(clock, clocks) },
      queryReceivedAt,
      toAt,
      now,
    );
    if (problem) throw DomainError.field('startedAt', problem);
    if (clocks.some(({ id, startedAt }) => id !== clock.id && +startedAt === +toAt)) {
      throw DomainError.field('startedAt', 'Another question of this person starts at this very instant');
    }
  }

  private async moveClock(
    manager: EntityManager,
    forceId: string,
    clock: LockedClock,
    startedAt: DateTime,
    now: DateTime,
  ): Promise<void> {
    const standard = this.standards.ofClock(forceId, clock.standardVersion, localDayOf(clock.startedAt));
    const due = dueAt(startedAt);
    const moved = { startedAt, dueAt: due, targetAt: this.standards.targetAt(standard, startedAt, due) };
    const isAlerted = isWaiting(clock) && !this.standards.isHistory(due);
    if (isWaiting(clock)) await withdrawAlerts(manager, forceId, clock.id, START_CORRECTED, now);
    const said = await saidOf(manager, forceId, clock.id);
    await setAside(manager, forceId, clock.id, toSayAgain(said, moved, standard, now));
    await moveStart(manager, forceId, {
      id: clock.id,
      ...moved,
      nextAlertAt: isAlerted ? firstAlertAt(moved, standard) : null,
    });
  }
}

/** When the last question before a further one had ended. */
function askedAfter(clock: LockedClock, clocks: readonly LockedClock[]): DateTime | null {
  if (!clock.messageReceivedAt) return null;
  const ends = clocks
    .filter(({ startedAt }) => startedAt < clock.startedAt)
    .flatMap(
      ({ stoppedAt, outOfScopeAt, addressFailedAt }) => stoppedAt ?? outOfScopeAt ?? addressFailedAt ?? [],
    );
  return DateTime.max(...ends) ?? null;
}

const isoOf = (instant: DateTime): string => instant.toUTC().toISO()!;
