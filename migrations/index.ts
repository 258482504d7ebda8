import { Foundation1782000000000 } from './1782000000000-foundation.js';
import { AddressFailed1783000000000 } from './1783000000000-address-failed.js';
import { FewerChecksAtIntake1783100000000 } from './1783100000000-fewer-checks-at-intake.js';
import { RegistryThroughTime1784000000000 } from './1784000000000-registry-through-time.js';
import { Wards1784100000000 } from './1784100000000-wards.js';
import { Workforce1784200000000 } from './1784200000000-workforce.js';
import { NeighbourhoodLife1784300000000 } from './1784300000000-neighbourhood-life.js';
import { RouteChecks1784400000000 } from './1784400000000-route-checks.js';
import { Imports1784500000000 } from './1784500000000-imports.js';

/** Every migration in order; classes, not globs, so that the build and the tests run the same ones. */
export const MIGRATIONS = [
  Foundation1782000000000,
  AddressFailed1783000000000,
  FewerChecksAtIntake1783100000000,
  RegistryThroughTime1784000000000,
  Wards1784100000000,
  Workforce1784200000000,
  NeighbourhoodLife1784300000000,
  RouteChecks1784400000000,
  Imports1784500000000,
];
