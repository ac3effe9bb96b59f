import { openTranslation } from '../sql/translator.ts';
import type { Condition, Expression } from '../sql/syntax.ts';
import { castTo, type Scope, type Translation, type Typed } from '../sql/typed.ts';
import { SqlError } from '../sql-error.ts';
import { sqlType } from '../types/sql-type.ts';
import type { Stored } from '../types/stored.ts';
import { refreshCatalogue } from './catalogue.ts';
import type { ResultSink } from './result-sink.ts';
import type { Session, Variable } from './session.ts';
import type { Store } from './store.ts';
import { evaluate } from './evaluate.ts';

/** One batch for one session: what its statements need. */
export interface Run {
  readonly store: Store;
  readonly session: Session;
  readonly sink: ResultSink;
  readonly signal: AbortSignal;
}

const EMPTY: Scope = { sources: [], outer: null };

/** Translates for what the session sees at this moment; `use` must be done before the reading is given back. */
export function reading<Result>(run: Run, use: (translation: Translation, end: () => void) => Result): Result {
  const { sql, end } = run.store.transactions.visibility(run.session);
  const translation = openTranslation(run.store, run.session, sql);
  try {
    return use(translation, end);
  } catch (thrown) {
    end();
    throw thrown;
  }
}

function compute(run: Run, translate: (translation: Translation) => Typed): Stored {
  return reading(run, (translation, end) => {
    const typed = translate(translation);
    prepareCatalogue(run, typed.sql);
    const [found] = evaluate(translation, [typed]);
    end();
    return found ?? null;
  });
}

export function value(run: Run, expression: Expression, type: 'varchar' | 'nvarchar'): Stored {
  return assignable(run, expression, sqlType(type, { length: -1 }));
}

export function assignable(run: Run, expression: Expression, type: Variable['type']): Stored {
  return compute(run, (translation) => castTo(translation.expression(expression, EMPTY), type));
}

export function holds(run: Run, condition: Condition): boolean {
  const found = compute(run, (translation) => ({
    sql: translation.condition(condition, EMPTY),
    type: sqlType('bit'),
    nullable: true,
  }));
  return found === 1n;
}

export function prepareCatalogue({ store, session }: Run, sql: string): void {
  if (/"(sys|information_schema)\./.test(sql)) refreshCatalogue(store, session);
}

export function requireSnapshot({ store, session }: Run): void {
  if (session.isolation !== 'snapshot' || store.facts.snapshotAllowed) return;
  const message = `Snapshot isolation transaction failed accessing database '${store.facts.database}' because snapshot isolation is not allowed in this database. Use ALTER DATABASE to allow snapshot isolation.`;
  throw new SqlError(3952, 16, 1, message);
}
