import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { PACKAGE_ROOT } from '../config/config-files.js';
import { assetAddress } from './assets.js';
import { renderComponent } from './govuk-components.js';

/** The folder of every template; a template's name is its path below it without `.hbs`. */
export const TEMPLATE_FOLDER = join(PACKAGE_ROOT, 'templates');

/** Names every helper, so that a misspelt one fails when the template is compiled and not silently. */
export const COMPILE_OPTIONS = {
  knownHelpersOnly: true,
  knownHelpers: { govuk: true, asset: true },
  // A partial placed on a line of its own must not indent the text of a textarea or of a verbatim block.
  preventIndent: true,
};

/** `.text` and `.subject` are plain text, where `&amp;` would be read aloud; everything else is HTML. */
export const isPlainText = (name: string): boolean => /\.(text|subject)$/.test(name);

const html = Handlebars.create();
const plain = Handlebars.create();
const compiled = new Map<string, Handlebars.TemplateDelegate>();

html.registerHelper('asset', (name: string) => assetAddress(name));
html.registerHelper('govuk', govukHelper);

for (const name of templateNames()) {
  const template = compileTemplate(name, readFileSync(join(TEMPLATE_FOLDER, `${name}.hbs`), 'utf8'));
  compiled.set(name, template);
  (isPlainText(name) ? plain : html).registerPartial(name, template);
}

/** Wrong syntax throws at once, a helper that does not exist at the first use (and in the templates' test). */
export function compileTemplate(name: string, source: string): Handlebars.TemplateDelegate {
  const noEscape = isPlainText(name);
  const engine = noEscape ? plain : html;
  return engine.compile(engine.parse(source), { ...COMPILE_OPTIONS, noEscape });
}

/**
 * Renders any template outside or inside a request: `emails/alert.text`, `emails/alert.html`, `partials/gaps`.
 * Values are escaped for HTML except in `.text` and `.subject`; a subject comes back as one line, so that no
 * value can add a mail header. Templates see own properties of the model only.
 *
 * @throws Error when there is no such template.
 */
export function renderTemplate(name: string, model: object): string {
  const template = compiled.get(name);
  if (!template) throw new Error(`There is no template "${name}" under templates/.`);
  const text = template(model);
  return name.endsWith('.subject') ? text.replace(/\s+/g, ' ').trim() : text;
}

/** Every template by name, in no particular order. */
export function templateNames(): string[] {
  return readdirSync(TEMPLATE_FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.hbs'))
    .map((path) => path.slice(0, -'.hbs'.length).replaceAll('\\', '/'));
}

/**
 * `{{govuk "summary-list" params}}`, `{{govuk "button" text="Save"}}` (named values are laid over the object)
 * and the block `{{#govuk "inset-text"}}…{{/govuk}}`, whose body becomes the parameter `html`.
 */
function govukHelper(this: unknown, name: string, ...rest: unknown[]): Handlebars.SafeString {
  const options = rest.pop() as Handlebars.HelperOptions;
  const params: Record<string, unknown> = { ...(rest[0] as object | undefined), ...options.hash };
  if (typeof options.fn === 'function') params['html'] = options.fn(this);
  return new Handlebars.SafeString(renderComponent(name, params));
}
