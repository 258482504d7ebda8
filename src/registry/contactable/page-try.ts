import type { Addresses } from './addresses.js';
import type { ContactableConfig } from './contactable-config.js';
import { carriesName } from './domain/page-text.js';
import { failed, notChecked, outcomeOfStatus, type TryOutcome, WORKS } from './domain/try-outcome.js';
import { askForPage, type PageAnswer } from './page-request.js';

/** Waits until a host may be asked again. */
export type Pace = (host: string) => Promise<void>;

export interface PageToTry {
  url: URL;
  /** The page must carry one of these; null if it need only answer. */
  names: readonly string[] | null;
  /** The host of this server's own pages, which is allowed wherever it lies. */
  ownHost: string | null;
}

const REDIRECTS = [301, 302, 303, 307, 308];

/**
 * Does the page answer 200 and carry a name of those who are named there? Only hosts that are configured are asked. One
 * redirect to such a host is followed, any other is none of ours to follow.
 * @throws TryEnded
 */
export async function tryPage(
  page: PageToTry,
  config: ContactableConfig,
  { addresses, pace, userAgent }: { addresses: Addresses; pace: Pace; userAgent: string },
): Promise<TryOutcome> {
  const allowed = ({ protocol, host, username, password }: URL): boolean =>
    ['http:', 'https:'].includes(protocol) &&
    username + password === '' &&
    (config.hosts.has(host) || host === page.ownHost);
  const ask = async (url: URL): Promise<PageAnswer> => {
    await pace(url.host);
    return askForPage({
      url,
      addresses: await addresses.of(
        url.hostname,
        url.host === page.ownHost || config.privateHosts.has(url.host),
      ),
      userAgent,
      timeLimitSeconds: config.timeLimitSeconds,
      sizeLimitBytes: page.names ? config.sizeLimitBytes : 0,
    });
  };

  if (!allowed(page.url)) return notChecked('host-not-allowed');
  let answer = await ask(page.url);
  if (REDIRECTS.includes(answer.status)) {
    if (answer.location === undefined || !URL.canParse(answer.location, page.url.href))
      return failed('redirects-nowhere');
    const next = new URL(answer.location, page.url);
    if (!allowed(next)) return failed('redirects-elsewhere');
    answer = await ask(next);
    if (REDIRECTS.includes(answer.status)) return failed('redirects-twice');
  }
  const said = outcomeOfStatus(answer.status);
  if (said !== WORKS.page || !page.names) return said;
  return carriesName(answer.text, page.names) ? said : failed('name-missing');
}
