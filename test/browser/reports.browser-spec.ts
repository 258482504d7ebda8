import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { overflow, PICTURES, Trial, violations } from './trial.js';

const BODY = 'local-policing-body';
const LIVE = '/reports/compliance';

let trial: Trial;

beforeAll(async () => {
  await mkdir(PICTURES, { recursive: true });
  trial = await Trial.start();
}, 180_000);
afterAll(() => trial?.stop());

const height = (page: Page): Promise<number> => page.evaluate(`document.documentElement.scrollHeight`);
const picture = (page: Page, name: string, fullPage = true): Promise<Buffer> =>
  page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage });

/** The address of the newest kept report. */
async function kept(page: Page): Promise<string> {
  await trial.visit(page, '/reports');
  const links = await page.locator('main a[href^="/reports/"]').all();
  const addresses = await Promise.all(links.map((link) => link.getAttribute('href')));
  return addresses.find((address) => /^\/reports\/[0-9a-f]{8}-/.test(address ?? ''))!;
}

/** The address of the newest issued report. */
async function issued(page: Page): Promise<string> {
  await trial.visit(page, '/reports/issued');
  return (await page.locator('main a[href^="/reports/issued/"]').first().getAttribute('href'))!;
}

describe('the report', () => {
  it.each([
    ['report', LIVE],
    ['report-13-months', 'THIRTEEN'],
    ['report-kept', 'KEPT'],
    ['report-issued', 'ISSUED'],
  ])('%s is accessible, folded and unfolded, at 1200 and at 320 pixels', async (name, path) => {
    const { context, page } = await trial.open(BODY, { javaScriptEnabled: true });
    const address =
      path === 'KEPT'
        ? await kept(page)
        : path === 'ISSUED'
          ? await issued(page)
          : path === LIVE
            ? path
            : await trial.visit(page, LIVE).then(async () => {
                const link = page.locator('nav[aria-label=Periods] a', { hasText: 'Last 13 months' });
                return (await link.getAttribute('href'))!;
              });
    await trial.visit(page, address);
    await picture(page, name);
    expect(await violations(page)).toEqual([]);
    expect(await height(page)).toBeLessThan(9_000);
    await page.evaluate(`for (const each of document.querySelectorAll('details')) each.open = true`);
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 700 });
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await page.reload();
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await picture(page, `${name}-narrow`, name === 'report');
    await context.close();
  });

  it.each([
    ['as of now', LIVE],
    ['that was kept', 'KEPT'],
    ['that was issued', 'ISSUED'],
  ])('%s answers on the first screen, and says at once which one it is', async (_which, path) => {
    const { context, page } = await trial.open(BODY);
    const address = path === 'KEPT' ? await kept(page) : path === 'ISSUED' ? await issued(page) : path;
    await trial.visit(page, address);
    const bottom = async (selector: string): Promise<number> => {
      const { y, height: tall } = (await page.locator(selector).first().boundingBox())!;
      return y + tall;
    };
    expect(await bottom('.app-report-status')).toBeLessThan(450);
    expect(await page.locator('.app-report-status .govuk-tag').innerText()).toMatch(/^(Draft|Kept|Issued)$/);
    expect(await bottom('.app-figures')).toBeLessThan(720);
    expect(await bottom('#table-answers .govuk-summary-list__value')).toBeLessThan(900);
    await page.setViewportSize({ width: 320, height: 900 });
    expect(await bottom('.app-figures__figure')).toBeLessThan(850);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await context.close();
  });

  it('leads from its first line into what is said of it, which is folded after the answers', async () => {
    const { context, page } = await trial.open(BODY);
    await trial.visit(page, await issued(page));
    for (const [link, folded] of [
      ['files', '#files'],
      ['signature', '#provenance'],
    ] as const) {
      expect(await page.locator(folded).isVisible()).toBe(false);
      await page.locator('.app-report-status').getByText(link, { exact: true }).click();
      expect(await page.locator(folded).isVisible()).toBe(true);
    }
    await page.emulateMedia({ media: 'print' });
    await page.reload();
    expect((await page.locator('#provenance').boundingBox())!.height).toBeGreaterThan(100);
    await context.close();
  });

  it('has its sections in the order in which the questions are asked', async () => {
    const { context, page } = await trial.open(BODY);
    await trial.visit(page, LIVE);
    const top = async (selector: string): Promise<number> =>
      (await page.locator(selector).first().boundingBox())!.y;
    expect(await top('#exceptions')).toBeGreaterThan(await top('#headline'));
    expect(await top('#trends')).toBeGreaterThan(await top('#exceptions'));
    expect(await top('#neighbourhoods')).toBeGreaterThan(await top('#trends'));
    await context.close();
  });

  it('leads without JavaScript from the contents into a folded section, and opens it', async () => {
    const { context, page } = await trial.open(BODY);
    await trial.visit(page, LIVE);
    const inside = page.locator('#coverage table').first();
    expect(await inside.isVisible()).toBe(false);
    await page
      .getByRole('navigation', { name: 'Contents of the report' })
      .getByText('Named, contactable')
      .click();
    expect(await inside.isVisible()).toBe(true);
    await context.close();
  });

  it('leads by keyboard to every wide table, and each says what it is', async () => {
    const { context, page } = await trial.open(BODY, { width: 320 });
    await trial.visit(page, LIVE);
    const boxes = page.locator('.app-table-scroll, .app-chart__box');
    const count = await boxes.count();
    expect(count).toBeGreaterThan(10);
    for (let at = 0; at < count; at += 1) {
      const box = boxes.nth(at);
      expect(await box.getAttribute('tabindex')).toBe('0');
      expect(await box.getAttribute('aria-label')).toMatch(/\S/);
    }
    await context.close();
  });

  it('chooses a part of the force without JavaScript, keeps it with another period, and opens a figure', async () => {
    const { context, page } = await trial.open(BODY);
    await trial.visit(page, LIVE);
    await page.getByText('Choose another period').click();
    await page.getByLabel('Part of the force').selectOption({ index: 1 });
    await page.getByRole('button', { name: 'Show report' }).click();
    expect(await page.title()).toContain('command area');
    await page.getByText('Choose another period').click();
    await page.getByRole('link', { name: 'Last quarter' }).click();
    expect(await page.title()).toContain('command area');
    await page.locator('.app-figures a').first().click();
    expect(page.url()).toMatch(/\/reports\/r\/[^/]+\/share-met/);
    expect(page.url()).toContain('part=command-area');
    await context.close();
  });
});

describe('on paper', () => {
  it.each([[false], [true]])('nothing stays folded, with JavaScript: %s', async (javaScriptEnabled) => {
    const { context, page } = await trial.open(BODY, { javaScriptEnabled });
    await trial.visit(page, LIVE);
    await page.emulateMedia({ media: 'print' });
    for (const hidden of ['.govuk-service-navigation', '.app-contents', 'main form'])
      expect(await page.locator(hidden).first().isVisible()).toBe(false);
    const pdf = await page.pdf({ path: join(PICTURES, 'report.pdf'), preferCSSPageSize: true });
    const text = pdf.toString('latin1');
    expect([...text.matchAll(/\/Type\s*\/Page\b/g)].length).toBeGreaterThan(8);
    await context.close();
  });

  it('shows the tables of folded sections, and no address behind a figure', async () => {
    const { context, page } = await trial.open(BODY);
    await trial.visit(page, LIVE);
    await page.emulateMedia({ media: 'print' });
    const folded = page.locator('#coverage table, #response table, #definitions table');
    expect(await folded.count()).toBeGreaterThan(5);
    for (const box of await folded.all()) expect((await box.boundingBox())!.height).toBeGreaterThan(20);
    expect(
      await page.evaluate(`getComputedStyle(document.querySelector('.app-figure-link'), '::after').content`),
    ).toBe('none');
    await context.close();
  });
});
