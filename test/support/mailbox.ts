import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  to: string[];
  messageId: string;
  subject: string;
  headers: string;
  /** The whole message as it came over the wire. */
  raw: string;
}

export interface Mailbox {
  url: string;
  mails: ReceivedMail[];
  /** What the server says to the next messages: null accepts, a number refuses with that code. */
  answer: (address: string) => number | null;
  close(): Promise<void>;
}

/** A real SMTP server on a free port that keeps what it accepts. */
export async function startMailbox(): Promise<Mailbox> {
  const mailbox: Mailbox = { url: '', mails: [], answer: () => null, close: () => closed() };
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onRcptTo({ address }, _session, callback) {
      const code = mailbox.answer(address);
      callback(
        code === null ? undefined : Object.assign(new Error('refused by the test'), { responseCode: code }),
      );
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString();
        const headers = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
        const header = (name: string): string => new RegExp(`^${name}: (.*)$`, 'im').exec(headers)?.[1] ?? '';
        mailbox.mails.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          messageId: header('Message-ID'),
          subject: header('Subject'),
          headers,
          raw,
        });
        callback();
      });
    },
  });
  const closed = (): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as { port: number };
  mailbox.url = `smtp://127.0.0.1:${port}`;
  return mailbox;
}
