/** What `package-lock.json` says of one package. */
export interface LockedPackage {
  license?: string;
  dev?: boolean;
}

/**
 * Of libvips, which is loaded as it was published, from packages of its own that anybody may replace: that is all the LGPL
 * asks of a program beside it, and nothing of it is asked of ours.
 */
const SHARED_LIBRARY = [
  'LGPL-3.0-or-later',
  'Apache-2.0 AND LGPL-3.0-or-later',
  'Apache-2.0 AND LGPL-3.0-or-later AND MIT',
];

/** Licences that let anybody use, change and pass on a program, and ask no more than to be named. */
const ALLOWED = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  ...SHARED_LIBRARY,
  'MIT',
  'MIT-0',
  // A typeface, passed on as it is.
  'MIT AND OFL-1.1',
  'Python-2.0',
  'Unlicense',
];

/** What a package forgot to say, or misspelt, read in the licence that lies in it. */
const READ: Readonly<Record<string, string>> = {
  'png-js': 'MIT',
  'splaytree-ts': 'BSD-3-Clause',
};

export interface Licences {
  /** Names of packages by their licence, both in order. */
  allowed: ReadonlyMap<string, string[]>;
  /** Packages with a licence that nobody has looked at, and what it is. */
  unknown: string[];
}

/** The licences of what is installed in production, optional packages of every platform included. */
export function licencesOf(packages: Readonly<Record<string, LockedPackage>>): Licences {
  const allowed = new Map<string, Set<string>>();
  const unknown: string[] = [];
  for (const [path, { license, dev }] of Object.entries(packages)) {
    if (path === '' || dev) continue;
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const licence = READ[name] ?? license ?? 'none';
    if (!ALLOWED.includes(licence)) unknown.push(`${name}: ${licence}`);
    else allowed.set(licence, (allowed.get(licence) ?? new Set()).add(name));
  }
  const sorted = [...allowed].map(([licence, names]): [string, string[]] => [licence, [...names].sort()]);
  return { allowed: new Map(sorted.sort(([a], [b]) => (a < b ? -1 : 1))), unknown: unknown.sort() };
}

/** `docs/licences.md` */
export function licencesPage({ allowed }: Licences): string {
  const sections = [...allowed].map(
    ([licence, names]) => `## ${licence} (${names.length})\n\n${names.join(', ')}\n`,
  );
  return `${[
    '# Licences',
    'What is installed in production and under which licence, as the packages themselves say in `package-lock.json`; tools for ' +
      'building and testing are left out. Made by `npm run licences`; a test refuses a package whose licence is not one of these, ' +
      'and a page that is out of date. Whose copyright it is stands in each package, in `node_modules/NAME/LICENSE`.',
    'Under the LGPL stands libvips, by which pictures are read: it is installed from packages of its own as a shared library, unchanged, ' +
      'and can be replaced there.',
    `\`${Object.keys(READ).join('` and `')}\` do not say theirs in a form that can be compared; it was read in the licence that lies in them.`,
    ...sections.map((section) => section.trimEnd()),
  ].join('\n\n')}\n`;
}
