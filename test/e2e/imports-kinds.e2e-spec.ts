import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { SettableClock } from '../../src/common/clock.js';
import {
  ASSIGNMENT_HEADER,
  collection,
  csv,
  feature,
  type ImportBench,
  importBench,
  OFFICER_HEADER,
} from '../support/registry-import.js';

const NOW = DateTime.fromISO('2026-04-10T09:00:00Z', { zone: 'utc' });
const FORCE = 'leicestershire';
const ABSENCES = 'collar_number,kind,from,until,hours,external_id';
const DUTY = 'collar_number,month,rostered_hours,abstracted_hours';
const PRIORITIES = 'neighbourhood_code,issue,issue_date,action,action_date,ended';
const EVENTS = 'neighbourhood_code,type,title,address,description,starts,ends,external_id';

describe('importing the rest of the registry', () => {
  let bench: ImportBench;

  beforeAll(async () => {
    bench = await importBench(new SettableClock(NOW));
    const reachable = (code: string, at: number): object =>
      feature(code, at, { email: `${code.toLowerCase()}@force.example` });
    await bench.take(
      'neighbourhoods',
      collection(reachable('NC01', 0), reachable('NC02', 1), reachable('NC03', 2)),
    );
    await bench.take(
      'officers',
      csv(
        `${OFFICER_HEADER},joined_on,left_on,rank_from,external_id`,
        '4711,Ann Ward,PC,a@force.example,,,,2024-02-01,,2024-02-01,P-1',
        '4712,Bo Lee,PCSO,b@force.example,,,,,,,P-2',
        '4713,Cy Ode,Sergeant,c@force.example,,,,2020-01-06,2026-06-30,2025-01-01,',
      ),
    );
    await bench.take(
      'assignments',
      csv(
        ASSIGNMENT_HEADER,
        'NC01,4711,lead,2025-07-01,',
        'NC02,4712,lead,2025-07-01,',
        'NC02,4713,deputy,2025-07-01,2026-05-31',
      ),
    );
  });
  afterAll(() => bench.close());

  describe('officers', () => {
    const ranks = (): Promise<object[]> =>
      bench.rows(
        FORCE,
        `select o.collar_number as collar, r.rank, r.during::text from officer_rank r
           join officer o on o.force_id = r.force_id and o.id = r.officer_id order by 1, r.during`,
      );
    const officer = (rest: string): string =>
      csv(`${OFFICER_HEADER},joined_on,left_on,rank_from,external_id`, rest);

    it('serve and hold their rank from the days that the file gives', async () => {
      expect(
        await bench.rows(FORCE, 'select in_service::text as days from officer order by collar_number'),
      ).toEqual([{ days: '[2024-02-01,)' }, { days: '(,)' }, { days: '[2020-01-06,2026-07-01)' }]);
      expect(await ranks()).toEqual([
        { collar: '4711', rank: 'constable', during: '[2024-02-01,)' },
        { collar: '4712', rank: 'pcso', during: '(,)' },
        { collar: '4713', rank: 'sergeant', during: '[2025-01-01,)' },
      ]);
    });

    it('have a rank of the past corrected from the day it is held; days before keep what is recorded', async () => {
      const promoted = officer('4712,Bo Lee,PC,b@force.example,,,,,,2026-01-12,P-2');
      expect(await bench.take('officers', promoted)).toMatchObject({ changed: 1 });
      expect((await ranks()).filter((one) => (one as { collar: string }).collar === '4712')).toEqual([
        { collar: '4712', rank: 'pcso', during: '(,2026-01-12)' },
        { collar: '4712', rank: 'constable', during: '[2026-01-12,)' },
      ]);
      expect(await bench.take('officers', promoted)).toMatchObject({ changed: 0, unchanged: 1 });
      const earlier = officer('4712,Bo Lee,PC,b@force.example,,,,,,2025-11-03,P-2');
      expect(await bench.take('officers', earlier)).toMatchObject({ changed: 1 });
      expect(await bench.take('officers', promoted)).toMatchObject({ changed: 0, unchanged: 1 });
      expect((await ranks()).filter((one) => (one as { collar: string }).collar === '4712')).toEqual([
        { collar: '4712', rank: 'pcso', during: '(,2025-11-03)' },
        { collar: '4712', rank: 'constable', during: '[2025-11-03,)' },
      ]);
    });

    it.each<[string, string[], string[]]>([
      [
        'one person with two collar numbers in the file',
        ['4811,Di Poe,PC,,,,,,,,P-9', '4812,Di Poe,PC,,,,,,,,P-9'],
        ['line 3, external_id: P-9 is officer 4811 on line 2 too; one person has one collar number'],
      ],
      [
        'one person with another collar number than recorded',
        ['4999,Ann Ward,PC,,,,,,,,P-1'],
        [
          'line 2, external_id: is recorded of officer 4711; one person is one officer: use that collar number',
        ],
      ],
      [
        'service that ends before it begins',
        ['4811,Di Poe,PC,,,,,2026-03-01,2026-02-28,,'],
        ['line 2, left_on: 2026-02-28 is before joined_on (2026-03-01); it is the last day of service'],
      ],
      [
        'a rank that has not come yet',
        ['4711,Ann Ward,Sergeant,,,,,,,2026-04-11,P-1'],
        ['line 2, rank_from: 2026-04-11 has not come yet; import the new rank on that day'],
      ],
    ])('are refused with %s', async (_, lines, reasons) => {
      const content = csv(`${OFFICER_HEADER},joined_on,left_on,rank_from,external_id`, ...lines);
      expect(await bench.refusalOf('officers', content)).toEqual(reasons);
    });

    it('of one name are taken, with a note to check them', async () => {
      const { notes } = await bench.take(
        'officers',
        csv(OFFICER_HEADER, '4821,Eve Ash,PC,e@f.example,,,', '4822,eve  Ash,PC,f@f.example,,,'),
        { dryRun: true },
      );
      expect(notes).toEqual([
        'Officers of the same name; check that they are different people: 4821 and 4822 (lines 2 and 3).',
      ]);
    });

    it('of another force are refused where the file says so', async () => {
      const content = csv(
        `${OFFICER_HEADER},force`,
        '1,A,PC,,,,,kent',
        '2,B,PC,,,,,',
        '3,C,PC,,,,,Leicestershire',
      );
      expect(await bench.refusalOf('officers', content)).toEqual([
        'line 2, force: is another force; this file is imported for leicestershire',
      ]);
      expect(
        await bench.refusalOf('neighbourhoods', collection(feature('K1', 5, { force: 'kent' }))),
      ).toEqual(['feature 1 (K1), force: is another force; this file is imported for leicestershire']);
    });

    it('keep a formula as the text it is', async () => {
      await bench.take('officers', csv(OFFICER_HEADER, '4830,"=HYPERLINK(""http://x.example"")",PC,,,,'));
      expect(await bench.rows(FORCE, `select name from officer where collar_number = '4830'`)).toEqual([
        { name: '=HYPERLINK("http://x.example")' },
      ]);
    });
  });

  describe('assignments', () => {
    it.each<[string, string, string]>([
      [
        'before the officer joined',
        'NC03,4711,lead,2024-01-31,2025-01-31',
        'line 2, from: the neighbourhood does not exist then: it begins on 2025-07-01',
      ],
      [
        'after the officer left',
        'NC03,4713,lead,2026-07-01,',
        'line 2, from: 2026-07-01 is after officer 4713 left on 2026-06-30',
      ],
    ])('are refused %s', async (_, line, reason) => {
      expect(await bench.refusalOf('assignments', csv(ASSIGNMENT_HEADER, line))).toEqual([reason]);
    });

    it('are refused before the officer joined, with the day', async () => {
      await bench.take('officers', csv(`${OFFICER_HEADER},joined_on`, '4840,Flo Kay,PC,,,,,2026-02-02'));
      const early = csv(ASSIGNMENT_HEADER, 'NC03,4840,lead,2026-02-01,');
      expect(await bench.refusalOf('assignments', early)).toEqual([
        'line 2, from: 2026-02-01 is before officer 4840 joined on 2026-02-02; give that day or a later one',
      ]);
    });
  });

  describe('absences', () => {
    const absences = (): Promise<object[]> =>
      bench.rows(
        FORCE,
        `select o.collar_number as collar, a.kind, a.during::text, a.hours from absence a
           join officer o on o.force_id = a.force_id and o.id = a.officer_id order by 1, a.during`,
      );
    const FILE = csv(
      ABSENCES,
      '4711,Sick leave,2026-04-01,,,HR-1',
      '4712,Annual leave,2026-04-01,2026-04-14,70,HR-2',
      '4712,abstraction,2026-03-01,2026-03-31,37.5,HR-3',
    );

    it('are taken in the words of HR, with a note on the gap that opens', async () => {
      expect(await bench.take('absences', FILE)).toMatchObject({
        added: 3,
        notes: ['Line 2: A gap opens in NC01, absent from 1 April 2026 until further notice.'],
      });
      expect(await absences()).toEqual([
        { collar: '4711', kind: 'sickness', during: '[2026-04-01,)', hours: null },
        { collar: '4712', kind: 'abstraction', during: '[2026-03-01,2026-04-01)', hours: 37.5 },
        { collar: '4712', kind: 'leave', during: '[2026-04-01,2026-04-15)', hours: null },
      ]);
      expect(await bench.take('absences', FILE)).toMatchObject({ added: 0, changed: 0, unchanged: 3 });
    });

    it('open no gap as long as a deputy is there, and one on the days after', async () => {
      const covered = csv(ABSENCES, '4712,secondment,2026-05-01,2026-05-31,,');
      expect((await bench.take('absences', covered, { dryRun: true })).notes).toEqual([]);
      const longer = csv(ABSENCES, '4712,secondment,2026-05-01,2026-06-01,,');
      expect((await bench.take('absences', longer, { dryRun: true })).notes).toEqual([
        'Line 2: A gap opens in NC02, absent from 1 June 2026 until 1 June 2026.',
      ]);
    });

    it('keep hours and end that the file has no column for', async () => {
      const bare = 'collar_number,kind,from,until,external_id';
      const longer = csv(bare, '4712,abstraction,2026-03-01,2026-04-15,HR-3');
      expect((await bench.take('absences', longer, { dryRun: true })).columns).toEqual({
        until: { changed: 1, cleared: 0 },
      });
      expect(await bench.refusalOf('absences', csv(bare, '4713,abstraction,2026-03-01,2026-04-15,'))).toEqual(
        ['line 2, hours: is missing; an abstraction has the hours of its days together'],
      );
    });

    it('end, move and change kind by the id of the force', async () => {
      const { changed } = await bench.take(
        'absences',
        csv(ABSENCES, '4711,sickness,2026-04-02,2026-04-20,,HR-1'),
      );
      expect(changed).toBe(1);
      expect((await absences())[0]).toEqual({
        collar: '4711',
        kind: 'sickness',
        during: '[2026-04-02,2026-04-21)',
        hours: null,
      });
    });

    it('change places by the ids of the force', async () => {
      const taken = (first: string, second: string): Promise<unknown> =>
        bench.take('absences', csv(ABSENCES, `4713,leave,${first},,HR-7`, `4713,sickness,${second},,HR-8`));
      const [may, june] = ['2026-05-04,2026-05-08', '2026-06-01,2026-06-05'];
      await taken(may, june);
      expect(await taken(june, may)).toMatchObject({ changed: 2 });
      expect((await absences()).filter((one) => (one as { collar: string }).collar === '4713')).toEqual([
        { collar: '4713', kind: 'sickness', during: '[2026-05-04,2026-05-09)', hours: null },
        { collar: '4713', kind: 'leave', during: '[2026-06-01,2026-06-06)', hours: null },
      ]);
    });

    it.each<[string, string[], string[]]>([
      [
        'nobody known',
        ['9999,leave,2026-05-01,2026-05-02,,'],
        ['line 2, collar_number: 9999 is no officer of leicestershire; import the officers first'],
      ],
      [
        'a period that ends before it begins',
        ['4711,leave,2026-05-02,2026-05-01,,'],
        ['line 2, until: 2026-05-01 is before from (2026-05-02); it is the last day and included'],
      ],
      [
        'no kind, and no hours of an abstraction',
        ['4711,gardening,2026-05-02,,,', '4711,abstraction,2026-05-02,,,', '4711,abstraction,2026-05-02,,x,'],
        [
          'line 2, kind: "gardening" is no kind of absence; use one of: leave, parental-leave, sickness, secondment, abstraction',
          'line 3, hours: is missing; an abstraction has the hours of its days together',
          'line 4, hours: "x" is no number of hours; write it like 152 or 37.5',
        ],
      ],
      [
        'more hours than the days have',
        ['4711,abstraction,2026-05-02,2026-05-03,48,', '4711,abstraction,2026-06-02,2026-06-03,48.01,'],
        [
          'line 3, hours: is 48.01, and these days have 48 hours; give the hours of all of them together, or other days',
        ],
      ],
      [
        'two on one day',
        [
          '4711,leave,2026-04-20,2026-04-22,,',
          '4712,leave,2026-08-01,2026-08-03,,',
          '4712,sickness,2026-08-03,,,',
        ],
        [
          'line 2, from: overlaps what is recorded: sickness from 2026-04-02 until 2026-04-20; an officer has one absence on a day, so give that one its last day in the file too',
          'line 4, from: overlaps line 3: leave from 2026-08-01 until 2026-08-03; an officer has one absence on a day',
        ],
      ],
      [
        'the same twice',
        ['4711,leave,2026-09-01,,,', '4711,leave,2026-09-01,,,'],
        ['line 3: repeats line 2; remove one'],
      ],
    ])('are refused with %s', async (_, lines, reasons) => {
      const before = await absences();
      expect(await bench.refusalOf('absences', csv(ABSENCES, ...lines))).toEqual(reasons);
      expect(await absences()).toEqual(before);
    });
  });

  describe('duty hours', () => {
    it('are taken by officer and month, and changed by them', async () => {
      const file = csv(DUTY, '4711,2026-03,152,31.25', '4712,2026-03-01,160,0');
      expect(await bench.take('duty-hours', file)).toMatchObject({ added: 2 });
      expect(await bench.take('duty-hours', file)).toMatchObject({ added: 0, changed: 0, unchanged: 2 });
      expect(await bench.take('duty-hours', csv(DUTY, '4711,2026-03,152.0,31.5'))).toMatchObject({
        changed: 1,
      });
      expect(
        await bench.rows(
          FORCE,
          'select month_on, rostered_hours r, abstracted_hours a from duty_month order by r',
        ),
      ).toEqual([
        { month_on: '2026-03-01', r: 152, a: 31.5 },
        { month_on: '2026-03-01', r: 160, a: 0 },
      ]);
    });

    it('are refused when they cannot be', async () => {
      const file = csv(
        DUTY,
        '4711,2026-13,1,1',
        '4711,2026-03-02,1,1',
        '4711,2026-02,10,10.5',
        '4712,2026-02,-1,1e3',
      );
      expect(await bench.refusalOf('duty-hours', file)).toEqual([
        'line 2, month: "2026-13" is no month; write it like 2026-03',
        'line 3, month: "2026-03-02" is no month; write it like 2026-03',
        'line 4, abstracted_hours: is more than rostered_hours (10), of which it is a part',
        'line 5, rostered_hours: "-1" is no number of hours; write it like 152 or 37.5',
        'line 5, abstracted_hours: "1e3" is no number of hours; write it like 152 or 37.5',
      ]);
    });
  });

  describe('priorities', () => {
    it('are taken with issue, action and their dates, and end', async () => {
      const line = 'NC01,"Cars racing\non the A6",2026-03-01,';
      const first = csv(PRIORITIES, `${line},,`, 'NC02,Theft,2026-03-29T02:30:00,Patrols,2026-04-01,');
      expect(await bench.take('priorities', first)).toMatchObject({ added: 2 });
      expect(await bench.take('priorities', first)).toMatchObject({ unchanged: 2 });
      const ended = csv(PRIORITIES, `${line}Speed checks,2026-04-02,2026-04-09`);
      expect(await bench.take('priorities', ended)).toMatchObject({ changed: 1 });
      expect(
        await bench.rows(
          FORCE,
          'select issue, issue_at::text i, action, action_at::text a, ended_on from priority order by i',
        ),
      ).toEqual([
        {
          issue: 'Cars racing\non the A6',
          i: '2026-03-01 00:00:00+00',
          action: 'Speed checks',
          a: '2026-04-01 23:00:00+00',
          ended_on: '2026-04-09',
        },
        {
          issue: 'Theft',
          i: '2026-03-29 01:30:00+00',
          action: 'Patrols',
          a: '2026-03-31 23:00:00+00',
          ended_on: null,
        },
      ]);
    });

    it('are refused with half an action, no issue, or at a time that did not exist', async () => {
      const file = csv(
        PRIORITIES,
        'NC01,x,2026-03-01,Patrols,,',
        'NC01,,2026-03-01,,2026-03-02,',
        'NC99,x,2026-03-29 01:30,,,',
        'NC99,x,2026-10-25 01:30,,,',
        'NC99,x,2026-10-25 01:30 +00:00,,,',
      );
      expect(await bench.refusalOf('priorities', file)).toEqual([
        'line 2, action_date: is missing; an action has its date',
        'line 3, issue: is missing',
        'line 3, action: is missing; its date is there',
        'line 4, issue_date: "2026-03-29 01:30" did not exist: the clocks went forward an hour',
        'line 5, issue_date: "2026-10-25 01:30" came twice: the clocks went back; add +01:00 or +00:00',
        'line 6, neighbourhood_code: NC99 is no neighbourhood of leicestershire; import the neighbourhoods first',
      ]);
    });
  });

  describe('events', () => {
    it('are taken with local times, moved by their id, and cancelled', async () => {
      const first = csv(
        EVENTS,
        'NC01,Beat meeting,Beat meeting,Village Hall,,2026-05-12 19:00,2026-05-12 20:30,E-1',
        'NC02,patch-walk,Walk,Main Street,"Bring boots,\nplease",2026-11-01T10:00:00,,',
      );
      expect(await bench.take('events', first)).toMatchObject({ added: 2 });
      expect(await bench.take('events', first)).toMatchObject({ unchanged: 2 });
      const moved = csv(
        `${EVENTS},cancelled,attended`,
        'NC01,beat-meeting,Beat meeting,Church Hall,,2026-05-13 19:00,2026-05-13 20:30,E-1,yes,12',
      );
      expect(await bench.take('events', moved)).toMatchObject({ changed: 1 });
      expect(
        await bench.rows(
          FORCE,
          'select type, address, starts_at::text s, cancelled, attended from neighbourhood_event order by starts_at',
        ),
      ).toEqual([
        {
          type: 'beat-meeting',
          address: 'Church Hall',
          s: '2026-05-13 18:00:00+00',
          cancelled: true,
          attended: 12,
        },
        {
          type: 'patch-walk',
          address: 'Main Street',
          s: '2026-11-01 10:00:00+00',
          cancelled: false,
          attended: null,
        },
      ]);
    });

    it('are refused with what cannot be', async () => {
      const file = csv(
        EVENTS,
        'NC01,disco,X,Y,,2026-05-12 19:00,2026-05-12 18:00,',
        'NC01,other,,,,tomorrow,,',
      );
      expect(await bench.refusalOf('events', file)).toEqual([
        'line 2, type: "disco" is no type; use one of: beat-meeting, surgery, patch-walk, engagement-walk, other',
        'line 2, ends: is before starts',
        'line 3, title: is missing',
        'line 3, address: is missing',
        'line 3, starts: "tomorrow" is no time; write it like 2026-03-29 19:00',
      ]);
    });
  });

  describe('wards', () => {
    it('are taken with the neighbourhoods they lie in; the second time changes nothing', async () => {
      const file = collection(feature('E05000001'), feature('E05000002', 1));
      expect(await bench.take('wards', file)).toMatchObject({ added: 2 });
      expect(await bench.take('wards', file)).toMatchObject({ added: 0, changed: 0, unchanged: 2 });
      expect(
        await bench.rows(
          FORCE,
          `select w.code as ward, n.code, round(s.share::numeric, 2) as share from ward_share s
             join ward w on w.id = s.ward_id join neighbourhood n on n.id = s.neighbourhood_id order by 1, 2`,
        ),
      ).toEqual([
        { ward: 'E05000001', code: 'NC01', share: 1 },
        { ward: 'E05000002', code: 'NC02', share: 1 },
      ]);
    });

    it('are refused by the feature', async () => {
      const file = collection(feature('E05000003', 3), { ...feature('E05000004', 4), geometry: null });
      expect(await bench.refusalOf('wards', file)).toEqual([
        expect.stringMatching(/^feature 2 \(E05000004\), geometry: is missing/),
      ]);
    });
  });

  it('reads what spreadsheets write: a byte-order mark, CRLF, quotes around everything', async () => {
    const file = `\uFEFF"collar_number","month","rostered_hours","abstracted_hours"\r\n"4711","2026-01","150","1"\r\n`;
    expect(await bench.take('duty-hours', file)).toMatchObject({ added: 1 });
    expect(await bench.refusalOf('duty-hours', file.replaceAll('","', '";"'))).toEqual([
      'line 1: is separated by semicolons; save the file with commas',
    ]);
  });
});
