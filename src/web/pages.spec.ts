import { describe, expect, it } from '@jest/globals';
import { Page, PRODUCT_NAME, renderPage } from './pages.js';

const model = { heading: 'Your contacts', detail: 'None is waiting.' };
const page = (options = {}) => new Page('pages/error', 'Your contacts', model, options);

describe('the frame of a page', () => {
  it('puts the product name after the title and the body into main', () => {
    const html = renderPage(page());
    expect(html).toContain(`<title>Your contacts – ${PRODUCT_NAME}</title>`);
    expect(html).toMatch(/<main[^>]*id="main-content">\s*<h1 class="govuk-heading-l">Your contacts<\/h1>/);
  });

  it('says in the title and in a linked summary that something is wrong', () => {
    const html = renderPage(
      page({ errors: [{ field: 'enquirer.email', message: 'Enter an e-mail address' }] }),
    );
    expect(html).toContain('<title>Error: Your contacts');
    expect(html).toContain('There is a problem');
    expect(html).toContain('<a href="#enquirer.email">Enter an e-mail address</a>');
  });

  it('shows who is signed in, the menu and a button that posts to sign out', () => {
    const html = renderPage(page(), {
      signedInAs: 'Alex <Reed>',
      roleName: 'Sergeant',
      navigation: [{ text: 'Contacts', href: '/contacts', active: true }],
      trial: false,
    });
    expect(html).toContain('Alex &lt;Reed&gt;, Sergeant');
    expect(html).toMatch(/<form[^>]*method="post" action="\/sign-out">/);
    expect(html).toMatch(/href="\/contacts" aria-current="true"/);
    expect(html).not.toContain('Trial');
  });

  it('carries the token in each form of whoever is signed in, and none for a stranger', () => {
    const context = { navigation: [], trial: false };
    const html = renderPage(page(), { ...context, signedInAs: 'Alex', formToken: 'abc' });
    expect(html).toMatch(/action="\/sign-out"><input type="hidden" name="_csrf" value="abc">/);
    expect(renderPage(page(), { ...context, signedInAs: 'Alex' })).not.toContain('_csrf');
    expect(renderPage(page(), context)).not.toContain('_csrf');
  });

  it('has no menu and no sign-out for a stranger, and says so on a trial', () => {
    const html = renderPage(page(), { navigation: [], trial: true });
    expect(html).not.toContain('sign-out');
    expect(html).not.toContain('<nav');
    expect(html).toContain('Trial');
  });

  it('claims nothing that belongs to GOV.UK', () => {
    const html = renderPage(page()).replaceAll(/class="[^"]*"|data-[\w-]+="[^"]*"/g, '');
    expect(html).not.toMatch(/crown|GOV\.UK|crest|Open Government Licence|govuk-logotype/i);
  });
});
