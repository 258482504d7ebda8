import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DateTime } from 'luxon';
import type { IssuedDocument } from '../../src/reports/issued/issued-document.js';
import { NOW } from '../support/access-app.js';
import { FORCE, IssuingWorld } from './reports-issued-world.js';
import { utc } from './reports-world.js';

const KEY = 'missed:N1';
const ONE = '1 of 2 queries due was missed: 1 answered late';
const TWO = '2 of 3 queries due were missed: 1 answered late, 1 not answered';
const NOT_YET_DUE = 'Open and not yet due at the data cut-off';
const QUESTION = 'When will N1 have an officer?';

let town: IssuingWorld;
let first: string;
let second: string;
let hours = 0;

beforeAll(async () => {
  town = await IssuingWorld.open();
  const draft = await town.draft();
  await comment(draft, { text: 'Two officers left.', version: '0' });
  first = await town.issue(draft);
  const decided = await town.post('local-policing-body', `/reports/issued/${first}/decision`, {
    decision: 'partly-assured',
    version: '0',
    'question-1': QUESTION,
  });
  expect(decided.statusCode).toBe(303);
});
afterAll(() => town.close());

const comment = (draft: string, form: Record<string, string>): ReturnType<IssuingWorld['post']> =>
  town.post('force-admin', `/reports/issued/drafts/${draft}/commentary`, { exception: KEY, ...form });

const page = async (path: string, role: 'force-admin' | 'auditor' = 'force-admin'): Promise<string> =>
  (await town.get(role, `/reports/issued/${path}`)).body;

const documentOf = async (id: string): Promise<IssuedDocument> => (await town.file(id)).document;

/** A correction comes later: what is of the data cut-off is another one then. */
async function anHourLater(): Promise<void> {
  hours += 1;
  town.house.clock.set(NOW.plus({ hours }));
  for (const role of ['force-admin', 'auditor'] as const)
    town.cookies[role] = await town.cookieOf(town.people[role]!);
}

async function query(code: string, dueAt: DateTime): Promise<void> {
  const { rows } = await town.house.admin.query<{ id: string }>(
    `select id from neighbourhood where force_id = $1 and code = $2`,
    [FORCE, code],
  );
  await town.world.clocks(FORCE, [{ neighbourhoodId: rows[0]!.id, dueAt }]);
}

describe('a correction whose exception reads otherwise', () => {
  let draft: string;

  beforeAll(async () => {
    // Of the period, of the one before it, and of no period at all.
    await query('N1', utc('2026-09-20T12:00:00Z'));
    await town.house.admin.query(
      `update clock set stopped_at = due_at + interval '1 hour', stopped_recorded_at = due_at + interval '1 hour' where id = $1`,
      [town.clockIds[3]],
    );
    await query('N2', NOW.plus({ days: 2 }));
    await anHourLater();
    draft = await town.draft();
  });

  it('shows which version a commentary was written for, and how its exception read there', async () => {
    const shown = await page(`drafts/${draft}`);
    expect(shown).toContain(TWO);
    expect(shown).toContain(`Written for version 1, whose exception read: ${ONE}`);
    expect(shown).toContain('The exception reads otherwise now.');
    expect(await page(`drafts/${draft}/commentary?exception=${KEY}`)).toContain(
      `Written for version 1, whose exception read: ${ONE}`,
    );
  });

  it('is not issued before somebody has read that commentary again', async () => {
    const check = await page(`drafts/${draft}/issue`);
    expect(check).toContain('Commentaries to read again first');
    expect(check).toContain(`Written for version 1, whose exception read: ${ONE}`);
    expect(check).toContain(`href="/reports/issued/drafts/${draft}/commentary?exception&#x3D;missed%3AN1"`);
    expect(check).not.toContain('name="reason"');
    const form = { version: '1', reason: 'A query was missing.' };
    const refused = await town.post('force-admin', `/reports/issued/drafts/${draft}/issue`, form);
    expect(refused.statusCode).toBe(400);
    expect(refused.body).toContain('Read the commentary on Llŷn &lt;b&gt; (N1) again and save it');
    expect(await page(first)).not.toContain('This version was replaced.');
  });

  it('is issued once it was saved, also as it was', async () => {
    const saved = await comment(draft, { text: 'Two officers left.', version: '1' });
    expect(saved.statusCode).toBe(303);
    expect(await page(`drafts/${draft}`)).not.toContain('Written for version 1');
    expect(await page(`drafts/${draft}/issue`)).not.toContain('Commentaries to read again first');
    second = await town.issue(draft);
    const { commentaries } = await documentOf(second);
    expect(commentaries).toMatchObject([{ exception: KEY, words: TWO, text: 'Two officers left.' }]);
  });

  it('lists the comparisons that are others with the preceding period', async () => {
    const { differences, earlierDifferences, differencesTally } = await documentOf(second);
    expect(differences[0]).toMatchObject({ title: 'Share answered within 72 hours', place: 'Whole force' });
    expect(earlierDifferences![0]).toEqual({
      title: 'Share answered within 72 hours, compared with August 2026',
      was: '100.0% (1 of 1): change −33.3\u00a0points',
      is: '0.0% (0 of 1): change +50.0\u00a0points',
      place: 'Whole force',
    });
    const { preceding, months } = differencesTally!;
    expect(preceding! + months!).toBe(earlierDifferences!.length);
    expect(months).toBe(0);
    const printed = await page(second, 'auditor');
    expect(printed).toContain(`; ${preceding} figures of the preceding period changed;`);
    expect(printed).toContain('Share answered within 72 hours, compared with August 2026');
    expect(printed).toContain('change −33.3');
  });

  it('tells what is of the data cut-off as moved by time, though queries were recorded in between', async () => {
    const { differences, movedByTime } = await documentOf(second);
    expect(movedByTime).toContainEqual({ title: NOT_YET_DUE, was: '0', is: '1', place: 'Whole force' });
    expect(differences.map(({ title }) => title)).not.toContain(NOT_YET_DUE);
  });

  it('lists what is said beside the figures otherwise', async () => {
    const { saidDifferences, differencesTally } = await documentOf(second);
    expect(saidDifferences).toEqual([
      { title: 'Exception with the same commentary', place: 'Llŷn <b> (N1)', was: ONE, is: TWO },
      {
        ...{ title: 'Last decision of the local policing body', place: 'Whole force', was: 'none' },
        is: expect.stringMatching(/^Partly assured: on .* about September 2026, version 1\.$/) as unknown,
      },
      {
        ...{ title: 'Question of the local policing body', place: 'Whole force', was: 'none' },
        is: `${QUESTION} Not answered yet.`,
      },
    ]);
    expect(differencesTally!.said).toBe(3);
    expect(await page(second, 'auditor')).toContain('3 changes in what is said beside the figures.');
  });
});

describe('a correction in which time alone moved, and the commentary', () => {
  it('says that no figure changed, and lists both texts', async () => {
    await query('N1', NOW.plus({ days: 2 }));
    await anHourLater();
    const draft = await town.draft();
    expect(await page(`drafts/${draft}`)).toContain('Written for version 2, whose exception read the same.');
    await comment(draft, { text: 'Three officers left.', version: '1' });
    const third = await town.issue(draft, 'The commentary was wrong.');
    const { differences, earlierDifferences, saidDifferences, movedByTime, differencesTally } =
      await documentOf(third);
    expect([differences, earlierDifferences]).toEqual([[], []]);
    expect(new Set(movedByTime!.map(({ title }) => title))).toEqual(
      new Set([NOT_YET_DUE, 'Overdue by, longest of those still open']),
    );
    expect(saidDifferences).toEqual([
      {
        ...{ title: 'Commentary', place: `Llŷn <b> (N1): ${TWO}` },
        ...{ was: 'Two officers left.', is: 'Three officers left.' },
      },
    ]);
    const { figures } = differencesTally!;
    const told = `None of ${figures} figures changed; ${movedByTime!.length} moved by the passing of time alone; 1 change in what is said beside the figures.`;
    for (const path of [third, `${third}.html`]) expect(await page(path, 'auditor')).toContain(told);
  });
});

describe('the page of a version that replaced a decided one', () => {
  let newest: string;

  beforeAll(async () => {
    const { items } = (await town.machine('/api/v1/reports/issued')).json() as {
      items: { id: string; supersededBy: string | null }[];
    };
    newest = items.find(({ supersededBy }) => supersededBy === null)!.id;
  });

  it('says what was decided about the earlier one, and leads to it', async () => {
    const shown = await page(newest, 'auditor');
    expect(shown).toContain('Nothing has been decided about this version yet.');
    const [, anchor] = /href="#(decision-[\w-]+)">Version 1 was decided<\/a>: partly assured, on /.exec(
      shown,
    )!;
    expect(shown).toContain(`id="${anchor}">About version 1: partly assured`);
    expect(shown).not.toContain('Answer this question');
  });

  it('has its questions answered from there, and says of an answered one that another is added', async () => {
    const [, path] = new RegExp(`href="(/reports/issued/${newest}/questions/[^"]*)">Answer this`).exec(
      await page(newest),
    )!;
    expect((await town.get('force-admin', path!)).body).toContain(QUESTION);
    const answered = await town.post('force-admin', path!, { text: 'From 1 November.', version: '0' });
    expect([answered.statusCode, answered.headers.location]).toEqual([
      303,
      `/reports/issued/${newest}?done=answered`,
    ]);
    const shown = await page(newest);
    expect(shown).toContain('From 1 November.');
    expect(shown).toContain('Add another answer to this question');
    expect(shown).not.toContain('Answer this question');
    expect(await page(first)).toContain('From 1 November.');
    // By the address of the version it was asked about it is the same question.
    const late = await town.post('force-admin', path!.replace(newest, first), {
      text: 'Never.',
      version: '0',
    });
    expect(late.statusCode).toBe(409);
    expect((await town.get('force-admin', path!)).body).toContain('it replaces nothing');
  });

  it('says nothing of the earlier one on top once the version itself was decided', async () => {
    town.cookies['local-policing-body'] = await town.cookieOf(town.people['local-policing-body']!);
    const form = { decision: 'assured', version: '0' };
    const decided = await town.post('local-policing-body', `/reports/issued/${newest}/decision`, form);
    expect(decided.statusCode).toBe(303);
    const shown = await page(newest, 'auditor');
    expect(shown).not.toContain('Nothing has been decided about this version yet.');
    expect(shown).not.toContain('Version 1 was decided');
    expect(shown).toContain('About version 1: partly assured');
  });

  it('leads to the questions about other reports that it repeats, as long as they wait', async () => {
    const draft = await town.draft({ from: '2026-08-01', to: '2026-08-31', part: '' });
    const august = await town.issue(draft);
    await town.post('local-policing-body', `/reports/issued/${august}/decision`, {
      ...{ decision: 'not-assured', version: '0', 'question-1': 'Who answers at night?' },
    });
    const september = await town.issue(await town.draft());
    const shown = await page(september);
    expect(shown).toContain('Questions about other reports that still wait');
    expect(shown).toMatch(
      new RegExp(`href="/reports/issued/${august}/questions/[^"]*">Answer this question`),
    );
    expect(await page(september, 'auditor')).not.toContain('Questions about other reports that still wait');
  });
});
