import './typescript-loader.mjs';

/** Starts the server of this run of tests and tells the test files, through the environment, where it is. */
export default async function setup() {
  const { startTestServer } = await import('./test-server.ts');
  const server = await startTestServer();
  process.env.TEST_ADMIN_URL = server.adminUrl;
  process.env.TEST_OWNER_URL = server.ownerUrl;
  process.env.TEST_APPLICATION_URL = server.applicationUrl;
  globalThis.npgTestServer = server;
}
