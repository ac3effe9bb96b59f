import { stat } from 'node:fs/promises';
import type { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import type { Column, Condition, Connection, RawRow, ReadRequest, TableInfo } from '../../driver.ts';
import { sqliteFailure } from './failures.ts';
import { filterOf } from './filter.ts';
import { isUnique, countUntrimmed } from './keys.ts';
import { batchesOf } from './reading.ts';
import { findTable, listTables } from './tables.ts';
import type { Place } from './tables.ts';

/** One open database. While a reading is open, everything asked of the connection is answered from its snapshot. */
export class SqliteConnection implements Connection {
  readonly #database: DatabaseSync;
  readonly #place: Place;
  #readings = 0;

  constructor(database: DatabaseSync, place: Place) {
    this.#database = database;
    this.#place = place;
  }

  tables(signal: AbortSignal): Promise<readonly TableInfo[]> {
    return this.#answer(signal, () => listTables(this.#database, this.#place));
  }

  columns(table: string, signal: AbortSignal): Promise<readonly Column[]> {
    return this.#answer(signal, () =>
      findTable(this.#database, this.#place, table).columns.map(({ name, type, declared, nullable }) => ({
        name,
        type,
        declared,
        nullable,
      })),
    );
  }

  async *read(request: ReadRequest, signal: AbortSignal): AsyncIterable<readonly RawRow[]> {
    signal.throwIfAborted();
    this.#enterSnapshot();
    try {
      const table = findTable(this.#database, this.#place, request.table);
      const filter = filterOf(this.#database, table, request.where);
      for (const batch of batchesOf(this.#database, table, request, filter)) {
        yield batch;
        // SQLite answers without ever waiting: give way, so that heartbeats and signals get their turn.
        await setImmediate();
        signal.throwIfAborted();
      }
    } catch (thrown) {
      throw sqliteFailure(thrown, this.#place.file);
    } finally {
      this.#leaveSnapshot();
    }
  }

  count(table: string, where: readonly Condition[], signal: AbortSignal): Promise<number> {
    return this.#answer(signal, () => {
      this.#enterSnapshot();
      try {
        const found = findTable(this.#database, this.#place, table);
        const filter = filterOf(this.#database, found, where);
        const row = this.#database
          .prepare(`SELECT count(*) AS n FROM ${found.sql} WHERE ${filter.sql}`)
          .get(...filter.values);
        return Number(row?.['n']);
      } finally {
        this.#leaveSnapshot();
      }
    });
  }

  uniqueOn(table: string, columns: readonly string[], signal: AbortSignal): Promise<boolean> {
    return this.#answer(signal, () => isUnique(this.#database, findTable(this.#database, this.#place, table), columns));
  }

  untrimmedKeys(table: string, columns: readonly string[], signal: AbortSignal): Promise<number> {
    return this.#answer(signal, () =>
      countUntrimmed(this.#database, findTable(this.#database, this.#place, table), columns),
    );
  }

  /** UTC, as SQLite's own date functions write it. */
  clock(signal: AbortSignal): Promise<string> {
    return this.#answer(signal, () =>
      String(this.#database.prepare(`SELECT strftime('%Y-%m-%d %H:%M:%f', 'now') AS t`).get()?.['t']),
    );
  }

  /** Of the file and its write-ahead log: the whole database has one mark. */
  async changeMark(_table: string, signal: AbortSignal): Promise<string> {
    signal.throwIfAborted();
    const stamps = ['', '-wal'].map(async (suffix) => {
      const found = await stat(`${this.#place.file}${suffix}`, { bigint: true }).catch(() => null);
      return found ? [String(found.size), String(found.mtimeNs)] : [];
    });
    return JSON.stringify(await Promise.all(stamps));
  }

  [Symbol.asyncDispose](): Promise<void> {
    if (this.#database.isOpen) this.#database.close();
    return Promise.resolve();
  }

  #answer<Result>(signal: AbortSignal, work: () => Result): Promise<Result> {
    return new Promise((resolve) => {
      signal.throwIfAborted();
      try {
        resolve(work());
      } catch (thrown) {
        throw sqliteFailure(thrown, this.#place.file);
      }
    });
  }

  #enterSnapshot(): void {
    if (this.#readings === 0) this.#database.exec('BEGIN');
    this.#readings += 1;
  }

  #leaveSnapshot(): void {
    this.#readings -= 1;
    if (this.#readings === 0 && this.#database.isOpen && this.#database.isTransaction) this.#database.exec('ROLLBACK');
  }
}
