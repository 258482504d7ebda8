import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { SettableClock } from '../../common/clock.js';
import { KeepingMailer, type Message } from '../../mail/mailer.js';
import { StoryMailer } from './story-mailer.js';

const NOW = DateTime.fromISO('2026-11-22T12:00:00Z', { zone: 'utc' });
const FIRST_KEPT = NOW.minus({ days: 2 });
const REPORT = 'https://trial.example/reports/01a203d9-5132-7118-82b3-beb51e2ef6a7';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'npg-story-mail-'));
});
afterAll(() => rm(folder, { recursive: true }));

const mail = (name: string, text: string): Message => ({
  messageId: `<${name}@trial.example>`,
  from: 'monitor@trial.example',
  to: { name: 'Ruth Oakenlane', address: 'ruth@trial.example' },
  subject: name,
  text,
  html: `<p>${text}</p>`,
  automatic: true,
});

describe('the mails of the story', () => {
  it('are kept of its last days, and of reports whatever their day', async () => {
    const clock = new SettableClock(NOW);
    const mailer = new StoryMailer(folder, clock, FIRST_KEPT);
    const deliver = async (at: DateTime, name: string, text: string): Promise<void> => {
      clock.set(at);
      await mailer.deliver(mail(name, text));
    };
    await deliver(NOW.minus({ days: 21 }), 'old-report', `The report is ready: ${REPORT}`);
    await deliver(NOW.minus({ days: 21 }), 'old-answer', 'An answer. See /reports/issued for more.');
    await deliver(FIRST_KEPT.minus({ milliseconds: 1 }), 'too-old', 'An answer.');
    await deliver(FIRST_KEPT, 'first-kept', 'An answer.');
    const kept = await new KeepingMailer(folder, () => '').kept();
    expect(kept.map(({ subject }) => subject).sort()).toEqual(['first-kept', 'old-report']);
  });
});
