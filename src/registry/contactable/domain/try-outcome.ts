/** The kinds of published routes that can be tried; nobody rings a telephone to see whether it works. */
export const TRIED_KINDS = ['web', 'form', 'email'] as const;
export type TriedKind = (typeof TRIED_KINDS)[number];

export const KIND_TITLES: Readonly<Record<TriedKind, string>> = {
  web: 'Your Area page',
  form: 'contact form',
  email: 'e-mail',
};

/** `try-again` and `not-checked` say nothing of the route, neither good nor bad, and no day counts by them. */
export type TryOutcome =
  | { outcome: 'works'; reason: 'answers' | 'accepts-mail' }
  | { outcome: 'failed' | 'try-again' | 'not-checked'; reason: string };

export const WORKS = {
  page: { outcome: 'works', reason: 'answers' },
  mail: { outcome: 'works', reason: 'accepts-mail' },
} as const satisfies Record<string, TryOutcome>;

export const failed = (reason: string): TryOutcome => ({ outcome: 'failed', reason });
export const tryAgain = (reason: string): TryOutcome => ({ outcome: 'try-again', reason });
export const notChecked = (reason: string): TryOutcome => ({ outcome: 'not-checked', reason });

/**
 * What the status of a page that is no redirect says. Too many requests is about how often we ask, not about the page.
 * @example outcomeOfStatus(404) // failed, status-404
 */
export function outcomeOfStatus(status: number): TryOutcome {
  if (status === 200) return WORKS.page;
  return status === 429 ? tryAgain('status-429') : failed(`status-${status}`);
}

/**
 * What a mail server's reply to one step says; null goes on to the next. "4xx counts as try again, not failed": it is the
 * server's way to say so. A refusal of our own sender says nothing of the mailbox.
 */
export function outcomeOfReply(
  step: 'greeting' | 'hello' | 'sender' | 'mailbox',
  code: number,
): TryOutcome | null {
  if (code >= 200 && code < 300) return step === 'mailbox' ? WORKS.mail : null;
  if (code >= 400 && code < 500) return tryAgain(`smtp-${code}`);
  if (code < 500 || code > 599) return failed('no-mail-server-there');
  return step === 'sender' ? notChecked('sender-refused') : failed(`smtp-${code}`);
}

/** What an error of Node's network says: about the host, or about our own way to it. */
export function outcomeOfNetworkError(code: string = ''): TryOutcome {
  switch (code) {
    case 'ENOTFOUND':
    case 'ENODATA':
      return failed('no-such-host');
    case 'EAI_AGAIN':
    case 'ESERVFAIL':
    case 'ETIMEOUT':
    case 'EREFUSED':
      return tryAgain('name-server');
    case 'ENETUNREACH':
    case 'EHOSTUNREACH':
    case 'ENETDOWN':
    case 'EADDRNOTAVAIL':
    case 'EMFILE':
      return tryAgain('no-network');
    case 'ABORT_ERR':
    case 'ETIMEDOUT':
      return failed('too-slow');
    case 'ECONNREFUSED':
    case 'ECONNRESET':
    case 'EPIPE':
      return failed('no-connection');
    default:
      return failed(/CERT|SIGNATURE|ISSUER|TLS|SSL|EPROTO/.test(code) ? 'certificate' : 'broken-answer');
  }
}

const REASONS: Readonly<Record<string, string>> = {
  answers: 'answers',
  'accepts-mail': 'accepts mail',
  'name-missing': 'the page does not carry the named officer’s name',
  'redirects-elsewhere': 'redirects to a host that is not allowed',
  'redirects-twice': 'redirects more than once',
  'redirects-nowhere': 'redirects without saying where',
  'too-slow': 'did not answer in time',
  'no-connection': 'refused or broke the connection',
  'no-such-host': 'there is no such host',
  certificate: 'its certificate is not valid',
  'broken-answer': 'the answer could not be understood',
  'no-mail-server': 'the domain has no mail server',
  'takes-no-mail': 'the domain takes no mail',
  'no-mail-server-there': 'what answers is no mail server',
  'no-address': 'not an address that can be tried',
  'name-server': 'the name server did not answer',
  'host-busy': 'the host is asked too often at the moment',
  'no-network': 'there was no way to the host from here',
  'host-not-allowed': 'host not allowed',
  'private-address': 'the host lies in a private network',
  'no-public-url': 'the public address of this server is not set',
  'sender-refused': 'the mail server does not take mail from us',
};

/** @example reasonWords('status-404') // 'answered with status 404' */
export function reasonWords(reason: string): string {
  const [, kind, code] = /^(status|smtp)-(\d{3})$/.exec(reason) ?? [];
  if (kind === 'status') return `answered with status ${code}`;
  if (kind === 'smtp') return `the mail server answered ${code}`;
  return REASONS[reason] ?? reason;
}
