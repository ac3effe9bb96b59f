import type { Statement } from '../sql/syntax.ts';
import type { Translation } from '../sql/typed.ts';
import { Command } from '../wire/tokens.ts';
import { waitForLock } from './locks.ts';
import { reading, requireSnapshot, type Run } from './run.ts';
import { isOn } from './settings.ts';
import type { Transaction } from './transaction.ts';
import { beginTransaction } from './transaction-statements.ts';
import { RowLocked } from './transactions.ts';
import { deleteRows, insertRows, openWriting, updateRows } from './writes.ts';

type Write = Extract<Statement, { kind: 'insert' | 'update' | 'delete' | 'truncate' }>;

/** Starts again after each wait for a lock; in a transaction of its own where none is open. */
export async function write(run: Run, statement: Write): Promise<void> {
  const { store, session, sink } = run;
  requireSnapshot(run);
  if (isOn(session, 'implicit_transactions')) beginTransaction(run);
  const own = session.transaction === null;
  const transaction = session.transaction ?? store.transactions.begin();
  session.transaction = transaction;
  try {
    for (;;) {
      const locked = attempt(run, statement, transaction);
      if (locked === null) break;
      await waitForLock(session, transaction, locked.holder, run.signal);
    }
    if (own) store.transactions.commit(transaction);
  } catch (thrown) {
    if (own) store.transactions.rollback(transaction);
    throw thrown;
  } finally {
    if (own) session.transaction = null;
  }
  sink.done(commandOf(statement), statement.kind === 'truncate' ? null : session.rowCount);
}

function attempt(run: Run, statement: Write, transaction: Transaction): RowLocked | null {
  const { store, session } = run;
  const growth = new Map(transaction.touched);
  store.sqlite.exec('BEGIN');
  try {
    session.rowCount = reading(run, (translation, end) => {
      const count = writeRows(translation, statement, transaction);
      end();
      return count;
    });
    store.sqlite.exec('COMMIT');
    return null;
  } catch (thrown) {
    store.sqlite.exec('ROLLBACK');
    for (const table of transaction.touched.keys()) transaction.touched.set(table, growth.get(table) ?? 0);
    if (thrown instanceof RowLocked) return thrown;
    throw thrown;
  }
}

function writeRows(translation: Translation, statement: Write, transaction: Transaction): number {
  const open = (permission: string): ReturnType<typeof openWriting> =>
    openWriting(translation, statement.table, transaction, permission);
  switch (statement.kind) {
    case 'insert':
      return insertRows(open('INSERT'), statement);
    case 'update':
      return updateRows(open('UPDATE'), statement);
    case 'delete':
      return deleteRows(open('DELETE'), statement);
    case 'truncate':
      return deleteRows(open('ALTER'), { where: null });
  }
}

function commandOf({ kind }: Write): number {
  return kind === 'insert' ? Command.insert : kind === 'update' ? Command.update : Command.delete;
}
