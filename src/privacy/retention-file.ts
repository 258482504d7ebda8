import { Injectable } from '@nestjs/common';
import { readConfigFile } from '../config/config-files.js';
import { RECORD_CLASSES, type RecordClass, type RetentionRules } from './domain/retention.js';

const MOST_MONTHS = 120;

/** The rules of `config/retention.yaml`, read once at the start and refused as a whole if anything in it is off. */
@Injectable()
export class RetentionFile {
  readonly rules = parseRetentionFile(readConfigFile('retention.yaml'));
}

/** @throws Error naming the first thing that is wrong, by its path in the file. */
export function parseRetentionFile(file: unknown): RetentionRules {
  const { erasesAt, months } = fieldsOf(file, '', ['erasesAt', 'months']);
  if (typeof erasesAt !== 'string' || !/^0[2-5]:[0-5]\d$/.test(erasesAt))
    fail('erasesAt', `must be a local time in quotes from '02:00' until '05:59', such as '03:30'`);
  const given = fieldsOf(months, 'months', RECORD_CLASSES);
  for (const name of RECORD_CLASSES) {
    const kept = given[name];
    if (!Number.isInteger(kept) || (kept as number) < 1 || (kept as number) > MOST_MONTHS)
      fail(`months.${name}`, `must be a whole number of months from 1 to ${MOST_MONTHS}`);
  }
  return { erasesAt: erasesAt as string, months: given as Record<RecordClass, number> };
}

/** The fields of a mapping; one that nobody knows is a slip of the pen and is refused. */
function fieldsOf(value: unknown, path: string, known: readonly string[]): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    fail(path || 'the file', `must have ${known.join(', ')}`);
  const unknown = Object.keys(value as object).find((name) => !known.includes(name));
  if (unknown !== undefined)
    fail(path ? `${path}.${unknown}` : unknown, `is not known; known are ${known.join(', ')}`);
  return value as Record<string, unknown>;
}

function fail(path: string, problem: string): never {
  throw new Error(`config/retention.yaml: ${path} ${problem}.`);
}
