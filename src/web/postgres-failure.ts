/** What of a PostgreSQL error may be logged: never its message or detail, which quote the row. */
export interface PostgresFacts {
  sqlState: string;
  table?: string;
  constraint?: string;
}

interface PostgresAnswer {
  status: 400 | 409 | 503;
  detail: string;
}

const tooBusy = 'The service is busy just now. Try again in a minute.';
const unreachable = 'The database cannot be reached just now. Try again in a minute.';

/**
 * Input that only the database could refuse, and states that pass by waiting. Everything that is not here is a
 * fault of the program and stays a 500.
 */
const answers: Record<string, PostgresAnswer> = {
  '22001': { status: 400, detail: 'A text is longer than can be stored. Shorten it.' },
  '22003': { status: 400, detail: 'A number is too large or too small. Correct it.' },
  '22007': { status: 400, detail: 'A date or time cannot be read. Write it like 2026-03-29T09:30:00+01:00.' },
  '22008': { status: 400, detail: 'A date or time lies outside the calendar. Correct it.' },
  '22021': { status: 400, detail: 'A text holds a character that cannot be stored. Remove it.' },
  '22P02': { status: 400, detail: 'A value is not of the kind its field needs. Correct it.' },
  '22P05': { status: 400, detail: 'A text holds a character that cannot be stored. Remove it.' },
  '23514': { status: 400, detail: 'A value is outside what is allowed. Correct it.' },
  '23503': {
    status: 409,
    detail: 'This refers to something that is not there, or something still refers to it.',
  },
  '23505': {
    status: 409,
    detail: 'There is already one with the same details. Change it, or use the existing one.',
  },
  '23P01': { status: 409, detail: 'This overlaps a period that is already recorded. Change the dates.' },
  '40001': { status: 503, detail: tooBusy },
  '40P01': { status: 503, detail: tooBusy },
  '53300': { status: 503, detail: tooBusy },
  '55P03': { status: 503, detail: tooBusy },
  '57014': { status: 503, detail: tooBusy },
  '25P03': { status: 503, detail: tooBusy },
  '08000': { status: 503, detail: unreachable },
  '08001': { status: 503, detail: unreachable },
  '08003': { status: 503, detail: unreachable },
  '08006': { status: 503, detail: unreachable },
  '57P01': { status: 503, detail: unreachable },
  '57P02': { status: 503, detail: unreachable },
  '57P03': { status: 503, detail: unreachable },
};

/** pg's pool and client report a lost or missing connection without an SQLSTATE. */
const connectionLost =
  /^(timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error)/;
const networkCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND']);

/** The answer to an error that pg, or TypeORM on top of it, threw; undefined when it is none or has no answer. */
export function postgresAnswer(error: unknown): PostgresAnswer | undefined {
  const facts = postgresFacts(error);
  if (facts) return answers[facts.sqlState];
  const { code, message } = driverError(error);
  const lost = networkCodes.has(String(code)) || connectionLost.test(String(message));
  return lost ? { status: 503, detail: unreachable } : undefined;
}

/** The loggable facts of an error that PostgreSQL raised; undefined for any other error. */
export function postgresFacts(error: unknown): PostgresFacts | undefined {
  const { code, severity, table, constraint } = driverError(error);
  if (typeof code !== 'string' || typeof severity !== 'string' || !/^[0-9A-Z]{5}$/.test(code))
    return undefined;
  return {
    sqlState: code,
    ...(typeof table === 'string' && { table }),
    ...(typeof constraint === 'string' && { constraint }),
  };
}

function driverError(error: unknown): Record<string, unknown> {
  if (typeof error !== 'object' || error === null) return {};
  const { driverError: inner } = error as { driverError?: unknown };
  return (typeof inner === 'object' && inner !== null ? inner : error) as Record<string, unknown>;
}
