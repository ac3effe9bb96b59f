import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { topicOf } from '../../schemas/entity.ts';
import type { CanonicalEntity } from '../../schemas/entity.ts';
import { IntegrationError } from '../../schemas/errors.ts';
import { digestOf } from '../capture/digest.ts';
import type { Database, Transaction } from '../database/database.ts';
import { createTopics } from '../log/append.ts';
import { migrateRoles } from './roles.ts';
import { addColumn, columnsOfTable, createTables } from './tables.ts';

const MIGRATIONS = join(import.meta.dirname, 'migrations');
const VIEWS = join(import.meta.dirname, 'views');
/** Any constant: it only has to be the same in every process that makes the first table. */
const FIRST_LOCK = 257_580;

/**
 * Brings the ledger's database up to date, under a lock, in one transaction: numbered migrations, the entities' tables
 * (made, or given their added optional columns), topics, and the views, which are derived and made anew when they change.
 */
export async function migrate(
  database: Database,
  entities: readonly CanonicalEntity[],
  signal: AbortSignal,
): Promise<void> {
  await database.transaction(async (transaction) => {
    await lockMigrations(transaction, signal);
    const done = await doneMigrations(transaction, signal);
    const migrations = await sqlFiles(MIGRATIONS);
    refuseNewer(migrations, [...done.keys()]);
    for (const name of migrations) {
      if (done.has(name)) continue;
      const script = await readFile(join(MIGRATIONS, name), 'utf8');
      await transaction.execute(script, signal);
      await record(transaction, name, digestOf(script), signal);
    }
    for (const entity of entities) await migrateEntity(transaction, entity, signal);
    await createTopics(transaction, entities.map(topicOf), signal);
    await migrateViews(transaction, done.get('vistas'), signal);
    await migrateRoles(transaction, database.capabilities, entities, signal);
  }, signal);
}

/** An advisory lock can be taken, and kept, by anybody who may log in: it is asked for only while there is no table to lock. */
async function lockMigrations(transaction: Transaction, signal: AbortSignal): Promise<void> {
  const [made] = await transaction.query<{ there: boolean }>(
    `select to_regclass('corridas.migracion') is not null as there`,
    [],
    signal,
  );
  if (made?.there !== true) {
    await transaction.query('select pg_advisory_xact_lock($1)', [FIRST_LOCK], signal);
    await transaction.execute(
      `create schema if not exists corridas;
       create table if not exists corridas.migracion (
         nombre text collate "C" primary key, huella text not null, aplicada_en timestamptz not null default clock_timestamp())`,
      signal,
    );
  }
  await transaction.execute('lock table corridas.migracion in share row exclusive mode', signal);
}

async function doneMigrations(transaction: Transaction, signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
  const rows = await transaction.query<{ nombre: string; huella: string }>(
    'select nombre, huella from corridas.migracion',
    [],
    signal,
  );
  return new Map(rows.map((row) => [row.nombre, row.huella]));
}

function refuseNewer(known: readonly string[], done: readonly string[]): void {
  const unknown = done.filter((name) => name.endsWith('.sql') && !known.includes(name));
  if (unknown.length === 0) return;
  throw new IntegrationError(
    'LEDGER_UNAVAILABLE',
    `A la base se le aplicó lo que esta versión no conoce (${unknown.join(', ')}): ` +
      'es de una versión más nueva del programa. Actualice el programa.',
  );
}

async function record(transaction: Transaction, name: string, digest: string, signal: AbortSignal): Promise<void> {
  await transaction.query(
    `insert into corridas.migracion (nombre, huella) values ($1, $2)
     on conflict (nombre) do update set huella = excluded.huella, aplicada_en = clock_timestamp()`,
    [name, digest],
    signal,
  );
}

async function migrateEntity(transaction: Transaction, entity: CanonicalEntity, signal: AbortSignal): Promise<void> {
  const rows = await transaction.query<{ name: string }>(
    `select column_name as name from information_schema.columns where table_schema = 'libro' and table_name = $1`,
    [entity.name],
    signal,
  );
  if (rows.length === 0) return transaction.execute(createTables(entity), signal);
  const present = new Set(rows.map((row) => row.name));
  const wanted = columnsOfTable(entity);
  const gone = [...present].filter((name) => !wanted.some((column) => column.name === name));
  if (gone.length > 0) {
    throw new IntegrationError(
      'LEDGER_UNAVAILABLE',
      `La tabla libro.${entity.name} tiene columnas que esta versión no conoce (${gone.join(', ')}): ` +
        'la base es de una versión más nueva del programa. Actualice el programa.',
    );
  }
  for (const column of wanted)
    if (!present.has(column.name)) await transaction.execute(addColumn(entity, column), signal);
}

async function migrateViews(transaction: Transaction, done: string | undefined, signal: AbortSignal): Promise<void> {
  const scripts: string[] = [];
  for (const name of await sqlFiles(VIEWS)) scripts.push(await readFile(join(VIEWS, name), 'utf8'));
  const digest = digestOf(scripts.join('\n'));
  if (done === digest) return;
  await transaction.execute(['drop schema if exists bi cascade; create schema bi;', ...scripts].join('\n'), signal);
  await record(transaction, 'vistas', digest, signal);
}

async function sqlFiles(folder: string): Promise<readonly string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
}
