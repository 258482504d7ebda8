import { readConfigFile } from '../../config/config-files.js';

export interface RecourseFile {
  /** What was missed longer ago is not told to the person any more. */
  tellWithinDays: number;
}

/** `config/recourse.yaml`, refused as a whole if anything in it is off. */
export function readRecourseFile(): RecourseFile {
  return parseRecourseFile(readConfigFile('recourse.yaml'));
}

/** @throws Error naming what is wrong with it. */
export function parseRecourseFile(file: unknown): RecourseFile {
  if (typeof file !== 'object' || file === null || Array.isArray(file)) fail('must have tellWithinDays');
  const { tellWithinDays, ...others } = file as Record<string, unknown>;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) fail(`${unknown} is not known; known is tellWithinDays`);
  if (!Number.isInteger(tellWithinDays) || !isFrom1To90(tellWithinDays as number))
    fail('tellWithinDays must be a whole number of days from 1 to 90');
  return { tellWithinDays: tellWithinDays as number };
}

const isFrom1To90 = (days: number): boolean => days >= 1 && days <= 90;

function fail(problem: string): never {
  throw new Error(`config/recourse.yaml: ${problem}.`);
}
