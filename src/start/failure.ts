/** Why the start failed, as the one line that a person at a terminal reads. */
export function oneLine(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, path, syscall } = error as NodeJS.ErrnoException;
  if (code && path && syscall) {
    return `${path} cannot be used (${code}); set DATA_DIR to a folder that this account may write.`;
  }
  return error.message.replace(/\s+/g, ' ').trim() || 'The server could not start, and nothing says why.';
}
