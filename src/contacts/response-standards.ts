import { Injectable, Logger } from '@nestjs/common';
import { readConfigFile } from '../config/config-files.js';
import { isDay } from '../common/calendar.js';
import {
  LISTENERS,
  type Listener,
  type ResponseStandard,
  type Rung,
  standardOn,
} from './domain/response-standard.js';

/** The versions of `config/response-standard.yaml`, read once and refused as a whole if anything in it is off. */
@Injectable()
export class ResponseStandards {
  private readonly logger = new Logger(ResponseStandards.name);
  private readonly missed = new Set<string>();
  readonly versions: ResponseStandard[];
  /** Who is told, first that exists, when a rung has nobody to hear it. */
  readonly nobodyLeft: Listener[];

  constructor() {
    const file = readConfigFile('response-standard.yaml');
    const { versions, nobodyLeft } = parseResponseStandards(file);
    this.versions = versions;
    this.nobodyLeft = nobodyLeft;
  }

  on(day: string): ResponseStandard {
    return standardOn(this.versions, day);
  }

  /**
   * The version a clock was started under. If the file has lost it, the one of the clock's day: a mistake in the file
   * must not keep anybody from being told.
   */
  byVersion(version: string, startedOn: string): ResponseStandard {
    const found = this.versions.find((standard) => standard.version === version);
    if (!found && !this.missed.has(version)) {
      this.missed.add(version);
      this.logger.error({
        message:
          'config/response-standard.yaml has lost a version that clocks were started under; put it back',
        version,
      });
    }
    return found ?? this.on(startedOn);
  }
}

/** @throws Error naming the first thing that is wrong, by its path in the file. */
export function parseResponseStandards(file: unknown): {
  versions: ResponseStandard[];
  nobodyLeft: Listener[];
} {
  const { versions, nobodyLeft } = (file ?? {}) as { versions?: unknown; nobodyLeft?: unknown };
  if (!Array.isArray(versions) || versions.length === 0) fail('versions', 'must list at least one version');
  const parsed = (versions as unknown[]).map((version, index) => parseVersion(version, `versions[${index}]`));
  parsed.forEach((version, index) => {
    const before = parsed[index - 1];
    if (before && before.inForceFrom >= version.inForceFrom)
      fail(`versions[${index}].inForceFrom`, 'must be later than that of the version before');
    if (parsed.some((other, at) => at < index && other.version === version.version))
      fail(`versions[${index}].version`, 'is there twice');
  });
  return { versions: parsed, nobodyLeft: parseListeners(nobodyLeft, 'nobodyLeft') };
}

function parseVersion(value: unknown, path: string): ResponseStandard {
  const { version, inForceFrom, rungs } = (value ?? {}) as Record<string, unknown>;
  if (typeof version !== 'string' || version === '') fail(`${path}.version`, 'must be a text in quotes');
  if (typeof inForceFrom !== 'string' || !isDay(inForceFrom))
    fail(`${path}.inForceFrom`, 'must be a date, YYYY-MM-DD');
  if (!Array.isArray(rungs) || rungs.length === 0) fail(`${path}.rungs`, 'must list at least one rung');
  const parsed = (rungs as unknown[]).map((rung, index) => parseRung(rung, `${path}.rungs[${index}]`));
  if (new Set(parsed.map((rung) => rung.stage)).size < parsed.length)
    fail(`${path}.rungs`, 'names a stage twice');
  return { version: version as string, inForceFrom: inForceFrom as string, rungs: parsed };
}

function parseRung(value: unknown, path: string): Rung {
  const { stage, hoursFromDue, repeatEveryHours, hears } = (value ?? {}) as Record<string, unknown>;
  if (typeof stage !== 'string' || !/^[a-z0-9-]+$/.test(stage))
    fail(`${path}.stage`, 'must be words-with-hyphens');
  if (typeof hoursFromDue !== 'number' || hoursFromDue <= -72 || hoursFromDue > 8760) {
    fail(`${path}.hoursFromDue`, 'must be a number of hours, after the clock starts (more than -72)');
  }
  if (repeatEveryHours !== undefined && (typeof repeatEveryHours !== 'number' || repeatEveryHours < 1)) {
    fail(`${path}.repeatEveryHours`, 'must be 1 or more');
  }
  const rung: Rung = {
    stage: stage as string,
    hoursFromDue: hoursFromDue as number,
    hears: parseListeners(hears, `${path}.hears`),
  };
  if (typeof repeatEveryHours === 'number') rung.repeatEveryHours = repeatEveryHours;
  return rung;
}

function parseListeners(value: unknown, path: string): Listener[] {
  if (!Array.isArray(value) || value.length === 0) fail(path, `must list some of ${LISTENERS.join(', ')}`);
  for (const listener of value as unknown[]) {
    if (!LISTENERS.includes(listener as Listener))
      fail(path, `names ${String(listener)}, which is none of ${LISTENERS.join(', ')}`);
  }
  return value as Listener[];
}

function fail(path: string, problem: string): never {
  throw new Error(`config/response-standard.yaml: ${path} ${problem}.`);
}
