import { lookup, Resolver } from 'node:dns/promises';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import type { ContactableConfig } from './contactable-config.js';
import { notChecked, outcomeOfNetworkError, type TryOutcome } from './domain/try-outcome.js';

export interface HostAddress {
  address: string;
  family: number;
}

/** Why a try ended before there was an answer to judge. */
export class TryEnded extends Error {
  constructor(readonly said: TryOutcome) {
    super(said.reason);
  }
}

/** Blocks of IPv4 that are not of the public internet (RFC 6890 and what came later), the name of each being its use. */
const PRIVATE_IPV4 = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8], // this network
  ['10.0.0.0', 8],
  ['100.64.0.0', 10], // shared by carriers
  ['127.0.0.0', 8],
  ['169.254.0.0', 16], // link-local, where clouds keep their metadata
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3], // multicast and reserved
] as const) {
  PRIVATE_IPV4.addSubnet(net, prefix, 'ipv4');
}

// Of IPv6 only 2000::/3 is given out, and of that these hold other addresses, documentation and protocols.
const GIVEN_OUT_IPV6 = new BlockList();
GIVEN_OUT_IPV6.addSubnet('2000::', 3, 'ipv6');
const SPECIAL_IPV6 = new BlockList();
for (const [net, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  SPECIAL_IPV6.addSubnet(net, prefix, 'ipv6');
}

/** Is this an address of the public internet? @example isPublicAddress('10.0.0.1') // false */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !PRIVATE_IPV4.check(address, 'ipv4');
  if (isIP(address) !== 6) return false;
  return GIVEN_OUT_IPV6.check(address, 'ipv6') && !SPECIAL_IPV6.check(address, 'ipv6');
}

/** Finds where hosts are, and refuses those that lie where nothing published can. */
export class Addresses {
  private readonly resolver: Resolver | null;

  constructor({ dnsServers }: Pick<ContactableConfig, 'dnsServers'>) {
    this.resolver = dnsServers.length > 0 ? new Resolver({ timeout: 3_000, tries: 2 }) : null;
    this.resolver?.setServers(dnsServers);
  }

  /**
   * The addresses of a host, found once: the connection is made to these and no other, so that a name server which
   * answers differently the second time leads nowhere.
   * @param listed whether the host may lie in a private network, because the configuration says so
   * @throws TryEnded
   */
  async of(host: string, listed: boolean): Promise<HostAddress[]> {
    const name = host.replace(/^\[(.*)\]$/, '$1');
    const found = isIP(name) ? [{ address: name, family: isIP(name) }] : await this.find(name);
    if (!listed && !found.every(({ address }) => isPublicAddress(address))) {
      throw new TryEnded(notChecked('private-address'));
    }
    return found;
  }

  /** The mail servers that the DNS names for a domain, best first; `''` is a domain that takes no mail (RFC 7505). */
  async mailServersOf(domain: string): Promise<string[]> {
    try {
      const records = await (this.resolver ?? new Resolver({ timeout: 3_000, tries: 2 })).resolveMx(domain);
      return records
        .sort((a, b) => a.priority - b.priority)
        .map(({ exchange }) => exchange.replace(/\.$/, ''));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // RFC 5321 section 5.1: without such a record the domain itself is its mail server.
      if (code === 'ENODATA' || code === 'ENOTFOUND') return [domain];
      throw new TryEnded(outcomeOfNetworkError(code));
    }
  }

  private async find(name: string): Promise<HostAddress[]> {
    try {
      if (!this.resolver) return await lookup(name, { all: true });
      const [v4, v6] = await Promise.allSettled([this.resolver.resolve4(name), this.resolver.resolve6(name)]);
      const found = [
        ...(v4.status === 'fulfilled' ? v4.value.map((address) => ({ address, family: 4 })) : []),
        ...(v6.status === 'fulfilled' ? v6.value.map((address) => ({ address, family: 6 })) : []),
      ];
      if (found.length === 0) throw (v4 as PromiseRejectedResult).reason;
      return found;
    } catch (error) {
      throw new TryEnded(outcomeOfNetworkError((error as NodeJS.ErrnoException).code));
    }
  }
}

/** A look-up for `net` and `http` that knows one answer. */
export function pinnedTo(addresses: readonly HostAddress[]): LookupFunction {
  return (_host, options, callback) => {
    const [first] = addresses;
    if (options.all) callback(null, [...addresses]);
    else callback(null, first!.address, first!.family);
  };
}
