import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RegistryApp, startRegistryApp } from '../support/registry-app.js';
import {
  collection,
  csv,
  feature,
  type ImportBrowser,
  importBrowser,
  OFFICER_HEADER,
  wordsOf,
} from '../support/registry-import.js';

const OFFICERS = csv(OFFICER_HEADER, '4711,Ann Ward,PC,ann@force.example,,,', '4712,Bo Lee,PCSO,,,,no');

describe('the pages of imports', () => {
  let app: RegistryApp;
  let admin: ImportBrowser;

  beforeAll(async () => {
    app = await startRegistryApp();
    await app.take('neighbourhoods', collection(feature('NC01'), feature('NC02', 1)));
    admin = importBrowser(app.url, await app.signIn('force-admin'));
  });
  afterAll(() => app.close());

  const names = async (): Promise<string[]> =>
    (await app.rows<{ name: string }>('select name from officer order by collar_number')).map(
      ({ name }) => name,
    );

  it('are for force admins alone', async () => {
    for (const role of ['team', 'supervisor', 'auditor', 'local-policing-body'] as const) {
      const other = importBrowser(app.url, await app.signIn(role));
      expect((await other.get('/imports')).status).toBe(403);
      expect((await other.upload('officers', OFFICERS)).status).toBe(403);
    }
    expect((await importBrowser(app.url, {}).get('/imports')).status).toBe(303);
  });

  it('show what a file would do, apply it and undo it, and say so in the list', async () => {
    const { status, location } = await admin.upload('officers', OFFICERS, 'C:\\HR\\march.csv');
    expect(status).toBe(303);
    const preview = await admin.get(location);
    expect(preview.html).toContain(
      '<title>Officers from march.csv – Neighbourhood Policing Guarantee</title>',
    );
    expect(preview.refresh).toBeNull();
    const words = wordsOf(preview.html);
    expect(words).toContain('Not applied yet');
    expect(words).toContain('Rows in the file 2 Added 2 Changed 0 Ended 0');
    expect(words).toContain('1 officers have no duty_email: alerts for them go to the team mailbox.');
    expect(words).toMatch(/2 4711 Added name: Ann Ward; rank: constable; duty_email: ann@force.example/);
    expect(await names()).toEqual([]);

    expect(await admin.post(`${location}/apply`)).toMatchObject({ status: 303, location });
    expect(wordsOf((await admin.get(location)).html)).toContain('Applied Friday 10 April 2026 at 10am BST');
    expect(await names()).toEqual(['Ann Ward', 'Bo Lee']);
    expect(wordsOf((await admin.get('/imports')).html)).toMatch(
      /march\.csv Officers 10 Apr 2026, 10am Applied 2 0 0 0/,
    );

    expect(await admin.post(`${location}/undo`)).toMatchObject({ status: 303, location });
    expect(wordsOf((await admin.get(location)).html)).toContain('Undone');
    expect(await names()).toEqual([]);
    expect((await admin.post(`${location}/undo`)).status).toBe(409);
  });

  it('keep no file once it is applied, and say that the same file again changes nothing', async () => {
    const { location } = await admin.upload('officers', OFFICERS);
    await admin.post(`${location}/apply`);
    expect(await app.rows('select content is null as gone from registry_import')).not.toContainEqual({
      gone: false,
    });
    const again = await admin.upload('officers', OFFICERS);
    const words = wordsOf((await admin.get(again.location)).html);
    expect(words).toContain('Nothing in this file would change anything.');
    expect(words).not.toContain('Apply');
    expect((await admin.post(`${again.location}/apply`)).status).toBe(409);
    expect(await admin.post(`${again.location}/discard`)).toMatchObject({
      status: 303,
      location: '/imports',
    });
    expect((await admin.get(again.location)).status).toBe(404);
  });

  it('ask which column is which, once for files of one shape, however many columns there are', async () => {
    const more = Array.from({ length: 57 }, (_, i) => `HR ${i}`);
    const hr = (rank: string): string =>
      csv(
        `Collar No,Known As,Grade,${more.join(',')}`,
        `4711,Ann Ward,${rank},${more.map(() => 'x').join(',')}`,
      );
    const { location } = await admin.upload('officers', hr('Sergeant'), 'hr.csv');
    const columns = await fetch(`${app.url}${location}`, { headers: await app.signIn('force-admin') });
    expect(columns.url).toBe(`${app.url}${location}/columns`);
    const html = await columns.text();
    expect(wordsOf(html)).toContain('The file has 60 columns.');
    expect(html).toContain('Collar No – for example 4711');
    expect(html.match(/<select/g)).toHaveLength(12);

    const none = await admin.post(`${location}/columns`, { 'column-collar_number': '0', 'column-name': '0' });
    expect(none.status).toBe(400);
    expect(wordsOf(none.html)).toContain('Choose the column that is rank');
    expect(wordsOf(none.html)).toContain(
      'Collar No is already collar_number; choose another column for name',
    );

    const chosen = { 'column-collar_number': '0', 'column-name': '1', 'column-rank': '2' };
    expect(await admin.post(`${location}/columns`, chosen)).toMatchObject({ status: 303, location });
    const words = wordsOf((await admin.get(location)).html);
    expect(words).toContain('rank: constable → sergeant');
    expect(words).toContain('Columns that nothing is done with: HR 0, HR 1,');
    expect(words).not.toContain('duty_email: ann@force.example → nothing');

    const next = await admin.upload('officers', hr('Inspector'), 'next.csv');
    expect(wordsOf((await admin.get(next.location)).html)).toContain('rank: constable → inspector');
    await admin.post(`${location}/discard`);
    await admin.post(`${next.location}/discard`);
  });

  it('name every refused row with its reason, and leave it out only when told to', async () => {
    const { location } = await admin.upload(
      'officers',
      csv(OFFICER_HEADER, '4713,Cy Ode,King,,,,maybe', '4712,Bo Lee-Ng,PCSO,,,,no', '4711,Two'),
    );
    const words = wordsOf((await admin.get(location)).html);
    expect(words).toContain('Added 0 Changed 1 Ended 0 The same already 0 Refused 2');
    expect(words).toMatch(
      /2 – Refused rank: "King" is no rank; use one of: pcso, .*; name_withheld: "maybe" must be yes or no/,
    );
    expect(words).toContain('3 4712 Changed name: Bo Lee → Bo Lee-Ng');
    expect(words).toContain('4 – Refused has 2 cells where the header has 7');
    const refusedOnly = wordsOf((await admin.get(`${location}?show=refused`)).html);
    expect(refusedOnly).not.toContain('Bo Lee-Ng');
    const untold = await admin.post(`${location}/apply`);
    expect(untold.status).toBe(400);
    expect(wordsOf(untold.html)).toContain('There is a problem Say that the 2 refused rows are left out');
    expect(await names()).toEqual(['Ann Ward', 'Bo Lee']);
    expect((await admin.post(`${location}/apply`, { leaveOutRefused: 'yes' })).status).toBe(303);
    expect(wordsOf((await admin.get(location)).html)).toContain('Refused 2, left out');
    expect(await names()).toEqual(['Ann Ward', 'Bo Lee-Ng']);
  });

  it('make a new preview when the registry changed after the first', async () => {
    const { location } = await admin.upload('officers', csv(OFFICER_HEADER, '4711,Ann Ward,PC,,,,'));
    await app.take('officers', csv(OFFICER_HEADER, '4711,Ann West,PC,,,,'));
    await admin.post(`${location}/apply`);
    expect(await names()).toContain('Ann West');
    const words = wordsOf((await admin.get(location)).html);
    expect(words).toContain(
      'The registry changed after the preview was made, so nothing was applied. This is a new preview.',
    );
    expect(words).toContain('name: Ann West → Ann Ward');
    await admin.post(`${location}/apply`);
    expect(await names()).toContain('Ann Ward');
  });

  it('show many rows page by page', async () => {
    const many = Array.from({ length: 250 }, (_, i) => `5${i},Officer ${i},PC,,,,`);
    const { location } = await admin.upload('officers', csv(OFFICER_HEADER, ...many));
    const third = await admin.get(`${location}?show=added&page=3`);
    expect(third.html.match(/<tbody[\s\S]*<\/tbody>/)![0].match(/<tr/g)).toHaveLength(50);
    expect(third.html).toContain(`${location}?show=added&amp;page=2`);
    await admin.post(`${location}/discard`);
  });

  it('take a boundary file, and refuse one that is none as a whole', async () => {
    const { location } = await admin.upload('neighbourhoods', collection(feature('NC03', 2)), 'n.geojson');
    expect(wordsOf((await admin.get(location)).html)).toMatch(
      /1 NC03 Added name: Neighbourhood NC03; boundary: given/,
    );
    const none = await admin.upload('neighbourhoods', '{"type": "Feature"}', 'n.geojson');
    const words = wordsOf((await admin.get(none.location)).html);
    expect(words).toContain('Refused Nothing was imported: the file has 1 problem.');
    expect(words).toContain('File – Refused is no GeoJSON FeatureCollection');
  });

  it.each<[string, string, string | Buffer, string]>([
    ['no kind', '', OFFICERS, 'Choose what the file holds'],
    ['an unknown kind', 'police-uk', OFFICERS, 'Choose what the file holds'],
    ['an empty file', 'officers', '', 'The file is empty; choose another'],
    ['UTF-16', 'officers', Buffer.from('\uFEFFcollar', 'utf16le'), 'The file is UTF-16; save it as UTF-8'],
    [
      'a spreadsheet',
      'officers',
      Buffer.from('PK\u0003\u0004', 'latin1'),
      'The file is a spreadsheet or an archive',
    ],
    [
      '20 MB and a byte',
      'officers',
      Buffer.alloc(20 * 1024 * 1024 + 1, 0x61),
      'The file must be smaller than 20 MB',
    ],
  ])('show the form again for %s', async (_, kind, content, message) => {
    const answer = await admin.upload(kind, content);
    expect(answer.status).toBe(400);
    expect(wordsOf(answer.html)).toContain(`There is a problem ${message}`);
  });

  it('show the form again when no file was chosen, and answer more than may be with 413', async () => {
    const form = new FormData();
    form.set('kind', 'officers');
    form.set('file', new File([], ''));
    const headers = await app.signIn('force-admin');
    const none = await fetch(`${app.url}/imports`, { method: 'POST', headers, body: form });
    expect([none.status, wordsOf(await none.text())]).toEqual([
      400,
      expect.stringContaining('Choose a file'),
    ]);
    expect((await admin.upload('officers', Buffer.alloc(23 * 1024 * 1024))).status).toBe(413);
    const elsewhere = await fetch(`${app.url}/sign-in`, { method: 'POST', body: form });
    expect(elsewhere.status).toBe(415);
  });

  it('find nothing of another force', async () => {
    const { location } = await admin.upload('officers', OFFICERS);
    await app.take('neighbourhoods', collection(feature('K1')), 'kent');
    const other = importBrowser(app.url, await app.signIn('force-admin', 'kent'));
    expect((await other.get(location)).status).toBe(404);
    expect((await other.post(`${location}/apply`)).status).toBe(404);
    expect(wordsOf((await other.get('/imports')).html)).not.toContain('file.csv');
  });
});
