import { access, constants, stat } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { IntegrationError } from '../../../schemas/errors.ts';
import type { Connection, Driver } from '../../driver.ts';
import { SqliteConnection } from './connection.ts';
import { sqliteFailure } from './failures.ts';

export interface SqliteOptions {
  /** Path of the database file. It is read in place and never written. */
  readonly file: string;
  /** Name that stands before the file's tables, as in `dbo.PAGOS`; without it tables are called by their bare name. */
  readonly schema?: string;
  /** How long a reading waits for a writer's lock before it is SOURCE_BUSY. */
  readonly busyTimeoutMs?: number;
}

const BUSY_TIMEOUT_MS = 2000;

/** Reads a SQLite database file in place, read-only. */
export function sqlite(options: SqliteOptions): Driver {
  return {
    kind: 'sqlite',
    capabilities: {
      filters: true,
      counts: true,
      sums: false,
      uniqueKeys: true,
      clock: true,
      groups: false,
      versions: false,
      marks: true,
      catalogue: false,
      files: false,
      snapshots: true,
    },
    connect: (signal) => connect(options, signal),
  };
}

async function connect(options: SqliteOptions, signal: AbortSignal): Promise<Connection> {
  signal.throwIfAborted();
  await assertReadable(options.file);
  signal.throwIfAborted();
  const database = new DatabaseSync(options.file, {
    readOnly: true,
    timeout: options.busyTimeoutMs ?? BUSY_TIMEOUT_MS,
    enableForeignKeyConstraints: false,
    open: false,
  });
  try {
    database.open();
    // Temporary tables hold the keys asked for; in memory, so that nothing is written anywhere.
    database.exec('PRAGMA temp_store = MEMORY');
    // Opening is lazy: only a first read tells whether the file is a database.
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
  } catch (thrown) {
    if (database.isOpen) database.close();
    throw sqliteFailure(thrown, options.file);
  }
  return new SqliteConnection(database, { file: options.file, schema: options.schema ?? null });
}

async function assertReadable(file: string): Promise<void> {
  try {
    await access(file, constants.R_OK);
  } catch (cause) {
    if (isErrno(cause) && (cause.code === 'EACCES' || cause.code === 'EPERM')) {
      throw refused(file, 'no hay permiso de lectura; pida el permiso para el usuario que corre el programa', cause);
    }
    throw new IntegrationError(
      'SOURCE_UNREACHABLE',
      `No se puede abrir la base SQLite ${file}: el archivo no existe o no se alcanza. Revise la ruta y que la unidad esté conectada.`,
      { cause, context: { file } },
    );
  }
  if (!(await stat(file)).isFile()) throw refused(file, 'no es un archivo');
}

function refused(file: string, reason: string, cause?: unknown): IntegrationError {
  return new IntegrationError('SOURCE_REFUSED', `No se puede abrir la base SQLite ${file}: ${reason}.`, {
    cause,
    context: { file },
  });
}

function isErrno(thrown: unknown): thrown is NodeJS.ErrnoException {
  return thrown instanceof Error && 'code' in thrown;
}
