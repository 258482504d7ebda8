import { Foundation1782000000000 } from './1782000000000-foundation.js';

/** Every migration in order; classes, not globs, so that the build and the tests run the same ones. */
export const MIGRATIONS = [Foundation1782000000000];
