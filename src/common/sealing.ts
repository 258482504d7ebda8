import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomFillSync,
} from 'node:crypto';

const FORMAT = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + IV_BYTES + TAG_BYTES;
export const KEY_BYTES = 32;

/**
 * Seal bytes with AES-256-GCM. `about` is authenticated with them: opening needs the same words, so a sealed value
 * moved to another row does not open. Layout: format byte 1, 12 bytes nonce, 16 bytes tag, ciphertext.
 */
export function seal(key: Buffer, about: string, plain: string | Buffer): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  cipher.setAAD(Buffer.from(about));
  const body = typeof plain === 'string' ? cipher.update(plain, 'utf8') : cipher.update(plain);
  // The mode has no blocks to fill, so nothing comes out at the end; but the tag is worked out here.
  cipher.final();
  const sealed = Buffer.allocUnsafe(HEADER_BYTES + body.length);
  sealed[0] = FORMAT;
  sealed.set(iv, 1);
  sealed.set(cipher.getAuthTag(), 1 + IV_BYTES);
  sealed.set(body, HEADER_BYTES);
  return sealed;
}

/** @throws Error if the key or `about` is not the one it was sealed with, or a bit was changed. */
export function unseal(key: Buffer, about: string, sealed: Buffer): Buffer {
  if (sealed[0] !== FORMAT || sealed.length < HEADER_BYTES)
    throw new Error('A sealed value has an unknown format.');
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + IV_BYTES));
  decipher.setAAD(Buffer.from(about));
  decipher.setAuthTag(sealed.subarray(1 + IV_BYTES, HEADER_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(HEADER_BYTES)), decipher.final()]);
}

/**
 * The key that wraps the contacts' own keys. It has a name, kept with what it wrapped, so that it can be changed: as long
 * as the previous one is known too, what that one wrapped opens and what it digested is recognised.
 */
export class MasterKey {
  readonly id: string;
  private readonly digestKey: Buffer;

  constructor(
    private readonly bytes: Buffer,
    readonly previous: MasterKey | null = null,
  ) {
    if (bytes.length !== KEY_BYTES) throw new Error('MASTER_KEY must be 32 bytes in Base64.');
    this.id = createHash('sha256').update('npg master key id').update(bytes).digest('hex').slice(0, 16);
    this.digestKey = createHmac('sha256', bytes).update('npg digest').digest();
  }

  /** A fresh key of one's own and the same wrapped for storage. */
  newKey(about: string): { key: Buffer; wrapped: Buffer } {
    const key = randomBytes(KEY_BYTES);
    return { key, wrapped: seal(this.bytes, about, key) };
  }

  /** @throws Error if neither this key nor the previous one wrapped it. */
  unwrap(about: string, wrapped: Buffer): Buffer {
    try {
      return unseal(this.bytes, about, wrapped);
    } catch (error) {
      if (!this.previous) throw error;
      return this.previous.unwrap(about, wrapped);
    }
  }

  /** The same key of one's own, wrapped by this key whichever wrapped it before. */
  rewrap(about: string, wrapped: Buffer): Buffer {
    return seal(this.bytes, about, this.unwrap(about, wrapped));
  }

  /** A keyed digest: equal for equal texts, and of no use for guessing them without the key. */
  digest(text: string): Buffer {
    return createHmac('sha256', this.digestKey).update(text).digest();
  }

  /** The digests by which a text may be known: this key's first, then the previous one's. */
  digests(text: string): Buffer[] {
    return [this.digest(text), ...(this.previous?.digests(text) ?? [])];
  }

  /** 32 bytes for a purpose of their own (HKDF, RFC 5869): they tell nothing of this key or of another purpose's. */
  derive(purpose: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.bytes, '', purpose, KEY_BYTES));
  }
}

const POOL_BYTES = 4096;
const pool = Buffer.allocUnsafe(POOL_BYTES);
let used = POOL_BYTES;

/** Random bytes from the system's generator, fetched by the page: each call of it costs more than the bytes do. */
export function randomBytes(count: number): Buffer {
  if (used + count > POOL_BYTES) {
    randomFillSync(pool);
    used = 0;
  }
  const bytes = Buffer.from(pool.subarray(used, used + count));
  // Used once and gone: what keys were made of does not stay in the pool.
  pool.fill(0, used, used + count);
  used += count;
  return bytes;
}
