import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/access-app.js';
import { type RegistryApp, startRegistryApp } from '../support/registry-app.js';
import { csv, OFFICER_HEADER } from '../support/registry-import.js';
import { seedRegistry } from '../support/registry-story.js';

describe('many rows at once, by the force’s own ids', () => {
  let app: RegistryApp;
  let write: Record<string, string>;

  beforeAll(async () => {
    app = await startRegistryApp();
    await seedRegistry(app);
    write = await app.key(['registry:read', 'registry:write']);
  });
  afterAll(() => app.close());

  const put = (kind: string, items: unknown, more = {}): Promise<Answer> =>
    app.ask({ method: 'PUT', url: `/api/v1/${kind}`, payload: { items, ...more }, headers: write });
  const fieldsOf = (answer: Answer): string[] =>
    answer.json().errors.map(({ field }: { field: string }) => field);
  const versions = async (): Promise<number> =>
    (await app.rows<{ n: number }>(`select count(*) n from registry_history`))[0]!.n;

  describe('officers', () => {
    const rows = [
      { collarNumber: '4711', name: 'Ann Ward', rank: 'sergeant', externalId: 'HR-1' },
      { collarNumber: '4712', publicEmail: 'ben@leics.example' },
      { collarNumber: '4716', name: 'Flo Rai' },
      {
        collarNumber: '5001',
        name: 'Gus Tan',
        rank: 'constable',
        serviceFrom: '2026-06-01',
        externalId: 'HR-9',
      },
    ];

    it('are added and changed; what a row leaves out stays, and twice the same changes nothing', async () => {
      const done = await put('officers', rows);
      expect(done.statusCode).toBe(200);
      expect(done.json()).toEqual({
        added: 1,
        changed: 2,
        same: 1,
        items: [
          { index: 0, key: '4711', outcome: 'changed' },
          { index: 1, key: '4712', outcome: 'changed' },
          { index: 2, key: '4716', outcome: 'same' },
          { index: 3, key: '5001', outcome: 'added' },
        ],
        warnings: [],
      });
      const before = await versions();
      expect((await put('officers', rows)).json()).toMatchObject({ added: 0, changed: 0, same: 4 });
      expect(await versions()).toBe(before);
      const officer = await app.ask({ url: '/api/v1/officers/4711', headers: write });
      expect(officer.json()).toMatchObject({
        publicEmail: 'ann@leics.example',
        externalId: 'HR-1',
        ranks: [
          { rank: 'constable', until: '2026-04-09' },
          { rank: 'sergeant', from: '2026-04-10' },
        ],
      });
    });

    it('are all refused by index and field if one is wrong', async () => {
      const before = await versions();
      const answer = await put('officers', [
        { collarNumber: '6001', name: 'Ok', rank: 'constable' },
        { collarNumber: '6002' },
        { collarNumber: '4712', externalId: 'HR-1' },
        { collarNumber: '6003', name: 'X', rank: 'marshal' },
        { collarNumber: '6001', name: 'Again', rank: 'pcso' },
        { name: 'No number', rank: 'pcso', publicEmail: 'x' },
        { collarNumber: '5001', serviceUntil: '2026-05-01' },
      ]);
      expect(answer.statusCode).toBe(400);
      expect(fieldsOf(answer)).toEqual([
        'items.1.name',
        'items.1.rank',
        'items.2.externalId',
        'items.3.rank',
        'items.4.collarNumber',
        'items.5.collarNumber',
        'items.5.publicEmail',
        'items.6.serviceUntil',
      ]);
      expect(answer.json().errors[2].message).toBe('This is officer 4711 already; change that one');
      expect(await versions()).toBe(before);
    });

    it('are read a thousand at a time and no more', async () => {
      const many = (count: number): object[] =>
        Array.from({ length: count }, (_, index) => ({
          collarNumber: `9${index}`,
          name: `Officer ${index}`,
          rank: 'constable',
          dutyEmail: `o${index}@duty.example`,
        }));
      expect(fieldsOf(await put('officers', many(1001)))).toEqual(['items']);
      expect((await put('officers', many(1000))).json()).toMatchObject({ added: 1000 });
      expect((await put('officers', many(1000))).json()).toMatchObject({ same: 1000 });
      expect(fieldsOf(await put('officers', undefined))).toEqual(['items']);
      expect(fieldsOf(await put('officers', rows, { mode: 'x' }))).toEqual(['mode']);
    });
  });

  describe('assignments', () => {
    const row = (
      externalId: string,
      collarNumber: string,
      role: string,
      from: string,
      until?: string,
    ): object => ({
      ...{ externalId, neighbourhood: 'NC04', collarNumber, role, from },
      ...(until && { until }),
    });

    it('are added, taken over, moved and ended without two leads even for a moment', async () => {
      // 4716 is lead of NC04 from 1 July 2025 until 31 March 2026 already, without an id of the force's own.
      const rows = [
        row('A1', '4716', 'lead', '2025-07-01', '2026-03-31'),
        row('A2', '4711', 'lead', '2026-04-01'),
      ];
      expect((await put('assignments', rows)).json()).toMatchObject({ added: 1, changed: 1, same: 0 });
      const before = await versions();
      expect((await put('assignments', rows)).json()).toMatchObject({ added: 0, changed: 0, same: 2 });
      expect(await versions()).toBe(before);
      const later = [
        row('A1', '4716', 'lead', '2025-07-01', '2026-04-30'),
        row('A2', '4711', 'lead', '2026-05-01'),
      ];
      expect((await put('assignments', later)).json()).toMatchObject({ changed: 2 });
      expect((await put('assignments', rows)).json()).toMatchObject({ changed: 2 });
      const swapped = [
        row('A1', '4711', 'lead', '2025-07-01', '2026-03-31'),
        row('A2', '4716', 'lead', '2026-04-01'),
      ];
      expect((await put('assignments', swapped)).json()).toMatchObject({ changed: 2 });
      const stored = await app.rows(
        `select external_id, lower(during) as from, version from assignment where external_id is not null order by 1`,
      );
      expect(stored).toEqual([
        { external_id: 'A1', from: '2025-07-01', version: 5 },
        { external_id: 'A2', from: '2026-04-01', version: 4 },
      ]);
    });

    it('are all refused by index and field if one is wrong', async () => {
      const before = await versions();
      const answer = await put('assignments', [
        row('B1', '4712', 'team', '2026-01-01'),
        row('B2', '4712', 'deputy', '2026-02-01'),
        row('B3', '4715', 'lead', '2026-06-01'),
        row('B4', '4714', 'named', '2026-01-01'),
        row('B5', '5001', 'team', '2026-05-31'),
        row('B6', '8888', 'team', '2026-01-02', '2026-01-01'),
        row('B6', '4713', 'boss', '2026-01-02'),
      ]);
      expect(answer.statusCode).toBe(400);
      expect(answer.json().errors).toEqual([
        {
          field: 'items.1.from',
          message: 'Overlaps items.0: a second role of the officer there on the same days',
        },
        {
          field: 'items.2.from',
          message: expect.stringContaining('officer 4716 is lead named officer from 1 April 2026'),
        },
        {
          field: 'items.3.collarNumber',
          message: expect.stringContaining('The rank Inspector cannot be named officer'),
        },
        { field: 'items.4.from', message: expect.stringContaining('Officer 5001 joins on 1 June 2026') },
        { field: 'items.5.collarNumber', message: expect.any(String) },
        { field: 'items.5.until', message: expect.any(String) },
        { field: 'items.6.role', message: expect.any(String) },
      ]);
      expect(await versions()).toBe(before);
    });

    it('cannot be put into a neighbourhood of another force', async () => {
      const elsewhere = await app.key(['registry:write'], 'leicestershire');
      const answer = await app.ask({
        method: 'PUT',
        url: '/api/v1/assignments',
        payload: {
          items: [
            { externalId: 'K', neighbourhood: 'K1', collarNumber: '4711', role: 'team', from: '2026-01-01' },
          ],
        },
        headers: elsewhere,
      });
      expect(fieldsOf(answer)).toEqual(['items.0.neighbourhood']);
    });
  });

  it.each<[string, object]>([
    ['officers', { collarNumber: '8801', name: 'Ida Lee', rank: 'constable', externalId: 'P1' }],
    [
      'absences',
      { externalId: 'P2', collarNumber: '4711', kind: 'leave', from: '2027-05-01', until: '2027-05-09' },
    ],
    [
      'assignments',
      { externalId: 'P3', neighbourhood: 'NC04', collarNumber: '4715', role: 'team', from: '2027-05-01' },
    ],
  ])('%s sent several times at once are stored once, and every answer says so', async (kind, row) => {
    const added = async (): Promise<number> =>
      (
        await app.rows<{ n: number }>(`select count(*) n from registry_history where kind = $1`, [
          kind.slice(0, -1),
        ])
      )[0]!.n;
    const before = await added();
    const answers = await Promise.all(Array.from({ length: 6 }, () => put(kind, [row])));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(answers.map(() => 200));
    const outcomes = answers.map((answer) => answer.json().items[0].outcome).sort();
    expect(outcomes).toEqual(['added', 'same', 'same', 'same', 'same', 'same']);
    expect((await added()) - before).toBe(1);
  });

  it('hold no character that nobody sees, by API, by page or by file', async () => {
    const before = await versions();
    const role = { collarNumber: '4711', role: 'team', from: '2027-01-01' };
    const sent = [
      await put('officers', [
        { collarNumber: '47\u200b11', name: 'Ann\u202e Ward', externalId: 'HR\ufeff1' },
      ]),
      await put('assignments', [{ ...role, neighbourhood: 'NC\u206604', externalId: 'A\u008f1' }]),
    ];
    expect(sent.map(({ statusCode }) => statusCode)).toEqual([400, 400]);
    const said = sent.flatMap((answer) =>
      answer.json().errors.map(({ message }: { message: string }) => message),
    );
    expect(said.sort()).toEqual([
      'collarNumber holds a character that nobody sees (U+200B, character 3); leave it out',
      'externalId holds a character that nobody sees (U+008F, character 2); leave it out',
      'externalId holds a character that nobody sees (U+FEFF, character 3); leave it out',
      'name holds a character that nobody sees (U+202E, character 4); leave it out',
      'neighbourhood holds a character that nobody sees (U+2066, character 3); leave it out',
    ]);
    const typed = { name: 'Ann\u202eWard', rank: 'constable', withheld: 'no', version: '1' };
    const page = await app.ask({
      method: 'POST',
      url: '/officers/4711/change',
      payload: new URLSearchParams(typed).toString(),
      headers: await app.signIn('force-admin'),
    });
    expect([page.statusCode, page.body]).toEqual([
      400,
      expect.stringContaining('The name holds a character that nobody sees (U+202E, character 4)'),
    ]);
    const file = app.take('officers', csv(OFFICER_HEADER, '47\u200e11,Ann\u202dWard,PC,,,,'));
    await expect(file).rejects.toMatchObject({
      fields: [
        {
          field: 'line 2, collar_number',
          message: expect.stringContaining('holds a character that nobody sees (U+200E, character 3)'),
        },
        {
          field: 'line 2, name',
          message: expect.stringContaining('holds a character that nobody sees (U+202D, character 4)'),
        },
      ],
    });
    expect(await versions()).toBe(before);
  });

  it('need the scope', async () => {
    const headers = await app.key(['registry:read']);
    for (const kind of ['officers', 'assignments', 'absences']) {
      const answer = await app.ask({
        method: 'PUT',
        url: `/api/v1/${kind}`,
        payload: { items: [] },
        headers,
      });
      expect(answer.statusCode).toBe(403);
    }
  });
});
