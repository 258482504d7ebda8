import { createServer } from 'node:net';
import type { AppConfig } from '../config/app-config.js';

type Address = Pick<AppConfig, 'HOST' | 'PORT'>;

/**
 * Asked before anything is made, so that a taken port is said at once and not after the database was started.
 * @throws Error with one sentence that says what to do
 */
export async function assertPortIsFree(address: Address): Promise<void> {
  if (address.PORT === 0) return;
  const probe = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      probe.once('error', reject).listen({ host: address.HOST, port: address.PORT }, resolve);
    });
  } catch (error) {
    throw cannotListen(error, address);
  }
  await new Promise((resolve) => probe.close(resolve));
}

/** Why this address cannot be listened on, as one sentence; any other error as it is. */
export function cannotListen(error: unknown, { HOST, PORT }: Address): unknown {
  switch ((error as NodeJS.ErrnoException).code ?? '') {
    case 'EADDRINUSE':
      return new Error(
        `Port ${PORT} is taken; stop what uses it or choose another: PORT=${PORT === 65_535 ? 3000 : PORT + 1} npm start`,
      );
    case 'EACCES':
      return new Error(
        `Port ${PORT} needs more rights than this account has; choose one from 1024 up: PORT=3000 npm start`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new Error(
        `HOST ${HOST} is no address of this machine; use 127.0.0.1, or 0.0.0.0 for all of them.`,
      );
    default:
      return error;
  }
}
