import { describe, it } from '@jest/globals';
import { forceOn } from '../support/real-input/force.js';
import { describeRealInput } from '../support/real-input/real-input.tests.js';
import { wardShapes } from '../support/real-input/shapes.js';

/** The file of the 171 wards of Leicester, Leicestershire and Rutland. Named and missing fails; not named, skips. */
const file = process.env['REAL_WARDS'];

if (file) {
  const force = forceOn(wardShapes(file), {
    id: 'leicestershire',
    name: 'Leicestershire Police',
    startsOn: '2025-07-01',
    officers: 171,
  });
  describeRealInput(force, { contacts: 600, seed: 20261025, everyHours: 3 });
} else {
  describe.skip('Leicestershire Police', () => {
    it('needs REAL_WARDS, the path of the file of wards', () => undefined);
  });
}
