import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { answer, inParallel, planContacts, send, type Sent } from './contacts.js';
import { type Force, rungsOfTheFile, settle } from './forces.js';
import { askPatiently, Installation, type Server } from './installation.js';
import { faketimeLibrary } from './instance.js';
import { aboutAlerts, caughtUp, type Counted, count } from './ledger.js';
import { type Accepted, type MailServer, startMailServer } from './mail-server.js';
import { randomFrom } from './random.js';
import { Trouble, type TroubleDone, type TroubleOptions } from './trouble.js';

export const LEASE_SECONDS = 90;
/** Two days and a little, so that no rung of before falls due again just when they are over. */
const TWO_DAYS_MS = 50 * 3_600_000;
const SKEWS_SECONDS = [90, -90, 30, -30];

export interface ChaosOptions {
  seed: number;
  /** How long everything goes wrong. */
  seconds: number;
  contacts: number;
  /** How long it may take afterwards until all is told. */
  settleSeconds: number;
  trouble: TroubleOptions;
  /**
   * A short run has no time to wait for the leases of whoever was killed: it ends every instance, calls the leases of
   * the dead ended, and starts them again.
   */
  leases: 'wait' | 'cut short';
  say: (line: string) => void;
}

export interface ChaosResult {
  name: string;
  trouble: TroubleDone;
  starts: number;
  seconds: number;
  counted: Counted;
  /** The most mails about alerts that one recipient got after the two days, and how many got more than one. */
  afterTwoDays: { most: number; moreThanOne: number } | null;
  mailFates: MailServer['fates'];
}

/** The instances run through the trouble, and then all must have been told. */
export async function throughTrouble(server: Server, options: ChaosOptions): Promise<ChaosResult> {
  return play(server, 'chaos', options, null);
}

/** The same, and in the middle of it everything stands still for two days, after which one instance is started. */
export async function throughTwoDays(server: Server, options: ChaosOptions): Promise<ChaosResult | null> {
  if (!faketimeLibrary()) return null;
  return play(server, 'two_days', options, -TWO_DAYS_MS);
}

async function play(
  server: Server,
  name: string,
  options: ChaosOptions,
  shift: number | null,
): Promise<ChaosResult> {
  const beganMs = Date.now();
  const random = randomFrom(options.seed);
  const urls = await server.database(name);
  const trouble = new Trouble(random, options.trouble);
  const mail = await startMailServer(trouble.fateOf);
  const shiftMs = shift ?? 0;
  const skews = faketimeLibrary() ? SKEWS_SECONDS : SKEWS_SECONDS.map(() => 0);
  const installation = await Installation.set(
    server,
    urls,
    mail,
    skews.map((skew) => skew + shiftMs / 1000),
  );
  try {
    const forces = await withAdmin(urls.adminUrl, (admin) => settle(admin, 3, placesFor(options.contacts)));
    for (const instance of installation.instances) instance.start();
    await Promise.all(installation.instances.map((instance) => instance.ready(120_000)));
    options.say(`${name}: ${installation.instances.length} instances are ready`);

    const contacts = await live(server, installation, trouble, forces, options, shiftMs);
    let restartMs = Infinity;
    const stopMs = Date.now();
    if (shift !== null) {
      options.say(`${name}: everything stands still for two days`);
      await Promise.all(installation.instances.map((instance) => instance.end('SIGKILL')));
      installation.instances.forEach((instance, index) => (instance.skewSeconds = skews[index]!));
      restartMs = Date.now();
      installation.instances[0]!.start();
    }
    if (options.leases === 'cut short') await cutLeasesShort(urls.adminUrl, installation, shift !== null);
    const endMs = Date.now();
    await everythingSaid(urls.adminUrl, options);
    const { rungs } = rungsOfTheFile();
    const aheadMs = Math.max(...skews) * 1000;
    const accepted = await aboutAlerts(urls.adminUrl, mail.accepted);
    const counted = await count(urls.adminUrl, {
      ...{ contacts, accepted, rungs, aheadMs, endMs },
      leaseSeconds: LEASE_SECONDS,
      realMs: (productMs) =>
        shift === null
          ? productMs
          : productMs <= stopMs + shiftMs
            ? productMs - shiftMs
            : Math.max(productMs, restartMs),
    });
    return {
      name,
      trouble: trouble.done,
      starts: installation.instances.reduce((sum, { starts }) => sum + starts, 0),
      seconds: Math.round((Date.now() - beganMs) / 1000),
      counted,
      afterTwoDays:
        shift === null
          ? null
          : perRecipient(await caughtUp(urls.adminUrl, accepted, restartMs + skews[0]! * 1000), restartMs),
      mailFates: mail.fates,
    };
  } finally {
    await trouble.end(installation);
    await installation.end();
    await mail.close();
  }
}

/** Contacts come and are answered while everything goes wrong. */
async function live(
  server: Server,
  installation: Installation,
  trouble: Trouble,
  forces: readonly Force[],
  options: ChaosOptions,
  shiftMs: number,
): Promise<Sent[]> {
  const { seconds, say } = options;
  const random = randomFrom(options.seed + 1);
  // The first ones are taken in before the trouble begins: some hundreds a second.
  const fromMs = Date.now() + 4_000 + options.contacts * 5;
  const planned = planContacts(random, options.contacts, forces, rungsOfTheFile().rungs, { fromMs, seconds });
  const early = planned.filter(({ sendAtMs }) => sendAtMs === 0);
  const first = await inParallel(early, 16, (one) => send(installation, one, shiftMs));
  say(`${first.length} contacts are stored; trouble begins`);
  await sleep(Math.max(0, fromMs - Date.now()));
  trouble.begin(server, installation);
  const late = planned.filter(({ sendAtMs }) => sendAtMs > 0).sort((a, b) => a.sendAtMs - b.sendAtMs);
  const answers = async (contacts: Sent[]): Promise<unknown> =>
    inParallel(
      contacts.filter(({ answerAtMs }) => answerAtMs !== null).sort((a, b) => a.answerAtMs! - b.answerAtMs!),
      8,
      (contact) => answer(installation, contact, shiftMs),
    );
  const [later] = await Promise.all([
    inParallel(late, 8, (one) => send(installation, one, shiftMs)),
    answers(first),
    sleep(Math.max(0, fromMs + seconds * 1000 - Date.now())),
  ]);
  await trouble.end(installation);
  say(`trouble is over: ${JSON.stringify(trouble.done)}`);
  return [...first, ...later];
}

/** Nobody who held a lease is alive any more, so it may be called ended; then they are started again. */
async function cutLeasesShort(
  adminUrl: string,
  { instances }: Installation,
  firstOnly: boolean,
): Promise<void> {
  await Promise.all(instances.map((instance) => instance.end('SIGKILL')));
  await askPatiently(
    adminUrl,
    `update outbox_mail set lease_until = now() - interval '1 second' where lease_until is not null`,
  );
  for (const instance of firstOnly ? instances.slice(0, 1) : instances) instance.start();
}

/** Waits until nothing is due to be said any more, or the time is over. */
async function everythingSaid(adminUrl: string, { settleSeconds, say }: ChaosOptions): Promise<void> {
  let left: Record<string, number> = {};
  const began = Date.now();
  while (Date.now() - began < settleSeconds * 1000) {
    const [row] = await askPatiently<Record<string, number>>(
      adminUrl,
      // What a clock that is ahead has planned for later is waited for, too.
      `select (select count(*)::int from clock where next_alert_at <= now()) as clocks,
              (select count(*)::int from alert where dispatched_at is null and superseded_at is null and withdrawn_at is null) as alerts,
              (select count(*)::int from outbox_mail where sent_at is null and withdrawn_at is null and dead_at is null) as mails`,
    );
    left = row!;
    if (Object.values(left).every((waiting) => waiting === 0)) {
      say(`all is said ${Math.round((Date.now() - began) / 1000)} s after the trouble`);
      return;
    }
    await sleep(1_000);
  }
  say(`after ${settleSeconds} s there is left to be said: ${JSON.stringify(left)}`);
}

function perRecipient(accepted: readonly Accepted[], fromMs: number): { most: number; moreThanOne: number } {
  const known = new Set(accepted.filter(({ atMs }) => atMs < fromMs).map(({ messageId }) => messageId));
  const ids = new Map<string, Set<string>>();
  for (const { to, messageId, atMs } of accepted) {
    if (atMs < fromMs || known.has(messageId)) continue;
    ids.set(to, (ids.get(to) ?? new Set()).add(messageId));
  }
  const counts = [...ids.values()].map(({ size }) => size);
  return { most: Math.max(0, ...counts), moreThanOne: counts.filter((each) => each > 1).length };
}

/** Some seven contacts a neighbourhood, so that a mail is about several. */
const placesFor = (contacts: number): number => Math.max(10, Math.round(contacts / 3 / 7));

async function withAdmin<T>(url: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}
