import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { LOCAL_ZONE } from '../../common/calendar.js';
import { dueAt } from '../../contacts/domain/deadline.js';
import { responseProblems } from '../../contacts/domain/meaningful-response.js';
import { Chance } from './chance.js';
import type { PlannedContact } from './planned-contact.js';
import { firstDay, planStory } from './story.js';

const plan = (now: DateTime): PlannedContact[] => planStory(now, firstDay(now), new Chance(72));

// The first and the last day of a month, both changes of the clocks, a leap day, the night.
const nows = [
  '2026-08-01T00:00:30Z',
  '2026-08-31T22:59:00Z',
  '2026-03-29T01:30:00Z',
  '2026-10-25T00:30:00Z',
  '2028-02-29T12:00:00Z',
].map((text) => DateTime.fromISO(text, { zone: 'utc' }));

describe.each(nows.map((now) => [now.toISO(), now] as const))('the story told at %s', (_text, now) => {
  const contacts = plan(now);

  it('has some three hundred contacts, none of them from the future', () => {
    expect(contacts.length).toBeGreaterThan(190);
    expect(contacts.length).toBeLessThan(430);
    for (const { statedAt, receivedAt, ending } of contacts) {
      expect(+statedAt).toBeLessThanOrEqual(+receivedAt);
      expect(+receivedAt).toBeLessThanOrEqual(+now);
      if (ending) expect(+ending.at).toBeGreaterThan(+receivedAt);
      if (ending) expect(+ending.at).toBeLessThanOrEqual(+now);
    }
  });

  it('has contacts of each of the thirteen months up to now in which there is a promise', () => {
    const months = new Set(contacts.map(({ statedAt }) => statedAt.setZone(LOCAL_ZONE).toFormat('yyyy-MM')));
    for (let back = 1; back <= 13; back++) {
      const month = now.setZone(LOCAL_ZONE).startOf('month').minus({ months: back }).toFormat('yyyy-MM');
      expect([month, months.has(month)]).toEqual([month, month >= '2025-07']);
    }
  });

  it('answers only with answers that count', () => {
    const problems = contacts.flatMap(({ statedAt, enquirer, ending }) =>
      ending?.kind === 'answered'
        ? responseProblems(
            ending.response,
            { startedAt: statedAt, hasEmail: Boolean(enquirer.email) },
            ending.at,
          )
        : [],
    );
    expect(problems).toEqual([]);
  });

  it('leaves nothing to be filled in', () => {
    expect(contacts.filter((contact) => /[{}]/.test(contact.subject + contact.message))).toEqual([]);
    const answers = contacts.flatMap(({ ending }) => (ending?.kind === 'answered' ? [ending.response] : []));
    expect(answers.filter(({ text, nextSteps }) => /[{}]/.test(text + nextSteps))).toEqual([]);
  });

  it('ends with the same state whenever it is told: some pressing, some overdue, two without an address', () => {
    const waiting = contacts.filter(({ ending }) => !ending);
    const left = waiting
      .filter(({ enquirer }) => enquirer.email ?? enquirer.telephone ?? enquirer.address)
      .map(({ statedAt }) => dueAt(statedAt).diff(now, 'hours').hours);
    expect(waiting.length - left.length).toBe(2);
    expect(left.filter((hours) => hours <= -24)).toHaveLength(4);
    expect(left.filter((hours) => hours > -24 && hours <= 0)).toHaveLength(1);
    expect(left.filter((hours) => hours > 0 && hours <= 4)).toHaveLength(2);
    expect(left.filter((hours) => hours > 4 && hours <= 24)).toHaveLength(3);
    expect(left).toHaveLength(20);
  });

  it('has one contact that somebody took up and one that was handed over, before now and before due', () => {
    const held = contacts.flatMap(({ statedAt, code, holding }) =>
      holding ? [{ statedAt, code, holding }] : [],
    );
    expect(held.map(({ code, holding }) => `${holding.kind} ${code}`)).toEqual([
      'taken-up FM02',
      'handed-over FM04',
    ]);
    for (const { statedAt, holding } of held) {
      expect(+holding.at).toBeGreaterThan(+statedAt);
      expect(+holding.at).toBeLessThan(+now);
    }
  });

  it('has a question after an answer with its own, and a thank-you, both over by now', () => {
    const further = contacts.flatMap(({ ending, further }) =>
      further ? [{ ending: ending!, further }] : [],
    );
    expect(further.map(({ further: { answer } }) => answer !== undefined)).toEqual([true, false]);
    for (const { ending, further: said } of further) {
      expect(+said.at).toBeGreaterThan(+ending.at);
      expect(+(said.answer?.respondedAt ?? said.at)).toBeLessThan(+now);
      expect(said.message + (said.answer?.text ?? '')).not.toMatch(/[{}]/);
    }
  });

  it('is the same story every time', () => {
    expect(JSON.stringify(plan(now))).toBe(JSON.stringify(contacts));
  });
});
