import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { overflow, PICTURES, Trial, violations } from './trial.js';

let trial: Trial;
const EMAIL = 'wanderer@example.org';

beforeAll(async () => {
  await mkdir(PICTURES, { recursive: true });
  trial = await Trial.start();
}, 180_000);
afterAll(() => trial?.stop());

/** Looks at what stands there now, on a wide window and on a narrow one. */
async function look(page: Page, picture: string): Promise<void> {
  expect([picture, await violations(page)]).toEqual([picture, []]);
  await page.screenshot({ path: join(PICTURES, `${picture}.png`), fullPage: true });
  await page.setViewportSize({ width: 320, height: 900 });
  expect([picture, await overflow(page)]).toEqual([picture, 0]);
  await page.screenshot({ path: join(PICTURES, `${picture}-320.png`), fullPage: true });
  await page.setViewportSize({ width: 1100, height: 900 });
}

describe('privacy, as a force administrator walks it', () => {
  let reference: string;

  it('somebody writes, twice', async () => {
    const { context, page } = await trial.open(null);
    const { url, force } = trial.started;
    await page.goto(`${url}/your-area/${force.id}`);
    const href = await page.locator(`main a[href^="/your-area/${force.id}/"]`).first().getAttribute('href');
    for (const about of ['Lights out on the towpath', 'Still no lights']) {
      await page.goto(`${url}${href!}/contact`);
      await page.getByLabel('What is it about').fill(about);
      await page.getByLabel('Your message').fill('The lamps by the lock are dark.');
      await page.getByLabel('Email address').fill(EMAIL);
      await page.getByRole('button', { name: 'Send message' }).click();
      const panel = await page.locator('.govuk-panel').innerText();
      reference = /[A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]{3}/.exec(panel)![0];
    }
    await context.close();
  });

  it('sees what would be erased, puts a contact on hold, and finds, gives out and erases what is held', async () => {
    const { context, page } = await trial.open(null, { javaScriptEnabled: true, width: 1100 });
    const { url, people } = trial.started;
    await page.goto(`${url}/sign-in`);
    await page.getByLabel(people.find(({ role }) => role === 'force-admin')!.name).check();
    await page.locator('main form button').click();
    await trial.visit(page, '/privacy');
    await look(page, 'privacy');

    await page.getByRole('link', { name: 'Legal holds' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await look(page, 'privacy-holds-errors');
    await page.getByLabel('Reference of the contact').fill(reference);
    await page.getByLabel('Put it on legal hold').check();
    await page.getByLabel('Why?').fill('Wanted as evidence in the case of the lamps.');
    await page.getByRole('button', { name: 'Save' }).click();
    expect(await page.locator('.govuk-notification-banner').innerText()).toContain('is on legal hold');
    await look(page, 'privacy-holds');

    await page.goto(`${url}/privacy/person`);
    await page.getByRole('button', { name: 'Find' }).click();
    await look(page, 'privacy-person-errors');
    await page.getByLabel('Email address').fill(EMAIL.toUpperCase());
    await page.getByRole('button', { name: 'Find' }).click();
    expect(await page.locator('.govuk-checkboxes__item').count()).toBe(2);
    await look(page, 'privacy-found');
    await page.getByRole('button', { name: 'Make the file' }).click();
    await look(page, 'privacy-found-errors');

    for (const box of await page.locator('.govuk-checkboxes__input').all()) await box.check();
    await page.getByLabel('Number of the request').fill('SAR-2026-0142');
    await page.getByLabel('The person', { exact: true }).check();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Make the file' }).click();
    const own = await context.newPage();
    await own.setContent(await readFile(await (await download).path(), 'utf8'));
    await look(own, 'privacy-file');
    await own.close();

    await page.getByLabel('The person asked for it').check();
    await page.getByRole('button', { name: 'Erase what is ticked' }).click();
    expect(await page.locator('h1').innerText()).toBe('Nothing was erased');
    expect(await page.locator('main').innerText()).toContain('on legal hold');
    await look(page, 'privacy-erased');
    await context.close();
  });
});
