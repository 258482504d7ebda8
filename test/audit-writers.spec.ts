import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

/** Who writes the log without a request, because there is none: our own jobs and commands. */
const NO_REQUEST: Readonly<Record<string, string>> = {
  'src/access/people.ts': 'a person is entered beforehand by the command line',
  'src/alerts/explain/explain.command.ts': 'a command',
  'src/auditing/audit-heads.service.ts': 'the job that publishes heads',
  'src/contacts/acknowledgement.composer.ts': 'a mail that the sender writes',
  'src/contacts/address-failed.ts': 'the sender, when a mail server refuses an address',
  'src/contacts/recourse/breach-notice.composer.ts': 'a mail that the sender writes',
  'src/contacts/recourse/recourse-answer.composer.ts': 'a mail that the sender writes',
  'src/contacts/response.composer.ts': 'a mail that the sender writes',
  'src/demo/story/story.ts': 'the story of the trial',
  'src/privacy/keys/contact-keys.service.ts': 'the job and the command that change the master key',
  'src/privacy/other-records.ts': 'the nightly erasure',
  'src/registry/contactable/thin-tries.job.ts': 'a job',
  'src/registry/forces.ts': 'a force is entered by the command line',
  'src/registry/notices/notices.service.ts': 'a job',
  'src/registry/officers-today.job.ts': 'a job',
  'src/reports/issued/compare-with-record.ts': 'a command',
  'src/reports/schedule/scheduled-reports.service.ts': 'a job',
};

/** What says in which request it was: an id of its own, or the `by` of a change with everything in it. */
const NAMES_IT = /\brequestId\b|\.\.\.by\b|: ChangedBy\b|\breportEntry\(/;

const writers = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((name) => `src/${name.replaceAll('\\', '/')}`)
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts') && path !== 'src/audit/audit-log.ts')
  .map((path) => ({ path, text: readFileSync(path, 'utf8') }))
  .filter(({ text }) => /\baudit(Log)?\b[^;]*\.record\(|\bAuditLog\(\)\.record\(/.test(text));

describe('whoever writes the log', () => {
  it('is known', () => {
    expect(writers.length).toBeGreaterThan(50);
  });

  it('says in which request it was done, unless there is none on purpose', () => {
    const unsaid = writers.filter(({ path, text }) => !NAMES_IT.test(text) && !(path in NO_REQUEST));
    expect(unsaid.map(({ path }) => path)).toEqual([]);
  });

  it('is excused for a reason that still holds', () => {
    const said = new Map(writers.map(({ path, text }) => [path, NAMES_IT.test(text)]));
    expect(Object.keys(NO_REQUEST).filter((path) => said.get(path) !== false)).toEqual([]);
  });
});
