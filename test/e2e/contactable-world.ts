import { createSocket, type Socket } from 'node:dgram';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppConfig } from '../../src/config/app-config.js';
import { readConfigFile } from '../../src/config/config-files.js';
import { Heartbeats } from '../../src/database/heartbeats.js';
import {
  checkContactableConfig,
  type ContactableConfig,
} from '../../src/registry/contactable/contactable-config.js';
import { RouteChecksJob } from '../../src/registry/contactable/route-checks.job.js';
import { RouteTrier } from '../../src/registry/contactable/route-trier.js';
import { RouteTries } from '../../src/registry/contactable/route-tries.service.js';
import type { ReportsWorld } from './reports-world.js';

/** A site on a free port of this machine that remembers what it was asked for. */
export class Site {
  readonly asked: { path: string; at: number; agent: string | undefined }[] = [];

  private constructor(private readonly server: Server) {}

  static async open(
    answer: (path: string, response: ServerResponse, request: IncomingMessage) => void,
  ): Promise<Site> {
    const site = new Site(
      createServer((request, response) => {
        site.asked.push({ path: request.url!, at: performance.now(), agent: request.headers['user-agent'] });
        answer(request.url!, response, request);
      }),
    );
    await new Promise<void>((resolve) => site.server.listen(0, '127.0.0.1', resolve));
    return site;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get host(): string {
    return `127.0.0.1:${this.port}`;
  }

  url(path: string): string {
    return `http://${this.host}${path}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** A port of this machine behind which nobody listens. */
export async function closedPort(): Promise<number> {
  const site = await Site.open(() => undefined);
  const { port } = site;
  await site.close();
  return port;
}

const TYPES: Record<number, 'A' | 'AAAA' | 'MX'> = { 1: 'A', 28: 'AAAA', 15: 'MX' };

/** A name server that answers A and MX; other types it has no records of, other names it does not know. */
export class NameServer {
  readonly asked: string[] = [];

  private constructor(private readonly socket: Socket) {}

  /** @param records by `A name` an IPv4 address, by `MX name` a host (`''` for none at all) */
  static async open(records: Record<string, string | string[]>): Promise<NameServer> {
    const server = new NameServer(createSocket('udp4'));
    server.socket.on('message', (message, from) => {
      server.socket.send(server.answer(message, records), from.port, from.address);
    });
    await new Promise<void>((resolve) => server.socket.bind(0, '127.0.0.1', resolve));
    return server;
  }

  get address(): string {
    return `127.0.0.1:${this.socket.address().port}`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.socket.close(() => resolve()));
  }

  private answer(message: Buffer, records: Record<string, string | string[]>): Buffer {
    let end = 12;
    const labels: string[] = [];
    while (message[end]! > 0) {
      labels.push(message.toString('latin1', end + 1, end + 1 + message[end]!));
      end += 1 + message[end]!;
    }
    const question = message.subarray(12, end + 5);
    const type = TYPES[message.readUInt16BE(end + 1)] ?? 'other';
    const name = labels.join('.').toLowerCase();
    this.asked.push(`${type} ${name}`);
    const found = [records[`${type} ${name}`] ?? []].flat();
    const known = Object.keys(records).some((key) => key.endsWith(` ${name}`));
    const header = Buffer.alloc(12);
    message.copy(header, 0, 0, 2);
    header.writeUInt16BE(known ? 0x8180 : 0x8183, 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(found.length, 6);
    return Buffer.concat([header, question, ...found.map((value, index) => recordOf(type, value, index))]);
  }
}

function recordOf(type: string, value: string, preference: number): Buffer {
  const data =
    type === 'A'
      ? Buffer.from(value.split('.').map(Number))
      : Buffer.concat([
          Buffer.from([0, preference]),
          ...value
            .split('.')
            .filter(Boolean)
            .map((label) => Buffer.from([label.length, ...Buffer.from(label)])),
          Buffer.from([0]),
        ]);
  const head = Buffer.from([0xc0, 0x0c, 0, type === 'A' ? 1 : 15, 0, 1, 0, 0, 0, 0, 0, data.length]);
  return Buffer.concat([head, data]);
}

/** The shipped configuration, switched on and quick, with these changes. */
export function contactable(changes: object = {}): ContactableConfig {
  const shipped = readConfigFile('contactable.yaml') as object;
  return checkContactableConfig({
    ...shipped,
    enabled: true,
    per_second: 50,
    time_limit_seconds: 1,
    ...changes,
  });
}

/** One instance of the application, as far as it tries routes. */
export function instance(
  world: ReportsWorld,
  config: ContactableConfig,
  app: Partial<AppConfig> = {},
): { tries: RouteTries; job: RouteChecksJob; trier: RouteTrier } {
  const trier = new RouteTrier(config, Object.assign(new AppConfig(), app), world.database);
  const tries = new RouteTries(world.database, world.clock, world.audit, trier, config);
  const job = new RouteChecksJob(world.database, tries, trier, new Heartbeats(world.database));
  return { tries, job, trier };
}
