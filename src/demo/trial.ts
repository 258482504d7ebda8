import { Injectable } from '@nestjs/common';
import { ApiKeys } from '../access/api-keys.js';
import { Credentials } from '../access/credentials.js';
import { People } from '../access/people.js';
import { SCOPES } from '../access/principal.js';
import { Clock } from '../common/clock.js';
import { DEMO_FORCE } from './demo-force.js';
import { keepTrialKey, readTrialKey, type TrialFile } from './trial-files.js';

/** What the start tells of the trial, to people and to scripts. */
@Injectable()
export class Trial {
  constructor(
    private readonly apiKeys: ApiKeys,
    private readonly credentials: Credentials,
    private readonly people: People,
    private readonly clock: Clock,
  ) {}

  async describe(dataDir: string, url: string): Promise<TrialFile> {
    const people = await this.people.whoMaySignIn(DEMO_FORCE.id);
    return {
      url,
      apiKey: await this.key(dataDir),
      force: DEMO_FORCE,
      people: people.map(({ id, name, role }) => ({ id, name, role })),
    };
  }

  /** The key kept from an earlier start while it is good, else a new one. */
  private async key(dataDir: string): Promise<string> {
    const kept = await readTrialKey(dataDir);
    const client = kept && (await this.credentials.clientOf(kept));
    if (client && client.forceId === DEMO_FORCE.id) return kept;
    const name = `Trial of ${this.clock.now().toISO()}`;
    const { key } = await this.apiKeys.make(DEMO_FORCE.id, name, SCOPES);
    await keepTrialKey(dataDir, key);
    return key;
  }
}
