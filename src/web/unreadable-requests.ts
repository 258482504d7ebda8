import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { SECURITY_HEADERS } from './security-headers.js';

const ANSWERS: Record<string, [status: number, detail: string]> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request took too long to arrive. Send it again.'],
  HPE_HEADER_OVERFLOW: [431, 'The address or the headers are too long. Shorten them.'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, 'The pieces of the body are not what they should be. Send it again.'],
};

/**
 * Answers what never became a request: it came too slowly, is too long, or is no HTTP. No route, hook or filter sees it, so
 * it is written to the connection itself, which then ends.
 */
export function answerUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (socket.writable) socket.write(unreadableAnswer(error.code));
  socket.destroy();
}

function unreadableAnswer(code = ''): string {
  const [status, detail] = ANSWERS[code] ?? [400, 'This is not a request that can be read. Correct it.'];
  const title = STATUS_CODES[status]!;
  const requestId = randomUUID();
  const body = JSON.stringify({ type: 'about:blank', title, status, detail, requestId });
  const headers = {
    ...SECURITY_HEADERS,
    'content-type': 'application/problem+json',
    'content-length': Buffer.byteLength(body),
    'x-request-id': requestId,
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} ${title}`, ...lines, '', body].join('\r\n');
}
