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
  /** What it says in so many words, and to which step other than the address: to the sender or to the text. */
  words: string;
  refusing: 'address' | 'sender' | 'text';
  close(): Promise<void>;
}

/** A real SMTP server on a free port that keeps what it accepts. */
export async function startMailbox(): Promise<Mailbox> {
  const mailbox: Mailbox = {
    url: '',
    mails: [],
    answer: () => null,
    words: 'refused by the test',
    refusing: 'address',
    close: () => closed(),
  };
  const refusalOf = (step: Mailbox['refusing'], address: string): Error | undefined => {
    const code = mailbox.refusing === step ? mailbox.answer(address) : null;
    return code === null ? undefined : Object.assign(new Error(mailbox.words), { responseCode: code });
  };
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onMailFrom({ address }, _session, callback) {
      callback(refusalOf('sender', address));
    },
    onRcptTo({ address }, _session, callback) {
      callback(refusalOf('address', address));
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const refusal = refusalOf('text', session.envelope.rcptTo[0]!.address);
        if (refusal) return callback(refusal);
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
