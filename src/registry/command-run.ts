import { realpathSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { DomainError } from '../common/errors.js';
import { type AppConfig, readAppConfig } from '../config/app-config.js';
import { openCommandDatabase } from '../database/command-database.js';
import type { ForceDatabase } from '../database/force-database.js';

/** Where a command's lines go: results to `out`, progress and refusals to `err`. */
export interface Console {
  out: (line: string) => void;
  err: (line: string) => void;
}

/** 0 done, 1 refused (nothing was changed), 2 called wrongly. */
export type ExitCode = 0 | 1 | 2;

/** The command was called wrongly; the message is one line, and the usage follows it. */
export class UsageError extends Error {}

/** More lines than these help nobody at once. */
const MOST_PROBLEMS = 100;

/** Was this module started by `node`, and not imported by a test? */
export function isStarted(moduleUrl: string): boolean {
  const [, script] = process.argv;
  return script !== undefined && pathToFileURL(realpathSync(script)).href === moduleUrl;
}

/**
 * Runs one command on the database and turns whatever it throws into lines and an exit code. The database is opened
 * after `parse` accepted the arguments; a signal gives it back before the process ends.
 */
export async function runCommand<Arguments>(
  { out, err }: Console,
  usage: string,
  parse: () => Arguments,
  work: (database: ForceDatabase, args: Arguments) => Promise<void>,
  config?: AppConfig,
): Promise<ExitCode> {
  try {
    const args = parse();
    const opening = openCommandDatabase(config ?? readAppConfig());
    // A signal during the start waits for it: a cluster half started would be left behind.
    const stop = (): void => {
      void opening
        .then(
          (opened) => opened.close(),
          () => undefined,
        )
        .finally(() => process.exit(130));
    };
    process.once('SIGINT', stop).once('SIGTERM', stop);
    try {
      await work((await opening).database, args);
      return 0;
    } finally {
      process.off('SIGINT', stop).off('SIGTERM', stop);
      await opening.then(
        (opened) => opened.close(),
        () => undefined,
      );
    }
  } catch (error) {
    if (isUsage(error)) {
      err((error as Error).message);
      out(usage);
      return 2;
    }
    for (const line of refusalLines(error as Error)) err(line);
    return 1;
  }
}

/** node's own reader of arguments has codes for everything it refuses. */
function isUsage(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return error instanceof UsageError || (typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS'));
}

function refusalLines(error: Error): string[] {
  if (!(error instanceof DomainError)) return [error.message];
  const named = error.fields.slice(0, MOST_PROBLEMS).map(({ field, message }) => `${field}: ${message}`);
  const rest = error.fields.length - named.length;
  return [...named, ...(rest > 0 ? [`and ${rest} more`] : []), error.message];
}
