import type { Query } from '../sql/syntax.ts';
import type { TranslatedQuery, Translation } from '../sql/typed.ts';
import { SqlError } from '../sql-error.ts';
import { convert } from '../types/convert.ts';
import type { Stored } from '../types/stored.ts';
import { Command } from '../wire/tokens.ts';
import { rowsOf } from './evaluate.ts';
import { throwIfCancelled } from './result-sink.ts';
import { prepareCatalogue, reading, requireSnapshot, type Run } from './run.ts';
import { isOn } from './settings.ts';
import { beginTransaction } from './transaction-statements.ts';

/** Gives the rows one by one, as fast as the client takes them, all of them as they were when it began. */
export async function select(run: Run, query: Query): Promise<void> {
  const { session, sink } = run;
  requireSnapshot(run);
  if (isOn(session, 'implicit_transactions')) beginTransaction(run);
  await reading(run, async (translation, end) => {
    try {
      const translated = translation.query(query, null);
      prepareCatalogue(run, translated.sql);
      if (translated.variables.length > 0) assignRow(run, translation, translated);
      else {
        session.rowCount = await stream(run, translation, translated);
        sink.done(Command.select, session.rowCount);
      }
    } finally {
      end();
    }
  });
}

async function stream(run: Run, translation: Translation, { sql, columns }: TranslatedQuery): Promise<number> {
  const statement = run.store.sqlite.prepare(sql);
  statement.setReadBigInts(true);
  statement.setReturnArrays(true);
  run.sink.columns(columns);
  let count = 0;
  for (const row of statement.iterate(...translation.binds)) {
    count++;
    const pause = run.sink.row(row as unknown as readonly Stored[]);
    if (pause !== undefined) {
      await pause;
      throwIfCancelled(run.signal);
    }
  }
  return count;
}

/** SELECT @a = …: the last row stands. */
function assignRow({ session }: Run, translation: Translation, { sql, columns, variables }: TranslatedQuery): void {
  if (variables.length < columns.length) {
    const message =
      'A SELECT statement that assigns a value to a variable must not be combined with data-retrieval operations.';
    throw new SqlError(141, 15, 1, message);
  }
  const last = rowsOf(translation, sql).at(-1);
  if (last === undefined) return;
  variables.forEach((name, place) => {
    const variable = session.variables.get(name);
    const column = columns[place];
    if (variable === undefined || column === undefined) {
      throw new SqlError(137, 15, 1, `Must declare the scalar variable "${name}".`);
    }
    session.variables.set(name, { ...variable, value: convert(last[place] ?? null, column.type, variable.type) });
  });
}
