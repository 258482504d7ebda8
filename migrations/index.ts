import { Foundation1782000000000 } from './1782000000000-foundation.js';
import { AddressFailed1783000000000 } from './1783000000000-address-failed.js';
import { FewerChecksAtIntake1783100000000 } from './1783100000000-fewer-checks-at-intake.js';

/** Every migration in order; classes, not globs, so that the build and the tests run the same ones. */
export const MIGRATIONS = [
  Foundation1782000000000,
  AddressFailed1783000000000,
  FewerChecksAtIntake1783100000000,
];
