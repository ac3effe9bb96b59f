import type { Condition, Connection } from '../../driver.ts';
import type { Expressions } from './dialect.ts';
import { failed } from './failures.ts';
import { filtersOf } from './filter.ts';
import type { WireRow } from './protocol.ts';
import type { Session } from './session.ts';
import { findColumn, readable } from './table.ts';
import type { Table } from './table.ts';

type Find = (title: string, signal: AbortSignal) => Promise<Table>;
type Totals = Pick<Connection, 'count' | 'sum' | 'uniqueOn' | 'untrimmedKeys' | 'mayRepeat' | 'clock'>;

/** What the source tells besides rows, each where the dialect declares it. */
export function totals(session: Session, find: Find): Totals {
  const { expressions, capabilities } = session.opening.dialect;
  if (expressions === null) return {};
  const { counts, sums, uniqueKeys, groups, clock } = capabilities;
  const asked = askers(session, find, expressions);
  return {
    ...(counts && { count: asked.count }),
    ...(sums && { sum: asked.sum }),
    ...(uniqueKeys && { uniqueOn: asked.uniqueOn, untrimmedKeys: asked.untrimmedKeys }),
    ...(groups && { mayRepeat: asked.mayRepeat }),
    ...(clock && { clock: asked.clock }),
  };
}

function askers(session: Session, find: Find, expressions: Expressions): Required<Totals> {
  const ask = async (sql: string, signal: AbortSignal): Promise<readonly WireRow[]> =>
    (await session.query(sql, signal)).rows;
  const { dialect } = session.opening;
  const value = async (sql: string, signal: AbortSignal): Promise<WireRow> => (await ask(sql, signal))[0] ?? [];

  async function count(title: string, where: readonly Condition[], signal: AbortSignal): Promise<number> {
    return session.within(signal, async () => {
      const table = await find(title, signal);
      let total = 0;
      for (const clause of filtersOf(table, expressions, where)) {
        const [found] = await value(`SELECT count(*) AS n FROM ${table.quoted}${whereOf(clause)}`, signal);
        total += Number(found);
      }
      return total;
    });
  }

  async function sum(
    title: string,
    columns: readonly string[],
    where: readonly Condition[],
    signal: AbortSignal,
  ): Promise<readonly (string | null)[]> {
    const table = await find(title, signal);
    const sums = columns.map((name) => {
      const column = readable(table, name);
      if (['integer', 'decimal'].includes(column.form.type)) return expressions.sum(column.quoted, column);
      const reason = `la columna ${column.name} de ${table.name} es de tipo ${column.declared}, que la base no suma exacta`;
      throw failed(session.opening, 'SOURCE_REFUSED', reason);
    });
    const names = sums.map((expression, index) => `${expression} AS c${String(index)}`).join(', ');
    const [clause = null, ...more] = filtersOf(table, expressions, where);
    if (more.length > 0) throw new Error('sums are asked for without keys');
    const row = await value(`SELECT ${names} FROM ${table.quoted}${whereOf(clause)}`, signal);
    return row.map((total) => (total === null ? null : String(total)));
  }

  async function uniqueOn(title: string, columns: readonly string[], signal: AbortSignal): Promise<boolean> {
    const table = await find(title, signal);
    const wanted = asSet(columns.map((name) => findColumn(table, name).name));
    // A column that promises no type keeps the number 1 and the text 1 apart, which are one key here.
    const promised = columns.every((name) => findColumn(table, name).form?.type !== 'any');
    return promised && table.keys.some((key) => asSet(key) === wanted);
  }

  async function untrimmedKeys(title: string, columns: readonly string[], signal: AbortSignal): Promise<number> {
    const table = await find(title, signal);
    const texts = columns.map((name) => findColumn(table, name)).filter(({ form }) => form?.compared === 'text');
    if (texts.length === 0) return 0;
    const changed = texts.map(({ quoted }) => `(${expressions.edged(expressions.asText(quoted))})`);
    const [found] = await value(`SELECT count(*) AS n FROM ${table.quoted} WHERE ${changed.join(' OR ')}`, signal);
    return Number(found);
  }

  async function mayRepeat(
    title: string,
    columns: readonly string[],
    where: readonly Condition[],
    signal: AbortSignal,
  ): Promise<boolean> {
    const table = await find(title, signal);
    const parts = columns.map((name) => {
      const { quoted, form } = findColumn(table, name);
      if (form?.compared !== 'text') return quoted;
      return `NULLIF(${expressions.trimmed(expressions.asText(quoted))}, '')`;
    });
    const clauses = filtersOf(table, expressions, where);
    if (clauses.length > 1) return true;
    const groups = dialect.select({
      columns: ['1'],
      table: table.quoted,
      where: clauses[0] ?? null,
      groupBy: parts,
      orderBy: [],
      limit: 1,
    });
    return (await ask(groups, signal)).length > 0;
  }

  async function clock(signal: AbortSignal): Promise<string> {
    return String((await value(expressions.clock, signal))[0]);
  }

  return { count, sum, uniqueOn, untrimmedKeys, mayRepeat, clock };
}

function whereOf(clause: string | null): string {
  return clause === null ? '' : ` WHERE ${clause}`;
}

function asSet(names: readonly string[]): string {
  return JSON.stringify([...names].sort());
}
