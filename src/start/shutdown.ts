/** Ctrl-C reaches this process twice: from the terminal, and passed on by npm. That is one press. */
const ONE_PRESS_MS = 1_500;
/** A step that hangs must not keep the later ones, the database's above all, from running. */
const STEP_MS = 10_000;
const LOOK_FOR_PARENT_MS = 1_000;

/** The order to end, and what has to be done then: the last thing that was begun is ended first. */
export class Shutdown {
  private readonly steps: (() => unknown)[] = [];
  private readonly controller = new AbortController();
  private ending: Promise<void> | null = null;

  /** Between the steps of a start: `signal.throwIfAborted()`. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Remember what has to be done at the end. */
  later(step: () => unknown): void {
    this.steps.push(step);
  }

  /**
   * SIGTERM, Ctrl-C and a closed terminal end the process in order; a second Ctrl-C ends it at once. So does the end
   * of npm, if it is the parent: killed, it could pass nothing on.
   */
  listen(starting: Promise<void>, startedByNpm: boolean): void {
    let firstAt: number | null = null;
    const onSignal = (): void => {
      const now = performance.now();
      // Leaves by 'exit', where the database's server is told to follow.
      if (firstAt !== null && now - firstAt > ONE_PRESS_MS) process.exit(130);
      if (firstAt !== null) return;
      firstAt = now;
      this.controller.abort(new Error('told to stop'));
      void starting
        .catch(() => undefined)
        .then(() => this.end())
        .then(() => process.exit(0));
    };
    for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(name, onSignal);
    if (startedByNpm) whenOrphaned(onSignal);
  }

  /** Do what was remembered, once; a step that fails does not keep the others from being done. */
  end(): Promise<void> {
    return (this.ending ??= this.endSteps());
  }

  private async endSteps(): Promise<void> {
    for (const step of this.steps.reverse()) {
      await Promise.race([Promise.resolve().then(step), patience()]).catch(() => undefined);
    }
  }
}

function patience(): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, STEP_MS).unref());
}

function whenOrphaned(then: () => void): void {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    then();
  }, LOOK_FOR_PARENT_MS);
  watch.unref();
}
