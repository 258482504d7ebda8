import { Injectable, Logger } from '@nestjs/common';
import type { DateTime } from 'luxon';
import { localDayOf, startOfLocalDay } from '../common/calendar.js';
import { readConfigFile } from '../config/config-files.js';
import { readBankHolidays } from './bank-holidays.js';
import { type Listener, type ResponseStandard, standardOn } from './domain/response-standard.js';
import { type IsHoliday, targetAt } from './domain/target.js';
import { parseResponseStandards, type ResponseStandardFile } from './response-standard-file.js';

/** The versions of `config/response-standard.yaml`, read once and refused as a whole if anything in it is off. */
@Injectable()
export class ResponseStandards {
  private readonly logger = new Logger(ResponseStandards.name);
  private readonly missed = new Set<string>();
  private readonly isHoliday: IsHoliday = readBankHolidays();
  private readonly ofForces = new Map<string, ResponseStandard[]>();
  private file!: ResponseStandardFile;

  constructor() {
    this.use(readConfigFile('response-standard.yaml'));
  }

  /**
   * Go by this content of the file from now on.
   * @throws Error naming what is wrong with it; what held before holds on
   */
  use(content: unknown): void {
    this.file = parseResponseStandards(content);
    this.ofForces.clear();
  }

  /** Every version of every force; their names differ. */
  get all(): ResponseStandard[] {
    return [this.file.versions, ...this.file.forces.values()].flat();
  }

  /** Who is told, first that exists, when a rung has nobody to hear it. */
  get nobodyLeft(): Listener[] {
    return this.file.nobodyLeft;
  }

  /** The versions that hold for a force, the earliest first: its own from the first day of the first of them. */
  ofForce(forceId: string): ResponseStandard[] {
    const known = this.ofForces.get(forceId);
    if (known) return known;
    const own = this.file.forces.get(forceId) ?? [];
    const [first] = own;
    const versions = this.file.versions.filter(
      ({ inForceFrom }) => !first || inForceFrom < first.inForceFrom,
    );
    this.ofForces.set(forceId, [...versions, ...own]);
    return this.ofForces.get(forceId)!;
  }

  /** The version that governs what starts on this local day. */
  on(forceId: string, day: string): ResponseStandard {
    return standardOn(this.ofForce(forceId), day);
  }

  /**
   * The version a clock was started under. If the file has lost it, the one of the clock's day: a mistake in the file
   * must not keep anybody from being told.
   */
  ofClock(forceId: string, version: string, startedOn: string): ResponseStandard {
    const found = this.all.find((standard) => standard.version === version);
    if (!found && !this.missed.has(version)) {
      this.missed.add(version);
      this.logger.error({
        message:
          'config/response-standard.yaml has lost a version that clocks were started under; put it back',
        version,
      });
    }
    return found ?? this.on(forceId, startedOn);
  }

  /** When the standard's own, stricter target is reached; null if it has none. */
  targetAt({ target }: ResponseStandard, startedAt: DateTime, dueAt: DateTime): DateTime | null {
    return target ? targetAt(startedAt, dueAt, target, this.isHoliday) : null;
  }

  /** What was due before this instant is history. */
  get alertsFromAt(): DateTime {
    return startOfLocalDay(this.file.alertsFrom);
  }

  /** Is a clock due at this instant history, of which nobody is alerted? */
  isHistory(dueAt: DateTime): boolean {
    return localDayOf(dueAt) < this.file.alertsFrom;
  }
}
