import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A stretch of network between two programs, which can go silent: nothing is refused, and nothing arrives. */
export interface Proxy {
  port: number;
  /** From now on nothing gets through, in either direction; new connections are taken and hear nothing either. */
  silence(): void;
  /** Ends the silence. `forget`: as a firewall does, the connections of before stay silent for good. */
  speak(options: { forget: boolean }): void;
  close(): Promise<void>;
}

interface Pair {
  sides: [Socket, Socket];
  silent: boolean;
  forgotten: boolean;
}

export async function startProxy(targetPort: number): Promise<Proxy> {
  const pairs = new Set<Pair>();
  let silent = false;
  const server = createServer((near) => {
    const far = connect(targetPort, '127.0.0.1');
    const pair: Pair = { sides: [near, far], silent, forgotten: false };
    pairs.add(pair);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.setNoDelay(true);
      from.on('error', () => undefined);
      from.pipe(to);
      from.on('close', () => {
        // Of a silent connection the other end does not learn that this one is gone; the system under test must cope.
        if (pair.silent && from === near) return;
        to.destroy();
        pairs.delete(pair);
      });
    }
    if (silent) hold(pair);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    silence() {
      silent = true;
      pairs.forEach(hold);
    },
    speak({ forget }) {
      silent = false;
      for (const pair of pairs) {
        if (forget && pair.silent) pair.forgotten = true;
        release(pair, pairs);
      }
    },
    async close() {
      for (const { sides } of pairs) for (const side of sides) side.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function hold(pair: Pair): void {
  pair.silent = true;
  const [near, far] = pair.sides;
  near.unpipe(far);
  far.unpipe(near);
  near.pause();
  far.pause();
}

function release(pair: Pair, pairs: Set<Pair>): void {
  if (!pair.silent || pair.forgotten) return;
  pair.silent = false;
  const [near, far] = pair.sides;
  if (near.destroyed || far.destroyed) {
    for (const side of pair.sides) side.destroy();
    pairs.delete(pair);
    return;
  }
  near.pipe(far);
  far.pipe(near);
}
