import { describe, expect, it } from '@jest/globals';
import { compareForce, type HeldForce } from './compare-force.js';
import type { PulledForce } from './read-force.js';

describe('the force itself', () => {
  const method = { type: 'web', title: 'Web', description: null, url: 'https://a.example' };
  const held: HeldForce = {
    name: 'Leicestershire Police',
    url: null,
    telephone: '101',
    description: null,
    engagementMethods: [method],
    seniorOfficers: [],
  };
  const pulled: PulledForce = {
    ...held,
    url: 'https://force.example',
    telephone: null,
    engagementMethods: [],
    seniorOfficers: null,
    leftOut: [],
  };

  it('changes where data.police.uk says something else', () => {
    const { details } = compareForce(pulled, held);
    expect(details.differences).toEqual([{ field: 'Website', before: null, after: 'https://force.example' }]);
    expect(details.write).toEqual({
      name: null,
      url: 'https://force.example',
      telephone: null,
      description: null,
      engagementMethods: null,
    });
  });

  it('puts its engagement methods first and keeps ours', () => {
    const other = { ...method, title: 'Other', url: 'https://b.example' };
    expect(
      compareForce({ ...pulled, engagementMethods: [other] }, held).details.write.engagementMethods,
    ).toEqual([other, method]);
  });
});
