import { describe, expect, it } from '@jest/globals';
import { scanResult } from './scan-reply.js';

const failed = (reason: string): object => ({ verdict: 'failed', reason });
const found = (signature: string): object => ({ verdict: 'found', signature });

describe('“fail closed”: what clamd replies to a file', () => {
  it.each([
    ['stream: OK\0', { verdict: 'clean' }],
    ['stream: Eicar-Test-Signature FOUND\0', found('Eicar-Test-Signature')],
    [
      'stream: Win.Test.EICAR_HDB-1(44d88612fea8a8f36de82e1278abb02f:68) FOUND\0',
      found('Win.Test.EICAR_HDB-1'),
    ],
    [
      'stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND\0',
      found('Heuristics.Limits.Exceeded.MaxFileSize'),
    ],
    ['stream: a\n{"level":"error"}\u001b[31m\u202e FOUND\0', found('a???level?:?error????31m?')],
    [`stream: ${'a'.repeat(900)} FOUND\0`, found('a'.repeat(100))],
    ['stream: OK FOUND\0', found('OK')],
    ['INSTREAM size limit exceeded. ERROR\0', failed('size limit exceeded')],
    ['stream: Can’t allocate memory ERROR\0', failed('error')],
    ['COMMAND READ TIMED OUT\0', failed('no reply of clamd')],
    ['UNKNOWN COMMAND\0', failed('no reply of clamd')],
    ['stream: OK', failed('no reply of clamd')],
    ['stream: OK\n', failed('no reply of clamd')],
    ['stream: OK\0stream: Eicar FOUND\0', failed('no reply of clamd')],
    ['stream: Eicar FOUND\0stream: OK\0', failed('no reply of clamd')],
    ['1: stream: OK\0', failed('no reply of clamd')],
    ['OK\0', failed('no reply of clamd')],
    ['stream: ok\0', failed('no reply of clamd')],
    ['stream:  FOUND\0', failed('no reply of clamd')],
    ['zINSTREAM\0', failed('no reply of clamd')],
    ['HTTP/1.1 200 OK\r\n\r\n', failed('no reply of clamd')],
    ['\0', failed('no reply of clamd')],
    ['', failed('no reply of clamd')],
  ])('%j is %j', (reply, result) => {
    expect(scanResult(reply)).toEqual(result);
  });
});
