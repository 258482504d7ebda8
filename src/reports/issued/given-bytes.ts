import { open } from 'node:fs/promises';
import { NotVerified } from './not-verified.js';

/** Ten times the report of the largest force. */
const MOST_BYTES = 128 * 1024 * 1024;
const MOST_KEY_BYTES = 1024 * 1024;
const PATIENCE_MS = 15_000;

/** @throws NotVerified, in words, if there is no such file or it is larger than any report */
export async function readLocalFile(path: string): Promise<Buffer> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw new NotVerified(
      error.code === 'ENOENT' ? `There is no file ${path}.` : `${path} cannot be read (${error.code}).`,
    );
  });
  try {
    const facts = await file.stat();
    if (!facts.isFile()) throw new NotVerified(`${path} is no file.`);
    if (facts.size > MOST_BYTES) throw new NotVerified(tooLarge(path, facts.size));
    return await file.readFile();
  } finally {
    await file.close();
  }
}

/**
 * What stands at an address of published keys. Over plain http anybody on the way could put their own key in, so it is
 * read from this machine alone.
 */
export async function readAddress(address: string): Promise<Buffer> {
  if (!URL.canParse(address)) throw new NotVerified(`${address} is no address.`);
  const { protocol, hostname } = new URL(address);
  if (protocol !== 'https:' && !['localhost', '127.0.0.1', '[::1]'].includes(hostname)) {
    throw new NotVerified('Keys are read over https only: over http anybody on the way could change them.');
  }
  const answer = await fetch(address, {
    redirect: 'error',
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch(() => {
    throw new NotVerified(`The keys at ${address} cannot be read: no answer.`);
  });
  if (!answer.ok)
    throw new NotVerified(`The keys at ${address} cannot be read: it answers ${answer.status}.`);
  const bytes = Buffer.from(await answer.arrayBuffer());
  if (bytes.length > MOST_KEY_BYTES) throw new NotVerified(`What is at ${address} is too large for keys.`);
  return bytes;
}

const MEGA = 1024 * 1024;

const tooLarge = (path: string, bytes: number): string =>
  `${path} has ${Math.ceil(bytes / MEGA)} MB, and no issued report has more than ${MOST_BYTES / MEGA} MB.`;
