import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { SIGNATURE, STREAM_MAX_BYTES, TestClamd } from '../support/clamd.js';
import { wordsOf } from '../support/words.js';
import { type MadeFile, pdf, photograph, type Served } from './attachments-files.js';
import { badLetter, badPhoto, letter, photo, ScanningWorld, WAYS } from './scanning-world.js';

/** The path of a clamd. Named and missing fails; not named, skips. */
const program = process.env['CLAMD'];

const words = ({ text }: Served): string => wordsOf({ body: text });
const taken = { 'public form': 303, 'by hand': 303, API: 201 } as const;
const refused = { 'public form': 400, 'by hand': 400, API: 422 } as const;

if (program) {
  describe('files that come with contacts, looked at by a clamd', () => {
    let world: ScanningWorld;
    let clamd: TestClamd;
    beforeAll(async () => {
      [world, clamd] = await Promise.all([ScanningWorld.open(), TestClamd.start(program)]);
      await world.there();
    });
    afterAll(async () => {
      await clamd.end();
      await world.leave();
    });
    beforeEach(() => {
      world.scanBy(clamd.tcp);
      world.logged.length = 0;
    });

    const ways = WAYS.map((way) => [way] as const);
    const bad: [string, () => MadeFile | Promise<MadeFile>][] = [
      ['a PDF', badLetter],
      ['a photograph behind its end', badPhoto],
    ];
    const cases = ways.flatMap(([way]) => bad.map(([what, file]) => [way, what, file] as const));

    it.each(cases)('by %s, malware in %s is refused and nothing is stored', async (way, _, file) => {
      const before = await world.kept();
      const answer = await world.give(way, [await file()]);
      expect(answer.status).toBe(refused[way]);
      if (way === 'API') {
        expect(answer.headers.get('content-type')).toBe('application/problem+json');
        expect(JSON.parse(answer.text)).toMatchObject({
          detail: 'The file may hold malware and was not kept; do not open it, and send another or none',
        });
        expect(answer.text).not.toContain('Nightingale');
      } else {
        const said =
          way === 'by hand'
            ? 'may hold malware and was not kept'
            : 'may hold a virus, so we have not kept it';
        expect(words(answer)).toMatch(new RegExp(`Nightingale\\.(pdf|jpg) ${said}`));
        expect(words(answer)).not.toContain('Choose your files again');
        expect(answer.text).toContain('By the lock &amp; the bridge.');
        expect(answer.text).toContain('value="kit@people.example"');
        expect(answer.text).toContain('href="#files"');
      }
      expect(await world.kept()).toEqual(before);
      const told = world.logged.filter((line) => line.includes('it holds malware'));
      expect(told).toHaveLength(1);
      expect(told[0]).toContain(`"signature":"${SIGNATURE}.UNOFFICIAL"`);
      expect(told[0]).toMatch(/"requestId":"[0-9a-f-]{36}"/);
      expect(world.logged.join()).not.toMatch(/Nightingale|kit@people|By the lock|EICAR/);
    });

    it.each(ways)('by %s, clean files are taken', async (way) => {
      for (const address of [clamd.tcp, clamd.socket]) {
        world.scanBy(address);
        const before = await world.kept();
        expect((await world.give(way, [await photo()])).status).toBe(taken[way]);
        const after = await world.kept();
        expect(after['contact_attachment_content']).toBe(before['contact_attachment_content']! + 1);
        // A contact has room for three.
        if (way === 'API') break;
      }
      expect(world.logged).toEqual([]);
    });

    it('finds it by its socket too, in a picture of every kind, and beside files that are clean', async () => {
      world.scanBy(clamd.socket);
      for (const kind of ['png', 'webp'] as const) {
        const bytes = Buffer.concat([await photograph(kind), (await badPhoto()).bytes]);
        const answer = await world.give('public form', [{ name: `a.${kind}`, bytes }]);
        expect([kind, answer.status, words(answer).includes('may hold a virus')]).toEqual([kind, 400, true]);
      }
      const before = await world.kept();
      const answer = await world.give('public form', [letter(), badLetter(), await badPhoto()]);
      expect(answer.status).toBe(400);
      for (const name of ['Nightingale.pdf', 'Nightingale.jpg'])
        expect(words(answer)).toContain(`${name} may hold a virus`);
      expect(words(answer)).toContain('Choose your files again');
      expect(words(answer)).not.toContain('Letter.pdf may');
      expect(await world.kept()).toEqual(before);
    });

    it('counts what it scanned, and says that the scanner answers', async () => {
      const count = async (outcome: string): Promise<number> =>
        Number((await world.metric(`npg_malware_scans_total{outcome="${outcome}"}`)) ?? 0);
      const before = [await count('clean'), await count('found')];
      await world.give('public form', [letter(), badLetter()]);
      expect([await count('clean'), await count('found')]).toEqual([before[0]! + 1, before[1]! + 1]);
      expect(await world.metric('npg_malware_scanner_up')).toBe('1');
      expect(await world.health()).toMatchObject({ status: 'ok', malwareScanner: 'answered' });
      expect(await world.service()).toContain('Scanned for malware; the scanner answers');
    });

    it('takes many at once, as far as there is room, and each has its own answer', async () => {
      const files = Array.from({ length: 8 }, (_, index) =>
        index % 2 ? badLetter() : letter(`no ${index}`),
      );
      const answers = await Promise.all(files.map((file) => world.give('public form', [file])));
      expect(answers.map(({ status }) => status)).toEqual(files.map((_, index) => (index % 2 ? 400 : 303)));
    });

    it.each(ways)('by %s, more than clamd takes is not stored: it was not scanned', async (way) => {
      const bytes = Buffer.concat([pdf(), Buffer.alloc(STREAM_MAX_BYTES, ' ')]);
      const before = await world.kept();
      const answer = await world.give(way, [{ name: 'Nightingale.pdf', bytes }]);
      expect(answer.status).toBe(503);
      expect(await world.kept()).toEqual(before);
      const [told] = world.logged.filter((line) => line.includes('could not be scanned'));
      // What clamd said may be lost when it hangs up with the rest unread.
      expect(told).toMatch(/"reason":"(size limit exceeded|ECONNRESET|EPIPE)"/);
      expect(world.logged.join()).not.toContain('Nightingale');
    });

    it('that ends in the middle lets nothing in, and everything when it is there again', async () => {
      const own = await TestClamd.start(program);
      try {
        world.scanBy(own.tcp);
        expect((await world.give('public form', [letter()])).status).toBe(303);
        own.freeze();
        const before = await world.kept();
        const began = performance.now();
        const giving = Promise.all(WAYS.map((way) => world.give(way, [letter()])));
        await sleep(500);
        await own.end();
        for (const answer of await giving) expect(answer.status).toBe(503);
        // It is known at once, and not only when the time is up.
        expect(performance.now() - began).toBeLessThan(10_000);
        expect(await world.kept()).toEqual(before);
        expect((await world.give('public form', [letter()])).status).toBe(503);
        expect((await world.health()).malwareScanner).toBe('failed');
      } finally {
        await own.end();
      }
      world.scanBy(clamd.tcp);
      expect((await world.give('public form', [letter()])).status).toBe(303);
      expect((await world.health()).malwareScanner).toBe('answered');
    });
  });
} else {
  describe.skip('files that come with contacts, looked at by a clamd', () => {
    it('needs CLAMD, the path of the program', () => undefined);
  });
}
