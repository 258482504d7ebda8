import 'reflect-metadata';
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { SingleBar } from 'cli-progress';
import { AuditLog } from '../../audit/audit-log.js';
import { Clock } from '../../common/clock.js';
import { DomainError } from '../../common/errors.js';
import type { AppConfig } from '../../config/app-config.js';
import { type Console, type ExitCode, isStarted, runCommand, UsageError } from '../command-run.js';
import { Forces } from '../forces.js';
import { MAX_FILE_BYTES } from './file-text.js';
import { columnChangesText } from './column-changes.js';
import { allColumns, type ColumnMapping } from './domain/column-mapping.js';
import { IMPORT_KINDS, type ImportKind, isImportKind, KINDS } from './import-kinds.js';
import { type ImportOutcome, RegistryImport } from './registry-import.js';

const USAGE = `Usage: npm run import -- KIND --force ID --file F [--map THEIRS=OURS,…] [--dry-run]

  KIND         ${IMPORT_KINDS.join('|')}
  --force ID   the force, by the id that data.police.uk uses, such as leicestershire
  --file F     GeoJSON for neighbourhoods and wards, CSV for the others; see docs/importing.md
  --map …      which column of the file is which of ours; the force's next file of the kind needs no --map
  --dry-run    check the file against the registry and keep nothing`;

interface Arguments {
  kind: ImportKind;
  forceId: string;
  file: string;
  mapping: ColumnMapping | undefined;
  dryRun: boolean;
}

/** Exit code 0: applied, or nothing to change. 1: refused, nothing applied. 2: called wrongly. */
export function importCommand(
  args: string[],
  console: Console,
  isTerminal: boolean,
  config?: AppConfig,
): Promise<ExitCode> {
  return runCommand(
    console,
    USAGE,
    () => parse(args),
    async (database, args) => {
      const { kind, forceId, file, mapping, dryRun } = args;
      const clock = new Clock();
      const audit = new AuditLog();
      const registryImport = new RegistryImport(database, new Forces(database, audit, clock), audit, clock);
      const progress = progressOf(console, isTerminal);
      try {
        const outcome = await registryImport.importFile({
          kind,
          forceId,
          content: contentOf(file),
          actor: { kind: 'command', id: 'import' },
          mapping,
          source: basename(file),
          dryRun,
          onProgress: progress.show,
        });
        progress.end();
        for (const line of outcomeLines(outcome, args)) console.out(line);
      } finally {
        progress.end();
      }
    },
    config,
  );
}

function parse(args: string[]): Arguments {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      force: { type: 'string' },
      file: { type: 'string' },
      map: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
    },
  });
  const [kind, ...more] = positionals;
  if (!isImportKind(kind) || more.length > 0) {
    throw new UsageError(`Say what to import: ${IMPORT_KINDS.join(', ')}.`);
  }
  if (!values.force) throw new UsageError('Say which force with --force ID.');
  if (!values.file) throw new UsageError('Say which file with --file F.');
  const mapping = values.map === undefined ? undefined : mappingFrom(values.map, kind);
  return { kind, forceId: values.force, file: values.file, mapping, dryRun: values['dry-run'] };
}

/** `Collar No=collar_number,Surname=name`: a comma inside a name of theirs cannot be written here. */
function mappingFrom(text: string, kind: ImportKind): ColumnMapping {
  const { layout } = KINDS[kind];
  if (!layout) throw new UsageError(`A file of ${kind} has no columns; leave --map out.`);
  const known = allColumns(layout);
  const mapping: Record<string, string> = {};
  for (const pair of text.split(',')) {
    const equals = pair.lastIndexOf('=');
    const ours = pair.slice(equals + 1).trim();
    if (equals < 1 || !known.includes(ours)) {
      throw new UsageError(`--map needs THEIRS=OURS, where OURS is one of: ${known.join(', ')}.`);
    }
    mapping[pair.slice(0, equals).trim()] = ours;
  }
  return mapping;
}

function contentOf(file: string): Buffer {
  try {
    // A larger file is refused by its size; reading on would only fill the memory.
    return statSync(file).size > MAX_FILE_BYTES ? Buffer.alloc(MAX_FILE_BYTES + 1) : readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`;
    throw DomainError.invalid(`The file ${file} ${reason}.`);
  }
}

function outcomeLines(outcome: ImportOutcome, { kind, forceId, file, dryRun }: Arguments): string[] {
  const { rows, added, changed, unchanged, columns, notes, registeredForce } = outcome;
  const which = columnChangesText(columns);
  const would = dryRun ? 'would be ' : '';
  const counts =
    added + changed === 0
      ? `nothing ${dryRun ? 'would change' : 'changed'}`
      : `${added} ${would}added, ${changed} ${would}changed, ${unchanged} unchanged`;
  return [
    ...(registeredForce
      ? [`${registeredForce} ${dryRun ? 'would be' : 'was'} registered as ${forceId}.`]
      : []),
    `${kind} of ${forceId} from ${basename(file)}: ${rows} rows, ${counts}.`,
    ...(which ? [`Columns that ${dryRun ? 'would change' : 'changed'}, by rows: ${which}.`] : []),
    ...notes,
    ...(dryRun ? ['This was a dry run: nothing was kept.'] : []),
  ];
}

interface Progress {
  show: (done: number, total: number) => void;
  end: () => void;
}

/** A bar for a person; for a log a line each tenth, because a bar there is thousands of control characters. */
function progressOf({ err }: Console, isTerminal: boolean): Progress {
  if (!isTerminal) {
    let told = 0;
    const show = (done: number, total: number): void => {
      const tenth = Math.floor((10 * done) / total);
      if (tenth > told) err(`${done} of ${total} rows`);
      told = Math.max(told, tenth);
    };
    return { show, end: () => undefined };
  }
  const bar = new SingleBar({
    stream: process.stderr,
    format: '{bar} {value} of {total} rows',
    clearOnComplete: false,
  });
  const show = (done: number, total: number): void => {
    if (!bar.isActive) bar.start(total, 0);
    bar.update(done);
  };
  return { show, end: () => bar.stop() };
}

if (isStarted(import.meta.url)) {
  const isTerminal = process.stderr.isTTY === true;
  process.exitCode = await importCommand(
    process.argv.slice(2),
    { out: console.log, err: console.error },
    isTerminal,
  );
}
