import type { Column, Condition, Connection, RawRow, ReadRequest, TableInfo } from '../../driver.ts';
import { IntegrationError } from '../../../schemas/errors.ts';
import { batchesOf } from './reading.ts';
import type { Session } from './session.ts';
import { columnInfo, findTable, listTables, tableInfo } from './table.ts';
import type { Asking, Table } from './table.ts';
import { totals } from './totals.ts';

/** One connection; the members that its dialect declares, and no others. */
export function connectionOf(session: Session): Connection {
  const { dialect, place } = session.opening;
  const asking = (signal: AbortSignal): Asking => ({
    dialect,
    place,
    query: async (sql) => (await session.query(sql, signal)).rows,
    functions: async (asked) => {
      const { rows, names } = await session.ask(asked, signal);
      return rows.map((row) => new Map(names.map((name, index) => [name, String(row[index] ?? '')])));
    },
  });
  const find = (title: string, signal: AbortSignal): Promise<Table> => findTable(asking(signal), title);

  async function tables(signal: AbortSignal): Promise<readonly TableInfo[]> {
    return (await listTables(asking(signal))).map(tableInfo);
  }

  async function columns(table: string, signal: AbortSignal): Promise<readonly Column[]> {
    return (await find(table, signal)).columns.map(columnInfo);
  }

  async function* read(request: ReadRequest, signal: AbortSignal): AsyncIterable<readonly RawRow[]> {
    signal.throwIfAborted();
    demandConditions(request.where);
    await session.enter(signal);
    try {
      yield* batchesOf(session, await find(request.table, signal), request, signal);
    } finally {
      await session.leave();
    }
  }

  function demandConditions(where: readonly Condition[]): void {
    if (where.length === 0 || dialect.expressions !== null) return;
    throw new IntegrationError('UNEXPECTED', `${place} se lee entero: su driver ODBC no aplica condiciones.`);
  }

  return {
    tables,
    columns,
    read,
    ...totals(session, find),
    [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
  };
}
