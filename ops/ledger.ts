import { hostname } from 'node:os';
import { resolve } from 'node:path';
import type { Database } from '../pipelines/database/database.ts';
import { openEmbedded } from '../pipelines/database/embedded.ts';
import { managedAddress, openManaged } from '../pipelines/database/managed.ts';
import { openPostgres } from '../pipelines/database/postgres.ts';
import type { Login } from '../pipelines/database/postgres.ts';
import { parsePostgresUrl } from '../pipelines/database/postgres-url.ts';
import { Secret } from './config/secret.ts';
import type { LoadedSite } from './config/load.ts';

const STARTED = Math.round(Date.now() - performance.now()).toString(36);

/**
 * This process, as its connections and its leases are named. With the moment at which it began: in a container every
 * process has the same number.
 */
export const HOLDER = `libro ${hostname().slice(0, 36)} ${String(process.pid)} ${STARTED}`;

/** The ledger that the site names. Whoever opens disposes. */
export function openLedger(
  { site: { ledger }, folder }: LoadedSite,
  environment: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<Database> {
  switch (ledger.kind) {
    case 'embedded':
      return openEmbedded(resolve(folder, ledger.embedded), signal);
    case 'managed': {
      const { managed, user, connections, statementTimeoutMs } = ledger;
      const options = { user, connections, statementTimeoutMs, name: HOLDER };
      return openManaged(resolve(folder, managed), options, signal);
    }
    case 'url': {
      const { url, connections, statementTimeoutMs } = ledger;
      const options = { connections, statementTimeoutMs, folder, name: HOLDER };
      return openPostgres(revealed(url, environment), options, signal);
    }
  }
}

/** One more connection to the same ledger, as somebody else; a statement takes no longer than the limit. */
export function connectAs(
  { site: { ledger }, folder }: LoadedSite,
  environment: NodeJS.ProcessEnv,
  login: Login,
  limitMs: number,
  signal: AbortSignal,
): Promise<Database> {
  const options = { login, connections: 1, statementTimeoutMs: limitMs };
  switch (ledger.kind) {
    case 'embedded':
      throw new TypeError('an embedded ledger has one connection');
    case 'managed':
      return openManaged(resolve(folder, ledger.managed), { ...options, user: ledger.user }, signal);
    case 'url':
      return openPostgres(revealed(ledger.url, environment), { ...options, folder }, signal);
  }
}

/** Where other programs find the ledger. */
export interface LedgerAddress {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly sslmode: string;
}

export async function addressOf(
  { site: { ledger }, folder }: LoadedSite,
  environment: NodeJS.ProcessEnv,
): Promise<LedgerAddress> {
  switch (ledger.kind) {
    case 'embedded':
      throw new TypeError('an embedded ledger has no address');
    case 'managed':
      // It never leaves the machine.
      return { ...(await managedAddress(resolve(folder, ledger.managed))), sslmode: 'disable' };
    case 'url': {
      const { host, port, database, sslmode } = parsePostgresUrl(revealed(ledger.url, environment), folder);
      return { host, port, database, sslmode };
    }
  }
}

function revealed(url: string | Secret, environment: NodeJS.ProcessEnv): string {
  return url instanceof Secret ? url.reveal(environment) : url;
}
