import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { PACKAGE_ROOT } from '../config/config-files.js';
import { renderComponent } from './govuk-components.js';

interface Fixtures {
  component: string;
  fixtures: { name: string; options: unknown; html: string }[];
}

const folder = join(PACKAGE_ROOT, 'node_modules/govuk-frontend/dist/govuk/components');
const official = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => JSON.parse(readFileSync(join(folder, entry.name, 'fixtures.json'), 'utf8')) as Fixtures);

describe('every official GOV.UK fixture', () => {
  it.each(official.map((file) => [file.component, file] as const))('%s', (component, file) => {
    expect(file.fixtures.length).toBeGreaterThan(0);
    for (const fixture of file.fixtures) {
      expect({ fixture: fixture.name, html: renderComponent(component, fixture.options) }).toEqual({
        fixture: fixture.name,
        html: fixture.html,
      });
    }
  });
});

describe('the components of the Ministry of Justice', () => {
  const mojFolder = join(PACKAGE_ROOT, 'node_modules/@ministryofjustice/frontend/moj/components');
  const names = readdirSync(mojFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && readdirSync(join(mojFolder, entry.name)).includes('macro.njk'))
    .map((entry) => entry.name)
    // Its body comes from a nunjucks call block, which only nunjucks templates can write.
    .filter((name) => name !== 'interruption-card');

  it.each(names)('%s can be loaded and rendered', (name) => {
    expect(typeof renderComponent(`moj-${name}`, { items: [] })).toBe('string');
  });

  it('prints a timeline in local time and escapes its text', () => {
    const html = renderComponent('moj-timeline', {
      items: [
        {
          label: { text: 'Contact <received>' },
          text: 'By e-mail & read',
          datetime: { timestamp: '2026-06-12T14:09:33.880Z', type: 'datetime' },
          byline: { text: 'PC Alex Reed' },
        },
      ],
    });
    expect(html).toContain('12 June 2026 at 15:09');
    expect(html).toContain('Contact &lt;received&gt;');
    expect(html).toContain('By e-mail &amp; read');
  });

  it('marks the current item of a sub navigation', () => {
    const html = renderComponent('moj-sub-navigation', {
      items: [{ text: 'Open', href: '/contacts', active: true }],
    });
    expect(html).toContain('aria-current="page"');
  });

  it('renders a badge', () => {
    expect(renderComponent('moj-badge', { text: 'Due' })).toBe('<span class="moj-badge">Due</span>');
  });
});

describe('a name that is no component', () => {
  it.each(['summary-lists', 'moj-nothing', '../button', '', 'Button'])('%p is refused by name', (name) => {
    expect(() => renderComponent(name)).toThrow(`There is no component named "${name}"`);
  });
});
