import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

import { openBrowser, type Browser } from './browser.ts';
import { Connection, type ConnectionHost } from './connection.ts';
import { createCatalogue } from './engine/catalogue.ts';
import type { Account } from './engine/session.ts';
import type { ServerFacts } from './engine/facts.ts';
import { Store } from './engine/store.ts';
import { knownError } from './known-errors.ts';
import { Faults } from './faults.ts';
import { LocalSession } from './local-session.ts';
import type { SqlAccount } from './login-answer.ts';
import { PreparedStatements } from './calls.ts';
import { Recording } from './recording.ts';
import { defineTable, type TableDeclaration } from './tables.ts';
import type { Given } from './types/stored.ts';
import { makeCertificate, type ServerCertificate } from './wire/certificate.ts';
import type { WindowsAccount } from './wire/ntlm.ts';
import type { EncryptionMode } from './wire/prelogin.ts';

/** The server's version, as its clients see it. */
const VERSIONS = {
  '2008R2': [10, 50, 6000],
  '2012': [11, 0, 7001],
  '2016': [13, 0, 6300],
  '2019': [15, 0, 4415],
  '2022': [16, 0, 4195],
} as const;

export interface TdsServerOptions {
  /** Default `HASSQL`. */
  readonly database?: string;
  /** Default `2019`. */
  readonly version?: keyof typeof VERSIONS;
  readonly edition?: string;
  /** SQL accounts; default: `lector` who may read, and `dueno` who may do everything, both with the password `Clave-1`. */
  readonly accounts?: readonly (Partial<Account> & { readonly name: string; readonly password: string })[];
  readonly windowsAccounts?: readonly (WindowsAccount & Partial<Account>)[];
  /** Default `unsupported`; every other mode needs openssl. */
  readonly encryption?: EncryptionMode;
  /** A named instance, for which a Browser answers on `browserPort` (default 1434, where clients ask). */
  readonly instance?: string;
  readonly browserPort?: number;
  readonly port?: number;
  /** ALLOW_SNAPSHOT_ISOLATION, default off as on a real server. */
  readonly snapshotIsolation?: boolean;
  readonly readCommittedSnapshot?: boolean;
  /** The first value that @@DBTS moves to; default 2001, as in a new database. */
  readonly firstRowversion?: bigint;
  /** Rows with nulls are sent as NBCROW, as a real server does where it is shorter; default true. */
  readonly nullBitmaps?: boolean;
  readonly now?: () => Date;
}

export const PASSWORD = 'Clave-1';

const DEFAULT_ACCOUNTS = [
  { name: 'lector', password: PASSWORD, roles: ['db_datareader'] },
  { name: 'dueno', password: PASSWORD, roles: ['db_owner'] },
];

/**
 * A small SQL Server on loopback that speaks TDS 7.4 over an SQLite database in memory. FOR TESTS ONLY: it knows the part
 * of T-SQL that our driver and the tests need, keeps no lock for readers, and protects nothing. What it does not support
 * is error 50000, never a wrong answer. Whoever opens it disposes it.
 */
export async function openTdsServer(options: TdsServerOptions = {}): Promise<TdsServer> {
  const server = new TdsServer(options);
  await server.start();
  return server;
}

export class TdsServer implements AsyncDisposable {
  readonly faults = new Faults(knownError);
  readonly recording = new Recording();
  readonly store: Store;
  readonly #options: TdsServerOptions;
  readonly #certificate: ServerCertificate | null;
  readonly #host: ConnectionHost;
  readonly #connections = new Set<Connection>();
  readonly #crashes: unknown[] = [];
  #listener: Server | null = null;
  #browser: Browser | null = null;
  #port: number;
  #nextSpid = 51;

  constructor(options: TdsServerOptions) {
    this.#options = options;
    this.#port = options.port ?? 0;
    this.store = new Store(factsOf(options), options.firstRowversion ?? 2001n);
    createCatalogue(this.store);
    const encryption = options.encryption ?? 'unsupported';
    this.#certificate = encryption === 'unsupported' ? null : makeCertificate();
    const { store, faults, recording } = this;
    this.#host = {
      store,
      faults,
      recording,
      encryption,
      secureContext: this.#certificate?.context ?? null,
      ...accountsOf(options),
      nullBitmaps: options.nullBitmaps ?? true,
      exchanges: new Map(),
      requests: { store, faults, recording, prepared: new PreparedStatements() },
      crashed: (thrown) => {
        this.#crashes.push(thrown);
      },
    };
  }

  readonly host = '127.0.0.1';

  get port(): number {
    return this.#port;
  }

  get database(): string {
    return this.store.facts.database;
  }

  /** The certificate in PEM, where the server has one. */
  get certificate(): string | null {
    return this.#certificate?.certificate ?? null;
  }

  get openConnections(): number {
    return this.#connections.size;
  }

  /** How many times the Browser was asked for the instance. */
  get browsed(): number {
    return this.#browser?.asked ?? 0;
  }

  async start(): Promise<void> {
    await this.accept();
    if (this.#options.instance === undefined) return;
    const { name, version } = this.store.facts;
    const described = {
      server: name.split('\\')[0] ?? name,
      instance: this.#options.instance,
      version: `${version[0]}.${version[1]}.${version[2]}.0`,
      port: this.port,
    };
    this.#browser = await openBrowser(described, this.#options.browserPort);
  }

  /** Listens again, on the port it had. */
  async accept(): Promise<void> {
    if (this.#listener !== null) return;
    const listener = createServer((socket) => {
      this.#connect(socket);
    });
    const listening = Promise.withResolvers<undefined>();
    listener.once('error', listening.reject);
    listener.listen(this.#port, this.host, () => {
      listening.resolve(undefined);
    });
    await listening.promise;
    this.#port = (listener.address() as AddressInfo).port;
    this.#listener = listener;
  }

  /** Takes no more connections and drops those that are open, as a server that goes down. */
  async refuse(): Promise<void> {
    const listener = this.#listener;
    this.#listener = null;
    this.dropConnections();
    if (listener === null) return;
    const closed = Promise.withResolvers<undefined>();
    listener.close(() => {
      closed.resolve(undefined);
    });
    await closed.promise;
  }

  dropConnections(): void {
    for (const connection of this.#connections) connection.destroy();
  }

  /** Settles when every connection that was dropped or closed is gone, and what it left open undone. */
  async idle(): Promise<void> {
    await Promise.all([...this.#connections].filter(({ closing }) => closing).map((connection) => connection.gone));
  }

  /** Declares a table with its rows; a row gives its cells in the order of the columns that hold values (no computed one, no rowversion). */
  createTable(name: string, declaration: TableDeclaration, rows: Iterable<readonly Given[]> = []): void {
    defineTable(this.store, name, declaration, rows);
  }

  async createView(name: string, query: string): Promise<void> {
    await this.local().run(`CREATE VIEW ${name} AS ${query}`);
  }

  /** A session inside the process, of an owner: several can have transactions open at once. */
  local(): LocalSession {
    return new LocalSession(this.store, this.#nextSpid++);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.refuse();
    await Promise.all([...this.#connections].map((connection) => connection.gone));
    await this.#browser?.[Symbol.asyncDispose]();
    this.store[Symbol.dispose]();
    if (this.#crashes.length > 0) throw new AggregateError(this.#crashes, 'the TDS test server failed');
  }

  #connect(socket: Socket): void {
    socket.setNoDelay(true);
    const connection = new Connection(this.#host, socket, this.#nextSpid++);
    this.#connections.add(connection);
    void connection.gone.then(() => this.#connections.delete(connection));
  }
}

function wholeAccount(account: Partial<Account> & { readonly name: string; readonly password: string }): SqlAccount {
  return { roles: ['db_datareader'], permissions: [], denied: [], ...account };
}

function factsOf(options: TdsServerOptions): ServerFacts {
  const { instance = null, edition = 'Standard Edition (64-bit)', database = 'HASSQL' } = options;
  return {
    name: instance === null ? 'SRV-PRUEBAS' : `SRV-PRUEBAS\\${instance}`,
    instance,
    version: VERSIONS[options.version ?? '2019'],
    edition,
    database,
    snapshotAllowed: options.snapshotIsolation ?? false,
    readCommittedSnapshot: options.readCommittedSnapshot ?? false,
    now: options.now ?? (() => new Date()),
  };
}

function accountsOf(options: TdsServerOptions): Pick<ConnectionHost, 'accounts' | 'windowsAccounts'> {
  return {
    accounts: (options.accounts ?? DEFAULT_ACCOUNTS).map(wholeAccount),
    windowsAccounts: (options.windowsAccounts ?? []).map((account) => {
      const { domain, user } = account;
      return { ...wholeAccount({ name: `${domain}\\${user}`, ...account }), domain, user };
    }),
  };
}
