import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { overflow, PICTURES, Trial, violations } from './trial.js';

let trial: Trial;
let photo: Buffer;
const LONG_NAME = `${'the-very-long-name-of-a-photograph-'.repeat(5)}.jpg`;

beforeAll(async () => {
  await mkdir(PICTURES, { recursive: true });
  photo = await sharp({ create: { width: 1600, height: 1200, channels: 3, background: '#285' } })
    .jpeg()
    .withMetadata({ orientation: 6 })
    .toBuffer();
  trial = await Trial.start();
}, 180_000);
afterAll(() => trial?.stop());

const file = (name: string, buffer: Buffer): { name: string; mimeType: string; buffer: Buffer } => ({
  name,
  mimeType: 'image/jpeg',
  buffer,
});

/** Looks at what stands there now, on a wide window and on a narrow one. */
async function look(page: Page, picture: string): Promise<void> {
  await page.setViewportSize({ width: 1200, height: 900 });
  expect([picture, await violations(page)]).toEqual([picture, []]);
  await page.screenshot({ path: join(PICTURES, `${picture}.png`), fullPage: true });
  await page.setViewportSize({ width: 320, height: 900 });
  expect([picture, await overflow(page)]).toEqual([picture, 0]);
  await page.screenshot({ path: join(PICTURES, `${picture}-320.png`), fullPage: true });
}

describe('files that are sent along', () => {
  let reference: string;

  async function write(page: Page, files: ReturnType<typeof file>[]): Promise<void> {
    const { url, force } = trial.started;
    await page.goto(`${url}/your-area/${force.id}`);
    // The neighbourhood of the person who looks at it afterwards.
    const href = await page.locator(`main a[href^="/your-area/${force.id}/"]`).first().getAttribute('href');
    await page.goto(`${url}${href!}/contact`);
    await page.getByLabel('What is it about').fill('Lights out on the towpath');
    await page.getByLabel('Your message').fill('The lamps by the lock are dark, as the picture shows.');
    await page.getByLabel('Email address').fill('wanderer@example.org');
    await page.getByLabel('Pictures or documents').setInputFiles(files);
  }
  const send = (page: Page): Promise<void> => page.getByRole('button', { name: 'Send message' }).click();

  it.each([true, false])(
    'come back with what is wrong and are then taken (with scripts: %s)',
    async (scripts) => {
      const { context, page } = await trial.open(null, { javaScriptEnabled: scripts });
      await write(page, [file(LONG_NAME, Buffer.from('MZ, a program')), file('b.jpg', photo)]);
      if (scripts) await look(page, 'attachments-form');
      await send(page);
      const words = await page.locator('main').innerText();
      expect(words).toContain('must be a picture (JPEG, PNG or WebP) or a PDF');
      expect(words).toContain('Choose your files again');
      expect(await page.getByLabel('Your message').inputValue()).toContain('as the picture shows');
      if (scripts) await look(page, 'attachments-form-errors');
      await page
        .getByLabel('Pictures or documents')
        .setInputFiles([file(LONG_NAME, photo), file('plan.pdf', Buffer.from('%PDF-1.4\n%%EOF\n'))]);
      await send(page);
      const panel = await page.locator('.govuk-panel').innerText();
      reference = /[A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]{3}/.exec(panel)![0];
      await context.close();
    },
  );

  it('are saved from the contact’s page', async () => {
    const { context, page } = await trial.open('force-admin', { javaScriptEnabled: true });
    await trial.visit(page, `/contacts/${reference}`);
    await look(page, 'attachments-contact');
    const saving = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Save file 1: Picture (JPEG)' }).click();
    const saved = await saving;
    expect(saved.suggestedFilename()).toBe(`${reference}-1.jpg`);
    const { width, height } = await sharp(await saved.path()).metadata();
    expect([width, height]).toEqual([1200, 1600]);
    await trial.visit(page, '/contacts/new');
    await look(page, 'attachments-by-hand');
    await context.close();
  });
});
