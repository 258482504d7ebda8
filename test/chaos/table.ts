import type { ChaosResult } from './run.js';

const MUST_BE_NONE = [
  ['lost', 'lost'],
  ['alertRowsDoubled', 'alert rows doubled'],
  ['doubledWithOtherId', 'mails doubled with another Message-ID'],
  ['sentAfterAnswer', 'sent more than a lease after the answer was stored'],
  ['late', 'late by more than two leases'],
] as const;

const NAMES: Record<string, string> = {
  chaos: 'everything at once',
  two_days: 'and two days of standing still',
};

export function isAsPromised({ counted }: ChaosResult): boolean {
  return counted.alerts > 0 && MUST_BE_NONE.every(([key]) => counted[key] === 0);
}

/** What was counted, as a Markdown table, and the first few examples of what must not be. */
export function tableOf(results: readonly ChaosResult[]): string {
  const row = (name: string, value: (result: ChaosResult) => string | number): string =>
    `| ${name} | ${results.map(value).join(' | ')} |`;
  return [
    row('', ({ name }) => NAMES[name] ?? name),
    row('---', () => '---'),
    ...MUST_BE_NONE.map(([key, name]) => row(`**${name}** (must be 0)`, ({ counted }) => counted[key])),
    row('mails doubled with the same Message-ID', ({ counted }) => counted.doubledWithSameId),
    row('contacts, of them answered', ({ counted }) => `${counted.contacts}, ${counted.answered}`),
    row('alerts, of them superseded', ({ counted }) => `${counted.alerts}, ${counted.superseded}`),
    row('mails', ({ counted }) => counted.mails),
    row(
      'seconds from when it could be said until it was: median, p99, most',
      ({ counted: { lateness } }) => `${lateness.p50}, ${lateness.p99}, ${lateness.most}`,
    ),
    row(
      'most mails to one recipient after the two days, recipients with more than one',
      ({ afterTwoDays }) => (afterTwoDays ? `${afterTwoDays.most}, ${afterTwoDays.moreThanOne}` : ''),
    ),
    row('instances killed, starts', ({ trouble, starts }) => `${trouble.kills}, ${starts}`),
    row('PostgreSQL killed', ({ trouble }) => trouble.databaseKills),
    row(
      'networks gone silent, of them with connections forgotten',
      ({ trouble }) => `${trouble.silences}, ${trouble.forgotten}`,
    ),
    row('instances paused past a lease', ({ trouble }) => trouble.pauses),
    row('mail server: took, refused, dropped, took and died', ({ mailFates }) =>
      Object.values(mailFates).join(', '),
    ),
    row('seconds in all', ({ seconds }) => seconds),
    ...results.flatMap(({ name, counted }) => counted.examples.map((example) => `\n${name}: ${example}`)),
  ].join('\n');
}
