/** The error of PostgreSQL, or of the way to it, inside whatever wrapped it. */
interface Cause {
  code?: string;
  message: string;
}

/**
 * Why a configured database cannot be used, as one sentence that names the variable to correct and no password.
 * Sentences that were already said are left as they are.
 */
export function databaseProblem(error: unknown, variable: string, url: string): unknown {
  const { code, message } = causeOf(error);
  if (code === undefined) return error;
  const { hostname, port, pathname } = new URL(url);
  const where = `${hostname || 'localhost'}:${port || 5432}`;
  const name = decodeURIComponent(pathname.slice(1));
  if (code === '28P01' || code === '28000') {
    return new Error(`The database at ${where} refuses the user or password; correct ${variable}.`);
  }
  if (code === '3D000') {
    return new Error(`The database "${name}" does not exist at ${where}; create it, or correct ${variable}.`);
  }
  if (/^[A-Z]+$/.test(code)) {
    return new Error(
      `The database at ${where} cannot be reached (${code}); start it, or correct ${variable}.`,
    );
  }
  return new Error(
    `The database "${name}" at ${where} cannot be used (${message}); give an empty one or one of this product in ${variable}.`,
  );
}

function causeOf(error: unknown): Cause {
  const { driverError } = error as { driverError?: Cause };
  return driverError ?? (error as Cause);
}
