import { isThisMachine } from '../common/this-machine.js';
import type { AppConfig } from '../config/app-config.js';

type Addresses = Pick<AppConfig, 'DATABASE_URL' | 'MIGRATION_DATABASE_URL' | 'SMTP_URL' | 'MALWARE_SCANNER'>;

const SEALED_MODES = ['require', 'verify-ca', 'verify-full'];

/** Which settings lead to another machine without demanding TLS: names of settings, for a warning at the start. */
export function plainConnections(config: Addresses): string[] {
  const databases = (['DATABASE_URL', 'MIGRATION_DATABASE_URL'] as const).filter((name) => {
    const url = elsewhere(config[name]);
    return url !== null && !SEALED_MODES.includes(url.searchParams.get('sslmode') ?? '');
  });
  const mail = elsewhere(config.SMTP_URL);
  const isPlainMail =
    mail !== null && mail.protocol !== 'smtps:' && mail.searchParams.get('requireTLS') !== 'true';
  // clamd speaks no TLS at all.
  const isPlainScanner = elsewhere(config.MALWARE_SCANNER) !== null;
  return [...databases, ...(isPlainMail ? ['SMTP_URL'] : []), ...(isPlainScanner ? ['MALWARE_SCANNER'] : [])];
}

/** Null for what is not set, or lies on this machine: nobody listens in between. */
function elsewhere(address: string | undefined): URL | null {
  if (address === undefined) return null;
  const url = new URL(address);
  const host = (url.searchParams.get('host') ?? url.hostname).replace(/^\[|\]$/g, '');
  const isSocket = host === '' || host.startsWith('/') || host.startsWith('%2F');
  return isSocket || isThisMachine(host) ? null : url;
}
