import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it } from '@jest/globals';
import { type SenderApp, startSenderApp } from './sender-app.js';

let app: SenderApp;
afterEach(() => app.close());

const isSlow = (to: string): boolean => to.endsWith('@slow.example');
const domains = (): string[] => app.server.accepted.map(({ to }) => to.split('@')[1]!);

it('sends to others while a whole domain is slow, and to that domain as well', async () => {
  app = await startSenderApp(4, (to) => ({ how: 'accept', afterMs: isSlow(to) ? 5_000 : 0 }));
  for (let mail = 0; mail < 9; mail += 1) await app.write(`${mail}@slow.example`);
  app.later(1);
  for (let mail = 0; mail < 20; mail += 1) await app.write(`${mail}@quick.example`);
  const run = app.sender.sendDue();
  await sleep(4_000);
  // Not one of the slow ones has been answered, though they came first.
  expect(domains()).toEqual(Array<string>(20).fill('quick.example'));
  expect(await run).toEqual({ sent: 29, withdrawn: 0, retried: 0, dead: 0, putOff: 0 });
  expect(app.server.mostConnections).toBeLessThanOrEqual(4);
  expect(new Set(app.server.accepted.map(({ to }) => to)).size).toBe(29);
  expect(app.server.accepted).toHaveLength(29);
});

it('keeps to the connections it was given, however much there is to send', async () => {
  app = await startSenderApp(3, () => ({ how: 'accept', afterMs: 5 }));
  for (let mail = 0; mail < 200; mail += 1) await app.write(`${mail}@people${mail % 7}.example`);
  expect(await app.sender.sendDue()).toEqual({ sent: 200, withdrawn: 0, retried: 0, dead: 0, putOff: 0 });
  expect(app.server.mostConnections).toBeLessThanOrEqual(3);
  expect(new Set(app.server.accepted.map(({ to }) => to)).size).toBe(200);
  expect(app.server.accepted).toHaveLength(200);
});

it('sends what cannot wait before thousands of digests that came first', async () => {
  app = await startSenderApp(2, () => ({ how: 'accept', afterMs: 0 }));
  for (let mail = 0; mail < 40; mail += 1) await app.write(`${mail}@digests.example`);
  await app.thatCanWait();
  app.later(1);
  for (let mail = 0; mail < 4; mail += 1) await app.write(`${mail}@alerts.example`);
  expect(await app.sender.sendDue()).toEqual({ sent: 44, withdrawn: 0, retried: 0, dead: 0, putOff: 0 });
  // The first claim is of four mails, twice as many as there are connections.
  expect(domains().slice(0, 4)).toEqual(Array<string>(4).fill('alerts.example'));
});
