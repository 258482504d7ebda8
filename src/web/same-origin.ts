import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { DomainError } from '../common/errors.js';

const READING = ['GET', 'HEAD', 'OPTIONS'];

export const changesNothing = (method: string): boolean => READING.includes(method);

/**
 * Refuses a change that another website had a browser send. No page can write the headers that are looked at, and no form
 * can forget them. What none of them is sent with needs a token once it acts for a person (`doubtOf`).
 *
 * Machines come to the API with a key, which no browser adds by itself; only where there is a cookie is there something
 * to abuse.
 */
export function refuseOtherSites(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    const { method, headers } = request;
    if (changesNothing(method) || whenceOf(headers) !== 'elsewhere') return done();
    const isByKey = request.routeOptions.url?.startsWith('/api/') && headers.cookie === undefined;
    done(isByKey ? undefined : new DomainError('forbidden', FROM_ANOTHER_SITE));
  });
}

export const FROM_ANOTHER_SITE =
  'This was sent from another website, so nothing was done. Open the page here and send it again.';

/** Where the page was that sent a request, as far as its headers say. */
export type Whence = 'here' | 'elsewhere' | 'unsaid';

/**
 * Whether a request comes from a page of this site. The first header that is there decides: where the browser says the page
 * was (since 2020 to 2023), the page's origin (Firefox since 2019, others long before), the page's address. A program says
 * none of it. Nor does Firefox before 70 on a page that forbids the referrer.
 *
 * @example whenceOf({ 'sec-fetch-site': 'same-origin' }) // 'here'
 */
export function whenceOf(headers: IncomingHttpHeaders): Whence {
  const site = headers['sec-fetch-site'];
  // 'none': somebody sent the same form again from their history. A sibling host is another site.
  if (site !== undefined) return site === 'same-origin' || site === 'none' ? 'here' : 'elsewhere';
  const { host } = headers;
  const page = headers.origin ?? headers.referer;
  if (page === undefined) return 'unsaid';
  return host !== undefined && hostOf(page) === hostOf(`http://${host}`) ? 'here' : 'elsewhere';
}

/** Without the port that goes without saying. Of what is no address, as `Origin: null` is none, it is no host's. */
function hostOf(address: string): string {
  const isAddress = /^https?:\/\//i.test(address) && URL.canParse(address);
  return isAddress ? new URL(address).host.replace(/:(80|443)$/, '') : `no host: ${address}`;
}
