import { parseBatch } from '../sql/parse-batch.ts';
import type { Expression, Statement } from '../sql/syntax.ts';
import { SqlError, unsupported } from '../sql-error.ts';
import { Command } from '../wire/tokens.ts';
import { define } from './definitions.ts';
import { throwIfCancelled, type ResultSink } from './result-sink.ts';
import { assignable, holds, value, type Run } from './run.ts';
import { select } from './select.ts';
import type { Session, Variable } from './session.ts';
import { isOn, setOption } from './settings.ts';
import type { Store } from './store.ts';
import { endTransaction, transactionStatement } from './transaction-statements.ts';
import { wait } from './wait.ts';
import { write } from './write-statement.ts';

/** These end only their statement; the batch goes on unless XACT_ABORT is on. Others end the batch. */
const STATEMENT_ONLY = new Set([515, 1222, 2601, 2627, 8115, 8134, 8152, 3902, 3903, 50_000]);
/** These roll the transaction back. */
const ROLLS_BACK = new Set([1205, 3960]);

/**
 * Runs a batch: results, counts and errors go to the sink in their order. Rejects with Cancelled when the signal fires;
 * the statement under way is undone then, an open transaction stays. True when no statement failed.
 */
export async function executeBatch(
  store: Store,
  session: Session,
  text: string,
  variables: ReadonlyMap<string, Variable>,
  sink: ResultSink,
  signal: AbortSignal,
): Promise<boolean> {
  const run: Run = { store, session, sink, signal };
  session.variables = new Map(variables);
  try {
    return await runAll(run, parseBatch(text));
  } catch (thrown) {
    return report(run, thrown, 1);
  }
}

async function runAll(run: Run, statements: readonly Statement[]): Promise<boolean> {
  let clean = true;
  for (const statement of statements) {
    throwIfCancelled(run.signal);
    try {
      if (!(await runStatement(run, statement))) clean = false;
      run.session.lastError = 0;
    } catch (thrown) {
      report(run, thrown, statement.line);
      clean = false;
      const isMild = thrown instanceof SqlError && STATEMENT_ONLY.has(thrown.number);
      if (!isMild || isOn(run.session, 'xact_abort')) throw new BatchEnded();
    }
  }
  return clean;
}

/** The error was reported and the batch is over. */
class BatchEnded extends Error {
  override readonly name = 'BatchEnded';
}

function report(run: Run, thrown: unknown, line: number): boolean {
  if (thrown instanceof BatchEnded) return false;
  if (!(thrown instanceof SqlError)) throw thrown;
  const { number, severity, state, message } = thrown;
  if (ROLLS_BACK.has(number) || isOn(run.session, 'xact_abort')) endTransaction(run, 'rollback');
  run.session.lastError = number;
  run.sink.notice({ number, severity, state, message, line: Math.max(line, thrown.line) });
  return severity <= 10;
}

type Kind = Statement['kind'];
type Runners = {
  readonly [Each in Kind]: (run: Run, of: Extract<Statement, { kind: Each }>) => boolean | Promise<boolean>;
};

/** For statements that cannot fail softly: what they report themselves ends in an exception. */
const always =
  <Of>(work: (run: Run, of: Of) => unknown) =>
  async (run: Run, of: Of): Promise<boolean> => {
    await work(run, of);
    return true;
  };

const runners: Runners = {
  createTable: always(define),
  createIndex: always(define),
  createView: always(define),
  dropTable: always(define),
  dropView: always(define),
  select: always((run, of) => select(run, of.query)),
  insert: always(write),
  update: always(write),
  delete: always(write),
  truncate: always(write),
  begin: always(transactionStatement),
  commit: always(transactionStatement),
  rollback: always(transactionStatement),
  save: always(transactionStatement),
  declare: always(declare),
  assign: always((run, of) => {
    assign(run, of.name, of.value);
  }),
  set: always((run, of) => {
    setOption(run.session, of.option, of.value);
    run.sink.done(Command.none, null);
  }),
  use: always((run, of) => {
    useDatabase(run, of.database);
  }),
  print: always((run, of) => {
    const message = String(value(run, of.value, 'nvarchar') ?? '');
    run.sink.notice({ number: 0, severity: 0, state: 1, message, line: of.line });
  }),
  wait: always((run, of) => wait(String(value(run, of.delay, 'varchar')), run.signal)),
  raise,
  execute: (_run, of) => {
    throw unsupported(`EXEC ${of.procedure}`);
  },
  block: (run, of) => runAll(run, of.statements),
  if: (run, of) => {
    const branch = holds(run, of.condition) ? of.then : of.otherwise;
    return branch === null || runAll(run, [branch]);
  },
  while: async (run, of) => {
    while (holds(run, of.condition)) {
      if (!(await runAll(run, [of.body]))) return false;
    }
    return true;
  },
};

async function runStatement(run: Run, statement: Statement): Promise<boolean> {
  const work = runners[statement.kind] as (run: Run, of: Statement) => boolean | Promise<boolean>;
  return await work(run, statement);
}

function declare(run: Run, { name, type, value: given }: Extract<Statement, { kind: 'declare' }>): void {
  run.session.variables.set(name, { type, value: given === null ? null : assignable(run, given, type) });
}

function assign(run: Run, name: string, expression: Expression): void {
  const variable = run.session.variables.get(name);
  if (variable === undefined) throw new SqlError(137, 15, 1, `Must declare the scalar variable "${name}".`);
  run.session.variables.set(name, { type: variable.type, value: assignable(run, expression, variable.type) });
}

function useDatabase({ store, session, sink }: Run, database: string): void {
  const known = [store.facts.database, 'master'].find((each) => each.toLowerCase() === database.toLowerCase());
  if (known === undefined) {
    const message = `Database '${database}' does not exist. Make sure that the name is entered correctly.`;
    throw new SqlError(911, 16, 1, message);
  }
  sink.environment({ kind: 'database', now: known, before: session.database });
  const message = `Changed database context to '${known}'.`;
  sink.notice({ number: 5701, severity: 10, state: 2, message, line: 1 });
  session.database = known;
  sink.done(Command.none, null);
}

/** RAISERROR(text, severity, state), or THROW number, text, state; the latter ends the batch. */
function raise(run: Run, { operands, line }: Extract<Statement, { kind: 'raise' }>): boolean {
  const [first, second, third] = operands.map((each) => String(value(run, each, 'nvarchar')));
  const isThrow = /^\d+$/.test(first ?? '');
  if (isThrow) throw new SqlError(Number(first), 16, Number(third ?? 1), second ?? '');
  const severity = Number(second ?? 16);
  run.sink.notice({ number: 50_000, severity, state: Number(third ?? 1), message: first ?? '', line });
  if (severity > 10) run.session.lastError = 50_000;
  return severity <= 10;
}
