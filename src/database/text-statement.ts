import pg, { type Connection, type Submittable } from 'pg';

/** What node-postgres has and its types leave out. */
interface PreparingConnection {
  parsedStatements: Readonly<Record<string, string>>;
  parse(statement: { name: string; text: string }): void;
  bind(portal: { statement: string; values: unknown[] }): void;
  execute(): void;
}
const { prepareValue } = (pg as unknown as { utils: { prepareValue: (value: unknown) => unknown } }).utils;

/**
 * A prepared statement whose every row is one text or null. PostgreSQL is not asked to describe its rows and
 * node-postgres reads no descriptions, which would be more than a third of what a short answer costs this process.
 */
export class TextStatement implements Submittable {
  /** Set by node-postgres. */
  callback!: (error: Error | null, texts?: (string | null)[]) => void;
  private readonly texts: (string | null)[] = [];
  private readonly values: unknown[];

  constructor(
    readonly name: string,
    readonly text: string,
    values: unknown[],
  ) {
    this.values = values.map(prepareValue);
  }

  submit(given: Connection): void {
    const connection = given as unknown as Connection & PreparingConnection;
    connection.stream.cork();
    if (connection.parsedStatements[this.name] === undefined) connection.parse(this);
    connection.bind({ statement: this.name, values: this.values });
    connection.execute();
    connection.sync();
    connection.stream.uncork();
  }

  handleDataRow({ fields: [text] }: { fields: [string | null] }): void {
    this.texts.push(text);
  }

  handleCommandComplete(): void {
    // How many rows there were is known.
  }

  handleReadyForQuery(): void {
    this.callback(null, this.texts);
  }

  handleError(error: Error): void {
    this.callback(error);
  }
}
