import type { Database } from '../../pipelines/database/database.ts';
import { openEmbedded } from '../../pipelines/database/embedded.ts';
import { openPostgres } from '../../pipelines/database/postgres.ts';
import { ManagedFolder, missingManaged } from './managed.ts';
import { createDatabase, missingPostgres, type PostgresVersion } from './postgres.ts';

/** An empty database of its own, gone when it is disposed; its URL, where other connections are possible. */
export type OpenedDatabase = Database & { readonly url: string | null };

export interface DatabaseKind {
  readonly name: 'PGlite' | 'PostgreSQL 15' | 'PostgreSQL 18' | 'a PostgreSQL of its own';
  /** Why it cannot be opened on this machine; null when it can (`need` skips by it). */
  readonly missing: string | null;
  open(): Promise<OpenedDatabase>;
}

async function openPGlite(): Promise<OpenedDatabase> {
  return Object.assign(await openEmbedded(null, new AbortController().signal), { url: null });
}

async function openServed(version: PostgresVersion): Promise<OpenedDatabase> {
  const created = await createDatabase(version);
  const database = await openPostgres(created.url, {}, new AbortController().signal);
  const close = database[Symbol.asyncDispose].bind(database);
  const dispose = async (): Promise<void> => {
    await close();
    await created[Symbol.asyncDispose]();
  };
  return Object.assign(database, { url: created.url, [Symbol.asyncDispose]: dispose });
}

async function openOwn(): Promise<OpenedDatabase> {
  const folder = await ManagedFolder.made();
  const database = await folder.open();
  const close = database[Symbol.asyncDispose].bind(database);
  const dispose = async (): Promise<void> => {
    await close();
    folder[Symbol.dispose]();
  };
  return Object.assign(database, { url: await folder.url(), [Symbol.asyncDispose]: dispose });
}

/** A server of the product's own in a folder: what differs from one by URL is how it lives, so few suites run on it. */
export const ownDatabase: DatabaseKind = { name: 'a PostgreSQL of its own', missing: missingManaged, open: openOwn };

/** Every database that the product runs on, as the suites go through them. */
export const databases: readonly DatabaseKind[] = [
  { name: 'PGlite', missing: null, open: openPGlite },
  { name: 'PostgreSQL 15', missing: missingPostgres(15), open: () => openServed(15) },
  { name: 'PostgreSQL 18', missing: missingPostgres(18), open: () => openServed(18) },
];
