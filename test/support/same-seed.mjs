import fc from 'fast-check';

/**
 * Properties try the same cases in every run, so that a change is judged by what it changed. Before a release, and after
 * a rule was touched, try others: `PROPERTY_SEED=7 npm run test:e2e`.
 */
fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 20250701) });
