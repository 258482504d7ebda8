import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BrowserContext, Page } from 'playwright-core';
import { overflow, PICTURES, Trial, violations } from './trial.js';

let trial: Trial;
let url: string;
let forceId: string;

beforeAll(async () => {
  await mkdir(PICTURES, { recursive: true });
  trial = await Trial.start();
  url = trial.started.url;
  forceId = trial.started.force.id;
}, 180_000);

afterAll(() => trial?.stop());

/** A page as this person sees it, in a browser of another time zone and without JavaScript unless asked. */
const open = (
  role: string | null,
  javaScriptEnabled = false,
): Promise<{ context: BrowserContext; page: Page }> =>
  trial.open(role, { javaScriptEnabled, width: 1100, timezoneId: 'America/New_York' });

async function visit(page: Page, path: string, picture: string): Promise<void> {
  await trial.visit(page, path);
  await page.screenshot({ path: join(PICTURES, `${picture}.png`), fullPage: true });
}

describe('every page is accessible, without a violation of WCAG 2.2 AA that a machine can find', () => {
  it.each([
    [null, '/', 'home'],
    [null, '/sign-in', 'sign-in'],
    [null, '/your-area/FORCE', 'your-area'],
    [null, '/your-area/FORCE/FIRST', 'neighbourhood-public'],
    [null, '/your-area/FORCE/FM08', 'neighbourhood-public-deputy'],
    [null, '/your-area/FORCE/FIRST/contact', 'contact-form'],
    [null, '/keeping-the-promise/FORCE', 'public-headline'],
    ['team', '/contacts', 'contacts'],
    ['team', '/contacts?view=answered', 'contacts-answered'],
    ['team', '/contacts/OLDEST', 'contact'],
    ['team', '/contacts/new', 'by-hand'],
    ['team', '/contacts/OLDEST/messages/new', 'message'],
    ['force-admin', '/contacts/THANKED', 'contact-questions'],
    ['supervisor', '/contacts', 'contacts-supervisor'],
    ['team', '/contacts?view=handed-over', 'contacts-handed-over'],
    ['supervisor', '/recourse', 'recourse'],
    ['team', '/contacts/OLDEST/recourse', 'recourse-contact'],
    ['force-admin', '/contacts/OLDEST/start', 'start-corrected'],
    ['force-admin', '/neighbourhoods', 'neighbourhoods'],
    ['force-admin', '/neighbourhoods/FIRST', 'neighbourhood'],
    ['force-admin', '/neighbourhoods/FIRST/named-officer', 'named-officer'],
    ['force-admin', '/neighbourhoods/FIRST/assignments/new', 'assignment-new'],
    ['force-admin', '/neighbourhoods/FIRST/END', 'assignment-end'],
    ['force-admin', '/neighbourhoods/FIRST/details', 'neighbourhood-details'],
    ['force-admin', '/neighbourhoods/FIRST/change', 'neighbourhood-change'],
    ['force-admin', '/neighbourhoods/FIRST/life', 'neighbourhood-life'],
    ['force-admin', '/neighbourhoods/FIRST/life/priorities/new', 'priority-new'],
    ['force-admin', '/neighbourhoods/FIRST/life/events/new', 'event-new'],
    ['force-admin', '/places/new', 'neighbourhood-new'],
    ['force-admin', '/places/overlaps', 'overlaps'],
    ['force-admin', '/wards', 'wards'],
    ['force-admin', '/command-areas', 'command-areas'],
    ['force-admin', '/coverage', 'coverage'],
    ['local-policing-body', '/coverage?when=month', 'coverage-month'],
    ['force-admin', '/coverage/routes', 'contact-routes'],
    ['force-admin', '/officers', 'officers'],
    ['force-admin', '/officers/new', 'officer-new'],
    ['force-admin', '/officers/OFFICER', 'officer'],
    ['force-admin', '/officers/OFFICER/change', 'officer-change'],
    ['supervisor', '/alerts', 'alerts'],
    ['force-admin', '/alerts', 'alerts-admin'],
    ['force-admin', '/alerts/standard', 'standard'],
    ['force-admin', '/alerts/standard/preview?to=2025-07', 'standard-preview'],
    ['force-admin', '/alerts/teams', 'alert-teams'],
    ['team', '/your-alerts', 'your-alerts'],
    ['force-admin', '/imports', 'imports'],
    ['force-admin', '/imports/police-uk', 'pull'],
    ['local-policing-body', '/workforce', 'workforce'],
    ['team', '/priorities', 'priorities'],
    ['force-admin', '/force', 'force'],
    ['force-admin', '/force/headline', 'force-headline'],
    ['auditor', '/reports/dictionary', 'dictionary'],
    ['auditor', '/audit', 'audit'],
    ['operator', '/service', 'service'],
    ['local-policing-body', '/reports', 'reports'],
    ['local-policing-body', '/reports/compliance', 'report'],
    ['team', '/demo/outbox', 'outbox'],
  ])('%s %s', async (role, path, picture) => {
    const { context, page } = await open(role, true);
    const real = await realPath(page, path);
    await visit(page, real, picture);
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 700 });
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await page.screenshot({ path: join(PICTURES, `${picture}-narrow.png`) });
    await context.close();
  });
});

/** The path with the force, a neighbourhood of it and the contact with the least time left put in. */
async function realPath(page: Page, path: string): Promise<string> {
  let real = path.replace('FORCE', forceId);
  if (real.includes('FIRST')) {
    await page.goto(`${url}/your-area/${forceId}`);
    const href = (await page.locator(`main a[href^="/your-area/${forceId}/"]`).first().getAttribute('href'))!;
    real = real.replace('FIRST', href.split('/')[3]!);
  }
  if (real.endsWith('/END')) {
    await page.goto(`${url}${real.slice(0, -'/END'.length)}`);
    real = (await page.locator('main table a[href$="/end"]').first().getAttribute('href'))!;
  }
  if (real.includes('OFFICER')) {
    await page.goto(`${url}/officers`);
    const href = (await page.locator('main table a[href^="/officers/"]').first().getAttribute('href'))!;
    real = real.replace('OFFICER', href.split('/')[2]!);
  }
  if (real.includes('OLDEST')) {
    await page.goto(`${url}/contacts`);
    const href = (await page.locator('main table a').first().getAttribute('href'))!;
    real = real.replace('/contacts/OLDEST', href);
  }
  if (real.includes('THANKED')) {
    await page.goto(`${url}/contacts?view=out-of-scope`);
    const row = page.locator('main table tr', { hasText: '(question 2 of 2)' });
    real = (await row.locator('a').first().getAttribute('href'))!;
  }
  return real;
}

describe('the line, as people walk it, without JavaScript', () => {
  it('the public writes, the team answers, the clock stops', async () => {
    const writer = await open(null);
    const person = trial.started.people.find(({ role }) => role === 'team')!;
    const officer = await open('team');
    await officer.page.goto(`${url}/contacts/new`);
    const code = (await officer.page
      .locator('select[name=neighbourhood] option')
      .nth(1)
      .getAttribute('value'))!;

    await writer.page.goto(`${url}/your-area/${forceId}/${encodeURIComponent(code)}/contact`);
    await writer.page.getByRole('button', { name: 'Send message' }).click();
    expect(await writer.page.title()).toMatch(/^Error: /);
    await writer.page.screenshot({ path: join(PICTURES, 'contact-form-errors.png'), fullPage: true });
    await writer.page.getByLabel('What is it about').fill('Lights out on the towpath');
    await writer.page.getByLabel('Your message').fill('The lamps by the lock have been dark since Monday.');
    await writer.page.getByLabel('Email address').fill('walker@example.org');
    await writer.page.getByRole('button', { name: 'Send message' }).click();
    const panel = await writer.page.locator('.govuk-panel').innerText();
    const reference = /[A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]{3}/.exec(panel)![0];
    await writer.page.screenshot({ path: join(PICTURES, 'contact-sent.png'), fullPage: true });

    await officer.page.goto(`${url}/contacts/${reference}`);
    expect(await officer.page.locator('h1').innerText()).toBe('Lights out on the towpath');
    await officer.page.getByRole('button', { name: 'Send or record the answer' }).click();
    expect(await officer.page.locator('.govuk-error-summary').innerText()).toContain('what happens next');
    await officer.page.getByLabel('Email sent from here').check();
    await officer.page.getByLabel('What do you tell them?').fill('The council repairs them on Thursday.');
    await officer.page.getByLabel('What happens next?').fill('We walk there on Friday evening and look.');
    await officer.page.getByRole('button', { name: 'Send or record the answer' }).click();
    expect(await officer.page.locator('.govuk-notification-banner').innerText()).toContain('on its way');
    let state = '';
    for (let waited = 0; waited < 20_000 && !state.includes('ANSWERED IN TIME'); waited += 500) {
      await sleep(500);
      await officer.page.goto(`${url}/contacts/${reference}`);
      state = (await officer.page.locator('main .govuk-tag').first().innerText()).toUpperCase();
    }
    expect(state).toContain('ANSWERED IN TIME');
    await officer.page.screenshot({ path: join(PICTURES, 'contact-answered.png'), fullPage: true });
    expect(await officer.page.locator('.moj-timeline').innerText()).toContain(person.name);
    await writer.context.close();
    await officer.context.close();
  });

  it('a force admin replaces a named officer in three page loads, and sees what follows before it is saved', async () => {
    const { context, page } = await open('force-admin');
    let loads = 0;
    page.on('response', (response) => {
      if (response.request().isNavigationRequest() && response.status() !== 303) loads += 1;
    });
    const path = await realPath(page, '/neighbourhoods/FIRST');
    loads = 0;
    await visit(page, `${path}/named-officer`, 'handover-1-form');
    const before = await page.locator('.govuk-summary-list').innerText();
    await page.locator('select').selectOption({ index: 1 });
    await page.getByRole('button', { name: 'Continue' }).click();
    expect(await page.locator('h1').innerText()).toBe('Check the new lead named officer');
    await page.screenshot({ path: join(PICTURES, 'handover-2-check.png'), fullPage: true });
    await page.locator('main form button').first().click();
    expect(await page.locator('.govuk-notification-banner').innerText()).toContain('has been replaced');
    await page.screenshot({ path: join(PICTURES, 'handover-3-saved.png'), fullPage: true });
    expect(loads).toBe(3);
    await page.goto(`${url}${path}/named-officer`);
    expect(await page.locator('.govuk-summary-list').innerText()).not.toBe(before);
    await context.close();
  });

  it('a page of somebody else’s area, or of another role, is not to be had', async () => {
    const body = await open('local-policing-body');
    const answer = await body.page.goto(`${url}/contacts`);
    expect(answer!.status()).toBe(403);
    await body.page.screenshot({ path: join(PICTURES, 'forbidden.png'), fullPage: true });
    await body.context.close();
  });
});
