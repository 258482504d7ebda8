import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { UploadMemory } from '../../src/web/upload-memory.js';
import { UploadedFiles } from '../../src/web/uploaded-files.js';
import {
  bomb,
  formData,
  heic,
  type MadeFile,
  pdf,
  photograph,
  program,
  send,
  type Served,
  svg,
} from './attachments-files.js';
import { AttachmentsWorld, FORM, plantedIn } from './attachments-world.js';
import { SENT_AT } from './holding-world.js';
import { wordsOf } from '../support/words.js';

let house: AttachmentsWorld;
let photo: MadeFile;

beforeAll(async () => {
  house = await AttachmentsWorld.open();
  photo = { name: 'Nightingale house.jpg', bytes: await photograph() };
  house.world.line.moveTo(SENT_AT);
});
afterAll(() => house.leave());

const rows = (): Promise<Record<string, number>> => house.world.line.rows();
const words = ({ text }: Served): string => wordsOf({ body: text });

describe('the public’s form', () => {
  it('takes a photograph and keeps nothing of where, when and by whom it was taken, nor what lies behind it', async () => {
    expect(plantedIn(photo.bytes)).toHaveLength(4);
    const { exif, orientation } = await sharp(photo.bytes).metadata();
    expect([exif!.length > 100, orientation]).toEqual([true, 6]);
    const reference = await house.sent([photo]);
    const [link] = await house.linksOf(reference);
    const saved = await house.get(link!, { person: house.world.ann });
    expect([saved.status, saved.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    expect(plantedIn(saved.bytes)).toEqual([]);
    expect(saved.bytes.includes('Exif')).toBe(false);
    const kept = await sharp(saved.bytes).metadata();
    // It lay on its side, and stands upright by itself now.
    expect([kept.format, kept.width, kept.height, kept.orientation]).toEqual(['jpeg', 40, 60, undefined]);
    expect([kept.exif, kept.xmp, kept.iptc, kept.comments]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it.each(['png', 'webp'] as const)('takes a %s as what it is, whatever it is called', async (kind) => {
    const reference = await house.sent([{ name: 'a.exe', bytes: await photograph(kind), type: 'text/html' }]);
    const [link] = await house.linksOf(reference);
    const saved = await house.get(link!, { person: house.world.ann });
    expect(saved.headers.get('content-type')).toBe(`image/${kind}`);
    expect([(await sharp(saved.bytes).metadata()).format, plantedIn(saved.bytes)]).toEqual([kind, []]);
  });

  it('takes a PDF as it is', async () => {
    const reference = await house.sent([{ name: 'letter.pdf', bytes: pdf(), type: 'application/pdf' }]);
    const [link] = await house.linksOf(reference);
    const saved = await house.get(link!, { person: house.world.ann });
    expect([saved.headers.get('content-type'), saved.bytes.equals(pdf())]).toEqual(['application/pdf', true]);
  });

  it('keeps neither bytes nor names in the open', async () => {
    await house.sent([
      photo,
      { name: 'Nightingale letter.pdf', bytes: pdf('Nightingale'), type: 'application/pdf' },
    ]);
    const stored = await house.stored();
    expect(stored.length).toBeGreaterThan(500);
    for (const plain of ['Nightingale', '%PDF', 'JFIF', '.jpg', '.pdf'])
      expect([plain, stored.includes(plain)]).toEqual([plain, false]);
  });

  it('works without files, as a form of either kind', async () => {
    const reference = await house.sent([]);
    expect(await house.linksOf(reference)).toEqual([]);
    const fields = { token: randomUUID(), subject: 'Lamps', message: 'Dark.' };
    const plain = await send(`${house.url}${FORM}`, { method: 'POST', body: new URLSearchParams(fields) });
    expect(plain.status).toBe(303);
    // As a browser sends a field for files in which none was chosen.
    const empty = await house.form([{ name: '', bytes: Buffer.alloc(0), type: 'application/octet-stream' }]);
    expect(empty.status).toBe(303);
  });

  it('sent twice is one contact with its files once; with another file it is another contact', async () => {
    const fields = { token: randomUUID() };
    const first = await house.sent([photo], fields);
    const before = await rows();
    expect(await house.sent([photo], fields)).toBe(first);
    const after = await rows();
    expect([after['contact'], after['contact_attachment'], after['contact_attachment_content']]).toEqual([
      before['contact'],
      before['contact_attachment'],
      before['contact_attachment_content'],
    ]);
    const other = await house.sent([{ name: photo.name, bytes: await photograph('png') }], fields);
    expect(other).not.toBe(first);
    expect(await house.sent([], fields)).not.toBe(first);
  });

  it('sent many times at once is one contact with its files once', async () => {
    const fields = { token: randomUUID() };
    const references = await Promise.all(Array.from({ length: 6 }, () => house.sent([photo], fields)));
    expect(new Set(references).size).toBe(1);
    expect(await house.linksOf(references[0]!)).toHaveLength(1);
  });

  const refused: [what: string, files: () => Promise<MadeFile[]>, said: string][] = [
    [
      'an SVG',
      async () => [{ name: 'a.svg', bytes: svg(), type: 'image/svg+xml' }],
      'a.svg must be a picture',
    ],
    [
      'a program called a photograph',
      async () => [{ name: 'a.jpg', bytes: program() }],
      'a.jpg must be a picture',
    ],
    [
      'a page called a photograph',
      async () => [{ name: 'a.jpg', bytes: Buffer.from('<html><script>alert(1)</script>') }],
      'a.jpg must be a picture',
    ],
    ['an empty file', async () => [{ name: 'a.jpg', bytes: Buffer.alloc(0) }], 'a.jpg is empty'],
    [
      'a HEIC',
      async () => [{ name: 'IMG_1.HEIC', bytes: heic() }],
      'IMG_1.HEIC is a HEIC picture, which we cannot open',
    ],
    [
      'half a photograph',
      async () => [{ name: 'half.jpg', bytes: (await photograph()).subarray(0, 400) }],
      'half.jpg cannot be opened',
    ],
    [
      'the beginning of a JPEG before something else',
      async () => [{ name: 'a.jpg', bytes: Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), program()]) }],
      'a.jpg cannot be opened',
    ],
    [
      'a PNG that unpacks to 432 megabytes',
      async () => [{ name: 'bomb.png', bytes: await bomb() }],
      'bomb.png has more detail than we can keep',
    ],
    ['four files', async () => [photo, photo, photo, photo], 'Choose up to 3 files'],
    [
      'a file of more than 10 MB',
      async () => [{ name: 'big.pdf', bytes: Buffer.concat([pdf(), Buffer.alloc(10 * 1024 * 1024)]) }],
      'big.pdf must be smaller than 10 MB',
    ],
    [
      'a good file and a bad one',
      async () => [photo, { name: 'bad.jpg', bytes: program() }],
      'bad.jpg must be a picture',
    ],
    [
      'a page in the name',
      async () => [{ name: '<script>alert(1)</script>.jpg', bytes: program() }],
      'script&gt;.jpg must be a picture',
    ],
  ];
  it.each(refused)(
    'with %s comes back with the texts and what to do, and nothing is stored',
    async (_, files, said) => {
      const before = await rows();
      const answer = await house.form(await files(), { email: 'kit@people.example' });
      expect(answer.status).toBe(400);
      expect(words(answer)).toContain(said);
      expect(answer.text).toContain('By the lock &amp; the bridge.');
      expect(answer.text).toContain('value="kit@people.example"');
      expect(answer.text).toContain('href="#files"');
      expect(answer.text).not.toContain('<script>alert(1)');
      const after = await rows();
      for (const table of Object.keys(before).filter((name) => name !== 'stranger_turn'))
        expect([table, after[table]]).toEqual([table, before[table]]);
    },
  );

  it('with more than is read comes back with the texts that came before it', async () => {
    const large = { name: 'large.pdf', bytes: Buffer.concat([pdf(), Buffer.alloc(12 * 1024 * 1024)]) };
    const answer = await house.form([large, large, large]);
    expect([answer.status, answer.text.includes('By the lock &amp; the bridge.')]).toEqual([413, true]);
    expect(words(answer)).toContain('Choose up to 3 files, each smaller than 10 MB');
  });

  it('comes back with the texts when there is no room for its files, and is taken without them', async () => {
    const uploads = house.world.line.found(UploadedFiles);
    const before = uploads.memory;
    uploads.memory = new UploadMemory(2000, 1000);
    try {
      const large = { name: 'a.pdf', bytes: Buffer.concat([pdf(), Buffer.alloc(5000)]) };
      const answer = await house.form([large, photo]);
      expect([answer.status, answer.text.includes('By the lock &amp; the bridge.')]).toEqual([503, true]);
      expect(words(answer)).toContain('Many files are being sent just now');
      expect((await house.form([])).status).toBe(303);
      // What was held is given back with each answer.
      const small = { name: 'a.pdf', bytes: Buffer.concat([pdf(), Buffer.alloc(800)]) };
      for (let turn = 0; turn < 4; turn++) expect((await house.form([small])).status).toBe(303);
    } finally {
      uploads.memory = before;
    }
  });

  it.each([
    [
      'ends in the middle of a file',
      '--x\r\ncontent-disposition: form-data; name="files"; filename="a"\r\n\r\n%PDF-',
      'x',
    ],
    ['ends in the middle of a text', '--x\r\ncontent-disposition: form-data; name="message"\r\n\r\nab', 'x'],
    ['has another boundary than it says', '--y\r\n\r\nab\r\n--y--\r\n', 'x'],
    ['says no boundary', '--x--\r\n', ''],
    ['is nothing', '', 'x'],
  ])('that %s is refused, and stores nothing', async (_, body, boundary) => {
    const before = await rows();
    const type = `multipart/form-data${boundary && `; boundary=${boundary}`}`;
    const raw = { method: 'POST', body: Buffer.from(body), headers: { 'content-type': type } };
    expect((await send(`${house.url}${FORM}`, raw)).status).toBe(400);
    expect((await rows())['contact']).toBe(before['contact']);
  });

  it('says that files must be chosen again when something else is wrong', async () => {
    const answer = await house.form([photo], { email: 'nobody' });
    expect(answer.status).toBe(400);
    expect(words(answer)).toContain('Enter an email address, such as name@example.com');
    expect(words(answer)).toContain('Choose your files again');
    const without = await house.form([], { email: 'nobody' });
    expect(words(without)).not.toContain('Choose your files again');
  });

  it('refuses what is no UTF-8, an unknown field and one that came twice, as ever', async () => {
    const wrong = Buffer.from(
      '--x\r\ncontent-disposition: form-data; name="message"\r\n\r\nab\xff\r\n--x--\r\n',
      'latin1',
    );
    const raw = {
      method: 'POST',
      body: wrong,
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
    };
    expect((await send(`${house.url}${FORM}`, raw)).status).toBe(400);
    const twice = formData({ token: randomUUID(), subject: 'a', message: 'b' }, []);
    twice.append('message', 'c');
    const answer = await send(`${house.url}${FORM}`, { method: 'POST', body: twice });
    expect([answer.status, words(answer).includes('with a field more than once')]).toEqual([400, true]);
    expect((await house.form([], { admin: '1' })).status).toBe(400);
    expect((await house.form([], { message: 'x'.repeat(10_001) })).status).toBe(400);
    expect((await house.form([], { message: 'é'.repeat(10_000) })).status).toBe(303);
    const elsewhere = formData({ token: randomUUID(), subject: 'a', message: 'b' }, [photo], 'photo');
    expect((await send(`${house.url}${FORM}`, { method: 'POST', body: elsewhere })).status).toBe(400);
  });
});

describe('a contact entered by hand', () => {
  const fields = {
    ...{ neighbourhood: 'S1', channel: 'in-person', subject: 'Lamps', message: 'Said at the door.' },
    ...{ 'on-day': '1', 'on-month': '6', 'on-year': '2026', time: '1pm' },
  };
  const enter = async (files: MadeFile[], changes: Record<string, string> = {}): Promise<Served> =>
    send(`${house.url}/contacts/new`, {
      method: 'POST',
      headers: await house.headersOf({ person: house.world.ann }),
      body: formData({ token: randomUUID(), ...fields, ...changes }, files),
    });

  it('has the files that were handed over, once', async () => {
    const token = randomUUID();
    const first = await enter([photo, { name: 'letter.pdf', bytes: pdf() }], { token });
    expect(first.status).toBe(303);
    const [, reference] = /contacts\/([^?]+)/.exec(first.headers.get('location')!)!;
    expect(await house.linksOf(reference!)).toHaveLength(2);
    const again = await enter([photo, { name: 'letter.pdf', bytes: pdf() }], { token });
    expect(again.headers.get('location')).toBe(first.headers.get('location'));
    expect(await house.linksOf(reference!)).toHaveLength(2);
    const page = await house.get(`/contacts/${reference}`, { person: house.world.ann });
    expect(words(page)).toContain('Save file 2: Document (PDF), 81 bytes');
    expect(words(page)).toContain('They call it Nightingale house.jpg');
  });

  it('comes back with what is wrong with a file, and with what was typed', async () => {
    const before = await rows();
    const answer = await enter([{ name: 'a.jpg', bytes: program() }, photo]);
    expect([answer.status, answer.text.includes('Said at the door.')]).toEqual([400, true]);
    expect(words(answer)).toContain('a.jpg must be a picture (JPEG, PNG or WebP) or a PDF');
    expect(words(answer)).toContain('Choose your files again');
    expect((await rows())['contact']).toBe(before['contact']);
    expect(words(await enter([photo], { subject: '' }))).toContain('Choose your files again');
  });
});
