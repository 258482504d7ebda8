/** A message read from the wire, without the library that wrote it. */
export interface ReadMail {
  messageId: string;
  /** Where the envelope sent it. */
  to: string;
  subject: string;
  automatic: boolean;
  text: string;
  html: string;
}

export function readMail(received: { to: string[]; raw: string }): ReadMail {
  if (received.to.length !== 1) throw new Error(`A mail to ${received.to.length} recipients.`);
  const { headers, body } = split(received.raw);
  const parts = partsOf(headers, body);
  return {
    messageId: headers.get('message-id') ?? '',
    to: received.to[0]!,
    subject: decodedWords(headers.get('subject') ?? ''),
    automatic: headers.get('auto-submitted') === 'auto-generated',
    text: parts.get('text/plain') ?? '',
    html: parts.get('text/html') ?? '',
  };
}

function split(raw: string): { headers: Map<string, string>; body: string } {
  const end = raw.indexOf('\r\n\r\n');
  const lines = raw
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = lines.map(
    (line) =>
      [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()] as const,
  );
  return { headers: new Map(headers), body: raw.slice(end + 4) };
}

function partsOf(headers: Map<string, string>, body: string): Map<string, string> {
  const type = headers.get('content-type') ?? 'text/plain';
  const [, boundary] = /boundary="?([^";]+)"?/.exec(type) ?? [];
  if (!boundary) {
    const text = decodedBody(headers.get('content-transfer-encoding') ?? '7bit', body);
    return new Map([[type.split(';')[0]!.trim(), text.replaceAll('\r\n', '\n')]]);
  }
  const inner = body.split(`--${boundary}`).slice(1, -1);
  return new Map(
    inner.flatMap((part) => {
      const read = split(part.replace(/^\r\n/, ''));
      return [...partsOf(read.headers, read.body.replace(/\r\n$/, ''))];
    }),
  );
}

function decodedBody(encoding: string, body: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString();
  return encoding === 'quoted-printable' ? unquoted(body.replace(/=\r\n/g, '')) : body;
}

const unquoted = (text: string): string =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  ).toString();

/** RFC 2047: `=?UTF-8?Q?…?=`; the space between two of them is none. */
const decodedWords = (header: string): string =>
  header
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([qb])\?([^?]*)\?=/gi, (_, how: string, text: string) =>
      how.toLowerCase() === 'b'
        ? Buffer.from(text, 'base64').toString()
        : unquoted(text.replaceAll('_', ' ')),
    );
