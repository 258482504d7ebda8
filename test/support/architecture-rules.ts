import { dirname, join, normalize } from 'node:path/posix';

/** One file of the repository, by its path from the top. */
export interface SourceFile {
  path: string;
  text: string;
}

/** What is wrong with a file: `src/a.ts: …`. */
export type Rule = (file: SourceFile) => string[];

/** From the ground up. A folder may use what lies on lower floors, and nothing beside or above it. */
const FLOORS = [
  ['common'],
  ['config'],
  ['database', 'web'],
  ['audit', 'mail'],
  ['access'],
  ['registry'],
  ['contacts'],
  ['channels', 'alerts'],
  ['reports'],
  ['privacy', 'operations', 'auditing'],
  ['public-site', 'demo'],
  ['start'],
];

const MOST_LINES = 200;

const folderOf = (path: string): string => (path.split('/').length > 2 ? (path.split('/')[1] ?? '') : '');
const floorOf = (folder: string): number => FLOORS.findIndex((floor) => floor.includes(folder));
const isSource = (path: string): boolean => path.startsWith('src/') && path.endsWith('.ts');
const isSpec = (path: string): boolean => path.endsWith('.spec.ts');
const isCommand = (path: string): boolean => path.endsWith('.command.ts');

/** Every module a file imports or re-exports: packages by name, files by their path from the top with `.ts`. */
export function importsOf({ path, text }: SourceFile): string[] {
  const statements =
    /(?:^|[\n;])\s*(?:import|export)\s*(?:(?:type\s+)?[\w*{][\w\s,{}*$]*?\bfrom\s*)?['"]([^'"\n]+)['"]/g;
  const dynamic = /\bimport\(\s*['"]([^'"\n]+)['"]/g;
  const found = [statements, dynamic].flatMap((pattern) => [...code(text).matchAll(pattern)]);
  return found.map(([, name = '']) =>
    name.startsWith('.') ? normalize(join(dirname(path), name)).replace(/\.js$/, '.ts') : name,
  );
}

/** A feature uses its own folder and lower floors. Files at the top of `src` and commands put the whole together. */
export const floorsAreKept: Rule = (file) => {
  if (!isSource(file.path) || folderOf(file.path) === '') return [];
  const own = folderOf(file.path);
  if (floorOf(own) < 0) return [`${file.path}: the folder ${own} has no floor`];
  return importsOf(file).flatMap((imported) => {
    if (!imported.startsWith('src/')) return outsideOf(file.path, imported);
    const folder = folderOf(imported);
    if (folder === own) return [];
    if (folder === '') return isCommand(file.path) ? [] : [`${file.path}: imports ${imported} from above`];
    if (floorOf(folder) < floorOf(own)) return [];
    const side = floorOf(folder) === floorOf(own) ? 'sideways' : 'upwards';
    return [`${file.path}: imports ${side} ${imported}`];
  });
};

function outsideOf(path: string, imported: string): string[] {
  if (imported.startsWith('test/')) return isSpec(path) ? [] : [`${path}: imports the tests' ${imported}`];
  if (imported.startsWith('migrations/')) {
    return folderOf(path) === 'database' || isSpec(path)
      ? []
      : [`${path}: imports ${imported}; only src/database may`];
  }
  return [];
}

/** What decides is pure: luxon, the calendar and other deciding files. */
export const domainIsPure: Rule = (file) => {
  if (!isSource(file.path) || !file.path.includes('/domain/') || isSpec(file.path)) return [];
  return importsOf(file)
    .filter((name) => name !== 'luxon' && name !== 'src/common/calendar.ts')
    .filter((name) => !(name.startsWith('src/') && name.includes('/domain/')))
    .map((name) => `${file.path}: a domain file imports ${name}`);
};

/** A feature's statements are its own; others ask its services. */
export const queriesStayAtHome: Rule = (file) =>
  isSource(file.path)
    ? importsOf(file)
        .filter((name) => name.endsWith('.query.ts') && folderOf(name) !== folderOf(file.path))
        .map((name) => `${file.path}: imports the statement ${name} of another feature`)
    : [];

export const filesAreSmall: Rule = ({ path, text }) => {
  const lines = text.replace(/\n$/, '').split('\n').length;
  return isSource(path) && lines > MOST_LINES ? [`${path}: has ${lines} lines, more than ${MOST_LINES}`] : [];
};

/** Names that gather what does not belong together. */
export const namesSayWhatIsInside: Rule = ({ path }) =>
  isSource(path) && /(^|\/)(index\.ts$|utils?\b|helpers?\b)|Impl\b/.test(path)
    ? [`${path}: is named after no word of the domain`]
    : [];

export const templatesEscape: Rule = ({ path, text }) =>
  path.endsWith('.hbs') && text.includes('{{{') ? [`${path}: prints unescaped ({{{)`] : [];

/** What may stand in one place only: the pattern, what it is called, and where it may stand. */
function onlyIn(pattern: RegExp, what: string, mayBe: (path: string) => boolean): Rule {
  return ({ path, text }) =>
    isSource(path) && !mayBe(path) && pattern.test(code(text)) ? [`${path}: ${what}`] : [];
}

export const oneClock = onlyIn(
  /\bDate\.now\(|\bnew Date\(\s*\)|\bDateTime\.(now|local|utc)\(\s*\)/,
  'asks the time; inject Clock',
  (path) => path === 'src/common/clock.ts',
);

export const oneEnvironment = onlyIn(/\bprocess\.env\b/, 'reads the environment; use AppConfig', (path) =>
  path.startsWith('src/config/'),
);

export const oneConsole = onlyIn(
  /\bconsole\.|\bprocess\.(stdout|stderr)\b/,
  'writes to the console; use Logger',
  (path) => isCommand(path) || path === 'src/main.ts' || path.startsWith('src/demo/'),
);

export const oneTransaction = onlyIn(
  /set_config\(|createQueryRunner|new DataSource\(|\bset (local )?role\b|\.transaction\(|new (pg\.)?(Pool|Client)\(/i,
  'opens the database itself; use ForceDatabase',
  (path) => path.startsWith('src/database/'),
);

/**
 * Nobody else even knows the classes by which one could ask PostgreSQL past the force: a statement is given to the manager
 * that `ForceDatabase` hands out, or to its `statement`. Entities describe tables, and open nothing.
 */
export const oneWayToTheDatabase: Rule = (file) => {
  const { path } = file;
  // The start asks a database whether it is the one it should be, before there is an application.
  if (!isSource(path) || path.startsWith('src/database/') || path === 'src/start/database.ts') return [];
  const driver = importsOf(file).filter(
    (name) =>
      /^pg(-|\/|$)/.test(name) || name === 'src/database/data-source.ts' || name.startsWith('typeorm/'),
  );
  const names = namesFrom('typeorm', file.text);
  const isEntity = path.endsWith('.entity.ts');
  const more = names.filter(
    (name) => name !== 'type EntityManager' && !(isEntity && DESCRIBES.includes(name)),
  );
  const begun =
    /\bquery(<[^(]*>)?\(\s*['"`]\s*(begin|start transaction|commit|rollback(?! to)|discard all|reset)\b/i;
  // The manager knows the connection that it came from, which knows no force.
  const behind =
    /\bmanager\??\.(connection|dataSource|queryRunner)\b|\['(connection|dataSource|queryRunner)'\]/;
  return [
    ...[...driver, ...more].map((name) => `${path}: imports ${name}; ask by ForceDatabase`),
    ...(begun.test(code(file.text)) ? [`${path}: begins or ends a transaction itself`] : []),
    ...(behind.test(code(file.text)) ? [`${path}: reaches behind the manager of its transaction`] : []),
  ];
};

const DESCRIBES = [
  'Check',
  'Column',
  'Entity',
  'Exclusion',
  'Index',
  'JoinColumn',
  'ManyToOne',
  'PrimaryColumn',
  'type Relation',
  'Unique',
];

/** What a file imports from a package: `Name`, or `type Name` if it is gone once it is compiled; `*` for all of it. */
function namesFrom(name: string, text: string): string[] {
  const statements = new RegExp(
    `\\bimport\\s+(type\\s+)?([^'";]+?)\\s+from\\s+'${name}'|\\b(?:import|require)\\(\\s*'${name}'|\\bexport\\s[^;]*from\\s+'${name}'`,
    'g',
  );
  return [...code(text).matchAll(statements)].flatMap(([, isType, list]) => {
    const inner = /^\{([^}]*)\}$/.exec(list ?? '')?.[1];
    if (inner === undefined) return ['*'];
    const names = inner.split(',').flatMap((one) => one.trim() || []);
    return names.map((one) => (isType ? `type ${one}` : one));
  });
}

/** Whoever acts as the sweeper sees the rows of all forces: jobs, and what they call, each named here. */
export const sweeperIsForJobs = onlyIn(
  /\.asSweeper\(/,
  'acts as the sweeper; a request acts for one force',
  (path) => path.startsWith('src/database/') || SWEEPERS.includes(path),
);

const SWEEPERS = [
  'src/alerts/alerts.service.ts',
  'src/alerts/digests.service.ts',
  'src/mail/holding.ts',
  'src/mail/marking.ts',
  // Counts for /health and /metrics, which name no force's rows.
  'src/operations/state.ts',
  'src/registry/import/import-worker.ts',
  'src/registry/police-uk-pull/police-uk-pull.job.ts',
  'src/reports/formats/made/report-files.job.ts',
];

export const oneZone = onlyIn(
  /Europe\/London/,
  'names the local zone; use the calendar',
  (path) => path === 'src/common/calendar.ts' || isSpec(path),
);

/** Who may do what is said once; whoever asks for a role by its name says it a second time. */
export const onePermissionTable = onlyIn(
  /\brole\s*[!=]==\s*'(team|supervisor|force-admin|auditor|local-policing-body|operator)'|\.scopes\b|\broles\.includes\(|@Allow\((?![')])/,
  'decides by the name of a role; ask for a permission',
  (path) =>
    path.startsWith('src/access/') ||
    path.startsWith('src/demo/') ||
    // There a role is an officer's part in a neighbourhood.
    path.includes('/domain/') ||
    isSpec(path),
);

export const RULES: Record<string, Rule> = {
  floorsAreKept,
  domainIsPure,
  queriesStayAtHome,
  filesAreSmall,
  namesSayWhatIsInside,
  templatesEscape,
  oneClock,
  oneEnvironment,
  oneConsole,
  oneTransaction,
  oneWayToTheDatabase,
  sweeperIsForJobs,
  onePermissionTable,
  oneZone,
};

/** The text without its comments, which may well speak of what the code must not do. */
function code(text: string): string {
  return text
    .split('\n')
    .filter((line) => !/^\s*(\/\/|\/\*|\*(\s|\/|$)|--\s)/.test(line))
    .map((line) => line.replace(/\s\/\/ .*$/, ''))
    .join('\n');
}
