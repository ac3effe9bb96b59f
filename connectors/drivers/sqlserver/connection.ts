import type {
  AccountRights,
  Column,
  Condition,
  Connection,
  RawRow,
  ReadRequest,
  TableInfo,
  TableSurvey,
} from '../../driver.ts';
import { clockSql, settledVersionSql } from './catalogue-sql.ts';
import { accountRights, findTable, listTables, surveyTables } from './catalogue.ts';
import type { Ask } from './catalogue.ts';
import { preambleOf } from './preamble.ts';
import { batchesOf } from './reading.ts';
import { countSql, nullSql, repeatedSql, sumSql, untrimmedSql } from './reading-sql.ts';
import type { Rows as RowsAsked } from './reading-sql.ts';
import { ask } from './requests.ts';
import type { Rows } from './requests.ts';
import type { OpenPool, SqlServerSource } from './source.ts';
import type { Statement } from './statement.ts';
import { columnOf, findColumn, readable, titleOf } from './table.ts';
import type { Table } from './table.ts';
import { Unit } from './unit.ts';
import type { Entered } from './unit.ts';

/** While a reading is open, everything asked of the connection is answered from its snapshot, where there are snapshots. */
export class SqlServerConnection implements Connection {
  readonly #source: SqlServerSource;
  readonly #open: OpenPool;
  #unit: Promise<Unit> | null = null;
  #inUnit = 0;
  #disposed = false;

  constructor(source: SqlServerSource, open: OpenPool) {
    this.#source = source;
    this.#open = open;
  }

  tables(signal: AbortSignal): Promise<readonly TableInfo[]> {
    return listTables(this.#asker(signal));
  }

  async columns(table: string, signal: AbortSignal): Promise<readonly Column[]> {
    return (await this.#find(table, signal)).columns.map(columnOf);
  }

  async *read(request: ReadRequest, signal: AbortSignal): AsyncIterable<readonly RawRow[]> {
    signal.throwIfAborted();
    const table = await this.#find(request.table, signal);
    for (const { column } of singleColumns(request.where)) findColumn(table, column);
    const tools = {
      pace: this.#source.pace,
      failure: (thrown: unknown) => this.#source.failure(thrown, titleOf(table)),
      ask: (statement: Statement) => this.#ask(statement, titleOf(table), signal),
      enter: () => this.#enter(signal),
      snapshots: this.#open.snapshots,
    };
    yield* batchesOf(table, request, tools, signal);
  }

  count(table: string, where: readonly Condition[], signal: AbortSignal): Promise<number> {
    return this.#overRows(table, where, signal, async (rows, asking) => {
      const [row] = await asking(countSql(rows));
      return Number(row?.[0]);
    });
  }

  sum(
    table: string,
    columns: readonly string[],
    where: readonly Condition[],
    signal: AbortSignal,
  ): Promise<readonly (string | null)[]> {
    return this.#overRows(table, where, signal, async (rows, asking) => {
      const [row = []] = await asking(sumSql(rows, columns));
      return row.map((total) => (total === null ? null : String(total)));
    });
  }

  mayRepeat(
    table: string,
    columns: readonly string[],
    where: readonly Condition[],
    signal: AbortSignal,
  ): Promise<boolean> {
    return this.#overRows(table, where, signal, async (rows, asking) => {
      return (await asking(repeatedSql(rows, columns))).length > 0;
    });
  }

  /** SQL Server lets one null stand in a unique index: only without any is the key a key. */
  async uniqueOn(table: string, columns: readonly string[], signal: AbortSignal): Promise<boolean> {
    const found = await this.#find(table, signal);
    const key = columns.map((name) => readable(found, name));
    const wanted = asSet(key.map(({ name }) => name));
    if (!found.uniqueIndexes.some((index) => asSet(index.columns) === wanted)) return false;
    const nullable = key.filter((column) => column.nullable);
    return nullable.length === 0 || (await this.#ask(nullSql(found, nullable), titleOf(found), signal)).length === 0;
  }

  async untrimmedKeys(table: string, columns: readonly string[], signal: AbortSignal): Promise<number> {
    const found = await this.#find(table, signal);
    const statement = untrimmedSql(found, columns);
    if (statement === null) return 0;
    const [row] = await this.#ask(statement, titleOf(found), signal);
    return Number(row?.[0]);
  }

  async clock(signal: AbortSignal): Promise<string> {
    const [row] = await this.#ask(clockSql(), null, signal);
    return String(row?.[0]);
  }

  async settledVersion(signal: AbortSignal): Promise<string> {
    const [row] = await this.#ask(settledVersionSql(), null, signal);
    return String(row?.[0]);
  }

  survey(signal: AbortSignal): Promise<readonly TableSurvey[]> {
    return surveyTables(this.#asker(signal));
  }

  rights(signal: AbortSignal): Promise<AccountRights> {
    return accountRights(this.#asker(signal));
  }

  [Symbol.asyncDispose](): Promise<void> {
    if (!this.#disposed) this.#source.leave();
    this.#disposed = true;
    return Promise.resolve();
  }

  #find(table: string, signal: AbortSignal): Promise<Table> {
    return findTable(this.#asker(signal), this.#source.place, table);
  }

  #asker(signal: AbortSignal): Ask {
    return (statement) => this.#ask(statement, null, signal);
  }

  async #ask(statement: Statement, table: string | null, signal: AbortSignal): Promise<Rows> {
    signal.throwIfAborted();
    if (this.#unit) return (await this.#unit).ask(statement, table, signal);
    const handBack = await this.#source.permits.take(signal);
    try {
      const preamble = preambleOf(this.#source.options, this.#open.snapshots ? 'SNAPSHOT' : 'READ COMMITTED');
      return await ask(this.#open.vendor, this.#open.pool, preamble, statement, this.#source.watch(signal, table));
    } catch (thrown) {
      throw this.#source.failure(thrown, table);
    } finally {
      handBack();
    }
  }

  /** Keys asked for stand in tables of a transaction: such a question needs one. */
  async #overRows<Result>(
    title: string,
    where: readonly Condition[],
    signal: AbortSignal,
    work: (rows: RowsAsked, asking: Ask) => Promise<Result>,
  ): Promise<Result> {
    const table = await this.#find(title, signal);
    const asking: Ask = (statement) => this.#ask(statement, titleOf(table), signal);
    if (where.every(({ kind }) => kind !== 'keys')) return work({ table, where, kept: [] }, asking);
    await using unit = await this.#enter(signal);
    const kept = await unit.keep(table, where, signal);
    return await work({ table, where, kept }, asking);
  }

  /** The transaction of the readings that are open; the last to leave ends it. */
  async #enter(signal: AbortSignal): Promise<Entered> {
    this.#inUnit += 1;
    const entered = (this.#unit ??= Unit.begin(this.#source, this.#open, signal));
    const leave = async (): Promise<void> => {
      this.#inUnit -= 1;
      if (this.#inUnit > 0) return;
      this.#unit = null;
      const unit = await entered.catch(() => null);
      await unit?.[Symbol.asyncDispose]();
    };
    try {
      const unit = await entered;
      return {
        keep: (table, conditions, within) => unit.keep(table, conditions, within),
        stream: (statement, table, pauseAt, within) => unit.stream(statement, table, pauseAt, within),
        [Symbol.asyncDispose]: leave,
      };
    } catch (thrown) {
      await leave();
      throw thrown;
    }
  }
}

function singleColumns(where: readonly Condition[]): readonly Exclude<Condition, { readonly kind: 'keys' }>[] {
  return where.filter((condition) => condition.kind !== 'keys');
}

function asSet(names: readonly string[]): string {
  return JSON.stringify([...names].sort());
}
