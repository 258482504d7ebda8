import { existsSync } from 'node:fs';
import { clearLeftovers, launchPostmaster, stopPostmaster } from './postmaster.js';
import type { ClusterRun, Postmaster } from './postmaster.js';
import { pause, signal } from './processes.js';

/** Takes a constant message and facts beside it. */
export type Log = (message: string, facts?: Record<string, unknown>) => void;

export interface SupervisedCluster {
  port: number;
  /** Resolves when no process of the cluster is left; a second call waits for the same. */
  stop(): Promise<void>;
}

/**
 * Starts the cluster and starts it again, on the same port, whenever it ends without being told to: whoever
 * holds a pool on it sees a few refused connections, and then their committed rows again.
 */
export async function superviseCluster(run: ClusterRun, log: Log): Promise<SupervisedCluster> {
  let postmaster = await launchPostmaster(run);
  const { port } = postmaster;
  let stopping = false;
  let revival: Promise<void> = Promise.resolve();
  let stopped: Promise<void> | null = null;

  const revive = async () => {
    while (!stopping && existsSync(run.folder)) {
      try {
        await clearLeftovers(run.folder);
        watch(await launchPostmaster(run, port));
        log('PostgreSQL was started again', { port });
        return;
      } catch (error) {
        log('PostgreSQL cannot be started again', { reason: (error as Error).message });
        await pause(1_000);
      }
    }
  };

  const watch = (started: Postmaster) => {
    postmaster = started;
    // The server must not keep a process alive that has nothing else to do.
    started.process.unref();
    started.process.once('exit', (code, signalName) => {
      if (stopping) return;
      log('PostgreSQL ended unexpectedly', { code, signal: signalName });
      revival = revive();
    });
  };

  // Should this process end by itself without calling stop, the server is told to follow.
  const onExit = () => postmaster.process.pid && signal(postmaster.process.pid, 'SIGINT');

  const end = async () => {
    stopping = true;
    await revival;
    if (postmaster.process.pid) await stopPostmaster(postmaster.process.pid);
    await clearLeftovers(run.folder);
    process.removeListener('exit', onExit);
  };

  watch(postmaster);
  process.once('exit', onExit);
  log('PostgreSQL is running', { port, folder: run.folder });
  return { port, stop: () => (stopped ??= end()) };
}
