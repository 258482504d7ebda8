import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { createTransport, type Transporter } from 'nodemailer';
import { AppConfig } from '../config/app-config.js';
import type { Deadline } from './deadline.js';

export interface Message {
  messageId: string;
  from: string;
  to: { name: string; address: string };
  replyTo?: string | undefined;
  subject: string;
  text: string;
  html: string;
  automatic: boolean;
}

/** A server's final no to this message or this address; anything else that goes wrong is worth another try. */
export class RefusedForGood extends Error {
  /** Was it the address, and not what was sent or who sent it? */
  readonly ofAddress: boolean;

  constructor(reason: string, { ofAddress = false, cause }: { ofAddress?: boolean; cause?: unknown } = {}) {
    super(reason, { cause });
    this.ofAddress = ofAddress;
  }
}

/** Hands one message over; resolves once the receiving server has taken responsibility for it. */
export abstract class Mailer {
  abstract readonly kind: 'smtp' | 'kept for the trial' | 'not configured';
  /** @param until when it is given up: then nothing more of it leaves this process */
  abstract deliver(message: Message, until?: Deadline): Promise<void>;
  abstract close(): void;
}

/** Sends through the server of SMTP_URL over a few connections that are kept open. */
export class SmtpMailer extends Mailer {
  readonly kind = 'smtp';
  private readonly transport: Transporter;

  constructor(url: string, connections = new AppConfig().SMTP_CONNECTIONS) {
    super();
    this.transport = createTransport({
      url,
      pool: true,
      maxConnections: connections,
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 30_000,
      // What was given up is cut off, not politely ended.
      socketCloseTimeout: 0,
      disableFileAccess: true,
      disableUrlAccess: true,
    } as never);
    this.transport.use('stream', (mail, done) => {
      const { until } = mail.data as { until?: Deadline };
      if (until) mail.message.processFunc((content) => whileInTime(content, until));
      done();
    });
  }

  async deliver(message: Message, until?: Deadline): Promise<void> {
    try {
      await this.transport.sendMail({
        ...(until && { until, signal: until.signal }),
        messageId: message.messageId,
        from: message.from,
        // An object, never a string: a string with a comma would be two recipients.
        to: message.to,
        replyTo: message.replyTo,
        subject: message.subject,
        text: message.text,
        html: message.html,
        // RFC 3834: so that nobody's automatic answer answers an automatic message.
        headers: message.automatic
          ? { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' }
          : {},
      } as never);
    } catch (error) {
      throw refusalOf(error as SmtpError) ?? (until?.passed ? new Error(TOO_LATE, { cause: error }) : error);
    }
  }

  close(): void {
    this.transport.close();
  }
}

const TOO_LATE = 'the mail server did not answer in time';

/**
 * A message's text, read only once the server has agreed to take it, and broken off before its end if the time is up: a
 * process that was stopped in the middle of a delivery must not go on with it long after.
 */
function whileInTime(content: Readable, until: Deadline): Readable {
  async function* read(): AsyncGenerator<Buffer> {
    for await (const chunk of content as AsyncIterable<Buffer>) {
      if (until.passed) throw new Error(TOO_LATE);
      yield chunk;
    }
    if (until.passed) throw new Error(TOO_LATE);
  }
  return Readable.from(read(), { objectMode: false });
}

interface SmtpError extends Error {
  code?: string;
  command?: string;
  responseCode?: number;
  response?: string;
}

/**
 * Does this error end the matter? A 5xx to `RCPT TO` refuses the address, unless its enhanced code (RFC 3463) speaks of
 * a policy, X.7.X: then our relay may not send there, whoever lives there. A 5xx to the text refuses what was sent. To
 * `MAIL FROM` it refuses us, which says nothing about the message: somebody has to mend our settings, and it is tried
 * again meanwhile.
 */
function refusalOf(error: SmtpError): RefusedForGood | null {
  const { code, command, responseCode, response = '', message } = error;
  if (code !== 'EENVELOPE' && code !== 'EMESSAGE') return null;
  if (command === 'MAIL FROM' || (responseCode !== undefined && responseCode < 500)) return null;
  const ofAddress = command === 'RCPT TO' && responseCode !== undefined && !/^5\d\d[ -]5\.7\./.test(response);
  return new RefusedForGood(withoutAddresses(message), { ofAddress, cause: error });
}

/** An installation without SMTP_URL: the sender leaves every mail in the outbox until one is configured. */
export class NoMailer extends Mailer {
  readonly kind = 'not configured';

  deliver(): Promise<void> {
    return Promise.reject(new Error('no SMTP_URL is configured'));
  }

  close(): void {}
}

/** What the trial shows at /demo/outbox. */
export interface KeptMail extends Message {
  keptAt: string;
}

/** The trial's mail server: keeps every message as a file, so that a trial never mails anybody. */
export class KeepingMailer extends Mailer {
  readonly kind = 'kept for the trial';

  constructor(
    private readonly folder: string,
    private readonly nowIso: () => string,
  ) {
    super();
  }

  async deliver(message: Message): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    // Named after the Message-ID: the same mail kept twice is one file, as a mailbox would show it.
    const path = join(this.folder, `${encodeURIComponent(message.messageId)}.json`);
    const kept: KeptMail = { ...message, keptAt: this.nowIso() };
    await writeFile(`${path}.part`, JSON.stringify(kept), { mode: 0o600 });
    await rename(`${path}.part`, path);
  }

  /** Whom the mails went to is forgotten: nothing of them is kept. */
  async forget(mailIds: readonly string[]): Promise<void> {
    const names = await readdir(this.folder).catch(() => []);
    const gone = new Set(mailIds);
    // A Message-ID is `<id@domain>`, whatever the domain was then.
    const idOf = (name: string): string => decodeURIComponent(name).slice(1).split('@')[0]!;
    for (const name of names.filter((each) => each.endsWith('.json') && gone.has(idOf(each))))
      await rm(join(this.folder, name), { force: true });
  }

  /** Everything kept, the newest first. */
  async kept(): Promise<KeptMail[]> {
    const names = await readdir(this.folder).catch(() => []);
    const mails = await Promise.all(
      names
        .filter((name) => name.endsWith('.json'))
        .map(async (name) => JSON.parse(await readFile(join(this.folder, name), 'utf8')) as KeptMail),
    );
    return mails.sort((a, b) => b.keptAt.localeCompare(a.keptAt));
  }

  close(): void {}
}

/** A server's reply often repeats the address; the outbox and the logs must not hold it. */
export function withoutAddresses(text: string): string {
  return text.replace(/[^\s<>,;:"']+@[^\s<>,;:"']+/g, '(address)').slice(0, 500);
}
