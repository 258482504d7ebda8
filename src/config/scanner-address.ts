/** Where a scanner for malware is reached, as `net.connect` takes it. */
export type ScannerAddress = { host: string; port: number } | { path: string };

const TCP = /^clamd:\/\/(?<host>[a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(:(?<port>\d{1,5}))?\/?$/i;
const SOCKET = /^unix:\/\/(?<path>\/[^\s?#%]+)$/;
/** On which clamd listens unless it is told otherwise. */
const USUAL_PORT = 3310;
/** What Linux takes as the name of a socket. */
const LONGEST_PATH = 107;

/**
 * Which scanner does `MALWARE_SCANNER` name? Null if none can be read from it.
 *
 * @example scannerAddress('clamd://127.0.0.1:3310') // { host: '127.0.0.1', port: 3310 }
 * @example scannerAddress('unix:///run/clamav/clamd.ctl') // { path: '/run/clamav/clamd.ctl' }
 */
export function scannerAddress(text: string): ScannerAddress | null {
  const path = SOCKET.exec(text)?.groups?.['path'];
  if (path !== undefined) return Buffer.byteLength(path) <= LONGEST_PATH ? { path } : null;
  const { host, port = String(USUAL_PORT) } = TCP.exec(text)?.groups ?? {};
  if (host === undefined || Number(port) < 1 || Number(port) > 65_535) return null;
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
}
