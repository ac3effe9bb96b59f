import { pid } from 'node:process';
import { DatabaseSync } from 'node:sqlite';

import { IntegrationError } from '../../schemas/errors.ts';
import { unavailable } from './failures.ts';

// https://www.sqlite.org/rescode.html
const SQLITE_BUSY = 5;

/**
 * Keeps every other process out of a data folder: a write transaction held on a small SQLite file beside it, which the
 * system ends with the process, however it dies. The file says who holds it, only for the message.
 */
export class EmbeddedLock implements Disposable {
  readonly #file: DatabaseSync;

  private constructor(file: DatabaseSync) {
    this.#file = file;
  }

  /** LEDGER_LOCKED when another holds it, LEDGER_UNAVAILABLE when the file beside the folder cannot be written. */
  static take(folder: string): EmbeddedLock {
    let file: DatabaseSync | undefined;
    try {
      file = new DatabaseSync(`${folder}.lock`, { timeout: 0 });
      file.exec('CREATE TABLE IF NOT EXISTS holder (id INTEGER PRIMARY KEY CHECK (id = 1), pid INTEGER NOT NULL)');
      file.prepare('INSERT OR REPLACE INTO holder VALUES (1, ?)').run(pid);
      // One holder at a time, as EXCLUSIVE has; but those who are kept out can still read who it is.
      file.exec('BEGIN IMMEDIATE');
      return new EmbeddedLock(file);
    } catch (thrown) {
      const failure = isBusy(thrown) ? locked(folder, file, thrown) : unwritable(folder, thrown);
      file?.close();
      throw failure;
    }
  }

  [Symbol.dispose](): void {
    this.#file.close();
  }
}

function isBusy(thrown: unknown): boolean {
  return thrown instanceof Error && 'errcode' in thrown && thrown.errcode === SQLITE_BUSY;
}

function locked(folder: string, file: DatabaseSync | undefined, cause: unknown): IntegrationError {
  const holder = holderOf(file);
  const who = holder === null ? 'otro proceso' : holder === pid ? 'este mismo proceso' : `el proceso ${String(holder)}`;
  return new IntegrationError(
    'LEDGER_LOCKED',
    `La base embebida en ${folder} la tiene abierta ${who}, y sólo admite uno. ` +
      'Espere a que termine o deténgalo, y vuelva a intentar; para varios a la vez use un servidor PostgreSQL.',
    { cause, context: { folder, pid: holder } },
  );
}

function holderOf(file: DatabaseSync | undefined): number | null {
  try {
    const row = file?.prepare('SELECT pid FROM holder').get();
    return typeof row?.['pid'] === 'number' ? row['pid'] : null;
  } catch {
    return null;
  }
}

export function unwritable(folder: string, cause: unknown): IntegrationError {
  const reason = cause instanceof Error ? ` (${cause.message})` : '';
  const advice = 'revise permisos y espacio en el disco';
  return unavailable(`la carpeta ${folder}`, `no se puede escribir en ella o a su lado${reason}; ${advice}`, cause);
}
