import type { CustomFetch } from 'openid-client';
import type { IssuerSettings } from './issuer-settings.js';

const MOST_BYTES = 1024 * 1024;

type Where = Pick<IssuerSettings, 'issuer' | 'hosts'>;

/** Is this on the issuer's own host, or on one that is listed for it, and by https wherever the issuer is? */
export function isOfIssuer(address: URL, { issuer, hosts }: Where): boolean {
  const { host, protocol } = new URL(issuer);
  return address.protocol === protocol && (address.host === host || hosts.includes(address.host));
}

/** Asks the issuer's own host and those listed for it and no other, follows nothing, and reads no more than a megabyte. */
export function fetchOf(where: Where): CustomFetch {
  return async (address, options) => {
    if (!isOfIssuer(new URL(address), where))
      throw new Error('The provider names an address on another host.');
    const answer = await fetch(address, { ...(options as RequestInit), redirect: 'manual' });
    const body = [204, 304].includes(answer.status) ? null : await limited(answer);
    return new Response(body, { status: answer.status, headers: answer.headers });
  };
}

async function limited(answer: Response): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += part.length;
    if (bytes > MOST_BYTES) throw new Error('The provider’s answer is too long.');
    parts.push(part);
  }
  return Buffer.concat(parts);
}
