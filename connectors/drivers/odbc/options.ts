import { parseSettings, settingOf, settingsText, withDefaults } from './connection-string.ts';
import type { Settings } from './connection-string.ts';
import type { Dialect } from './dialect.ts';
import type { DialectName } from './dialects.ts';

export interface OdbcOptions {
  /** How the database behind the ODBC driver speaks. */
  readonly dialect: DialectName;
  /** An ODBC connection string without the password, as `Driver={MariaDB Unicode};Server=srv;Database=base;UID=libro`. */
  readonly connection: string;
  /** Asked for when a connection is opened. */
  readonly password?: () => string;
  /** The environment of the child process: what drivers look up, as ODBCSYSINI; nothing else is given to them. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** How long a connection may take; default 15000. */
  readonly connectTimeoutMs?: number;
  /** How long the driver may stay silent on a statement before its process is ended; default 300000. */
  readonly silenceTimeoutMs?: number;
}

const CONNECT_TIMEOUT_MS = 15_000;
const SILENCE_TIMEOUT_MS = 300_000;

/** Options that were looked at: what a connection needs to be opened. */
export interface Opening {
  readonly dialect: Dialect;
  readonly settings: Settings;
  readonly password: (() => string) | null;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly connectTimeoutMs: number;
  readonly silenceTimeoutMs: number;
  /** Where the source lies, for messages: nothing of the settings but server, port and database. */
  readonly place: string;
}

export function openingOf(options: OdbcOptions, dialect: Dialect): Opening {
  const settings = parseSettings(options.connection) ?? [];
  return {
    dialect,
    settings,
    password: options.password ?? null,
    environment: options.environment ?? {},
    connectTimeoutMs: options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
    silenceTimeoutMs: options.silenceTimeoutMs ?? SILENCE_TIMEOUT_MS,
    place: `${dialect.title}${dialect.tried ? '' : ' (dialecto sin probar con una base real)'}, ${placeOf(settings)}`,
  };
}

/** As the driver gets it. */
export function connectionText({ dialect, settings, password }: Opening, secret: string | null): string {
  const whole = withDefaults(dialect.located?.(settings) ?? settings, dialect.settings);
  return settingsText(password === null || secret === null ? whole : [...whole, ['PWD', secret]]);
}

/** The name or path by which the driver is asked for. */
export function driverOf(settings: Settings): string {
  return settingOf(settings, 'Driver') ?? `DSN ${settingOf(settings, 'DSN') ?? ''}`;
}

function placeOf(settings: Settings): string {
  const server = settingOf(settings, 'Server', 'Servername', 'Host');
  const port = settingOf(settings, 'Port');
  const host = server === null ? settingOf(settings, 'Socket') : `${server}${port === null ? '' : `:${port}`}`;
  const database = settingOf(settings, 'DBQ', 'Database', 'DBName');
  const dsn = settingOf(settings, 'DSN');
  const parts = [dsn === null ? null : `DSN ${dsn}`, host, database];
  return parts.filter((part) => part !== null).join(', ');
}
