/** What a scanner found in a file; `failed` if its reply says neither, and so the file may hold anything. */
export type ScanResult =
  | { verdict: 'clean' }
  | { verdict: 'found'; signature: string }
  | { verdict: 'failed'; reason: 'size limit exceeded' | 'error' | 'no reply of clamd' };

const LONGEST_SIGNATURE = 100;

/**
 * What clamd replied to INSTREAM, behind its NUL nothing. "Fail closed": only its one good word lets a file in. What else
 * it said is not told on: it might hold what was sent to it.
 *
 * @example scanResult('stream: OK\0') // { verdict: 'clean' }
 * @example scanResult('stream: Win.Test.EICAR_HDB-1 FOUND\0') // { verdict: 'found', signature: 'Win.Test.EICAR_HDB-1' }
 */
export function scanResult(reply: string): ScanResult {
  if (reply === 'stream: OK\0') return { verdict: 'clean' };
  const [, signature] = /^stream: ([^\0]+) FOUND\0$/.exec(reply) ?? [];
  if (signature !== undefined) return { verdict: 'found', signature: cleaned(signature) };
  if (/^INSTREAM size limit exceeded\b/.test(reply)) {
    return { verdict: 'failed', reason: 'size limit exceeded' };
  }
  return { verdict: 'failed', reason: / ERROR\0$/.test(reply) ? 'error' : 'no reply of clamd' };
}

/**
 * A name from outside, for a log: short, on one line, of signs that mean nothing to whatever reads it, and without the
 * digest and size of the file that some settings of clamd put behind it.
 */
function cleaned(signature: string): string {
  const name = signature.replace(/\([0-9a-f]{32,64}:\d+\)$/, '');
  return name.replace(/[^\w.:()/+-]/g, '?').slice(0, LONGEST_SIGNATURE);
}
