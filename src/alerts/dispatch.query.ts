import { grouped } from '../common/domain/grouped.js';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { newId } from '../common/new-id.js';
import { hasGap } from './domain/listening-gap.js';
import { chooseRecipients, keyOf, type Recipient } from './domain/recipients.js';
import type { DispatchRules } from './hearings.js';
import {
  listenersOfAlerts,
  type PendingAlert,
  pendingAlerts,
  takersOfAlerts,
  toldOfAlerts,
  type WaitingMail,
  waitingMails,
} from './pending.query.js';
import { type Chosen, type MailToThem, writeDispatch } from './write-dispatch.query.js';

export interface DispatchResult {
  alerts: number;
  mails: number;
  /** Alerts for which nobody could be found at all: a gap in the registry that somebody has to close. */
  unheard: number;
}

/**
 * Who must hear what was raised, of those who answer for the place and are there on this day? Writes one delivery for
 * each alert and recipient, and one mail a recipient for all that is new, so that many alerts are one digest. Whoever
 * should hear and cannot is written down with the reason. Instances take turns: while another one is at it there is
 * nothing to do.
 */
export async function dispatchAlerts(
  manager: EntityManager,
  rules: DispatchRules,
  now: DateTime,
  today: string,
): Promise<DispatchResult> {
  const [{ mine }] = (await manager.query(TURN)) as [{ mine: boolean }];
  const pending = mine ? await pendingAlerts(manager) : [];
  if (pending.length === 0) return { alerts: 0, mails: 0, unheard: 0 };
  const chosen = await choose(manager, pending, rules, today);
  const mails = mailsOf(chosen, await waitingMails(manager, pending));
  await writeDispatch(manager, chosen, mails, now);
  const alerts = chosen.filter(({ settled }) => settled).length;
  return { alerts, mails: mails.length, unheard: chosen.length - alerts };
}

async function choose(
  manager: EntityManager,
  pending: PendingAlert[],
  { hearings, nobodyLeft, ownOf }: DispatchRules,
  today: string,
): Promise<Chosen[]> {
  const listeners = grouped(
    await listenersOfAlerts(manager, pending, today),
    ({ forceId, neighbourhoodId }) => `${forceId} ${neighbourhoodId}`,
  );
  const takers = new Map(
    (await takersOfAlerts(manager, pending, today)).map((taker) => [taker.personId, taker]),
  );
  const told = new Map(
    (await toldOfAlerts(manager, pending)).map((one) => [`${one.alertId} ${keyOf(one)}`, one.how]),
  );
  const hears = grouped(hearings, ({ version, stage, step }) => `${version} ${stage} ${step}`);
  const top = new Map<string, number>();
  for (const { version, stage, step } of hearings)
    top.set(`${version} ${stage}`, Math.max(step, top.get(`${version} ${stage}`) ?? 0));
  return pending.map((alert) => {
    const rung = `${alert.standardVersion} ${alert.stage}`;
    const step = Math.min(alert.step, top.get(rung) ?? alert.step);
    const ofPlace = listeners.get(`${alert.forceId} ${alert.neighbourhoodId}`) ?? [];
    const choice = chooseRecipients(
      {
        hears: (hears.get(`${rung} ${step}`) ?? []).map(({ who }) => who),
        climbed: alert.climbed > 0,
        taker: (alert.takenUpBy !== null && takers.get(alert.takenUpBy)) || null,
        toldHow: (recipient) => told.get(`${alert.id} ${keyOf(recipient)}`),
      },
      ofPlace,
      nobodyLeft,
    );
    return { ...alert, ...choice, gap: hasGap(ofPlace, ownOf(alert.forceId)) };
  });
}

const whose = (forceId: string, recipient: Recipient): string => `${forceId} ${keyOf(recipient)}`;

/**
 * A mail that waits already, because the mail server is away, takes in what is new: one digest, not a mail a stage. Those of
 * one force stand together, as the sender will find them: it composes all of a force's at once.
 */
function mailsOf(chosen: readonly Chosen[], waiting: readonly WaitingMail[]): MailToThem[] {
  const known = new Map(
    waiting.map((mail) => [whose(mail.forceId, { kind: mail.kind, id: mail.recipientId }), mail.id]),
  );
  const mails = new Map<string, MailToThem>();
  for (const alert of chosen) {
    for (const recipient of alert.tell) {
      const key = whose(alert.forceId, recipient);
      const mail = mails.get(key);
      if (mail) mail.tells.push(alert);
      else {
        const waits = known.get(key);
        mails.set(key, {
          ...{ forceId: alert.forceId, id: waits ?? newId(), fresh: waits === undefined },
          ...{ recipient, tells: [alert] },
        });
      }
    }
  }
  return [...mails.values()].sort((a, b) => (a.forceId < b.forceId ? -1 : a.forceId > b.forceId ? 1 : 0));
}

// Is nobody else choosing recipients? Two at once would each write a mail to one recipient. Ends with the transaction.
const TURN = `select pg_try_advisory_xact_lock(hashtext('dispatch of alerts')) as mine`;
