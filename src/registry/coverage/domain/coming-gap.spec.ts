import { describe, expect, it } from '@jest/globals';
import { gapReason, type GapReason, type LastCover } from './coming-gap.js';

const holds: LastCover = {
  assigned: true,
  inService: true,
  rankAllowed: true,
  published: true,
  contactable: true,
};

describe('which known date makes a gap begin', () => {
  it.each<[clause: string, cover: Partial<LastCover> | null, reason: GapReason]>([
    ['an assignment with a known end', { assigned: false }, 'assignment-ends'],
    ['a posting with a known end', { inService: false }, 'posting-ends'],
    ['a rank from a known day', { rankAllowed: false }, 'rank-changes'],
    ['a name withheld from a known day', { published: false }, 'name-withheld'],
    ['the last online route ends', { contactable: false }, 'route-ends'],
    ['everything else holds: an absence with a known start', {}, 'absence-begins'],
    ['the assignment before the posting', { assigned: false, inService: false }, 'assignment-ends'],
    ['the posting before the rank', { inService: false, rankAllowed: false }, 'posting-ends'],
    ['the name before the route', { published: false, contactable: false }, 'name-withheld'],
    ['nobody covered the day before', null, 'neighbourhood-begins'],
  ])('%s', (_clause, cover, reason) => {
    expect(gapReason(cover && { ...holds, ...cover })).toBe(reason);
  });
});
