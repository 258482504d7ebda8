/** How often one stranger, or all who share an address, may do something. */
export interface Limit {
  name: string;
  /** Seconds that a turn costs. */
  each: number;
  /** Turns that may be taken at once, after a time without any. */
  atOnce: number;
  /** Routes on which every request is a turn, as the server has them. */
  routes: readonly string[];
}

/**
 * What costs us something before anybody has said who they are. Each limit is far above what a force's staff behind one
 * address, or a town behind one operator's, come to; it is there for programs. What only reads what is public is cached, and
 * what comes with a good key is never counted.
 */
export const LIMITS = {
  signIn: {
    name: 'sign-in',
    each: 0.5,
    atOnce: 600,
    routes: [
      'POST /sign-in',
      'GET /sign-in/:force',
      'GET /sign-in/:force/callback',
      'GET /sign-out/:force',
      'POST /sign-out/:force/back-channel',
    ],
  },
  publicForm: {
    name: 'public-form',
    each: 1,
    atOnce: 600,
    routes: ['POST /your-area/:force/:code/contact'],
  },
  recourseLink: {
    name: 'recourse-link',
    each: 1,
    atOnce: 600,
    routes: ['GET /recourse/ask/:force/:reference/:token', 'POST /recourse/ask/:force/:reference/:token'],
  },
  /** Taken by the guard, when a key was sent and is none. */
  wrongKey: { name: 'wrong-key', each: 1, atOnce: 600, routes: [] },
} as const satisfies Record<string, Limit>;

/** The limit of a route; for HEAD that of GET. */
export function limitOf(method: string, url: string): Limit | undefined {
  const route = `${method === 'HEAD' ? 'GET' : method} ${url}`;
  return Object.values<Limit>(LIMITS).find(({ routes }) => routes.includes(route));
}
