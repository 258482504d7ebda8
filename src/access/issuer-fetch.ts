import type { CustomFetch } from 'openid-client';

const MOST_BYTES = 1024 * 1024;

/** Asks the issuer's own host and no other, follows nothing, and reads no more than a megabyte. */
export function fetchOf(issuer: string): CustomFetch {
  const { host } = new URL(issuer);
  return async (address, options) => {
    if (new URL(address).host !== host) throw new Error('The provider names an address on another host.');
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
