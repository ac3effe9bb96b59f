import { SqlError, unsupported } from '../sql-error.ts';
import type { Statement } from '../sql/syntax.ts';
import { Command } from '../wire/tokens.ts';
import type { ResultSink } from './result-sink.ts';
import type { Session } from './session.ts';
import type { Store } from './store.ts';
import type { Table } from './table.ts';

interface Run {
  readonly store: Store;
  readonly session: Session;
  readonly sink: ResultSink;
}

type TransactionStatement = Extract<Statement, { kind: 'begin' | 'commit' | 'rollback' | 'save' }>;

/** Transactions nest only in name: the outermost COMMIT commits, any ROLLBACK undoes all. */
export function transactionStatement(run: Run, statement: TransactionStatement): void {
  const { session, sink } = run;
  switch (statement.kind) {
    case 'begin':
      if (session.transaction === null) beginTransaction(run);
      else session.transactionDepth++;
      break;
    case 'commit':
      commit(run);
      break;
    case 'rollback':
      if (session.transaction === null) {
        throw new SqlError(3903, 16, 1, 'The ROLLBACK TRANSACTION request has no corresponding BEGIN TRANSACTION.');
      }
      endTransaction(run, 'rollback');
      break;
    case 'save':
      throw unsupported('SAVE TRANSACTION');
  }
  sink.done(Command.none, null);
}

/** Does nothing when one is open. */
export function beginTransaction({ store, session, sink }: Run): void {
  if (session.transaction !== null) return;
  session.transaction = store.transactions.begin();
  session.transactionDepth = 1;
  sink.environment({ kind: 'begin', transaction: session.transaction.id });
}

function commit(run: Run): void {
  const { session } = run;
  if (session.transaction === null) {
    throw new SqlError(3902, 16, 1, 'The COMMIT TRANSACTION request has no corresponding BEGIN TRANSACTION.');
  }
  if (session.transactionDepth > 1) session.transactionDepth--;
  else endTransaction(run, 'commit');
}

export function endTransaction({ store, session, sink }: Run, how: 'commit' | 'rollback'): void {
  const { transaction } = session;
  if (transaction === null) return;
  store.transactions[how](transaction);
  if (how === 'rollback') dropTemporary(store, session, (table) => table.madeBy === transaction.id);
  session.transaction = null;
  session.transactionDepth = 0;
  sink.environment({ kind: how, transaction: transaction.id });
}

/** Temporary tables go with the transaction that is rolled back, with the procedure, or with the connection that made them. */
export function dropTemporary(store: Store, session: Session, goes: (table: Table) => boolean): void {
  for (const table of store.temporary(session.spid)) if (goes(table)) store.drop(table);
}
