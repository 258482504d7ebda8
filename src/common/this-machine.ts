import { isIP } from 'node:net';

/**
 * Is this a name of the machine itself? What goes there passes no network, so nobody listens in between.
 * @param hostname as a URL has it
 */
export function isThisMachine(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  return (
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    host === '::1' ||
    (isIP(host) === 4 && host.startsWith('127.'))
  );
}
