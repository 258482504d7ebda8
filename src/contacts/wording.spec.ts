import { describe, expect, it } from '@jest/globals';
import { channelName } from './wording.js';

describe('a channel as people say it', () => {
  it.each([
    ['web-form', 'Web form'],
    ['fix-my-street', 'FixMyStreet'],
    ['fixmystreet', 'FixMyStreet'],
    ['by-hand', 'Recorded by hand'],
    ['front-enquiry_desk', 'Front enquiry desk'],
    ['constructor', 'Constructor'],
    ['-', '-'],
  ])('%s is %s', (channel, name) => {
    expect(channelName(channel)).toBe(name);
  });
});
