import { describe, expect, it } from '@jest/globals';
import { parseRecourseFile, readRecourseFile } from './recourse-file.js';

describe('config/recourse.yaml', () => {
  it('as it is shipped tells of what was missed in the last 14 days', () => {
    expect(readRecourseFile()).toEqual({ tellWithinDays: 14 });
  });

  it.each([
    [null],
    [[]],
    [{}],
    [{ tellWithinDays: 0 }],
    [{ tellWithinDays: 91 }],
    [{ tellWithinDays: 1.5 }],
    [{ tellWithinDays: '14' }],
    [{ tellWithinDays: 14, answerWithin: 9 }],
  ])('%j is refused', (file) => {
    expect(() => parseRecourseFile(file)).toThrow(/^config\/recourse\.yaml: .+\.$/);
  });
});
