import { Inject, Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { addDays, localDayOf, startOfLocalDay } from '../common/calendar.js';
import { Clock } from '../common/clock.js';
import { DomainError } from '../common/errors.js';
import { dayFields, readDay } from '../web/typed-day.js';
import type { Typed } from '../web/typed.js';
import { ACCESS_OPTIONS, type AccessOptions } from './access-options.js';
import { ApiKeys, type KeyChangedBy } from './api-keys.js';
import type { ListedKey } from './api-keys.query.js';
import type { Person, Scope } from './principal.js';

/** Machine keys as a force administrator makes them on the page: each with an end. */
@Injectable()
export class KeyMaking {
  constructor(
    private readonly keys: ApiKeys,
    private readonly clock: Clock,
    @Inject(ACCESS_OPTIONS) private readonly options: AccessOptions,
  ) {}

  get limits(): AccessOptions['keys'] {
    return this.options.keys;
  }

  /** A year, or as long as may be. */
  usualExpiry(): Typed {
    const days = Math.min(365, this.limits.longestDays);
    return dayFields('expires', addDays(localDayOf(this.clock.now()), days));
  }

  async list(forceId: string): Promise<{ keys: ListedKey[]; now: DateTime }> {
    return { keys: await this.keys.list(forceId), now: this.clock.now() };
  }

  find(forceId: string, id: string): Promise<ListedKey> {
    return this.keys.find(forceId, id);
  }

  /** @throws DomainError with the field at fault, also for a name that is taken */
  async make(
    person: Person,
    name: string,
    scopes: readonly Scope[],
    typed: Typed,
    requestId: string,
  ): Promise<string> {
    const expiresAt = this.expiryOf(typed);
    try {
      const { key } = await this.keys.make(person.forceId, name, scopes, expiresAt, by(person, requestId));
      return key;
    } catch (error) {
      if (error instanceof DomainError && error.kind === 'conflict')
        throw DomainError.field('name', error.message);
      throw error;
    }
  }

  async rotate(
    person: Person,
    id: string,
    seen: string | undefined,
    typed: Typed,
    requestId: string,
  ): Promise<{ key: string; overlapUntil: DateTime }> {
    const expiresAt = this.expiryOf(typed);
    const { overlapDays } = this.limits;
    const seenAt = seen === undefined ? null : DateTime.fromISO(seen, { zone: 'utc' });
    if (seenAt && !seenAt.isValid)
      throw DomainError.conflict('This key was changed meanwhile. Look at it again.');
    const change = { seen: seenAt, expiresAt, overlapDays };
    const key = await this.keys.rotate(person.forceId, id, change, by(person, requestId));
    return { key, overlapUntil: this.clock.now().plus({ days: overlapDays }) };
  }

  revoke(person: Person, id: string, requestId: string): Promise<void> {
    return this.keys.revokeById(person.forceId, id, by(person, requestId));
  }

  /** The end of the day that was typed. @throws DomainError `invalid` */
  private expiryOf(typed: Typed): DateTime {
    const { day, errors } = readDay(
      typed,
      'expires',
      'The last day',
      'Enter the last day on which the key is good',
    );
    if (day === null) throw DomainError.invalid(errors[0]!.message, errors);
    const today = localDayOf(this.clock.now());
    const { longestDays } = this.limits;
    if (day < today) throw DomainError.field('expires', 'The last day must be today or later');
    if (day > addDays(today, longestDays))
      throw DomainError.field('expires', `The last day must be within ${longestDays} days`);
    return startOfLocalDay(addDays(day, 1));
  }
}

const by = ({ kind, id }: Person, requestId: string): KeyChangedBy => ({ actor: { kind, id }, requestId });
