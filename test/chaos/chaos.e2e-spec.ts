import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Server } from './installation.js';
import { type ChaosOptions, throughTrouble, throughTwoDays } from './run.js';

/** Half a minute of what `npm run chaos` does for many. */
const SHORT: ChaosOptions = {
  seed: 20250701,
  seconds: 20,
  contacts: 120,
  settleSeconds: 60,
  trouble: {
    killEverySeconds: 1,
    killDatabaseEverySeconds: 8,
    silenceEverySeconds: 4,
    pause: { everySeconds: 3, seconds: 6 },
  },
  leases: 'cut short',
  say: () => undefined,
};

let server: Server;
beforeAll(async () => {
  server = await Server.start();
});
afterAll(() => server.stop());

const NOTHING_WRONG = {
  lost: 0,
  alertRowsDoubled: 0,
  doubledWithOtherId: 0,
  sentAfterAnswer: 0,
  late: 0,
  examples: [],
};

it('loses and doubles nothing while instances, database, network and mail server fail at random', async () => {
  const { counted, trouble } = await throughTrouble(server, SHORT);
  expect({ seed: SHORT.seed, ...counted }).toMatchObject({ seed: SHORT.seed, ...NOTHING_WRONG });
  expect(counted.contacts).toBe(120);
  expect(counted.alerts).toBeGreaterThanOrEqual(120);
  expect(trouble.kills).toBeGreaterThan(0);
  expect(trouble.databaseKills).toBeGreaterThan(0);
}, 180_000);

it('says after two days of standing still what counts, and to everybody in one mail', async () => {
  const result = await throughTwoDays(server, { ...SHORT, seconds: 6, contacts: 60 });
  // Without libfaketime no clock can be set.
  if (!result) return;
  expect({ seed: SHORT.seed, ...result.counted }).toMatchObject({ seed: SHORT.seed, ...NOTHING_WRONG });
  expect(result.counted.superseded).toBeGreaterThan(0);
  expect(result.afterTwoDays!.most).toBeLessThanOrEqual(2);
}, 180_000);
