import { DatabaseSync } from 'node:sqlite';

import { unwritable } from '../embedded-lock.ts';

// https://www.sqlite.org/rescode.html
const SQLITE_BUSY = 5;

/**
 * A lock between processes on a small SQLite file, held by one of them or shared by several; the system ends it with the
 * process, however it dies. It is only tried, never waited for: SQLite would wait on the main thread.
 */
export class FolderLock implements Disposable {
  readonly #file: DatabaseSync;

  private constructor(file: DatabaseSync) {
    this.#file = file;
  }

  /** Null while others hold it otherwise. LEDGER_UNAVAILABLE when the file cannot be written. */
  static tryTake(path: string, mode: 'alone' | 'shared'): FolderLock | null {
    let file: DatabaseSync | undefined;
    try {
      file = new DatabaseSync(path, { timeout: 0 });
      // Nothing is ever written: no journal lies about that a killed process would leave.
      file.exec('PRAGMA journal_mode = MEMORY');
      file.exec(mode === 'alone' ? 'BEGIN EXCLUSIVE' : 'BEGIN; SELECT count(*) FROM sqlite_schema');
      return new FolderLock(file);
    } catch (thrown) {
      file?.close();
      if (thrown instanceof Error && 'errcode' in thrown && thrown.errcode === SQLITE_BUSY) return null;
      throw unwritable(path, thrown);
    }
  }

  [Symbol.dispose](): void {
    if (this.#file.isOpen) this.#file.close();
  }
}
