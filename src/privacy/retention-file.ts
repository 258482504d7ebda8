import { Injectable } from '@nestjs/common';
import { fieldsIn, readConfigFile } from '../config/config-files.js';
import { RECORD_CLASSES, type RecordClass, type RetentionRules } from './domain/retention.js';

const fieldsOf = fieldsIn('retention.yaml');

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

function fail(path: string, problem: string): never {
  throw new Error(`config/retention.yaml: ${path} ${problem}.`);
}
