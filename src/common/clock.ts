import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';

/**
 * The one source of "now" for every rule of the domain.
 *
 * Instants are UTC and whole milliseconds, because that is what the deadlines are stored and compared in.
 * A service asks once per use case and passes the instant on, into SQL too, so that all rows of one use case
 * carry the same time. Leases alone use the database's own clock (see `outbox`).
 */
@Injectable()
export class Clock {
  now(): DateTime {
    return DateTime.utc();
  }
}

/** A clock that stands where it was put; used by the trial's story and by tests that move time. */
export class SettableClock extends Clock {
  constructor(private instant: DateTime) {
    super();
  }

  override now(): DateTime {
    return this.instant;
  }

  set(instant: DateTime): void {
    this.instant = instant.toUTC();
  }
}
