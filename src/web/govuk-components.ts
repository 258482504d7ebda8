import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { DateTime } from 'luxon';
import nunjucks from 'nunjucks';
import { LOCAL_ZONE } from '../common/calendar.js';

/** A nunjucks macro, once loaded, is a plain function from parameters to marked-safe HTML. */
type Macro = (params: unknown) => { toString(): string };

const requireFrom = createRequire(import.meta.url);

/** The folders under which `govuk/components/…` and `moj/components/…` lie. */
const componentFolders = [
  `${dirname(requireFrom.resolve('govuk-frontend/package.json'))}/dist`,
  dirname(requireFrom.resolve('@ministryofjustice/frontend/package.json')),
];

const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader(componentFolders), {
  autoescape: true,
  trimBlocks: true,
  lstripBlocks: true,
});

/** The MoJ timeline and messages print instants through these two filters, in local time. */
const mojDateFormats: Record<string, string> = {
  datetime: "d LLLL yyyy 'at' HH:mm",
  shortdatetime: "d LLL yyyy 'at' HH:mm",
  date: 'd LLLL yyyy',
  shortdate: 'd LLL yyyy',
  time: 'HH:mm',
};
environment.addFilter('mojDate', (instant: string, type: string) =>
  printLocal(instant, mojDateFormats[type] ?? mojDateFormats['datetime']!),
);
environment.addFilter('date', (instant: string, format?: string) =>
  printLocal(instant, format ?? mojDateFormats['datetime']!),
);

const macros = new Map<string, Macro>();

/**
 * The HTML of one official component: `summary-list` is GOV.UK's, `moj-timeline` the MoJ's. Text parameters
 * are escaped by the component's own template; parameters named `html` are taken as they are, so give them
 * only what another component or template rendered.
 *
 * @example renderComponent('tag', { text: 'Overdue', classes: 'govuk-tag--red' })
 * @throws Error when there is no component of that name.
 */
export function renderComponent(name: string, params: unknown = {}): string {
  return macroNamed(name)(params).toString().trim();
}

function macroNamed(name: string): Macro {
  const known = macros.get(name);
  if (known) return known;
  const macro = loadMacro(name);
  macros.set(name, macro);
  return macro;
}

function loadMacro(name: string): Macro {
  const [library, component] = name.startsWith('moj-') ? ['moj', name.slice(4)] : ['govuk', name];
  if (!/^[a-z]+(-[a-z]+)*$/.test(component)) throw unknownComponent(name);
  const template = findTemplate(`${library}/components/${component}/macro.njk`, name);
  let macro: unknown;
  template.getExported((error, exported) => {
    if (error) throw error;
    // A macro file defines exactly one macro; its name does not always follow the folder's (interruption card).
    macro = Object.values(exported).find((value) => typeof value === 'function');
  });
  if (typeof macro !== 'function') throw unknownComponent(name);
  return macro as Macro;
}

/** nunjucks' own types leave out the method by which a template imports the macros of another. */
interface MacroFile {
  getExported(done: (error: Error | null, exported: Record<string, unknown>) => void): void;
}

function findTemplate(path: string, name: string): MacroFile {
  try {
    return environment.getTemplate(path, true) as unknown as MacroFile;
  } catch (error) {
    if (error instanceof Error && error.message.includes('template not found')) throw unknownComponent(name);
    throw error;
  }
}

function unknownComponent(name: string): Error {
  return new Error(
    `There is no component named "${name}"; use a folder name of govuk-frontend, or moj- and one of MoJ's.`,
  );
}

function printLocal(instant: string, format: string): string {
  return DateTime.fromISO(instant, { zone: LOCAL_ZONE, locale: 'en-GB' }).toFormat(format);
}
