import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
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
    (
      await app.rows<{ name: string }>(
        `select name from officer where upper_inf(in_service) order by collar_number`,
      )
    ).map(({ name }) => name);

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
      'The file must be smaller than 20 MB; split it into several files, or bring it in by the command line (npm run import)',
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
    const headers = { ...(await app.signIn('force-admin')), 'sec-fetch-site': 'same-origin' };
    const none = await fetch(`${app.url}/imports`, { method: 'POST', headers, body: form });
    expect([none.status, wordsOf(await none.text())]).toEqual([
      400,
      expect.stringContaining('Choose a file'),
    ]);
    const large = await admin.upload('officers', Buffer.alloc(23 * 1024 * 1024));
    expect([large.status, wordsOf(large.html)]).toEqual([
      413,
      expect.stringContaining(
        'There is a problem The file must be smaller than 20 MB; split it into several files, or bring it in by the command line',
      ),
    ]);
    const elsewhere = await fetch(`${app.url}/sign-in`, { method: 'POST', body: form });
    expect(elsewhere.status).toBe(415);
  });

  it.each([
    ['with its length', true],
    ['without', false],
  ])('answer much more than may be, sent to its end %s, without cutting it off', async (_, hasLength) => {
    const { cookie } = await app.signIn('force-admin');
    const answer = await sentToItsEnd(app.url, cookie!, 60, hasLength);
    expect(answer).toMatch(/^HTTP\/1.1 413 /);
    expect(wordsOf(answer)).toContain('The file must be smaller than 20 MB; split it into several files');
    expect(wordsOf(answer)).not.toContain('Choose what the file holds There is');
  });

  it('refuse a field or a file that is sent twice, and one that nobody knows', async () => {
    const headers = { ...(await app.signIn('force-admin')), 'sec-fetch-site': 'same-origin' };
    const sent = async (parts: [string, string | File][]): Promise<[number, string]> => {
      const form = new FormData();
      for (const [name, value] of parts) form.append(name, value);
      const answer = await fetch(`${app.url}/imports`, { method: 'POST', headers, body: form });
      return [answer.status, wordsOf(await answer.text())];
    };
    const file = new File([OFFICERS], 'officers.csv');
    const before = await app.rows('select count(*) from registry_import');
    const refused = (message: string): unknown => [
      400,
      expect.stringContaining(`There is a problem ${message}`),
    ];
    for (const kinds of [
      ['officers', 'assignments'],
      ['officers', 'officers'],
    ] as const) {
      const parts = kinds.map((kind): [string, string] => ['kind', kind]);
      expect(await sent([...parts, ['file', file]])).toEqual(
        refused('The form says more than once what the file holds; choose it once'),
      );
    }
    const two = await sent([
      ['kind', 'officers'],
      ['file', file],
      ['file', file],
    ]);
    expect(two).toEqual(refused('Choose one file; several were sent'));
    const more: [string, string | File] = ['more', file];
    expect(await sent([['kind', 'officers'], ['file', file], more])).toEqual(
      refused('more is not a known field; remove it'),
    );
    const many = Array.from({ length: 21 }, (): [string, string] => ['kind', 'officers']);
    expect((await sent([...many, ['file', file]]))[0]).toBe(400);
    expect(await app.rows('select count(*) from registry_import')).toEqual(before);
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

/** As a browser does it: everything is sent before the answer is read. Fails if the connection is cut meanwhile. */
function sentToItsEnd(url: string, cookie: string, megabytes: number, hasLength: boolean): Promise<string> {
  const { hostname, port } = new URL(url);
  const part = Buffer.alloc(1024 * 1024, 0x61);
  const head = Buffer.from(
    '--x\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\ncontent-type: text/csv\r\n\r\n',
  );
  const tail = Buffer.from('\r\n--x--\r\n');
  const length = head.length + megabytes * part.length + tail.length;
  const framed = (bytes: Buffer): Buffer =>
    hasLength
      ? bytes
      : Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
    socket.pause();
    const write = (bytes: Buffer): Promise<void> =>
      new Promise((written, failed) => socket.write(bytes, (error) => (error ? failed(error) : written())));
    const send = async (): Promise<void> => {
      const framing = hasLength ? `content-length: ${length}` : 'transfer-encoding: chunked';
      await write(
        Buffer.from(
          `POST /imports HTTP/1.1\r\nhost: ${hostname}:${port}\r\ncookie: ${cookie}\r\nsec-fetch-site: same-origin\r\n${framing}\r\n` +
            'content-type: multipart/form-data; boundary=x\r\nconnection: keep-alive\r\n\r\n',
        ),
      );
      await write(framed(head));
      for (let sent = 0; sent < megabytes; sent += 1) {
        await write(framed(part));
        await sleep(5);
      }
      await write(framed(tail));
      if (!hasLength) await write(Buffer.from('0\r\n\r\n'));
      socket.on('data', (bytes: Buffer) => {
        answer += bytes.toString();
        if (answer.includes('</html>')) socket.end();
      });
      socket.resume();
    };
    send().catch(reject);
  });
}
