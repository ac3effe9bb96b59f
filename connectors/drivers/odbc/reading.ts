import type { IntegrationError } from '../../../schemas/errors.ts';
import type { Cell, RawRow, ReadRequest } from '../../driver.ts';
import { cellOf } from './cells.ts';
import type { Expressions, Form } from './dialect.ts';
import { failed } from './failures.ts';
import { boundOf, filtersOf } from './filter.ts';
import type { WireCell, WireRow } from './protocol.ts';
import { Session } from './session.ts';
import { findColumn, readable } from './table.ts';
import type { Table, TableColumn } from './table.ts';

type Readable = TableColumn & { readonly form: Form };

/** What one statement may bring at once, in characters. */
const PAGE_SIZE = 4_000_000;
const FIRST_PAGE = 200;
const SORTED_AT_MOST = 100_000;

/**
 * The rows in batches of the size asked for, the last one smaller. They are read page by page along a key, so that a driver
 * which keeps whole results keeps a page; without a key, and in an order asked for, row by row of one statement.
 */
export async function* batchesOf(
  session: Session,
  table: Table,
  request: ReadRequest,
  signal: AbortSignal,
): AsyncGenerator<readonly RawRow[]> {
  const reader = new TableReader(session, table, request, signal);
  let batch: RawRow[] = [];
  for await (const rows of reader.read()) {
    for (const row of rows) {
      batch.push(row);
      if (batch.length < request.batchSize) continue;
      yield batch;
      batch = [];
      signal.throwIfAborted();
    }
  }
  if (batch.length > 0) yield batch;
}

class TableReader {
  readonly #session: Session;
  readonly #table: Table;
  readonly #columns: readonly Readable[];
  readonly #orderBy: readonly string[];
  readonly #request: ReadRequest;
  readonly #signal: AbortSignal;

  constructor(session: Session, table: Table, request: ReadRequest, signal: AbortSignal) {
    this.#session = session;
    this.#table = table;
    this.#request = request;
    this.#signal = signal;
    this.#columns = request.columns.map((name) => readable(table, name));
    const order = request.orderBy.map((name) => findColumn(table, name).quoted);
    this.#orderBy = session.opening.dialect.expressions === null ? [] : order;
  }

  async *read(): AsyncGenerator<readonly RawRow[]> {
    const { expressions } = this.#session.opening.dialect;
    const filters = expressions === null ? [null] : filtersOf(this.#table, expressions, this.#request.where);
    const key = this.#orderBy.length === 0 && expressions !== null ? pagingKey(this.#table) : null;
    for (const where of filters) {
      if (key === null || expressions === null) yield* this.#steps(where);
      else yield* this.#pages(where, key, expressions);
    }
  }

  async *#pages(
    where: string | null,
    key: readonly Readable[],
    expressions: Expressions,
  ): AsyncGenerator<readonly RawRow[]> {
    const { dialect } = this.#session.opening;
    const orderBy = key.map(({ quoted }) => quoted);
    const columns = [...this.#columns, ...key];
    let after: string | null = null;
    let limit = Math.min(FIRST_PAGE, this.#request.batchSize);
    for (;;) {
      const both = [where, after].filter((clause) => clause !== null).map((clause) => `(${clause})`);
      const sql = dialect.select({
        columns: columns.map(({ form, quoted }) => form.select(quoted)),
        table: this.#table.quoted,
        where: both.length === 0 ? null : both.join(' AND '),
        orderBy,
        limit,
      });
      const { rows, types } = await this.#session.query(sql, this.#signal);
      const last = rows.at(-1);
      if (last === undefined) return;
      const lastKey = this.#cells(last, columns, types).slice(this.#columns.length);
      yield rows.map((row) => this.#cells(row, this.#columns, types));
      if (rows.length < limit) return;
      after = this.#beyond(key, lastKey, expressions);
      limit = nextLimit(rows, this.#request.batchSize);
    }
  }

  /** A connection of its own where others could not be answered meanwhile. */
  async *#steps(where: string | null): AsyncGenerator<readonly RawRow[]> {
    const { opening } = this.#session;
    if (!opening.dialect.alone) {
      yield* this.#stepsOf(this.#session, where);
      return;
    }
    await using own = await Session.open(opening, this.#signal);
    yield* opening.dialect.expressions === null ? this.#sorted(own) : this.#stepsOf(own, where);
    await own.finish();
  }

  async *#stepsOf(session: Session, where: string | null): AsyncGenerator<readonly RawRow[]> {
    await this.#demandRight(session);
    const columns = this.#columns.map(({ form, quoted }) => form.select(quoted));
    const { quoted: table } = this.#table;
    const page = { columns, table, where, orderBy: this.#orderBy, limit: null };
    await using cursor = await session.cursor(session.opening.dialect.select(page), this.#signal);
    for (;;) {
      const { rows, types } = await cursor.fetch(this.#request.batchSize, PAGE_SIZE);
      if (rows.length === 0) return;
      yield rows.map((row) => this.#cells(row, this.#columns, types));
    }
  }

  async #demandRight(session: Session): Promise<void> {
    for (const { name, quoted, form } of this.#columns) {
      if (form.wrong === undefined) continue;
      const page = {
        columns: [quoted],
        table: this.#table.quoted,
        where: form.wrong(quoted),
        orderBy: [],
        limit: null,
      };
      await using cursor = await session.cursor(session.opening.dialect.select(page), this.#signal);
      if ((await cursor.fetch(1, PAGE_SIZE)).rows.length === 0) continue;
      const reason = `${this.#table.name}.${name} tiene celdas vacías, y su driver ODBC las da como la de arriba; lea la tabla por otro driver`;
      throw failed(session.opening, 'SOURCE_REFUSED', reason);
    }
  }

  /** For sources that order nothing: in memory, so only so many. */
  async *#sorted(session: Session): AsyncGenerator<readonly RawRow[]> {
    const order = this.#request.orderBy.map((name) =>
      this.#request.columns.indexOf(findColumn(this.#table, name).name),
    );
    if (order.length === 0) {
      yield* this.#stepsOf(session, null);
      return;
    }
    const rows: RawRow[] = [];
    for await (const some of this.#stepsOf(session, null)) {
      rows.push(...some);
      if (order.includes(-1) || rows.length > SORTED_AT_MOST) throw this.#unordered();
    }
    yield rows.toSorted((a, b) => compared(a, b, order));
  }

  #unordered(): IntegrationError {
    const reason = `su driver ODBC no ordena, y aquí sólo se ordenan hasta ${String(SORTED_AT_MOST)} filas por columnas que se piden`;
    return failed(this.#session.opening, 'SOURCE_REFUSED', reason);
  }

  #cells(row: WireRow, columns: readonly Readable[], types: readonly string[]): readonly Cell[] {
    return columns.map(({ form, name }, index) => {
      const value = row[index] ?? null;
      const cell = mayBeCut(form, value, types[index]) ? undefined : cellOf(form.reading, value);
      if (cell !== undefined) return cell;
      throw failed(
        this.#session.opening,
        'SOURCE_REFUSED',
        `el driver ODBC entrega una celda de ${this.#table.name}.${name} cortada o cambiada; revise la codificación en la conexión, o lea la tabla por otro driver`,
      );
    });
  }

  #beyond(key: readonly Readable[], cells: readonly Cell[], expressions: Expressions): string {
    const bounds = key.map((column, index) => {
      const cell = cells[index] ?? null;
      const bound = cell === null ? null : boundOf(column, cell, expressions);
      if (bound !== null) return bound;
      throw failed(
        this.#session.opening,
        'SOURCE_REFUSED',
        `una clave de ${this.#table.name} no se puede escribir para seguir leyendo desde ella (columna ${column.name})`,
      );
    });
    const names = key.map(({ quoted }) => quoted);
    if (names.length === 1) return `${names.join()} > ${bounds.join()}`;
    if (this.#session.opening.dialect.tuples) return `(${names.join(', ')}) > (${bounds.join(', ')})`;
    return names
      .map((name, index) => {
        const equal = names.slice(0, index).map((before, at) => `${before} = ${bounds[at] ?? ''}`);
        return `(${[...equal, `${name} > ${bounds[index] ?? ''}`].join(' AND ')})`;
      })
      .join(' OR ');
  }
}

/** What every row can be told apart by, and compared in the source: the row's number, else an index. */
function pagingKey(table: Table): readonly Readable[] | null {
  const comparable = (column: TableColumn): readonly Readable[] =>
    column.form?.compared ? [{ ...column, form: column.form }] : [];
  if (table.rowNumber !== null) return comparable(table.rowNumber);
  const keys = table.keys.map((names) => names.map((name) => findColumn(table, name)));
  return keys.map((key) => key.flatMap(comparable)).find((key, index) => key.length === keys[index]?.length) ?? null;
}

function nextLimit(rows: readonly WireRow[], batchSize: number): number {
  const size = rows.reduce((sum, row) => sum + row.reduce<number>((inner, cell) => inner + widthOf(cell), 0), 0);
  const fitting = Math.floor(PAGE_SIZE / Math.max(1, size / rows.length));
  return Math.max(1, Math.min(batchSize, fitting));
}

function widthOf(cell: WireCell): number {
  return typeof cell === 'string' ? cell.length : 8;
}

/** Text that fills the buffer which the module makes from the driver's own size, to the last byte. */
function mayBeCut({ reading }: Form, value: WireCell, type: string | undefined): boolean {
  if (typeof value !== 'string' || (reading !== 'blank' && reading !== 'plain')) return false;
  const [, wide, size] = /^SQL_(W?)(?:VAR)?CHAR ([1-9]\d*)$/.exec(type ?? '') ?? [];
  if (size === undefined) return false;
  return wide === 'W'
    ? value.length >= Number(size) && reading === 'plain'
    : Buffer.byteLength(value) >= 4 * Number(size);
}

function compared(a: RawRow, b: RawRow, order: readonly number[]): number {
  const [left, right] = [a, b].map((row) => order.map((index) => row[index] ?? ''));
  const at = order.findIndex((_, index) => left?.[index] !== right?.[index]);
  if (at < 0) return 0;
  return (left?.[at] ?? '') < (right?.[at] ?? '') ? -1 : 1;
}
