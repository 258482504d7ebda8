import { forceOn } from '../support/real-input/force.js';
import { describeRealInput } from '../support/real-input/real-input.tests.js';
import { demonstrationShapes } from '../support/real-input/shapes.js';

// Its figures begin between the first contacts and the change of the clocks.
const force = forceOn(demonstrationShapes(), {
  id: 'shore-shapes',
  name: 'Shore & Shoal Constabulary',
  startsOn: '2026-03-27',
  officers: 24,
});

describeRealInput(force, { contacts: 520, seed: 20260329, everyHours: 2 });
