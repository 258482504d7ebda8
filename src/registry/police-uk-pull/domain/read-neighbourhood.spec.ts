import { describe, expect, it } from '@jest/globals';
import { ABBEY_SQUARE as SQUARE, readAbbey as read } from '../../../../test/support/police-uk-answers.js';
import { readList, readNeighbourhood } from './read-neighbourhood.js';

const BESIDE = { forceUrl: 'https://force.example', readAt: '2026-04-10T09:00:00.000Z' };
const none = { json: [] };

describe('a neighbourhood of the national interface', () => {
  it('is read whole', () => {
    const read1 = read(
      {
        boundary: { json: SQUARE },
        people: { json: [{ name: 'Ann Ward', rank: 'PC', bio: null, contact_details: {} }] },
        priorities: {
          json: [
            {
              issue: '<p>Bikes &amp; scooters</p>',
              'issue-date': '2026-03-01T00:00:00',
              action: 'Patrols',
              'action-date': '2026-04-01T00:00:00',
            },
          ],
        },
        events: {
          json: [
            {
              title: 'Beat meeting',
              type: 'meeting',
              address: 'Library',
              description: null,
              start_date: '2026-05-12T19:00:00',
              end_date: '2026-05-12T20:00:00',
              contact_details: { telephone: '101' },
            },
          ],
        },
      },
      {
        description: '<p>The abbey.</p>',
        population: '12000',
        url_force: 'https://force.example/abbey',
        centre: { latitude: '52.05', longitude: '-0.95' },
        contact_details: {
          email: 'abbey@force.example',
          telephone: '101',
          twitter: 'https://x.example/abbey',
        },
        links: [{ title: 'Watch', url: 'https://watch.example', description: null }],
        locations: [
          {
            type: 'station',
            name: 'Abbey station',
            address: '1 Abbey Street',
            postcode: 'LE1 1AA',
            latitude: '52.05',
            longitude: '-0.95',
            description: null,
          },
        ],
      },
    );
    expect(read1).toMatchObject({
      name: 'Abbey',
      description: 'The abbey.',
      population: 12000,
      routes: [
        { kind: 'email', value: 'abbey@force.example' },
        { kind: 'telephone', value: '101' },
        { kind: 'twitter', value: 'https://x.example/abbey' },
        { kind: 'web', value: 'https://force.example/abbey' },
      ],
      boundary: { type: 'Polygon' },
      links: [{ title: 'Watch', url: 'https://watch.example', description: null }],
      places: [{ name: 'Abbey station', postcode: 'LE1 1AA', latitude: 52.05, longitude: -0.95 }],
      priorities: [
        {
          issue: 'Bikes & scooters',
          issueAt: '2026-03-01T00:00:00.000Z',
          action: 'Patrols',
          actionAt: '2026-03-31T23:00:00.000Z',
        },
      ],
      events: [{ type: 'beat-meeting', startsAt: '2026-05-12T18:00:00.000Z', telephone: '101' }],
      people: [{ name: 'Ann Ward', rank: 'PC' }],
      leftOut: [],
    });
  });

  it('"Expect missing keys": it then says nothing of them', () => {
    const read1 = readNeighbourhood(
      {
        code: 'NC04',
        name: undefined,
        details: { json: {} },
        boundary: none,
        people: none,
        priorities: none,
        events: none,
      },
      BESIDE,
    );
    expect(read1).toEqual({
      code: 'NC04',
      name: null,
      description: null,
      population: null,
      routes: [],
      boundary: null,
      links: [],
      places: [],
      people: [],
      priorities: [],
      events: [],
      leftOut: [],
    });
  });

  it('says which answers are missing, and takes the others', () => {
    const missing = { missing: 'could not be found (404)' };
    const read1 = read({
      details: missing,
      boundary: missing,
      people: missing,
      priorities: missing,
      events: missing,
    });
    expect(read1).toMatchObject({
      name: 'Abbey',
      links: null,
      places: null,
      people: null,
      priorities: null,
      events: null,
    });
    expect(read1.leftOut).toEqual([
      'the details could not be found (404)',
      'the boundary could not be found (404)',
      'the people could not be found (404)',
      'the priorities could not be found (404)',
      'the events could not be found (404)',
    ]);
  });

  it.each([null, 'text', 7, [], [[]], true])('takes %j for no details, list or boundary', (json) => {
    const read1 = read({
      details: { json },
      boundary: { json },
      people: { json },
      priorities: { json },
      events: { json },
    });
    expect(read1).toMatchObject({ name: 'Abbey', boundary: null, links: null });
    expect(read1.leftOut.length).toBeGreaterThan(0);
  });

  it('cuts what is too long, never through a character', () => {
    const read1 = read({}, { name: `${'x'.repeat(199)}😀` });
    expect(read1.name).toBe('x'.repeat(199));
    expect(read1.leftOut).toEqual(['name is longer than 200 characters and was cut there']);
  });
});

describe('the list of neighbourhoods', () => {
  it('"Ids are opaque strings … with spaces in places"', () => {
    const ids = [
      'NC04',
      '55.CR3001',
      'West End',
      'nc04',
      17,
      'NC04',
      '',
      ' NC05',
      'neighbourhoods',
      '..',
      null,
      'x'.repeat(101),
      'a\u0000',
    ];
    const { neighbourhoods, leftOut } = readList(ids.map((id) => ({ id, name: 'N' })))!;
    expect(neighbourhoods.map(({ code }) => code)).toEqual(['NC04', '55.CR3001', 'West End', 'nc04', '17']);
    expect(leftOut).toHaveLength(8);
    expect(readList({})).toBeNull();
  });
});
