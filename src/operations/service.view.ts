import type { DateTime } from 'luxon';
import { formatInstant, formatShort } from '../common/calendar.js';
import type { ScannerState } from '../contacts/attachments/scanning/malware-scanner.js';
import { ageInSeconds } from './health.js';
import type { OperationsOptions } from './operations-options.js';
import type { FailedMailsRow, JobRow } from './service.query.js';
import type { State } from './state.js';

interface Facts extends OperationsOptions {
  version: string;
  malwareScanner: ScannerState;
  connections: { total: number; idle: number; waiting: number };
}

/** The state of the service, as component parameters. */
export function serviceView(
  state: State,
  jobs: readonly JobRow[],
  failed: readonly FailedMailsRow[],
  { version, mail, malwareScanner, sweepStaleMinutes, connections }: Facts,
): object {
  const { at, sweptAt, outbox, alerts, clocks } = state;
  const isSweeping = sweptAt !== null && sweptAt >= at.minus({ minutes: sweepStaleMinutes });
  return {
    at: formatInstant(at),
    summary: {
      rows: [
        row('Alerts are looked for', isSweeping ? 'Yes' : `No, not for ${sweepStaleMinutes} minutes or more`),
        row('Database answers in', `${state.latencyMs.toFixed(1)} ms`),
        row('Its clock less ours', `${Math.round(state.clockSkewMs)} ms`),
        row(
          'Its connections from here',
          `${connections.total - connections.idle} busy, ${connections.idle} idle, ${connections.waiting} waited for`,
        ),
        row('Mail', MAIL[mail]),
        row('Files sent with contacts', SCANNER[malwareScanner]),
        row('Version', version),
      ],
    },
    queues: {
      caption: 'Queues',
      captionClasses: 'govuk-table__caption--m',
      firstCellIsHeader: true,
      head: [{ text: 'What waits' }, { text: 'How many', format: 'numeric' }, { text: 'Since' }],
      rows: [
        count('Mails to send', outbox.waiting, sinceText(outbox.oldest_at, at)),
        count('Mails given up', outbox.dead),
        count('Alerts late now, or in the last 24 hours', alerts.late),
        count('Alerts of the last 24 hours not delivered to somebody', alerts.dead),
        count('Alerts that nobody can hear', alerts.unheard),
        count('Clocks that run', clocks.open),
        count('Clocks past their due', clocks.overdue),
      ],
    },
    jobs: jobs.length > 0 && {
      caption: 'Jobs',
      captionClasses: 'govuk-table__caption--m',
      firstCellIsHeader: true,
      head: ['Job', 'Began last', 'Ended last', 'Instances'].map((text) => ({ text })),
      rows: jobs.map(({ job, started_at, finished_at, instances }) => [
        { text: job },
        { text: formatShort(started_at) },
        { text: finished_at ? formatShort(finished_at) : 'Not yet' },
        { text: String(instances) },
      ]),
    },
    failed: failed.length > 0 && {
      caption: 'Mails of your force that were given up in the last 30 days',
      captionClasses: 'govuk-table__caption--m',
      firstCellIsHeader: true,
      head: [
        { text: 'Kind of mail' },
        { text: 'To' },
        { text: 'How many', format: 'numeric' },
        { text: 'Last' },
      ],
      rows: failed.map(({ template, recipient_kind, mails, last_at }) => [
        { text: template },
        { text: READERS[recipient_kind] ?? recipient_kind },
        { text: String(mails), format: 'numeric' },
        { text: formatShort(last_at) },
      ]),
    },
  };
}

const MAIL: Record<OperationsOptions['mail'], string> = {
  smtp: 'Sent by a mail server',
  'kept for the trial': 'Kept here for the trial',
  'not configured': 'Not configured: mails wait',
};

const SCANNER: Record<ScannerState, string> = {
  'not configured': 'Kept without being scanned for malware: no MALWARE_SCANNER is configured',
  'not asked yet': 'Scanned for malware',
  answered: 'Scanned for malware; the scanner answers',
  failed: 'Refused: the malware scanner does not answer',
};

const READERS: Record<string, string> = {
  officer: 'an officer',
  mailbox: 'a team’s mailbox',
  person: 'somebody who signs in',
  enquirer: 'a member of the public',
};

const row = (key: string, text: string): object => ({ key: { text: key }, value: { text } });

const count = (text: string, number: number, since = ''): object[] => [
  { text },
  { text: String(number), format: 'numeric' },
  { text: since },
];

function sinceText(oldest: DateTime | null, now: DateTime): string {
  if (!oldest) return '';
  const minutes = Math.floor((ageInSeconds(oldest, now) ?? 0) / 60);
  return minutes < 1 ? 'less than a minute' : minutes === 1 ? '1 minute' : `${minutes} minutes`;
}
