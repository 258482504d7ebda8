/** What one request, and one connection, may take of the server: bytes and milliseconds. */
export const SERVER_LIMITS = {
  /** Unless a route says otherwise. */
  bodyLimit: 1024 * 1024,
  /** All headers together, the address included. */
  maxHeaderSize: 16 * 1024,
  /** So much of a body, and not of its pieces, waits in a connection until somebody reads it. */
  highWaterMark: 16 * 1024,
  /** From the first byte until the headers are whole: a browser sends them at once. */
  headersTimeout: 15_000,
  /** Until the body is whole as well: a file of 20 MB over a line of 2 Mbit/s. */
  requestTimeout: 90_000,
  /** Without a byte either way. */
  connectionTimeout: 120_000,
  /** Between two requests; longer than the proxies in front, which would otherwise be cut off while they send. */
  keepAliveTimeout: 72_000,
  /** How often it is looked who takes too long. */
  connectionsCheckingInterval: 5_000,
};

export type ServerLimits = typeof SERVER_LIMITS;
