import { startEmbeddedPostgres } from '../../../src/database/embedded/embedded-postgres.js';

/**
 * A process that runs the trial's PostgreSQL on the folder given, for tests that kill it: prints one line of
 * JSON when it is up (or why not), and stops in order on SIGTERM.
 */
const [dataDir = '', binDir] = process.argv.slice(2);
const started = performance.now();
try {
  const postgres = await startEmbeddedPostgres({
    dataDir,
    ...(binDir ? { binDir } : {}),
    log: (message, facts) => console.error(message, JSON.stringify(facts)),
  });
  const { stop, ...said } = postgres;
  process.once('SIGTERM', () => void stop().then(() => process.exit(0)));
  setInterval(() => undefined, 60_000);
  console.log(JSON.stringify({ ...said, milliseconds: Math.round(performance.now() - started) }));
} catch (error) {
  console.log(JSON.stringify({ error: (error as Error).message }));
  process.exitCode = 1;
}
