import { STATUS_CODES } from 'node:http';
import type { ErrorShape } from '../../web/problem-details.filter.js';

/** What the national service says of everything that is not there. */
export const NOT_FOUND = { status: 404, type: 'text/plain; charset=utf-8', body: 'Not Found' } as const;

/**
 * Errors of the national interface: the bare words of the status. Whatever a client asked for in a wrong way is not
 * there.
 */
export const POLICE_UK_ERRORS: ErrorShape = {
  prefix: '/api/police-uk/',
  render: ({ status }) => ({
    type: NOT_FOUND.type,
    ...(isNowhere(status) && { status: NOT_FOUND.status }),
    body: isNowhere(status) ? NOT_FOUND.body : (STATUS_CODES[status] ?? 'Error'),
  }),
};

/** "Unknown force, unknown or wrong-case neighbourhood …, or a malformed q: 404": an address that no router reads, too. */
const isNowhere = (status: number): boolean => status === 400 || status === 404 || status === 414;
