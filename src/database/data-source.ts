import { DataSource, type EntitySchema, type MixedList } from 'typeorm';
import { MIGRATIONS } from '../../migrations/index.js';
import { setTypeParsers } from './type-parsers.js';

/** The role every connection of the application acts in; it owns nothing and passes no policy. */
export const APPLICATION_ROLE = 'npg_app';
/** The role of the jobs that work across forces, with policies of its own. */
export const SWEEPER_ROLE = 'npg_sweeper';

export interface DataSourceSettings {
  url: string;
  poolSize: number;
  // eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- TypeORM's own type for entity classes
  entities?: MixedList<Function | string | EntitySchema>;
}

// No connection may wait or idle for ever: a forgotten transaction or a stuck lock ends itself and says so.
// Compiling a statement takes PostgreSQL longer than running any of ours.
const GUARDS =
  '-c statement_timeout=60000 -c lock_timeout=10000 -c idle_in_transaction_session_timeout=30000 -c timezone=UTC -c jit=off';

/** The application's pool: every connection starts in the application's role, whoever it signed in as. */
export function applicationDataSource({ url, poolSize, entities = [] }: DataSourceSettings): DataSource {
  setTypeParsers();
  return new DataSource({
    type: 'postgres',
    url,
    entities,
    synchronize: false,
    installExtensions: false,
    logging: false,
    applicationName: 'neighbourhood-policing-guarantee',
    extra: {
      max: poolSize,
      options: `-c role=${APPLICATION_ROLE} ${GUARDS}`,
      connectionTimeoutMillis: 10_000,
    },
  });
}

/** The owner's connection: migrations and nothing else. */
export function ownerDataSource(url: string, entities: DataSourceSettings['entities'] = []): DataSource {
  setTypeParsers();
  return new DataSource({
    type: 'postgres',
    url,
    entities,
    migrations: MIGRATIONS,
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'all',
    synchronize: false,
    installExtensions: false,
    logging: false,
    extra: { max: 2, options: '-c timezone=UTC', connectionTimeoutMillis: 10_000 },
  });
}
