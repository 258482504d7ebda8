/**
 * Builds what browsers load into dist/assets: one style sheet, govuk-frontend's script with the two lines that
 * start it, and the few pictures the style sheet names. No fonts, no crown, no crest.
 * Run `node src/web/styles/build.mjs` after the TypeScript build, which empties dist.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile } from 'sass';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const assets = join(root, 'dist/assets');
const mojImages = join(root, 'node_modules/@ministryofjustice/frontend/moj/assets/images');
const govukScript = readFileSync(join(root, 'node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js'));

rmSync(assets, { recursive: true, force: true });
mkdirSync(join(assets, 'images'), { recursive: true });

const { css } = compile(join(root, 'src/web/styles/app.scss'), {
  loadPaths: [root],
  style: 'compressed',
  quietDeps: true,
  // The MoJ's alert still calls a mixin that GOV.UK is about to drop: theirs to change, and noise here.
  logger: { warn: (message) => message.includes('$govuk-suppressed-warnings') || console.warn(message) },
});
writeFileSync(join(assets, 'app.css'), css);
for (const [, image] of css.matchAll(/url\(["']?\/assets\/images\/([\w.-]+)["']?\)/g)) {
  copyFileSync(join(mojImages, image), join(assets, 'images', image));
}
copyFileSync(join(root, 'src/web/styles/favicon.svg'), join(assets, 'images/favicon.svg'));

// The style sheet opens what is folded when a page is printed; older browsers do not know how, so a script does it too.
const openOnPaper = `let folded = [];
addEventListener('beforeprint', () => {
  folded = [...document.querySelectorAll('details.app-fold:not([open])')];
  for (const each of folded) each.open = true;
});
addEventListener('afterprint', () => {
  for (const each of folded) each.open = false;
});
`;

// The version in the address lets browsers keep the script for a year and still fetch a new one at once.
const version = createHash('sha256').update(govukScript).digest('hex').slice(0, 12);
const mapless = govukScript.toString('utf8').replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '\n');
writeFileSync(join(assets, 'govuk-frontend.min.js'), mapless);
writeFileSync(
  join(assets, 'app.js'),
  `import { initAll } from './govuk-frontend.min.js?v=${version}';\ninitAll();\n${openOnPaper}`,
);
