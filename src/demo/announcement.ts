import { ROLE_NAMES } from '../access/page-context.js';
import type { Role } from '../access/principal.js';
import type { TrialFile } from './trial-files.js';

/** What the first sweep of a start found and led to. */
export interface FirstSweep {
  raised: Record<string, number>;
  /** Mails that it led to; `kept` says that they are at /demo/outbox and went nowhere. */
  mails: number;
  kept: boolean;
}

/** What the terminal says when the trial is ready. */
export function announcement(trial: TrialFile, sweep: FirstSweep, dataDir: string): string {
  const width = Math.max(...trial.people.map(({ name }) => name.length)) + 2;
  return [
    '',
    `Neighbourhood Policing Guarantee: a trial with the made-up force ${trial.force.name}`,
    '',
    `  ${trial.url}`,
    '',
    'Sign in there, without a password, as',
    ...trial.people.map(({ name, role }) => `  ${name.padEnd(width)}${ROLE_NAMES[role as Role]}`),
    '',
    sweepLine(sweep, trial.url),
    `For scripts: ${dataDir}/trial.json has the address, a key for the API and the people.`,
    'Ctrl-C stops it; what was done is kept for the next start.',
    '',
  ].join('\n');
}

/** @example sweepLine({ raised: { due: 1 }, mails: 3, kept: true }, url) // 'First sweep: 1 contact due now; 3 mails…' */
export function sweepLine({ raised, mails, kept }: FirstSweep, url: string): string {
  const parts = Object.entries(raised).map(([stage, count]) => ({ stage, count }));
  const total = parts.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return 'First sweep: nothing new to flag.';
  const order = Object.keys(STAGES);
  const words = parts
    .sort((a, b) => order.indexOf(a.stage) - order.indexOf(b.stage))
    .map(
      ({ stage, count }, index) =>
        `${count}${index === 0 ? plural(count, ' contact') : ''} ${wordsOf(stage)}`,
    );
  const where = kept ? `, kept at ${url}/demo/outbox` : ' on the way';
  return `First sweep: ${words.join(', ')}; ${mails}${plural(mails, ' mail')}${where}.`;
}

const STAGES: Record<string, string> = {
  'due-in-24-hours': 'within 24 hours of the deadline',
  'due-in-4-hours': 'within 4 hours',
  due: 'due now',
  overdue: 'overdue',
};

// A stage that the configuration has added is told by its own name.
const wordsOf = (stage: string): string => STAGES[stage] ?? stage.replaceAll('-', ' ');

const plural = (count: number, word: string): string => (count === 1 ? word : `${word}s`);
