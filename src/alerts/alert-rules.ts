import { Injectable } from '@nestjs/common';
import { readConfigFile } from '../config/config-files.js';
import { isInHourOfChange, timeOfDay, type Weekday, WEEKDAYS } from './domain/digest-time.js';

/** Who may be listed to get what waits; force admins are told of what went wrong only. */
const DIGEST_LISTENERS = ['lead', 'named', 'deputy', 'team', 'supervisor', 'mailbox'] as const;

export interface DigestRules {
  /** Local time, `HH:MM`, where neither the person nor the team has set one. */
  at: string;
  weekdays: readonly Weekday[];
  hears: readonly (typeof DIGEST_LISTENERS)[number][];
}

/** The rules of `config/alerts.yaml`, read once and refused as a whole if anything in it is off. */
@Injectable()
export class AlertRules {
  readonly digest: DigestRules;
  /** An alert that is sent more than so many minutes after it was to be said is late. */
  readonly lateAfterMinutes: number;

  constructor() {
    const { digest, lateAfterMinutes } = parseAlertRules(readConfigFile('alerts.yaml'));
    this.digest = digest;
    this.lateAfterMinutes = lateAfterMinutes;
  }
}

/** @throws Error naming the first thing that is wrong, by its path in the file. */
export function parseAlertRules(file: unknown): Pick<AlertRules, 'digest' | 'lateAfterMinutes'> {
  const { digest, lateAfterMinutes } = fieldsOf(file, '', ['digest', 'lateAfterMinutes']);
  if (
    !Number.isInteger(lateAfterMinutes) ||
    !((lateAfterMinutes as number) >= 1 && (lateAfterMinutes as number) <= 1440)
  )
    fail('lateAfterMinutes', 'must be a whole number of minutes from 1 to 1440');
  return { digest: parseDigest(digest), lateAfterMinutes: lateAfterMinutes as number };
}

function parseDigest(value: unknown): DigestRules {
  const { at, weekdays, hears } = fieldsOf(value, 'digest', ['at', 'weekdays', 'hears']);
  if (typeof at !== 'string' || timeOfDay(at) !== at)
    fail('digest.at', `must be a time of day in quotes, such as '07:30'`);
  if (isInHourOfChange(at as string))
    fail(
      'digest.at',
      'must not be from 01:00 until 02:00, which a change of the clocks leaves out or brings twice',
    );
  return {
    at: at as string,
    weekdays: someOf(WEEKDAYS, weekdays, 'digest.weekdays'),
    hears: someOf(DIGEST_LISTENERS, hears, 'digest.hears'),
  };
}

function someOf<T extends string>(known: readonly T[], value: unknown, path: string): T[] {
  if (!Array.isArray(value) || value.length === 0) fail(path, `must list some of ${known.join(', ')}`);
  const listed = value as unknown[];
  const unknown = listed.find((one) => !known.includes(one as T));
  if (unknown !== undefined)
    fail(path, `names ${JSON.stringify(unknown)}, which is none of ${known.join(', ')}`);
  if (new Set(listed).size < listed.length) fail(path, 'names one twice');
  return listed as T[];
}

/** The fields of a mapping; one that nobody knows is a slip of the pen and is refused. */
function fieldsOf(value: unknown, path: string, known: readonly string[]): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    fail(path || 'the file', `must have ${known.join(' and ')}`);
  const unknown = Object.keys(value as object).find((name) => !known.includes(name));
  if (unknown !== undefined)
    fail(path ? `${path}.${unknown}` : unknown, `is not known; known are ${known.join(', ')}`);
  return value as Record<string, unknown>;
}

function fail(path: string, problem: string): never {
  throw new Error(`config/alerts.yaml: ${path} ${problem}.`);
}
