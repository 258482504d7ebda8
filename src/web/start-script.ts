import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * The one inline script of a page: govuk-frontend's line that tells its style sheet whether scripts run. It is
 * read from the installed package, so that an update of the package changes the script and its hash together.
 */
export const START_SCRIPT = readStartScript();

/** The same script as a source expression for `script-src` of a Content-Security-Policy. */
export const START_SCRIPT_HASH = `'sha256-${createHash('sha256').update(START_SCRIPT).digest('base64')}'`;

function readStartScript(): string {
  const manifest = createRequire(import.meta.url).resolve('govuk-frontend/package.json');
  const template = readFileSync(join(dirname(manifest), 'dist/govuk/template.njk'), 'utf8');
  const script = /<script\b[^>]*(?:\{%.*?%\}[^>]*)?>([^<]+)<\/script>/.exec(template)?.[1];
  if (!script?.includes('js-enabled')) {
    throw new Error('The page template of govuk-frontend holds no start script; check its version.');
  }
  return script;
}
