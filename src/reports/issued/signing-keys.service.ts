import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock.js';
import { MasterKey } from '../../common/sealing.js';
import { ForceDatabase } from '../../database/force-database.js';
import { type SigningKey, signingKeyOf } from './report-signature.js';
import { type KeyInUse, publishedKeys, publishKey } from './signing-key.query.js';
import { SIGNING_KEY_PURPOSE } from './signing-key-purpose.js';

/** The key that reports are signed with, which the master key gives, and the public halves of all that ever were. */
@Injectable()
export class ReportSigningKeys {
  private inUse: Promise<SigningKey> | null = null;

  constructor(
    private readonly database: ForceDatabase,
    private readonly masterKey: MasterKey,
    private readonly clock: Clock,
  ) {}

  /** The key to sign with. Its public half is published before anything bears its signature. */
  current(): Promise<SigningKey> {
    this.inUse ??= this.publish().catch((error: unknown) => {
      this.inUse = null;
      throw error;
    });
    return this.inUse;
  }

  /** Every key that a report was ever signed with, the newest first. */
  published(): Promise<KeyInUse[]> {
    return publishedKeys(this.database);
  }

  private async publish(): Promise<SigningKey> {
    const key = await signingKeyOf(this.masterKey.derive(SIGNING_KEY_PURPOSE));
    await publishKey(this.database, key.published, this.clock.now());
    return key;
  }
}
