import { AlertsJob } from '../../../src/alerts/alerts.job.js';
import { BreachNotices } from '../../../src/contacts/recourse/breach-notices.service.js';
import { ResponseMonths } from '../../../src/reports/rollup/response-months.service.js';
import { type Answer, ask } from './api.js';
import { mailDifferences } from './compare-mails.js';
import { type Compared, compareCsv, compareJson, comparePage, together } from './compare-reports.js';
import { dueOf, isReachable } from './contacts.js';
import { type ExpectedMail, mailsOfTick, nobodyTold } from './expected-mails.js';
import { expectedReport, placesOfArea } from './expected-report.js';
import { compareSeries } from './compare-series.js';
import { type Entry, newLedger, takenOut, write } from './ledger.js';
import { at, isoOf, localDay, statedLocally } from './local-time.js';
import { type ReadMail, readMail } from './read-mail.js';
import { MARCH, OCTOBER, OVER_THE_CHANGE } from './plot.js';
import type { Stage } from './set-up.js';
import { type Action, PLANTED, type Story } from './story.js';
import { DateTime } from 'luxon';

/** What came of the story, beside what had to come of it. */
export interface Played {
  story: Story;
  references: Map<number, string>;
  ledger: Entry[];
  /** Answers of the API that are not as agreed. */
  wrongAnswers: string[];
  mails: ReadMail[];
  expectedMails: ExpectedMail[];
  wrongMails: string[];
  reports: Compared;
  counts: Record<string, number>;
  /** How often a contact was shown to somebody, by its number. */
  readings: Map<number, number>;
  reportReadings: number;
}

/** Play the story on the stage, step by step, and hold everything that happens against the ledger. */
export async function play(story: Story, stage: Stage): Promise<Played> {
  const played: Played = {
    story,
    references: new Map(),
    ledger: newLedger(story),
    wrongAnswers: [],
    mails: [],
    expectedMails: [],
    wrongMails: [],
    reports: { figures: 0, differences: [] },
    counts: {},
    readings: new Map(),
    reportReadings: 0,
  };
  const told = nobodyTold();
  for (const action of story.actions) {
    stage.clock.set(DateTime.fromMillis(action.at, { zone: 'utc' }));
    played.counts[action.kind] = (played.counts[action.kind] ?? 0) + 1;
    if (action.kind === 'tick') {
      await runJobs(stage, action.how);
      const expected = mailsOfTick(story.force, played.ledger, told, action.at);
      const sent = stage.mailbox.mails.splice(0).map(readMail);
      const run = { expected, sent, now: action.at, together: action.how === 'two-at-once' };
      played.wrongMails.push(...mailDifferences(story, played.references, run));
      played.expectedMails.push(...expected);
      played.mails.push(...sent);
    } else if (action.kind === 'review') {
      await review(stage, played, action);
    } else if (action.kind === 'report') {
      for (const asked of action.periods) {
        const compared = await compareReport(stage, played, asked, action.at);
        played.reports = together(played.reports, compared);
      }
    } else {
      await act(stage, played, action);
      write(played.ledger, action);
    }
  }
  return played;
}

async function runJobs(stage: Stage, how: 'once' | 'twice' | 'two-at-once'): Promise<void> {
  const job = stage.app.get(AlertsJob, { strict: false });
  const notices = stage.app.get(BreachNotices, { strict: false });
  await Promise.all((how === 'two-at-once' ? [1, 2] : [1]).map(() => notices.tellOfBreaches()));
  if (how === 'two-at-once') await Promise.all([job.tick(), job.tick()]);
  else await job.tick();
  if (how === 'twice') await job.tick();
  // Not with every run: reports must say the same of what is counted beforehand and of what waits to be.
  if (how !== 'once') await stage.app.get(ResponseMonths, { strict: false }).refresh();
}

async function review(
  { url, registryKey }: Stage,
  { wrongAnswers }: Played,
  { code, at }: Extract<Action, { kind: 'review' }>,
): Promise<void> {
  const path = `/api/v1/neighbourhoods/${code}/priorities/reviewed`;
  const { status, text } = await ask(url, path, { key: registryKey, method: 'POST' });
  if (status !== 200 || text !== JSON.stringify({ reviewedOn: localDay(at) }))
    wrongAnswers.push(`${isoOf(at)} review ${code}: ${status} ${text.slice(0, 300)}`);
}

type ContactDeed = Exclude<Action, { kind: 'tick' | 'report' | 'review' }>;

async function act(stage: Stage, played: Played, action: ContactDeed): Promise<void> {
  const { wrongAnswers, references } = played;
  const wrong = (what: string, answer: Answer): void => {
    wrongAnswers.push(
      `${isoOf(action.at)} ${action.kind} ${action.n}: ${what}; ${answer.status} ${answer.text.slice(0, 300)}`,
    );
  };
  if (action.kind === 'receive') return receive(stage, played, action.n, wrong);
  const to = (n: number): string => `/api/v1/contacts/${references.get(n)!}`;
  const shown = (n: number, answer: Answer, status: number): void => {
    if (answer.status !== status) return wrong(`is not ${status}`, answer);
    if (answer.json.reference !== references.get(n)) wrong(`is not about ${references.get(n)}`, answer);
    played.readings.set(n, (played.readings.get(n) ?? 0) + 1);
  };
  const key = stage.apiKey;
  const words = { text: `Answer z${PLANTED} ${action.n}`, nextSteps: `Next z${PLANTED} ${action.n}` };
  switch (action.kind) {
    case 'respond': {
      const respondedAt = statedLocally(action.respondedAt);
      const body = { route: action.route, respondedAt, ...words };
      return shown(action.n, await ask(stage.url, `${to(action.n)}/responses`, { key, body }), 201);
    }
    case 'send-answer':
      return shown(
        action.n,
        await ask(stage.url, `${to(action.n)}/responses`, {
          key,
          body: { route: 'email-from-here', ...words },
        }),
        201,
      );
    case 'take-out': {
      const duplicateOf =
        action.duplicateOf === undefined ? {} : { duplicateOf: references.get(action.duplicateOf) };
      const answer = await ask(stage.url, `${to(action.n)}/out-of-scope`, {
        key,
        body: { reason: action.reason, ...duplicateOf },
      });
      return shown(takenOut(played.ledger, action).contact.n, answer, 200);
    }
    case 'bring-back':
      return shown(
        action.n,
        await ask(stage.url, `${to(action.n)}/out-of-scope`, { key, method: 'DELETE' }),
        200,
      );
    case 'confirm': {
      const cookie = await stage.cookieOf('force-admin');
      const path = `/contacts/${references.get(action.n)!}/out-of-scope/confirm`;
      const answer = await ask(stage.url, path, { cookie, form: {} });
      if (answer.status !== 303) wrong('is not 303', answer);
    }
  }
}

async function receive(
  stage: Stage,
  { story, references }: Played,
  n: number,
  wrong: (what: string, answer: Answer) => void,
): Promise<void> {
  const contact = story.contacts[n]!;
  const { place, point, channel, stated, subject, message, enquirer } = contact;
  const body = {
    ...(point ? { point: { longitude: point[0], latitude: point[1] } } : { neighbourhood: place }),
    ...(channel && { channel }),
    submittedAt: stated,
    subject,
    message,
    enquirer,
  };
  const push = (): Promise<Answer> =>
    ask(stage.url, '/api/v1/contacts', {
      key: stage.apiKey,
      headers: { 'idempotency-key': `push-${n}` },
      body,
    });
  const answer = await push();
  if (answer.status !== 201) return wrong('is not 201', answer);
  references.set(n, answer.json.reference as string);
  const due = isReachable(contact) ? isoOf(dueOf(contact)) : null;
  if (answer.json.neighbourhood !== place) wrong(`is not placed in ${place}`, answer);
  if (
    answer.json.submittedAt !== isoOf(contact.start) ||
    answer.json.receivedAt !== isoOf(contact.receivedAt)
  )
    wrong('has other times', answer);
  if (answer.json.dueAt !== due) wrong(`is not due at ${due}`, answer);
  if (n % 25 !== 0) return;
  const again = await push();
  if (again.status !== 201 || again.text !== answer.text)
    wrong('is not answered the same the second time', again);
}

async function compareReport(
  stage: Stage,
  played: Played,
  asked: Parameters<typeof expectedReport>[2],
  now: number,
): Promise<Compared> {
  const importedAt = played.story.actions[0]!.at;
  const expected = expectedReport(stage.force, played.ledger, asked, now, { importedAt });
  const query = `?from=${asked.fromOn}&to=${asked.toOn}`;
  const [key, cookie] = [stage.apiKey, await stage.cookieOf('local-policing-body')];
  const json = await ask(stage.url, `/api/v1/reports/compliance${query}`, { key });
  const csv = await ask(stage.url, `/api/v1/reports/compliance.csv${query}`, { key });
  const page = await ask(stage.url, `/reports/compliance${query}`, { cookie });
  const pageCsv = await ask(stage.url, `/reports/compliance.csv${query}`, { cookie });
  played.reportReadings += 4;
  const bad = [json, csv, page, pageCsv].filter(({ status }) => status !== 200);
  if (bad.length > 0)
    return {
      figures: 0,
      differences: bad.map(({ status, text }) => `${query}: ${status} ${text.slice(0, 500)}`),
    };
  const compared = together(
    compareJson(stage.force, asked, expected, json.json, now),
    compareSeries(expected.told, asked, json.json),
    ...(await comparedParts(stage, played, asked, now)),
    compareCsv(asked, expected, csv.text),
    comparePage(expected, page.text),
  );
  if (pageCsv.text !== csv.text) compared.differences.push('the CSV of the page and of the API differ');
  const when = `${isoOf(now)} ${asked.fromOn} to ${asked.toOn}`;
  return { ...compared, differences: compared.differences.map((difference) => `${when} ${difference}`) };
}

/** Of three periods the reports of a place, of one that begins late, and of both areas. */
async function comparedParts(
  { url, apiKey: key, force }: Stage,
  played: Played,
  asked: Parameters<typeof expectedReport>[2],
  now: number,
): Promise<Compared[]> {
  if (![MARCH, OCTOBER, OVER_THE_CHANGE].includes(asked)) return [];
  const today = localDay(now);
  const lastOn = asked.toOn > today ? today : asked.toOn;
  const parts: [part: string, places: string[]][] = [
    ...[force.places[0]!, force.places[9]!].map(({ code }): [string, string[]] => [
      `neighbourhood:${code}`,
      [code],
    ]),
    ...force.areas.map((area): [string, string[]] => [
      `command-area:${area.code}`,
      placesOfArea(area, lastOn),
    ]),
  ];
  const compared: Compared[] = [];
  for (const [part, codes] of parts) {
    const query = `?from=${asked.fromOn}&to=${asked.toOn}&part=${encodeURIComponent(part)}`;
    const { status, json, text } = await ask(url, `/api/v1/reports/compliance${query}`, { key });
    played.reportReadings += 1;
    const importedAt = played.story.actions[0]!.at;
    const expected = expectedReport(force, played.ledger, asked, now, { importedAt, part: codes });
    const one =
      status === 200
        ? together(compareJson(force, asked, expected, json, now), compareSeries(expected.told, asked, json))
        : { figures: 0, differences: [`${status} ${text.slice(0, 500)}`] };
    compared.push({ ...one, differences: one.differences.map((difference) => `${part} ${difference}`) });
  }
  return compared;
}

/** Everything the API says of every contact in the end. */
export async function readEverything(
  stage: Stage,
  played: Played,
  now = at('2026-11-08T12:00:00Z'),
): Promise<string[]> {
  const { stateOf, stopOf } = await import('./ledger.js');
  const differences: string[] = [];
  for (const entry of played.ledger) {
    const { n, place, start, enquirer, subject, message } = entry.contact;
    const { status, json } = await ask(stage.url, `/api/v1/contacts/${played.references.get(n)!}`, {
      key: stage.apiKey,
    });
    played.readings.set(n, (played.readings.get(n) ?? 0) + 1);
    const stop = stopOf(entry);
    const expected = {
      state: stateOf(entry, now),
      place,
      submittedAt: isoOf(start),
      dueAt: entry.due === null ? null : isoOf(entry.due),
      respondedAt: stop && isoOf(stop.respondedAt),
      outOfScope: entry.out && {
        at: isoOf(entry.out.at),
        reason: entry.out.reason,
        confirmed: entry.out.confirmed,
      },
      responses: entry.answers.length,
      subject,
      message,
      enquirer,
    };
    const got = status === 200 && {
      state: json.state,
      place: json.neighbourhood.code,
      submittedAt: json.submittedAt,
      dueAt: json.dueAt,
      respondedAt: json.respondedAt,
      outOfScope: json.outOfScope && {
        at: json.outOfScope.at,
        reason: json.outOfScope.reason,
        confirmed: json.outOfScope.confirmedAt !== null,
      },
      responses: json.responses.length,
      subject: json.subject,
      message: json.message,
      enquirer: json.enquirer,
    };
    if (sorted(got) !== sorted(expected))
      differences.push(`${n}: is ${sorted(got)}, expected ${sorted(expected)}`);
  }
  return differences;
}

const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
