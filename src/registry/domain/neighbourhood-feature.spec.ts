import { describe, expect, it } from '@jest/globals';
import { ignoredProperties, parseNeighbourhoodFeature } from './neighbourhood-feature.js';

describe('a feature of a neighbourhoods file', () => {
  const geometry = {
    type: 'Polygon',
    coordinates: [
      [
        [-1, 52],
        [-0.9, 52],
        [-0.9, 52.1],
        [-1, 52],
      ],
    ],
  };
  const feature = (properties: object, more: object = {}) => ({
    type: 'Feature',
    properties,
    geometry,
    ...more,
  });

  it('needs a code and a name', () => {
    expect(parseNeighbourhoodFeature(feature({ code: 'NC04', name: 'Abbey' }))).toMatchObject({
      row: { code: 'NC04', name: 'Abbey', population: undefined, fromOn: null, boundary: geometry },
    });
  });

  it('clears a property that is there and null or blank, and says nothing of one that is not there', () => {
    const row = { code: 'NC04', name: 'Abbey', email: null, web_url: '', description: ' ', population: null };
    expect(parseNeighbourhoodFeature(feature(row))).toMatchObject({
      row: {
        ...{ email: null, webUrl: null, description: null, population: null },
        ...{ telephone: undefined, teamMailbox: undefined },
      },
    });
  });

  it('keeps the paragraphs of a description', () => {
    const description = 'The abbey.\r\n\r\nAnd the park. ';
    expect(parseNeighbourhoodFeature(feature({ code: 'NC04', name: 'Abbey', description }))).toMatchObject({
      row: { description: 'The abbey.\n\nAnd the park.' },
    });
  });

  it('takes numbers where exports write them', () => {
    expect(parseNeighbourhoodFeature(feature({ code: 17, name: 'Abbey', population: 12000 }))).toMatchObject({
      row: { code: '17', population: 12000 },
    });
  });

  it.each([
    [feature({ name: 'Abbey' }), 'code', 'is missing'],
    [feature({ code: 'neighbourhoods', name: 'Abbey' }), 'code', 'cannot be "neighbourhoods"'],
    [feature({ code: 'NC04', name: { en: 'Abbey' } }), 'name', 'must be a text'],
    [
      feature({ code: 'NC04', name: 'Abbey', population: -1 }),
      'population',
      'must be a whole number, 0 or more',
    ],
    [
      feature({ code: 'NC04', name: 'Abbey', population: 1.5 }),
      'population',
      'must be a whole number, 0 or more',
    ],
    [
      feature({ code: 'NC04', name: 'Abbey', web_url: 'javascript:alert(1)' }),
      'web_url',
      expect.stringContaining('no web address'),
    ],
    [
      feature({ code: 'NC04', name: 'Abbey', from: '0000-00-00' }),
      'from',
      expect.stringContaining('no date'),
    ],
    [
      feature({ code: 'NC04', name: 'Abbey', team_mailbox: 'x' }),
      'team_mailbox',
      expect.stringContaining('no e-mail'),
    ],
    [
      feature({ code: 'NC04', name: 'Abbey' }, { geometry: null }),
      'geometry',
      'is missing: give a Polygon or a MultiPolygon',
    ],
    [
      feature({ code: 'NC04', name: 'Abbey' }, { properties: null }),
      'properties',
      expect.stringContaining('is missing'),
    ],
    [feature({}, { type: 'Thing' }), 'type', 'must be "Feature"'],
    [null, 'type', 'must be "Feature"'],
  ])('%j is refused for its %s', (given, column, reason) => {
    expect(parseNeighbourhoodFeature(given)).toEqual({
      problems: expect.arrayContaining([{ column, reason }]),
    });
  });

  it('says which properties it does nothing with', () => {
    expect(ignoredProperties(feature({ code: 'x', district: 'Leicester', OBJECTID: 3 }))).toEqual([
      'district',
      'OBJECTID',
    ]);
  });
});
