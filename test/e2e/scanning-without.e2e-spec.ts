import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Socket } from 'node:net';
import { freePort, Listener } from '../support/clamd.js';
import { wordsOf } from '../support/words.js';
import type { Served } from './attachments-files.js';
import { badLetter, letter, photo, ScanningWorld, WAYS } from './scanning-world.js';

const words = ({ text }: Served): string => wordsOf({ body: text });

let world: ScanningWorld;
beforeAll(async () => {
  world = await ScanningWorld.open();
  await world.there();
});
afterAll(() => world.leave());
beforeEach(() => {
  world.logged.length = 0;
  world.scanner.longestSeconds = 1;
});

/** Everything it was sent, and then so. */
const reply =
  (text: string, end = true) =>
  (socket: Socket): void => {
    let seen = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      seen = Buffer.concat([seen, chunk]);
      if (!seen.subarray(-4).equals(Buffer.alloc(4))) return;
      if (end) socket.end(text);
      else socket.write(text);
    });
  };

const faults: [what: string, toEach: (socket: Socket) => void, reason: string][] = [
  ['takes everything and never replies', (socket) => socket.resume(), 'no reply in time'],
  ['does not even read', (socket) => socket.pause(), 'no reply in time'],
  ['begins its good word and stops', reply('stream: O', false), 'no reply in time'],
  ['begins its good word and closes', reply('stream: OK'), 'no reply of clamd'],
  ['hangs up at once', (socket) => socket.destroy(), ''],
  ['breaks off', (socket) => socket.resetAndDestroy(), 'ECONNRESET'],
  ['closes without a word', reply(''), 'no reply of clamd'],
  ['talks as a mail server does', (socket) => socket.write('220 mail ESMTP\r\n'), 'no reply in time'],
  ['talks HTTP', reply('HTTP/1.1 200 OK\r\n\r\nstream: OK\0'), 'no reply of clamd'],
  ['says back what it hears', (socket) => socket.pipe(socket), 'no reply of clamd'],
  ['says without end', (socket) => socket.write('x'.repeat(100_000)), 'no reply of clamd'],
  ['says two things', reply('stream: OK\0stream: Eicar FOUND\0'), 'no reply of clamd'],
  ['has an error', reply('stream: Can’t open file or directory ERROR\0'), 'error'],
  ['finds it too large', reply('INSTREAM size limit exceeded. ERROR\0'), 'size limit exceeded'],
];

describe('“fail closed”: a scanner that', () => {
  it.each(faults)('%s lets nothing in', async (_, toEach, reason) => {
    const listener = await Listener.start(toEach);
    try {
      world.scanBy(listener.url);
      const before = await world.kept();
      for (const [way, answer] of await Promise.all(
        WAYS.map(
          async (way) =>
            [way, await world.give(way, [await photo(), letter()].slice(way === 'API' ? 1 : 0))] as const,
        ),
      )) {
        expect([way, answer.status]).toEqual([way, 503]);
        if (way === 'API') {
          expect(answer.headers.get('content-type')).toBe('application/problem+json');
          expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
          expect(answer.text).toContain('Files cannot be taken at the moment');
        } else {
          const said = way === 'by hand' ? 'Files cannot be taken' : 'We cannot take files';
          expect(words(answer)).toContain(`${said} at the moment`);
          expect(words(answer)).not.toContain('Choose your files again');
          expect(answer.text).toContain('By the lock &amp; the bridge.');
          expect(answer.text).toContain('value="kit@people.example"');
        }
      }
      expect(await world.kept()).toEqual(before);
      const told = world.logged.filter((line) => line.includes('could not be scanned'));
      // The first file of each; none of the others is even sent.
      expect([told.length, listener.came]).toEqual([3, 3]);
      for (const line of told) expect(line).toContain(`"reason":"${reason}`);
      expect(world.logged.join()).not.toMatch(/Letter\.pdf|Lamps\.jpg|kit@people|Dear team/);
      expect(await world.health()).toMatchObject({ status: 'ok', malwareScanner: 'failed' });
      expect(await world.metric('npg_malware_scanner_up')).toBe('0');
      // No connection is kept. Of one that is not read its listener does not know.
      for (const socket of listener.open) socket.resume();
      for (let turn = 0; turn < 50 && listener.open.size > 0; turn++)
        await new Promise((resolve) => setTimeout(resolve, 20));
      expect(listener.open.size).toBe(0);
      // Without files a contact is taken as ever.
      expect((await world.give('public form', [])).status).toBe(303);
      expect((await world.give('by hand', [])).status).toBe(303);
    } finally {
      await listener.end();
    }
  });

  it('is not there lets nothing in: neither a port nor a socket nor a name', async () => {
    const before = await world.kept();
    const nowhere = [
      [`clamd://127.0.0.1:${await freePort()}`, 'ECONNREFUSED'],
      ['unix:///nowhere/clamd.ctl', 'ENOENT'],
      ['clamd://nowhere.invalid:3310', '(ENOTFOUND|EAI_AGAIN|no reply in time)'],
    ] as const;
    for (const [address, reason] of nowhere) {
      world.scanBy(address);
      expect((await world.give('public form', [letter()])).status).toBe(503);
      expect(world.logged.at(-1)).toMatch(new RegExp(`"reason":"${reason}"`));
    }
    expect(await world.kept()).toEqual(before);
    expect(await world.service()).toContain('Refused: the malware scanner does not answer');
  });

  it('names what it found in signs that no log should hold is told of in others', async () => {
    const listener = await Listener.start(reply(`stream: a"}\n{"level":"fatal" ${'b'.repeat(500)} FOUND\0`));
    try {
      world.scanBy(listener.url);
      expect((await world.give('public form', [letter()])).status).toBe(400);
      const [told] = world.logged.filter((line) => line.includes('it holds malware'));
      expect(told).toMatch(/"signature":"a\?\?\?\?\?level\?:\?fatal\?\?b{79}"/);
    } finally {
      await listener.end();
    }
  });
});

describe('files that come while the scanner is at work on as many as it may', () => {
  it('are told to come again at once, and are taken when it is done', async () => {
    world.scanner.longestSeconds = 30;
    const held: Socket[] = [];
    const listener = await Listener.start((socket) => {
      socket.resume();
      held.push(socket);
    });
    try {
      world.scanBy(listener.url);
      const given = Array.from({ length: 10 }, () => world.give('public form', [letter()]));
      for (let turn = 0; turn < 500 && held.length < 10; turn++)
        await new Promise((resolve) => setTimeout(resolve, 20));
      expect(held).toHaveLength(10);
      const before = await world.kept();
      const more = await world.give('public form', [letter()]);
      expect([more.status, words(more).includes('Many files are being sent just now')]).toEqual([503, true]);
      const byApi = await world.give('API', [letter()]);
      expect([byApi.status, Number(byApi.headers.get('retry-after')) > 0]).toEqual([503, true]);
      expect(listener.came).toBe(10);
      expect(await world.kept()).toEqual(before);
      for (const socket of held) socket.end('stream: OK\0');
      expect((await Promise.all(given)).map(({ status }) => status)).toEqual(Array(10).fill(303));
      const next = world.give('public form', [letter()]);
      for (let turn = 0; turn < 500 && held.length < 11; turn++)
        await new Promise((resolve) => setTimeout(resolve, 20));
      held.at(-1)!.end('stream: OK\0');
      expect((await next).status).toBe(303);
    } finally {
      await listener.end();
    }
  });
});

describe('without a scanner', () => {
  it('files are kept as they come, and the page of the service says so', async () => {
    world.scanBy(undefined);
    const [before, scanned] = [await world.kept(), await world.metric('npg_malware_scans_total')];
    for (const way of ['public form', 'by hand'] as const)
      expect((await world.give(way, [badLetter()])).status).toBe(303);
    expect((await world.kept())['contact_attachment_content']).toBe(
      before['contact_attachment_content']! + 2,
    );
    expect(await world.metric('npg_malware_scans_total')).toBe(scanned);
    expect((await world.health()).malwareScanner).toBe('not configured');
    expect(await world.service()).toContain(
      'Kept without being scanned for malware: no MALWARE_SCANNER is configured',
    );
  });
});
