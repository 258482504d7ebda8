import { describe, expect, it } from '@jest/globals';
import { readAbbey as read } from '../../../../test/support/police-uk-answers.js';
import { eventType } from './read-life.js';

describe('what is dated, and who', () => {
  it('leaves out links that cannot be opened, and priorities and events without a date', () => {
    const read1 = read(
      {
        priorities: {
          json: [
            { issue: 'Bikes' },
            { 'issue-date': '2026-01-01T00:00:00' },
            { issue: 'A', 'issue-date': '2026-01-01T00:00:00', action: 'B', 'action-date': null },
          ],
        },
        events: {
          json: [
            { title: 'Over', start_date: '2026-04-10T09:59:00' },
            { title: 'Next', start_date: '2026-04-10T10:00:00', end_date: '2026-04-10T09:00:00' },
            { title: 'When?', start_date: null },
            { start_date: '2026-05-01T10:00:00' },
          ],
        },
      },
      {
        links: [
          { title: 'X', url: 'javascript:alert(1)' },
          { url: 'https://x.example' },
          { title: 'X', url: 'www.x.example' },
        ],
      },
    );
    expect(read1.links).toEqual([
      { title: 'https://x.example', url: 'https://x.example', description: null },
    ]);
    expect(read1.priorities).toEqual([
      { issue: 'A', issueAt: '2026-01-01T00:00:00.000Z', action: 'B', actionAt: '2026-01-01T00:00:00.000Z' },
    ]);
    expect(read1.events).toMatchObject([
      { title: 'Next', startsAt: '2026-04-10T09:00:00.000Z', endsAt: null },
    ]);
    expect(read1.leftOut).toEqual([
      'link 1: url: "javascript:alert(1)" is no web address; write it in full, with https:// in front',
      'link 1: has no address that can be opened and was left out',
      'link 3: url: "www.x.example" is no web address; write it in full, with https:// in front',
      'link 3: has no address that can be opened and was left out',
      'priority 1: has no date of its issue and was left out',
      'priority 2: has no issue and was left out',
      'priority 3: its action has no date; that of its issue was taken',
      'event 2: its end lies before its start on 10 Apr 2026, 10am and was left out',
      'event 3: has no start and was left out',
      'event 4: has no title and was left out',
      '1 of the events has begun and was left out',
    ]);
  });

  it('takes duplicate people once', () => {
    const ann = { name: 'Ann  Ward', rank: 'PC' };
    const read1 = read({
      people: { json: [ann, { ...ann, name: 'ann ward' }, { name: '' }, { name: 'Bo Lee', rank: null }] },
    });
    expect(read1.people).toEqual([
      { name: 'Ann Ward', rank: 'PC' },
      { name: 'Bo Lee', rank: null },
    ]);
    expect(read1.leftOut).toEqual([
      'person 3: has no name and was left out',
      '1 of the people repeats another',
    ]);
  });
});

describe('what an event is', () => {
  it.each([
    ['meeting Beat meeting', 'beat-meeting'],
    ['beat-meeting', 'beat-meeting'],
    ['Beat surgery', 'surgery'],
    ['Councillors’ surgeries', 'surgery'],
    ['Patch Walk with residents', 'patch-walk'],
    ['engagement_walk', 'engagement-walk'],
    ['Residents’ panel meeting', 'beat-meeting'],
    ['Fete', 'other'],
    ['', 'other'],
  ])('%s is %s', (words, type) => {
    expect(eventType(words)).toBe(type);
  });
});
