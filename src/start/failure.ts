/** Why the start failed, as the one line that a person at a terminal reads. */
export function oneLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/\s+/g, ' ').trim() || 'The server could not start, and nothing says why.';
}
