import type { DatabaseSync } from 'node:sqlite';

import { SqlError } from '../sql-error.ts';
import type { Session } from './session.ts';
import type { Table } from './table.ts';
import type { Transaction } from './transaction.ts';

/**
 * Versions of rows, so that several writers can be open at once over one SQLite connection: each row says which
 * transaction wrote it (`~by`) and ended it (`~end`), and at which commit that became so (`~from`, `~to`; null: not yet).
 */
export class Transactions {
  readonly #database: DatabaseSync;
  readonly #open = new Map<number, Transaction>();
  /** Commits that a reading in progress still sees, each as often as there are readings. */
  readonly #readings: number[] = [];
  #nextId = 1;
  #commits = 1;
  #rowversion: bigint;

  constructor(database: DatabaseSync, firstRowversion: bigint) {
    this.#database = database;
    this.#rowversion = firstRowversion - 1n;
  }

  get open(): readonly Transaction[] {
    return [...this.#open.values()];
  }

  /** @@DBTS: the last rowversion used, by whatever transaction. */
  get lastRowversion(): bigint {
    return this.#rowversion;
  }

  /** MIN_ACTIVE_ROWVERSION(): the lowest one of an open transaction, else @@DBTS + 1. */
  get minActiveRowversion(): bigint {
    const active = this.open.map(({ lowest }) => lowest).filter((lowest) => lowest !== null);
    return active.reduce((least, each) => (each < least ? each : least), this.#rowversion + 1n);
  }

  /** As a restore of an older backup does. */
  resetRowversion(value: bigint): void {
    this.#rowversion = value;
  }

  begin(): Transaction {
    const transaction: Transaction = {
      id: this.#nextId++,
      snapshot: null,
      lowest: null,
      doomed: false,
      waitsFor: null,
      touched: new Map(),
      ended: Promise.withResolvers<undefined>(),
    };
    this.#open.set(transaction.id, transaction);
    return transaction;
  }

  find(id: number): Transaction | null {
    return this.#open.get(id) ?? null;
  }

  nextRowversion(): bigint {
    return ++this.#rowversion;
  }

  takeRowversion(transaction: Transaction): bigint {
    const taken = this.nextRowversion();
    transaction.lowest ??= taken;
    return taken;
  }

  /** Everything it wrote becomes visible at one commit. */
  commit(transaction: Transaction): void {
    const at = this.#commits + 1;
    for (const [table, growth] of transaction.touched) {
      this.#run(`UPDATE ${table.physical} SET "~from" = ${at} WHERE "~from" IS NULL AND "~by" = ${transaction.id}`);
      this.#run(`UPDATE ${table.physical} SET "~to" = ${at} WHERE ${openEnd} AND "~end" = ${transaction.id}`);
      table.rows += growth;
    }
    this.#commits = at;
    this.#close(transaction);
    for (const table of transaction.touched.keys()) this.#forget(table);
  }

  rollback(transaction: Transaction): void {
    for (const table of transaction.touched.keys()) {
      this.#run(`DELETE FROM ${table.physical} WHERE "~from" IS NULL AND "~by" = ${transaction.id}`);
      this.#run(`UPDATE ${table.physical} SET "~end" = NULL WHERE ${openEnd} AND "~end" = ${transaction.id}`);
    }
    this.#close(transaction);
  }

  /** The condition under which a session sees a version now, and what must be called when the reading ends. */
  visibility(session: Session): { readonly sql: string; readonly end: () => void } {
    if (session.isolation === 'read uncommitted') return { sql: '"~end" IS NULL', end: () => undefined };
    const own = session.transaction?.id ?? 0;
    const at = this.#snapshotOf(session);
    this.#readings.push(at);
    return {
      sql: `("~from" <= ${at} OR "~by" = ${own}) AND ("~to" IS NULL OR "~to" > ${at}) AND ("~end" IS NULL OR "~end" <> ${own})`,
      end: () => {
        this.#readings.splice(this.#readings.indexOf(at), 1);
      },
    };
  }

  #snapshotOf(session: Session): number {
    if (session.isolation !== 'snapshot' || session.transaction === null) return this.#commits;
    session.transaction.snapshot ??= this.#commits;
    return session.transaction.snapshot;
  }

  #close(transaction: Transaction): void {
    this.#open.delete(transaction.id);
    transaction.ended.resolve(undefined);
  }

  /** Removes versions that nobody can see any more. */
  #forget(table: Table): void {
    const snapshots = this.open.map(({ snapshot }) => snapshot).filter((snapshot) => snapshot !== null);
    const horizon = Math.min(this.#commits, ...this.#readings, ...snapshots);
    this.#run(`DELETE FROM ${table.physical} WHERE "~to" <= ${horizon}`);
  }

  #run(sql: string): void {
    this.#database.exec(sql);
  }
}

const openEnd = '"~to" IS NULL AND "~end" IS NOT NULL';

/** The holder of a row that somebody else wants to write; the statement waits for it and starts again. */
export class RowLocked extends Error {
  override readonly name = 'RowLocked';
  readonly holder: Transaction;

  constructor(holder: Transaction) {
    super('row locked');
    this.holder = holder;
  }
}

export function updateConflict(table: Table): SqlError {
  const message = `Snapshot isolation transaction aborted due to update conflict. You cannot use snapshot isolation to access table '${table.schema}.${table.name}' directly or indirectly in database to update, delete, or insert the row that has been modified or deleted by another transaction.`;
  return new SqlError(3960, 16, 2, message);
}
