import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { ROLES, type Role } from '../../src/access/principal.js';
import { ApiKeys } from '../../src/access/api-keys.js';
import { Sessions } from '../../src/access/sessions.js';
import { type AuditEntry, AuditLog } from '../../src/audit/audit-log.js';
import { Sealer } from '../../src/audit/chain/sealer.js';
import { ForceDatabase } from '../../src/database/force-database.js';
import { type Answer, NOW, seedForce } from '../support/access-app.js';
import { startWholeApp, type WholeApp } from '../support/whole-app.js';
import { othersEnded } from '../support/postgres/others-ended.js';

const FORCE = 'north';
const [PLACE, CONTACT, OFFICER, REPORT] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
const REQUEST = randomUUID();
const REFERENCE = 'NCK-47M-TXR';

let house: WholeApp;
let people: Record<string, string>;
const cookies = {} as Record<Role, string>;

beforeAll(async () => {
  house = await startWholeApp({});
  people = await seedForce(house.admin, FORCE, ROLES);
  await seedForce(house.admin, 'south', ['auditor']);
  for (const role of ROLES)
    cookies[role] = `npg-session=${await house.app.get(Sessions).start(FORCE, people[role]!)}`;
  const at = NOW.toISO();
  await house.admin.query(
    `insert into neighbourhood (force_id, id, code, name, during, created_at, updated_at)
     values ('${FORCE}', '${PLACE}', 'N1', 'Mill', '[2025-07-01,)', '${at}', '${at}')`,
  );
  await house.admin.query(
    `insert into officer (force_id, id, collar_number, name, rank, created_at, updated_at)
     values ('${FORCE}', '${OFFICER}', '4711', 'Kim Moss', 'constable', '${at}', '${at}')`,
  );
  await house.admin.query(
    `insert into contact (force_id, id, reference, neighbourhood_id, channel, stated_at, received_at, reachable)
     values ('${FORCE}', '${CONTACT}', '${REFERENCE}', '${PLACE}', 'api', '${at}', '${at}', true)`,
  );
  const days = (count: number): Partial<AuditEntry> => ({ at: NOW.minus({ days: count }) });
  await record(FORCE, [
    entry('contact', CONTACT, { action: 'collect', actor: { kind: 'public', id: 'web-form' }, ...days(20) }),
    entry('contact-list', 'waiting', { detail: { contacts: [CONTACT, randomUUID()] }, ...days(10) }),
    entry('officer', OFFICER, { action: 'alter', detail: { fields: ['rank'] }, ...days(9) }),
    entry('report', REPORT, {
      action: 'disclose',
      detail: { format: 'csv' },
      requestId: REQUEST,
      ...days(8),
    }),
  ]);
  await record('south', [{ ...entry('contact', 'of-the-south'), forceId: 'south' }]);
  await othersEnded(house.admin);
  await house.app.get(Sealer).sealDue();
});
afterAll(() => house.close());

function entry(
  subjectKind: AuditEntry['subjectKind'],
  subjectId: string,
  changes: Partial<AuditEntry> = {},
): AuditEntry {
  const actor = { kind: 'person', id: people['supervisor']! } as const;
  return { forceId: FORCE, at: NOW, actor, action: 'consult', subjectKind, subjectId, ...changes };
}

function record(force: string, entries: AuditEntry[]): Promise<void> {
  return house.app
    .get(ForceDatabase)
    .inForce(force, (manager) => house.app.get(AuditLog).record(manager, ...entries));
}

const open = (query: string, role: Role = 'auditor'): Promise<Answer> =>
  house.ask({ url: `/audit${query}`, headers: { cookie: cookies[role] } });

/** The cells of the table, row by row, as texts. */
function rowsOf({ body }: Answer): string[][] {
  const table = /<tbody[\s\S]*<\/tbody>/.exec(body)?.[0] ?? '';
  return table
    .split('</tr>')
    .slice(0, -1)
    .map((row) =>
      row
        .split('</td>')
        .slice(0, -1)
        .map((cell) =>
          cell
            .replace(/<[^>]*>/g, ' ')
            .replace(/\s+/g, ' ')
            .trim(),
        ),
    );
}
const about = (answer: Answer): string[] => rowsOf(answer).map((cells) => cells[3]!);

describe('the audit log’s page', () => {
  it.each(ROLES.filter((role) => role !== 'auditor'))('is closed to the role %s', async (role) => {
    for (const query of ['', '/entries.csv']) expect((await open(query, role)).statusCode).toBe(403);
  });

  it('shows who did what when, in which role, to what, from which request', async () => {
    const [report] = rowsOf(await open(`?id=${REPORT}`));
    expect(report).toEqual([
      expect.stringMatching(/^\d+ Oct 2026, /),
      'north supervisor, Supervisor',
      'Disclosed',
      `Report ${REPORT}`,
      'format: csv',
      REQUEST,
      expect.stringMatching(/^\d+$/),
    ]);
  });

  it.each<[string, () => string, string[]]>([
    [
      'a contact, in lists too',
      () => 'contact=nck+47m+txr',
      ['Contact list waiting', `Contact ${REFERENCE}`],
    ],
    ['an officer', () => 'officer=4711', ['Officer Officer 4711']],
    ['disclosures', () => 'kind=disclose', [`Report ${REPORT}`]],
    [
      'a person and a contact',
      () => `person=${people['supervisor']}&contact=${REFERENCE}`,
      ['Contact list waiting'],
    ],
    [
      'a person and days',
      () => `person=${people['supervisor']}&from=2026-10-16&to=2026-10-16`,
      ['Officer Officer 4711'],
    ],
    [
      'a request within days, however it is written',
      () => `request=${REQUEST.toUpperCase()}&from=2026-10-10&to=2026-10-25`,
      [`Report ${REPORT}`],
    ],
    ['a request on other days', () => `request=${REQUEST}&from=2026-10-10&to=2026-10-12`, []],
    ['a request and a kind', () => `request=${REQUEST}&kind=disclose`, [`Report ${REPORT}`]],
    ['another request and a kind', () => `request=${randomUUID()}&kind=disclose`, []],
    ['days alone', () => 'from=2026-10-15&to=2026-10-16', ['Officer Officer 4711', 'Contact list waiting']],
    ['what there is nothing of', () => 'kind=erase', []],
  ])('finds entries by %s', async (_, query, expected) => {
    const answer = await open(`?${query()}`);
    expect(answer.statusCode).toBe(200);
    expect(about(answer)).toEqual(expected);
  });

  it('shows nothing of another force', async () => {
    expect((await open('')).body).not.toContain('of-the-south');
    expect(about(await open('?id=of-the-south'))).toEqual([]);
  });

  it.each([
    ['contact=XXX', 'No contact has this reference'],
    ['contact=CCC-CCC-CCC', 'No contact has this reference'],
    ['officer=1', 'No officer has this collar number'],
    ['from=2026-02-30', 'The first day must be a real date'],
    ['from=2026-01-02&to=2026-01-01', 'The last day must not be before'],
    ['from=2026-01-01&to=2026-03-01', 'Choose 31 days or fewer'],
    ['from=2026-01-01', 'Enter the last day too'],
    [`request=${randomUUID()}`, 'Enter the first day too'],
    [`request=${randomUUID()}&from=2026-01-01`, 'Enter the last day too'],
    [`request=${randomUUID()}&from=2026-01-01&to=2026-03-01`, 'Choose 31 days or fewer'],
    ['request=req-77', 'Enter the id of a request as'],
    ['person=ann', 'Choose a person from the list'],
    ['kind=read', 'Choose one of the kinds'],
    ['before=x', 'Go back to the first page'],
  ])('says what is wrong with %s', async (query, message) => {
    const answer = await open(`?${query}`);
    expect([answer.statusCode, answer.body.includes(message)]).toEqual([400, true]);
  });

  it('is paged from the latest to the first, each entry once', async () => {
    const thing = randomUUID();
    await record(
      FORCE,
      Array.from({ length: 120 }, () => entry('ward', thing)),
    );
    await othersEnded(house.admin);
    await house.app.get(Sealer).sealDue();
    const seen: string[] = [];
    for (let url: string | null = `?id=${thing}`; url !== null;) {
      const answer: Answer = await open(url);
      seen.push(...rowsOf(answer).map((cells) => cells.at(-1)!));
      const next = /href="\/audit([^"]*before=[^"]*)"/.exec(answer.body)?.[1];
      url = next?.replaceAll('&amp;', '&') ?? null;
    }
    expect(seen).toHaveLength(120);
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => Number(b) - Number(a)));
  });

  it('is logged as a consultation, with what was looked for in ids', async () => {
    await open(`?contact=${REFERENCE}`);
    const { rows } = await house.admin.query(
      `select actor_id, actor_role, action, subject_id, detail, request_id is not null as asked from audit_entry
        where subject_kind = 'audit-log' order by id desc limit 1`,
    );
    expect(rows).toEqual([
      {
        ...{ actor_id: people['auditor'], actor_role: 'auditor', action: 'consult', subject_id: 'search' },
        ...{ detail: { contact: CONTACT, entries: expect.any(Number) }, asked: true },
      },
    ]);
  });
});

describe('reading about officers', () => {
  const latest = async (): Promise<unknown[]> =>
    (
      await house.admin.query(
        `select actor_id, actor_role, action, subject_kind, subject_id, detail, request_id is not null as asked
           from audit_entry where force_id = '${FORCE}' order by id desc limit 1`,
      )
    ).rows;

  it.each<[string, string, string, Role, string]>([
    ['/officers?q=Moss', 'officer-list', '/officers', 'supervisor', '/officers'],
    ['/officers/4711', 'officer', OFFICER, 'supervisor', '/officers/:collarNumber'],
    ['/officers/4711/change', 'officer', OFFICER, 'force-admin', '/officers/:collarNumber/change'],
    [
      '/officers/4711/absences/new',
      'officer',
      OFFICER,
      'force-admin',
      '/officers/:collarNumber/absences/new',
    ],
  ])('at %s is logged as a consultation', async (url, kind, subject, role, route) => {
    expect((await house.ask({ url, headers: { cookie: cookies[role] } })).statusCode).toBe(200);
    expect(await latest()).toEqual([
      {
        ...{
          actor_id: people[role],
          actor_role: role,
          action: 'consult',
          subject_kind: kind,
          subject_id: subject,
        },
        ...{ detail: { route }, asked: true },
      },
    ]);
  });

  it('through the API is logged with the key', async () => {
    const { id, key } = await house.app.get(ApiKeys).make(FORCE, 'reader', ['registry:read']);
    const headers = { authorization: `Bearer ${key}` };
    for (const [url, subject] of [
      ['/api/v1/officers/4711', OFFICER],
      ['/api/v1/officers', '/api/v1/officers'],
      ['/api/v1/absences', '/api/v1/absences'],
      ['/api/v1/assignments', '/api/v1/assignments'],
    ] as const) {
      expect((await house.ask({ url, headers })).statusCode).toBe(200);
      expect(await latest()).toMatchObject([{ actor_id: id, actor_role: null, subject_id: subject }]);
    }
  });

  it('is not logged where there was nothing to read', async () => {
    const before = await latest();
    expect(
      (await house.ask({ url: '/officers/none', headers: { cookie: cookies.supervisor } })).statusCode,
    ).toBe(404);
    expect(await latest()).toEqual(before);
  });
});

describe('the file of a search', () => {
  it('holds the entries as they stand, and is logged as a disclosure', async () => {
    const answer = await open('/entries.csv?kind=disclose&to=2026-10-20');
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([
      200,
      'text/csv; charset=utf-8; header=present',
    ]);
    expect(answer.headers['content-disposition']).toMatch(
      /^attachment; filename="audit-north-2026-10-25\.csv"$/,
    );
    const [head, ...lines] = answer.body.trim().split('\r\n');
    expect(head).toContain('"entry","at (UTC)","actor kind"');
    expect(lines).toEqual([
      expect.stringContaining(
        `"person","${people['supervisor']}","supervisor","disclose","report","${REPORT}","","${REQUEST}","{""format"":""csv""}"`,
      ),
    ]);
    const { rows } = await house.admin.query(
      `select action, subject_id, detail from audit_entry where subject_kind = 'audit-log' order by id desc limit 1`,
    );
    expect(rows).toEqual([
      { action: 'disclose', subject_id: 'file', detail: { kind: 'disclose', to: '2026-10-20', entries: 1 } },
    ]);
  });

  it('is refused with what is wrong', async () => {
    const answer = await open('/entries.csv?officer=1');
    expect(answer.statusCode).toBe(400);
  });
});
