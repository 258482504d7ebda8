/** Stops the server and removes its folder, whether the tests passed or not. */
export default async function teardown() {
  await globalThis.npgTestServer?.stop();
}
