import { fieldsIn } from '../config/config-files.js';
import { isDay } from '../common/calendar.js';
import { LISTENERS, type Listener, type ResponseStandard, type Rung } from './domain/response-standard.js';
import type { Target } from './domain/target.js';

const fieldsOf = fieldsIn('response-standard.yaml');

/** `config/response-standard.yaml`, as it was found right. */
export interface ResponseStandardFile {
  /** Contacts whose answer was due before this local day are history, of which nobody is alerted. */
  alertsFrom: string;
  /** The versions for every force, the earliest first. */
  versions: ResponseStandard[];
  /** A force's own versions by its id: from the first day of the first of them, they hold instead. */
  forces: Map<string, ResponseStandard[]>;
  /** Who is told, first that exists, when a rung has nobody to hear it. */
  nobodyLeft: Listener[];
}

/** @throws Error naming the first thing that is wrong, by its path in the file. */
export function parseResponseStandards(file: unknown): ResponseStandardFile {
  const { alertsFrom, versions, forces, nobodyLeft } = fieldsOf(file, '', [
    'alertsFrom',
    'versions',
    'forces',
    'nobodyLeft',
  ]);
  if (typeof alertsFrom !== 'string' || !isDay(alertsFrom)) fail('alertsFrom', 'must be a date, YYYY-MM-DD');
  const all = parseVersions(versions, 'versions');
  const own = new Map(
    Object.entries((forces ?? {}) as object).map(([id, value]) => [
      id,
      parseVersions(fieldsOf(value, `forces.${id}`, ['versions'])['versions'], `forces.${id}.versions`),
    ]),
  );
  const names = [all, ...own.values()].flat().map(({ version }) => version);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) fail('versions', `name ${twice} twice; clocks remember their version by its name`);
  return {
    alertsFrom: alertsFrom as string,
    versions: all,
    forces: own,
    nobodyLeft: parseListeners(nobodyLeft, 'nobodyLeft'),
  };
}

function parseVersions(value: unknown, path: string): ResponseStandard[] {
  if (!Array.isArray(value) || value.length === 0) fail(path, 'must list at least one version');
  const parsed = (value as unknown[]).map((version, index) => parseVersion(version, `${path}[${index}]`));
  parsed.forEach((version, index) => {
    const before = parsed[index - 1];
    if (before && before.inForceFrom >= version.inForceFrom)
      fail(`${path}[${index}].inForceFrom`, 'must be later than that of the version before');
  });
  return parsed;
}

function parseVersion(value: unknown, path: string): ResponseStandard {
  const { version, inForceFrom, target, rungs, handedOver } = fieldsOf(value, path, [
    'version',
    'inForceFrom',
    'target',
    'rungs',
    'handedOver',
  ]);
  if (typeof version !== 'string' || version === '') fail(`${path}.version`, 'must be a text in quotes');
  if (typeof inForceFrom !== 'string' || !isDay(inForceFrom))
    fail(`${path}.inForceFrom`, 'must be a date, YYYY-MM-DD');
  if (!Array.isArray(rungs) || rungs.length === 0) fail(`${path}.rungs`, 'must list at least one rung');
  const parsed = (rungs as unknown[]).map((rung, index) => parseRung(rung, `${path}.rungs[${index}]`));
  if (new Set(parsed.map((rung) => rung.stage)).size < parsed.length)
    fail(`${path}.rungs`, 'names a stage twice');
  const ofTarget = parsed.findIndex((rung) => rung.hoursFromTarget !== undefined);
  if (ofTarget >= 0 && target === undefined)
    fail(`${path}.rungs[${ofTarget}].hoursFromTarget`, 'needs a target, and this version has none');
  return {
    version: version as string,
    inForceFrom: inForceFrom as string,
    ...(target !== undefined && { target: parseTarget(target, `${path}.target`) }),
    rungs: parsed,
    handedOver: parseListeners(handedOver, `${path}.handedOver`),
  };
}

function parseTarget(value: unknown, path: string): Target {
  const { hours, workingDays } = fieldsOf(value, path, ['hours', 'workingDays']);
  if ((hours === undefined) === (workingDays === undefined)) fail(path, 'must have hours or workingDays');
  if (hours !== undefined) {
    if (typeof hours !== 'number' || hours <= 0 || hours >= 72)
      fail(`${path}.hours`, 'must be more than 0 and less than 72: a target is stricter than the guarantee');
    return { hours: hours as number };
  }
  if (!Number.isInteger(workingDays) || (workingDays as number) < 1 || (workingDays as number) > 3)
    fail(`${path}.workingDays`, 'must be 1, 2 or 3');
  return { workingDays: workingDays as number };
}

function parseRung(value: unknown, path: string): Rung {
  const fields = fieldsOf(value, path, [
    'stage',
    'hoursFromDue',
    'hoursFromTarget',
    'repeatEveryHours',
    'hears',
    'takeUpWithinHours',
  ]);
  const { stage, hoursFromDue, hoursFromTarget, repeatEveryHours, hears, takeUpWithinHours } = fields;
  if (typeof stage !== 'string' || !/^[a-z0-9-]+$/.test(stage) || stage === 'handed-over')
    fail(`${path}.stage`, 'must be words-with-hyphens, and not handed-over, which the product uses');
  if ((hoursFromDue === undefined) === (hoursFromTarget === undefined))
    fail(path, 'must have hoursFromDue or hoursFromTarget');
  for (const [name, hours] of Object.entries({ hoursFromDue, hoursFromTarget })) {
    if (hours !== undefined && (typeof hours !== 'number' || !(hours > -72 && hours <= 8760))) {
      fail(`${path}.${name}`, 'must be a number of hours, after the clock starts (more than -72)');
    }
  }
  for (const [name, hours] of Object.entries({ repeatEveryHours, takeUpWithinHours })) {
    if (
      hours !== undefined &&
      (typeof hours !== 'number' || !(hours >= (name === 'repeatEveryHours' ? 1 : 0.25)))
    )
      fail(`${path}.${name}`, name === 'repeatEveryHours' ? 'must be 1 or more' : 'must be 0.25 or more');
  }
  return {
    stage: stage as string,
    ...(typeof hoursFromDue === 'number' && { hoursFromDue }),
    ...(typeof hoursFromTarget === 'number' && { hoursFromTarget }),
    ...(typeof repeatEveryHours === 'number' && { repeatEveryHours }),
    hears: parseListeners(hears, `${path}.hears`),
    ...(typeof takeUpWithinHours === 'number' && { takeUpWithinHours }),
  };
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
