/**
 * Four instances, one PostgreSQL and one mail server, and everything that can go wrong with them at once: is anything
 * lost, doubled, late, or sent after its answer? Prints a table; ends with 1 if anything that must not be was.
 *
 *   npm run chaos -- [--seconds 240] [--alerts 3000] [--seed 1]
 */
import { Server } from './installation.js';
import { faketimeLibrary } from './instance.js';
import { type ChaosOptions, type ChaosResult, throughTrouble, throughTwoDays } from './run.js';
import { isAsPromised, tableOf } from './table.js';

const option = (name: string, otherwise: number): number => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};

const began = Date.now();
const options: ChaosOptions = {
  seed: option('seed', Math.floor(Math.random() * 1e6)),
  seconds: option('seconds', 240),
  // Every contact has one within the time, and most have one that is told at once.
  contacts: Math.ceil(option('alerts', 3_000) / 1.2),
  settleSeconds: 300,
  trouble: {
    killEverySeconds: 1,
    killDatabaseEverySeconds: 20,
    silenceEverySeconds: 10,
    pause: { everySeconds: 15, seconds: 100 },
  },
  leases: 'wait',
  say: (line) => console.log(`${Math.round((Date.now() - began) / 1000)} s: ${line}`),
};
if (!faketimeLibrary())
  options.say(
    'libfaketime is not installed (apt-get install libfaketime): all clocks are right, and the two days are left out',
  );
options.say(`seed ${options.seed}`);

const server = await Server.start();
const results: ChaosResult[] = [];
try {
  results.push(await throughTrouble(server, options));
  const twoDays = await throughTwoDays(server, {
    ...options,
    seconds: Math.ceil(options.seconds / 3),
    contacts: Math.ceil(options.contacts / 3),
  });
  if (twoDays) results.push(twoDays);
} finally {
  await server.stop();
}
console.log(`\n${tableOf(results)}`);
process.exitCode = results.every(isAsPromised) ? 0 : 1;
