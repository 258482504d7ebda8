import { fileURLToPath } from 'node:url';

/** Unit tests run alone; those with a database share one throw-away PostgreSQL, each file with a database of its own. */
const base = {
  // A project's relative folder would count from the one above the repository.
  rootDir: fileURLToPath(new URL('..', import.meta.url)),
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['@swc/jest', {}] },
  setupFiles: ['<rootDir>/test/support/same-seed.mjs'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
};
const postgres = {
  globalSetup: '<rootDir>/test/support/postgres/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/postgres/global-teardown.mjs',
};

export default {
  rootDir: '..',
  testTimeout: 120_000,
  // Two at once whatever the machine: half of a test's time is waiting for the database or for another process.
  maxWorkers: 2,
  // Modules of finished files are never freed: one process for all of them runs out of memory at some hundred and fifty.
  workerIdleMemoryLimit: '1GB',
  projects: [
    { ...base, displayName: 'unit', testMatch: ['<rootDir>/src/**/*.spec.ts', '<rootDir>/test/*.spec.ts'] },
    {
      ...base,
      ...postgres,
      displayName: 'e2e',
      testMatch: ['<rootDir>/test/e2e/**/*.e2e-spec.ts', '<rootDir>/test/chaos/*.e2e-spec.ts'],
    },
    {
      ...base,
      ...postgres,
      displayName: 'browser',
      testMatch: ['<rootDir>/test/browser/**/*.browser-spec.ts'],
    },
  ],
};
