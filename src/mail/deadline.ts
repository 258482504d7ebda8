/**
 * Until when something may go on, by this machine's steady clock: nobody sets it, and it runs on while the process is
 * stopped. Clear it when the work has ended.
 */
export class Deadline {
  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout;

  /** @param atMs by `performance.now()` */
  constructor(private readonly atMs: number) {
    this.timer = setTimeout(() => this.controller.abort(), Math.max(0, atMs - performance.now()));
  }

  /** Ends what listens; a process that was stopped asks `passed` before it does anything that cannot be undone. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  get passed(): boolean {
    return this.signal.aborted || performance.now() >= this.atMs;
  }

  clear(): void {
    clearTimeout(this.timer);
  }
}
