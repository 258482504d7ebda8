import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import Handlebars from 'handlebars';
import {
  COMPILE_OPTIONS,
  compileTemplate,
  isPlainText,
  renderTemplate,
  TEMPLATE_FOLDER,
  templateNames,
} from './templates.js';

const source = (name: string) => readFileSync(join(TEMPLATE_FOLDER, `${name}.hbs`), 'utf8');

/** Saved and handed over as a file, which brings its own style; never shown here. */
const SAVED = ['pages/privacy/person-file'];

describe.each(templateNames())('templates/%s.hbs', (name) => {
  it('compiles, with no helper that does not exist', () => {
    expect(() => Handlebars.precompile(source(name), COMPILE_OPTIONS)).not.toThrow();
  });

  it('leaves nothing unescaped', () => {
    expect(source(name)).not.toMatch(/\{\{\{|\{\{~?&/);
  });

  it('names only partials that exist', () => {
    const partials = [...source(name).matchAll(/\{\{~?#?>\s*([\w./-]+)/g)].map(([, partial]) => partial);
    expect(templateNames()).toEqual(expect.arrayContaining(partials));
  });

  it('has no inline style, inline script or event handler, which the security policy would block', () => {
    if (isPlainText(name) || name.startsWith('emails/') || SAVED.includes(name)) return;
    const inline = source(name).replace('<script>{{startScript}}</script>', '');
    expect(inline).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:/i);
  });
});

describe('rendering a template', () => {
  it('escapes what a person typed', () => {
    const html = renderTemplate('pages/error', { heading: '<script>', detail: 'a & b "c"' });
    expect(html).toContain('&lt;script&gt;');
    expect(html).toContain('a &amp; b &quot;c&quot;');
  });

  it('escapes nothing in a plain text', () => {
    expect(compileTemplate('emails/x.text', '{{name}} & co')({ name: "O'Hara <x>" })).toBe("O'Hara <x> & co");
    expect(compileTemplate('emails/x.html', '{{name}}')({ name: '<x>' })).toBe('&lt;x&gt;');
  });

  it('places a component by an object, by named values laid over it, and around a block', () => {
    const tag = { params: { text: 'Late', classes: 'a' } };
    expect(compileTemplate('x', '{{govuk "tag" params classes="b"}}')(tag)).toMatch(
      /class="govuk-tag b"[^]*Late/,
    );
    expect(compileTemplate('x', '{{govuk "tag" text=params.text}}')(tag)).toMatch(
      /class="govuk-tag"[^]*Late/,
    );
    expect(compileTemplate('x', '{{#govuk "inset-text"}}<b>{{params.text}}</b>{{/govuk}}')(tag)).toContain(
      '<b>Late</b>',
    );
  });

  it('refuses a helper and a component that do not exist', () => {
    expect(() => compileTemplate('x', '{{govukk "tag"}}')({})).toThrow('unknown helper');
    expect(() => compileTemplate('x', '{{govuk "tags"}}')({})).toThrow('no component named "tags"');
  });

  it('says which template is missing', () => {
    expect(() => renderTemplate('pages/nowhere', {})).toThrow('There is no template "pages/nowhere"');
  });
});
