import type { config as PoolConfig } from 'mssql';

export interface SqlServerOptions {
  /** Name or address of the server; a named instance after a backslash, as in `SRV-PREDIAL\SQLEXPRESS`. */
  readonly server: string;
  /** Default 1433; not together with a named instance, whose port SQL Server Browser tells. */
  readonly port?: number;
  readonly database: string;
  readonly user: string;
  /** Asked for when a pool is opened. */
  readonly password: () => string;
  /** Windows domain: the account is one of Windows, and lets itself in by NTLM. */
  readonly domain?: string;
  /** Default true. A server without TLS 1.2 needs false, or a lower `tlsMinVersion`. */
  readonly encrypt?: boolean;
  /** Default false: the server's certificate must be one that this machine trusts. */
  readonly trustServerCertificate?: boolean;
  /** Default TLSv1.2. Lower only for servers that were never updated; it weakens the ciphers that are taken, too. */
  readonly tlsMinVersion?: 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';
  /** Asks an availability group for a readable secondary. Not for streams read by rowversion. Default false. */
  readonly readOnlyIntent?: boolean;
  /** As the server's administrator sees the connections; default `libro-unico`. */
  readonly applicationName?: string;
  /**
   * `snapshot`: each reading is one snapshot, and a database that does not allow it is refused. `read-committed`: each
   * statement sees what is committed. Default: a snapshot where the database allows it.
   */
  readonly isolation?: 'snapshot' | 'where-allowed' | 'read-committed';
  /** Rows read in a second at most, over all connections of the source; default no limit. */
  readonly maxRowsPerSecond?: number;
  /** How long a connection may take; default 8000. */
  readonly connectTimeoutMs?: number;
  /** How long a statement waits for another's lock before it is SOURCE_BUSY; default 5000. */
  readonly lockTimeoutMs?: number;
  /** How long the server may stay silent on a statement before it is given up; default 300000. */
  readonly silenceTimeoutMs?: number;
}

export const CONNECTIONS_AT_MOST = 2;
/** How long the server may take to acknowledge that it stopped, before its connection is destroyed. */
export const CANCEL_TIMEOUT_MS = 5000;
const IDLE_MS = 30_000;

/** Where the source lies, for messages. */
export function placeOf({ server, port, database }: SqlServerOptions): string {
  return `SQL Server ${server}${port === undefined ? '' : `:${String(port)}`}, base ${database}`;
}

export function isolationOf(options: SqlServerOptions): NonNullable<SqlServerOptions['isolation']> {
  return options.isolation ?? 'where-allowed';
}

/** The vendor's configuration. Its own timeouts of requests are off: the watchdog counts silence, not length. */
export function poolConfig(options: SqlServerOptions): PoolConfig {
  const [host = '', instanceName] = options.server.split('\\');
  const { port, database, user, password, domain } = options;
  return {
    ...given({ port, domain }),
    server: host,
    database,
    user,
    password: password(),
    arrayRowMode: true,
    requestTimeout: 0,
    connectionTimeout: connectTimeoutOf(options),
    validateConnection: 'socket',
    pool: { min: 0, max: CONNECTIONS_AT_MOST, idleTimeoutMillis: IDLE_MS },
    options: {
      ...given({ instanceName }),
      ...encryption(options),
      readOnlyIntent: options.readOnlyIntent ?? false,
      appName: options.applicationName ?? 'libro-unico',
      cancelTimeout: CANCEL_TIMEOUT_MS,
      enableArithAbort: true,
    },
  };
}

export function connectTimeoutOf({ connectTimeoutMs = 8000 }: SqlServerOptions): number {
  return connectTimeoutMs;
}

function encryption({ encrypt = true, trustServerCertificate = false, tlsMinVersion = 'TLSv1.2' }: SqlServerOptions) {
  const old = tlsMinVersion === 'TLSv1' || tlsMinVersion === 'TLSv1.1';
  // OpenSSL 3 takes the ciphers and signatures of TLS 1.0 and 1.1 at its security level 0 only.
  const cryptoCredentialsDetails = { minVersion: tlsMinVersion, ...(old && { ciphers: 'DEFAULT@SECLEVEL=0' }) };
  return { encrypt, trustServerCertificate, cryptoCredentialsDetails };
}

/** What was said, without what was not. */
function given<Value>(said: Readonly<Record<string, Value | undefined>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(said).filter((entry): entry is [string, Value] => entry[1] !== undefined));
}
