import { isThisMachine } from '../common/this-machine.js';
import type { AppConfig } from './app-config.js';
import { scannerAddress } from './scanner-address.js';

/** What is wrong with the addresses in the environment that a pattern cannot say: one sentence each. */
export function addressMistakes(config: AppConfig): string[] {
  const mistakes: string[] = [];
  for (const name of ['DATABASE_URL', 'MIGRATION_DATABASE_URL', 'SMTP_URL'] as const) {
    const address = config[name];
    if (address !== undefined && !URL.canParse(address))
      mistakes.push(`${name} is no address; check its host and port`);
  }
  if (config.MALWARE_SCANNER !== undefined && !scannerAddress(config.MALWARE_SCANNER)) {
    mistakes.push(
      'MALWARE_SCANNER must look like clamd://127.0.0.1:3310 or unix:///run/clamav/clamd.ctl, or be unset',
    );
  }
  if (config.DATABASE_URL !== undefined && config.PUBLIC_URL !== undefined && isPlain(config.PUBLIC_URL)) {
    mistakes.push(
      'PUBLIC_URL must begin with https, because by plain http the cookies of signed-in people can be read on the way:' +
        ' let a proxy in front of this server speak TLS, and set PUBLIC_URL to the https address by which people reach it' +
        ' (http is for localhost and 127.0.0.1 alone)',
    );
  }
  return mistakes;
}

/** By http, and not to this machine itself. */
function isPlain(address: string): boolean {
  if (!URL.canParse(address)) return true;
  const { protocol, hostname } = new URL(address);
  return protocol !== 'https:' && !isThisMachine(hostname);
}
