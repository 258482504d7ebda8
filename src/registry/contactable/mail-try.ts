import { emailProblem } from '../domain/contact-route.js';
import { type Addresses, TryEnded } from './addresses.js';
import type { ContactableConfig, MailServer } from './contactable-config.js';
import {
  failed,
  notChecked,
  outcomeOfNetworkError,
  outcomeOfReply,
  type TryOutcome,
} from './domain/try-outcome.js';
import type { Pace } from './page-try.js';
import { type Reply, SmtpDialogue } from './smtp-dialogue.js';

const SMTP_PORT = 25;
/** Of many mail servers of a domain only the best are asked. */
const MOST_SERVERS = 3;

export interface MailTools {
  addresses: Addresses;
  pace: Pace;
  /** The address that asks; its domain is how we greet. */
  sender: string;
  port?: number;
}

/**
 * Does the domain of this mailbox take mail for it? Asks its mail server as far as the recipient and leaves again: no
 * mail is sent. A server that cannot be reached is passed over for the domain's next one.
 * @throws TryEnded
 */
export async function tryMailbox(
  address: string,
  config: ContactableConfig,
  tools: MailTools,
): Promise<TryOutcome> {
  if (emailProblem(address) !== undefined) return failed('no-address');
  const domain = address.slice(address.indexOf('@') + 1).toLowerCase();
  if (!config.hosts.has(domain)) return notChecked('host-not-allowed');
  let said: TryOutcome = failed('no-mail-server');
  for (const server of await serversOf(domain, config, tools)) {
    try {
      return await converse(address, server, config, tools);
    } catch (error) {
      // A name that leads nowhere or a closed door: the next server may be open.
      said =
        error instanceof TryEnded ? error.said : outcomeOfNetworkError((error as NodeJS.ErrnoException).code);
    }
  }
  return said;
}

type Server = MailServer & { listed: boolean };

async function serversOf(
  domain: string,
  { mailServers, privateHosts }: ContactableConfig,
  { addresses, port = SMTP_PORT }: MailTools,
): Promise<Server[]> {
  const configured = mailServers[domain];
  if (configured) return [{ ...configured, listed: true }];
  const hosts = await addresses.mailServersOf(domain);
  if (hosts.length === 1 && hosts[0] === '') throw new TryEnded(failed('takes-no-mail'));
  return hosts
    .slice(0, MOST_SERVERS)
    .map((host) => ({ host, port, listed: privateHosts.has(host.toLowerCase()) }));
}

async function converse(
  address: string,
  { host, port, listed }: Server,
  { timeLimitSeconds }: ContactableConfig,
  { addresses, pace, sender }: MailTools,
): Promise<TryOutcome> {
  await pace(host.toLowerCase());
  const found = await addresses.of(host, listed);
  const signal = AbortSignal.timeout(timeLimitSeconds * 1000);
  const name = host.replace(/^\[(.*)\]$/, '$1');
  let dialogue: SmtpDialogue | undefined;
  try {
    dialogue = await SmtpDialogue.open(name, port, found, signal);
    return await askFor(address, name, sender, dialogue);
  } catch (error) {
    if (signal.aborted) throw new TryEnded(failed('too-slow'));
    throw error;
  } finally {
    dialogue?.close();
  }
}

async function askFor(
  address: string,
  host: string,
  sender: string,
  dialogue: SmtpDialogue,
): Promise<TryOutcome> {
  const ourName = sender.slice(sender.indexOf('@') + 1);
  const hello = async (): Promise<Reply> => {
    const reply = await dialogue.command(`EHLO ${ourName}`);
    return reply.code >= 500 ? dialogue.command(`HELO ${ourName}`) : reply;
  };
  const greeting = outcomeOfReply('greeting', (await dialogue.reply()).code);
  if (greeting) return greeting;
  const welcome = await hello();
  const refused = outcomeOfReply('hello', welcome.code);
  if (refused) return refused;
  let from = await dialogue.command(`MAIL FROM:<${sender}>`);
  // 530: it listens to nobody in the open.
  if (from.code === 530 && welcome.lines.some((line) => /^250[ -]STARTTLS\b/i.test(line))) {
    const { code } = await dialogue.command('STARTTLS');
    if (code !== 220) return outcomeOfReply('hello', code) ?? failed('broken-answer');
    await dialogue.encrypt(host);
    await hello();
    from = await dialogue.command(`MAIL FROM:<${sender}>`);
  }
  const unwelcome = outcomeOfReply('sender', from.code);
  if (unwelcome) return unwelcome;
  const said = outcomeOfReply('mailbox', (await dialogue.command(`RCPT TO:<${address}>`)).code);
  await dialogue.command('RSET').catch(() => undefined);
  return said!;
}
