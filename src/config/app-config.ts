import 'reflect-metadata';
import { plainToInstance, Transform } from 'class-transformer';
import {
  IsEmail,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUrl,
  Matches,
  Max,
  Min,
  validateSync,
} from 'class-validator';
import { addressMistakes } from './address-mistakes.js';
import { SECRETS, withSecretFiles } from './secret-files.js';

const asInteger = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' && /^-?\d+$/.test(value.trim()) ? Number(value) : value;

/**
 * Everything the environment may say, validated once at start; nobody else reads the environment.
 *
 * Every default makes the trial start work with nothing configured.
 */
export class AppConfig {
  /** TCP port of the pages and the API. */
  @Transform(asInteger)
  @IsInt({ message: 'PORT must be a whole number' })
  @Min(0, { message: 'PORT must be 0 (any free port) or more' })
  @Max(65_535, { message: 'PORT must be at most 65535' })
  PORT: number = 3000;

  /** Address to listen on; the trial stays on this machine. */
  @IsString()
  @IsNotEmpty({ message: 'HOST must not be empty' })
  HOST: string = '127.0.0.1';

  /** Folder for what the trial keeps: the cluster, the key, the kept mail, trial.json. */
  @IsString()
  @IsNotEmpty({ message: 'DATA_DIR must not be empty' })
  DATA_DIR: string = '.data';

  /** PostgreSQL 15 or newer. Unset: the trial, with its own PostgreSQL and the demonstration force. */
  @IsOptional()
  @Matches(/^postgres(ql)?:\/\/\S+$/, {
    message: 'DATABASE_URL must look like postgres://user:password@host:5432/database',
  })
  DATABASE_URL?: string;

  /** The owner's connection, for migrations only; unset: DATABASE_URL is used for them. */
  @IsOptional()
  @Matches(/^postgres(ql)?:\/\/\S+$/, {
    message: 'MIGRATION_DATABASE_URL must look like postgres://owner:password@host:5432/database',
  })
  MIGRATION_DATABASE_URL?: string;

  /** Connections of this instance to the database. */
  @Transform(asInteger)
  @IsInt({ message: 'DATABASE_POOL_SIZE must be a whole number' })
  @Min(2, { message: 'DATABASE_POOL_SIZE must be at least 2' })
  @Max(200, { message: 'DATABASE_POOL_SIZE must be at most 200' })
  DATABASE_POOL_SIZE: number = 10;

  /** Mail server, e.g. smtp://user:password@mail.force.example:587. */
  @IsOptional()
  @Matches(/^smtps?:\/\/\S+$/, {
    message: 'SMTP_URL must look like smtp://host:25 or smtps://user:password@host:465',
  })
  SMTP_URL?: string;

  /**
   * Connections of this instance to the mail server, and so how many mails it hands over at once; one recipient domain
   * gets three quarters of them at most. Relays often allow 20 an address; Office 365 allows 3.
   */
  @Transform(asInteger)
  @IsInt({ message: 'SMTP_CONNECTIONS must be a whole number' })
  @Min(1, { message: 'SMTP_CONNECTIONS must be at least 1' })
  @Max(100, { message: 'SMTP_CONNECTIONS must be at most 100' })
  SMTP_CONNECTIONS: number = 10;

  /** Sender of every mail; its domain is that of the Message-IDs too. */
  @IsEmail({ require_tld: false }, { message: 'MAIL_FROM must be an e-mail address' })
  MAIL_FROM: string = 'neighbourhood-policing@monitor.example';

  /**
   * The address by which people reach this server; links in mails begin with it. Unset: http://HOST:PORT. Beside a
   * configured database it is https, or this machine itself: TLS ends at a proxy in front.
   */
  @IsOptional()
  @IsUrl(
    { require_tld: false, protocols: ['http', 'https'], require_protocol: true },
    { message: 'PUBLIC_URL must be an http or https address' },
  )
  PUBLIC_URL?: string;

  /**
   * The proxies in front of this server, whose word counts for where a request comes from: addresses and networks with commas
   * between. Unset: nobody's word does, and all that come through one proxy are counted as one.
   */
  @IsOptional()
  @Matches(/^[0-9a-f.:]+(\/\d{1,3})?(\s*,\s*[0-9a-f.:]+(\/\d{1,3})?)*$/i, {
    message: 'TRUSTED_PROXIES must be addresses or networks such as 10.0.0.0/8, with commas between',
  })
  TRUSTED_PROXIES?: string;

  /** Seals personal fields: 32 bytes in Base64. Unset: made once and kept in DATA_DIR/master.key. */
  @IsOptional()
  @Matches(/^[A-Za-z0-9+/]{43}=$/, {
    message: 'MASTER_KEY must be 32 bytes in Base64 (make one with: openssl rand -base64 32)',
  })
  MASTER_KEY?: string;

  /** The master key before this one, as long as it is being changed (npm run rotate-key). */
  @IsOptional()
  @Matches(/^[A-Za-z0-9+/]{43}=$/, { message: 'MASTER_KEY_PREVIOUS must be 32 bytes in Base64, or unset' })
  MASTER_KEY_PREVIOUS?: string;

  /** /health turns red when no sweep has finished for this many minutes. */
  @Transform(asInteger)
  @IsInt({ message: 'SWEEP_STALE_MINUTES must be a whole number' })
  @Min(1, { message: 'SWEEP_STALE_MINUTES must be at least 1' })
  SWEEP_STALE_MINUTES: number = 5;

  /** The installation's own copy of config/contactable.yaml: whom the route checks may ask. Unset: nobody is asked. */
  @IsOptional()
  @IsString()
  CONTACTABLE_FILE?: string;

  /** The installation's own copy of config/sign-in.yaml: the forces' identity providers. Unset: nobody can sign in. */
  @IsOptional()
  @IsString()
  SIGN_IN_FILE?: string;

  /** The secret by which this server is known to the identity provider, for the one force that names no file with it. */
  @IsOptional()
  @IsString()
  SIGN_IN_CLIENT_SECRET?: string;

  /** The national interface that neighbourhoods are pulled from, https://data.police.uk/api. Unset: nothing is pulled. */
  @IsOptional()
  @IsUrl(
    { require_tld: false, protocols: ['http', 'https'], require_protocol: true },
    { message: 'POLICE_UK_URL must be an http or https address such as https://data.police.uk/api' },
  )
  @Matches(/^[^?#@]+$/, { message: 'POLICE_UK_URL must have no user, query or fragment' })
  POLICE_UK_URL?: string;

  /** The clamd that looks at files before they are kept with a contact. Unset: they are kept without being looked at. */
  @IsOptional()
  @IsString()
  MALWARE_SCANNER?: string;
}

/**
 * Read the environment, and the files of secrets that it names. Empty values count as unset.
 * @throws Error naming every mistake at once, one sentence each.
 */
export function readAppConfig(environment: Record<string, string | undefined> = process.env): AppConfig {
  const known = Object.keys(new AppConfig()).concat(OPTIONAL);
  const { given: values, mistakes: unreadable } = withSecretFiles(environment);
  const given = Object.fromEntries(
    known.filter((name) => values[name]?.trim()).map((name) => [name, values[name]!.trim()]),
  );
  const config = plainToInstance(AppConfig, given, { exposeDefaultValues: true });
  const wrong = validateSync(config).map((error) => Object.values(error.constraints ?? {}).at(-1));
  const mistakes = [...unreadable, ...wrong, ...addressMistakes(config)];
  if (mistakes.length > 0) {
    throw new Error(`The configuration cannot be used: ${mistakes.join('; ')}.`);
  }
  return config;
}

const OPTIONAL = [
  ...SECRETS,
  'PUBLIC_URL',
  'TRUSTED_PROXIES',
  'CONTACTABLE_FILE',
  'SIGN_IN_FILE',
  'POLICE_UK_URL',
  'MALWARE_SCANNER',
];
