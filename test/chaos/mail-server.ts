import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** What a mail server does with one message, and after how long. */
export interface Fate {
  how: 'accept' | 'refuse' | 'drop' | 'accept and die';
  afterMs: number;
}

export interface Accepted {
  messageId: string;
  to: string;
  /** By this process's clock. */
  atMs: number;
  raw: string;
}

export interface MailServer {
  url: string;
  port: number;
  /** Every message it took responsibility for, in order; a copy sent again is here twice. */
  accepted: Accepted[];
  /** The most connections that were open at once. */
  mostConnections: number;
  /** How often it did what. */
  fates: Record<Fate['how'], number>;
  close(): Promise<void>;
}

/** Takes everything at once. */
export const takesAll = (): Fate => ({ how: 'accept', afterMs: 0 });

/**
 * A real SMTP server on a free port of which each message meets the fate it is given:
 * - `refuse`: 451 to the text,
 * - `drop`: the text is read, and the connection dies before the answer,
 * - `accept and die`: the same, but the message was taken, as when a server crashes between its disk and its answer.
 */
export async function startMailServer(
  fateOf: (to: string, messageId: string) => Fate,
  { keepTexts = true } = {},
): Promise<MailServer> {
  const accepted: Accepted[] = [];
  const fates: MailServer['fates'] = { accept: 0, refuse: 0, drop: 0, 'accept and die': 0 };
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    socketTimeout: 60_000,
    onConnect(_session, callback) {
      running.mostConnections = Math.max(running.mostConnections, server.connections.size);
      callback();
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('error', () => undefined);
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString();
        const to = session.envelope.rcptTo[0]!.address;
        const messageId = /^Message-ID: (\S+)/im.exec(raw)?.[1] ?? '';
        const fate = fateOf(to, messageId);
        setTimeout(() => {
          fates[fate.how] += 1;
          if (fate.how === 'refuse') {
            callback(Object.assign(new Error('try again later'), { responseCode: 451 }));
            return;
          }
          if (fate.how !== 'drop')
            accepted.push({ messageId, to, atMs: Date.now(), raw: keepTexts ? raw : '' });
          if (fate.how === 'accept') callback();
          else socketOf(server, session.id)?.destroy();
        }, fate.afterMs);
      });
    },
  });
  // A client that was killed is no event here.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  const running: MailServer = {
    url: `smtp://127.0.0.1:${port}`,
    port,
    accepted,
    mostConnections: 0,
    fates,
    close: () =>
      new Promise((resolve) => {
        for (const { session } of connectionsOf(server)) socketOf(server, session.id)?.destroy();
        server.close(() => resolve());
      }),
  };
  return running;
}

interface Connection {
  session: { id: string };
  _socket: { destroy(): void };
}

const connectionsOf = (server: SMTPServer): Connection[] => [
  ...(server.connections as unknown as Set<Connection>),
];

const socketOf = (server: SMTPServer, sessionId: string): Connection['_socket'] | undefined =>
  connectionsOf(server).find(({ session }) => session.id === sessionId)?._socket;
