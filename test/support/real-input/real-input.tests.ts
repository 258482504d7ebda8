import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { wallProblems } from './behind-the-walls.js';
import { isReachable } from './contacts.js';
import { expectedReport } from './expected-report.js';
import type { ForceInput } from './force.js';
import { isOut, stopOf } from './ledger.js';
import { at } from './local-time.js';
import { type Played, play, readEverything } from './play.js';
import { OCTOBER, plotFor } from './plot.js';
import { type FileKind, type Stage, setTheStage } from './set-up.js';

/** The main job from end to end on one force: everything that comes of it, against what had to come of it. */
export function describeRealInput(
  force: ForceInput,
  options: { contacts: number; seed: number; everyHours: number },
): void {
  describe(force.name, () => {
    let stage: Stage;
    let played: Played;

    beforeAll(async () => {
      const story = plotFor(force, options);
      stage = await setTheStage(force, story.actions[0]!.at);
      played = await play(story, stage);
    }, 400_000);

    afterAll(() => stage?.leave());

    it('takes the force in by its files; the second time nothing changes', () => {
      const { places, officers, assignments, life } = force;
      const counts: Record<FileKind, number> = {
        neighbourhoods: places.length,
        officers: officers.length,
        assignments: assignments.length,
        'duty-hours': life.hours.length,
        priorities: life.priorities.length,
        events: life.events.length,
      };
      for (const [kind, count] of Object.entries(counts)) {
        const [first, second] = stage.imports[kind as FileKind]!;
        expect({ kind, ...first }).toMatchObject({ kind, added: count, changed: 0 });
        expect({ kind, ...second }).toMatchObject({
          kind,
          added: 0,
          changed: 0,
          unchanged: counts[kind as FileKind],
        });
      }
    });

    it('holds every sort of contact there is', () => {
      const { contacts } = played.story;
      expect(contacts.length).toBeGreaterThanOrEqual(500);
      const has = (count: number): void => expect(count).toBeGreaterThan(1);
      const clocks = played.ledger.filter(({ due }) => due !== null);
      has(contacts.filter((contact) => !isReachable(contact)).length);
      has(contacts.filter(({ point }) => point).length);
      has(force.places.filter(({ code }) => !contacts.some(({ place }) => place === code)).length);
      has(clocks.filter((entry) => stopOf(entry)?.respondedAt === entry.due).length);
      has(clocks.filter((entry) => stopOf(entry)?.respondedAt === entry.due! + 1).length);
      has(clocks.filter((entry) => (stopOf(entry)?.respondedAt ?? 0) > entry.due! + 1).length);
      has(clocks.filter((entry) => stopOf(entry) === null && entry.out === null).length);
      has(clocks.filter((entry) => isOut(entry) && entry.out!.at < entry.due!).length);
      has(clocks.filter((entry) => entry.out && !isOut(entry)).length);
      has(
        clocks.filter(
          (entry) =>
            (stopOf(entry)?.recordedAt ?? 0) > entry.due! && stopOf(entry)!.respondedAt <= entry.due!,
        ).length,
      );
      has(played.expectedMails.filter(({ kind }) => kind === 'response').length);
    });

    it('has something of all that is counted of the workforce', () => {
      const importedAt = played.story.actions[0]!.at;
      const { figures } = expectedReport(force, played.ledger, OCTOBER, at('2026-11-08T12:00:00Z'), {
        importedAt,
      });
      const from = figures.findIndex(({ measure }) => measure === 'priorities-current');
      const to = figures.findIndex(({ measure }) => measure === 'asb-lead-days');
      const counted = figures.slice(from, to + 1).map(({ measure, value }) => ({ measure, value }));
      expect(
        counted.filter(({ measure }) => /^(tenure|headcount|posts|abstraction)/.test(measure)),
      ).toHaveLength(7);
      expect(counted.filter(({ value }) => !value)).toEqual([]);
    });

    it('answers every request as agreed', () => {
      expect(played.wrongAnswers.slice(0, 10)).toEqual([]);
    });

    it('sends every mail that is due, at its step, to its recipient, and no other', () => {
      expect(played.wrongMails.slice(0, 10)).toEqual([]);
      expect(played.mails.length).toBeGreaterThan(500);
      expect(new Set(played.mails.map(({ messageId }) => messageId)).size).toBe(played.mails.length);
      expect(played.mails.every(({ messageId }) => /^<\S+@\S+>$/.test(messageId))).toBe(true);
    });

    it('reports every figure as counted by hand, in JSON, CSV and on the page', () => {
      expect(played.reports.differences.slice(0, 10)).toEqual([]);
      expect(played.reports.figures).toBeGreaterThan(1000);
    });

    it('shows every contact with what became of it', async () => {
      expect((await readEverything(stage, played)).slice(0, 10)).toEqual([]);
    });

    it('keeps what is personal sealed, tells nobody twice, and logs every collection and every reading', async () => {
      expect(await wallProblems(stage, played)).toEqual([]);
    });

    afterAll(() => {
      if (!played) return;
      const { counts, mails, reports, references } = played;
      console.log(
        `${force.name}: ${references.size} contacts, ${counts['tick']} runs of the jobs, ${mails.length} mails, ${reports.figures} figures compared`,
      );
    });
  });
}
