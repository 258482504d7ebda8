/** Does this process run as a script of package.json? Then its parent is npm, and it must not outlive it. */
export function isStartedByNpm(environment: Record<string, string | undefined> = process.env): boolean {
  return environment['npm_lifecycle_event'] !== undefined;
}
