import { Injectable } from '@nestjs/common';
import type { Role } from '../../access/principal.js';
import { isInHourOfChange, timeOfDay } from '../../alerts/domain/digest-time.js';
import { readConfigFile } from '../../config/config-files.js';
import { isForceId } from '../../registry/territorial-forces.js';
import { type Occasion, REPORT_KINDS, type ReportKind } from './domain/periods-due.js';

/** Whoever may read a report may be told that there is one. */
const RECIPIENTS = [
  'local-policing-body',
  'force-admin',
  'supervisor',
  'auditor',
] as const satisfies readonly Role[];
export type ReportRecipient = (typeof RECIPIENTS)[number];

/** Which reports are made of one force, when, and who is told. */
export type ReportRules = Readonly<Record<ReportKind, Occasion & { made: boolean }>> & {
  readonly recipients: readonly ReportRecipient[];
};

const OCCASION_FIELDS = ['made', 'day', 'at'];
const FORCE_FIELDS = [...REPORT_KINDS, 'recipients'];

/** The rules of `config/reports.yaml`, read once and refused as a whole, with all that is off in it. */
@Injectable()
export class ReportSchedule {
  private rules = parseReportRules(readConfigFile('reports.yaml'));

  /**
   * Go by this content of the file from now on.
   * @throws Error naming all that is wrong with it; what held before holds on
   */
  use(content: unknown): void {
    this.rules = parseReportRules(content);
  }

  ofForce(forceId: string): ReportRules {
    return this.rules.forces.get(forceId) ?? this.rules.everywhere;
  }
}

/** @throws Error with everything that is wrong, each by its path in the file */
export function parseReportRules(file: unknown): {
  everywhere: ReportRules;
  forces: ReadonlyMap<string, ReportRules>;
} {
  const mistakes = new Mistakes();
  const { forces, ...given } = mistakes.fieldsOf(file, '', [...FORCE_FIELDS, 'forces']) ?? mistakes.end();
  const everywhere = rulesOf(given, '', null, mistakes);
  const own = Object.entries(mistakes.mappingOf(forces ?? {}, 'forces') ?? {}).map(
    ([id, value]): [string, ReportRules] => {
      const path = `forces.${id}`;
      if (!isForceId(id)) mistakes.add(path, 'cannot be the id of a force');
      const fields = mistakes.fieldsOf(value, path, FORCE_FIELDS) ?? {};
      return [id, rulesOf(fields, `${path}.`, everywhere, mistakes)];
    },
  );
  if (mistakes.any) mistakes.end();
  return { everywhere, forces: new Map(own) };
}

/** @param above what holds where nothing is said; null where everything must be */
function rulesOf(
  given: Record<string, unknown>,
  prefix: string,
  above: ReportRules | null,
  mistakes: Mistakes,
): ReportRules {
  const { recipients } = given;
  const says = (name: string): boolean => above === null || given[name] !== undefined;
  return {
    monthly: says('monthly') ? kindOf('monthly') : above!.monthly,
    quarterly: says('quarterly') ? kindOf('quarterly') : above!.quarterly,
    recipients: says('recipients')
      ? recipientsOf(recipients, `${prefix}recipients`, mistakes)
      : above!.recipients,
  };

  function kindOf(kind: ReportKind): ReportRules[ReportKind] {
    const path = `${prefix}${kind}`;
    const own = mistakes.fieldsOf(given[kind], path, OCCASION_FIELDS);
    const { made, day, at } = { ...above?.[kind], ...own } as Record<string, unknown>;
    if (!own) return { made: false, day: 1, at: '' };
    if (typeof made !== 'boolean') mistakes.add(`${path}.made`, 'must be true or false');
    if (!Number.isInteger(day) || (day as number) < 1 || (day as number) > 28)
      mistakes.add(`${path}.day`, 'must be a day of the month from 1 to 28');
    if (typeof at !== 'string' || timeOfDay(at) !== at)
      mistakes.add(`${path}.at`, `must be a time of day in quotes, such as '03:10'`);
    else if (isInHourOfChange(at))
      mistakes.add(
        `${path}.at`,
        'must not be from 01:00 until 02:00, which a change of the clocks leaves out or brings twice',
      );
    return { made, day, at } as ReportRules[ReportKind];
  }
}

function recipientsOf(value: unknown, path: string, mistakes: Mistakes): ReportRecipient[] {
  const listed = Array.isArray(value) ? (value as ReportRecipient[]) : [];
  if (listed.length === 0) mistakes.add(path, `must list some of ${RECIPIENTS.join(', ')}`);
  for (const one of listed)
    if (!RECIPIENTS.includes(one))
      mistakes.add(path, `names ${JSON.stringify(one)}, which is none of ${RECIPIENTS.join(', ')}`);
  if (new Set(listed).size < listed.length) mistakes.add(path, 'names one twice');
  return listed;
}

/** Gathers what is wrong, so that all of it is said at once. */
class Mistakes {
  private readonly found: string[] = [];

  get any(): boolean {
    return this.found.length > 0;
  }

  add(path: string, problem: string): void {
    this.found.push(`${path || 'the file'} ${problem}`);
  }

  /** Null, and a mistake, if it is no mapping. */
  mappingOf(value: unknown, path: string): Record<string, unknown> | null {
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
    this.add(path, 'must be lines of "name: value"');
    return null;
  }

  /** The fields of a mapping; one that nobody knows is a slip of the pen. */
  fieldsOf(value: unknown, path: string, known: readonly string[]): Record<string, unknown> | null {
    const fields = this.mappingOf(value, path);
    for (const name of Object.keys(fields ?? {}))
      if (!known.includes(name))
        this.add(path ? `${path}.${name}` : name, `is not known; known are ${known.join(', ')}`);
    return fields;
  }

  end(): never {
    throw new Error(`config/reports.yaml cannot be used: ${this.found.join('; ')}.`);
  }
}
