import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Force, Place, Rung } from './forces.js';
import type { Installation } from './installation.js';
import { between, oneOf, type Random } from './random.js';

const HOUR_MS = 3_600_000;
const DUE_AFTER_MS = 72 * HOUR_MS;

export interface Planned {
  force: Force;
  place: Place;
  key: string;
  startedMs: number;
  /** When to send it: before the trouble begins, or in the middle of it. */
  sendAtMs: number;
  /** When to answer it; null: it never is. */
  answerAtMs: number | null;
}

export interface Sent extends Planned {
  reference: string;
  dueMs: number;
  /** When the installation said that it had stored it. */
  receivedMs: number;
  /** When the installation said that it had stored the answer. */
  answeredMs: number | null;
}

/**
 * Contacts of which each reaches one rung of the standard within the time given, so that half of the rungs have others
 * before them that are told at once. Some come in the middle of it, some are answered.
 */
export function planContacts(
  random: Random,
  count: number,
  forces: readonly Force[],
  rungs: readonly Rung[],
  { fromMs, seconds }: { fromMs: number; seconds: number },
): Planned[] {
  return Array.from({ length: count }, (_, index) => {
    const force = oneOf(random, forces);
    const rungMs = fromMs + between(random, 0, seconds * 1000);
    const comesLate = random() < 0.1;
    const sendAtMs = comesLate ? fromMs + between(random, 0, seconds * 500) : 0;
    const answerAtMs =
      random() < 0.15 ? Math.max(sendAtMs, fromMs) + between(random, 0, seconds * 1000) : null;
    return {
      force,
      place: oneOf(random, force.places),
      key: `${index}-${randomUUID()}`,
      startedMs: Math.round(rungMs - oneOf(random, rungs).hoursFromDue * HOUR_MS - DUE_AFTER_MS),
      sendAtMs,
      answerAtMs,
    };
  });
}

/** Sends one when it is time, and sees to it that it is stored once. @param shiftMs how far the instances' clocks are from ours */
export async function send(installation: Installation, planned: Planned, shiftMs: number): Promise<Sent> {
  await until(planned.sendAtMs);
  const stored = await installation.post(
    '/api/v1/contacts',
    {
      neighbourhood: planned.place.code,
      submittedAt: new Date(planned.startedMs + shiftMs).toISOString(),
      subject: 'Bins',
      message: 'They burn again.',
      enquirer: { telephone: '01632 960001' },
    },
    { authorization: `Bearer ${planned.force.apiKey}`, 'idempotency-key': planned.key },
    120_000,
  );
  const startedMs = planned.startedMs + shiftMs;
  return {
    ...planned,
    startedMs,
    reference: stored['reference'] as string,
    dueMs: startedMs + DUE_AFTER_MS,
    receivedMs: Date.now(),
    answeredMs: null,
  };
}

/** Answers it when it is time. */
export async function answer(installation: Installation, contact: Sent, shiftMs: number): Promise<void> {
  await until(contact.answerAtMs!);
  await installation.post(
    `/api/v1/contacts/${contact.reference}/responses`,
    {
      route: 'phone',
      respondedAt: new Date(contact.answerAtMs! + shiftMs - 5 * 60_000).toISOString(),
      text: 'Told.',
      nextSteps: 'We patrol.',
    },
    { authorization: `Bearer ${contact.force.apiKey}`, 'idempotency-key': contact.key },
    120_000,
  );
  contact.answeredMs = Date.now();
}

/** Does all of it, a few at a time. */
export async function inParallel<T, R>(
  items: readonly T[],
  most: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: most }, async () => {
      while (next < items.length) {
        const index = next++;
        results[index] = await work(items[index]!);
      }
    }),
  );
  return results;
}

async function until(atMs: number): Promise<void> {
  const ms = atMs - Date.now();
  if (ms > 0) await sleep(ms);
}
