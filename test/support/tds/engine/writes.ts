import { SqlError } from '../sql-error.ts';
import type { ObjectName, Statement } from '../sql/syntax.ts';
import { quoteName } from '../sql/quote.ts';
import { denied, tableColumns, tableRows } from '../sql/translate-source.ts';
import type { Scope, Translation, Typed } from '../sql/typed.ts';
import { convert } from '../types/convert.ts';
import { familyOf, type SqlType } from '../types/sql-type.ts';
import type { Stored } from '../types/stored.ts';
import { evaluate, rowsOf } from './evaluate.ts';
import { isPermitted } from './session.ts';
import { indexKeys } from './store.ts';
import { fullName, storedColumns, type Table, type TableColumn, type TableIndex } from './table.ts';
import type { Transaction } from './transaction.ts';
import { RowLocked, updateConflict } from './transactions.ts';

type Insert = Extract<Statement, { kind: 'insert' }>;
type Update = Extract<Statement, { kind: 'update' }>;
type Delete = Extract<Statement, { kind: 'delete' }>;

const EMPTY: Scope = { sources: [], outer: null };

/** Writes for one statement and one transaction; the caller undoes everything when it throws. */
interface Writing {
  readonly translation: Translation;
  readonly table: Table;
  readonly transaction: Transaction;
}

export function openWriting(
  translation: Translation,
  name: ObjectName,
  transaction: Transaction,
  permission: string,
): Writing {
  const table = translation.store.table(name, translation.session.spid);
  if (table.owner === null && !isPermitted(translation.session.account, permission, fullName(table))) {
    throw denied(translation, table, permission);
  }
  if (!transaction.touched.has(table)) transaction.touched.set(table, 0);
  return { translation, table, transaction };
}

export function insertRows(writing: Writing, statement: Insert): number {
  const { table } = writing;
  const targets =
    statement.columns === null
      ? storedColumns(table).filter((column) => !column.identity && column.type.name !== 'rowversion')
      : statement.columns.map((name) => target(table, name));
  let count = 0;
  for (const { values, types } of givenRows(writing, statement)) {
    if (values.length !== targets.length) {
      throw new SqlError(213, 16, 1, 'Column name or number of supplied values does not match table definition.');
    }
    const row = new Map<string, Stored>();
    targets.forEach((column, place) => {
      row.set(column.name, assigned(table, column, values[place] ?? null, types[place] ?? column.type));
    });
    insertVersion(writing, completed(writing, row));
    count++;
  }
  grow(writing, count);
  return count;
}

interface GivenRow {
  readonly values: readonly Stored[];
  readonly types: readonly SqlType[];
}

function givenRows({ translation }: Writing, { from }: Insert): readonly GivenRow[] {
  if ('kind' in from) {
    const { sql, columns } = translation.query(from, null);
    const types = columns.map(({ type }) => type);
    return rowsOf(translation, sql).map((values) => ({ values, types }));
  }
  return from.map((row) => {
    const typed = row.map((each) => translation.expression(each, EMPTY));
    return { values: evaluate(translation, typed), types: typed.map(({ type }) => type) };
  });
}

function target(table: Table, name: string): TableColumn {
  const column = table.columns.find((each) => each.name.toLowerCase() === name.toLowerCase());
  if (column === undefined) throw new SqlError(207, 16, 1, `Invalid column name '${name}'.`);
  if (column.type.name === 'rowversion')
    throw new SqlError(273, 16, 1, 'Cannot insert an explicit value into a timestamp column.');
  if (column.computed !== null) {
    throw new SqlError(271, 16, 1, `The column "${name}" cannot be modified because it is a computed column.`);
  }
  return column;
}

/** The value as the column keeps it; what does not fit is an error, not cut. */
function assigned(table: Table, column: TableColumn, value: Stored, type: SqlType): Stored {
  const { length } = column.type;
  const isLong = typeof value === 'string' && familyOf(type) === 'text' && familyOf(column.type) === 'text';
  const size = isLong ? value.replace(/ +$/, '').length : value instanceof Uint8Array ? value.length : 0;
  if (length > 0 && size > length) throw new SqlError(8152, 16, 13, 'String or binary data would be truncated.');
  const stored = convert(value, type, column.type);
  if (stored === null && !column.nullable) {
    const where = `column '${column.name}', table '${fullName(table)}'`;
    throw new SqlError(
      515,
      16,
      2,
      `Cannot insert the value NULL into ${where}; column does not allow nulls. INSERT fails.`,
    );
  }
  return stored;
}

/** Defaults, the identity and nulls for what was not given. */
function completed({ translation, table }: Writing, row: ReadonlyMap<string, Stored>): ReadonlyMap<string, Stored> {
  const whole = new Map(row);
  for (const column of storedColumns(table)) {
    if (whole.has(column.name) || column.type.name === 'rowversion') continue;
    if (column.identity) {
      const next = table.nextIdentity++;
      translation.session.identity = next;
      whole.set(column.name, assigned(table, column, next, { ...column.type, name: 'bigint' }));
    } else whole.set(column.name, initialValue(translation, table, column));
  }
  return whole;
}

function initialValue(translation: Translation, table: Table, column: TableColumn): Stored {
  if (column.initial === null) return assigned(table, column, null, column.type);
  const typed = translation.expression(column.initial, EMPTY);
  return assigned(table, column, evaluate(translation, [typed])[0] ?? null, typed.type);
}

function insertVersion({ translation, table, transaction }: Writing, row: ReadonlyMap<string, Stored>): void {
  const { sqlite, transactions } = translation.store;
  const columns = storedColumns(table);
  const values = columns.map((column) =>
    column.type.name === 'rowversion'
      ? rowversion(transactions.takeRowversion(transaction))
      : (row.get(column.name) ?? null),
  );
  const names = ['"~by"', ...columns.map((column) => quoteName(column.name))];
  const sql = `INSERT INTO ${table.physical} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;
  const { lastInsertRowid } = sqlite.prepare(sql).run(transaction.id, ...values);
  for (const index of table.indexes)
    if (index.unique) checkUnique(translation, table, transaction, index, lastInsertRowid);
}

function rowversion(value: bigint): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(value);
  return bytes;
}

/** NULL equals NULL in a unique index of SQL Server. */
function checkUnique(
  { store }: Translation,
  table: Table,
  transaction: Transaction,
  index: TableIndex,
  version: number | bigint,
): void {
  const keys = indexKeys(table, index);
  const own = keys.map((key) => `(SELECT ${key} FROM ${table.physical} WHERE "~v" = ${version})`);
  const same = keys.map((key, place) => `${key} IS ${own[place] ?? ''}`).join(' AND ');
  const rows = store.sqlite
    .prepare(
      `SELECT "~by" AS by, "~from" AS since, "~end" AS end FROM ${table.physical} WHERE ${same} AND "~v" <> ${version} AND "~to" IS NULL`,
    )
    .all();
  for (const { by, since, end } of rows) {
    const holder = store.transactions.find(Number(since === null ? by : end));
    if (holder !== null && holder !== transaction) throw new RowLocked(holder);
    if (end === null) throw duplicate(table, index);
  }
}

export function duplicate(table: Table, index: TableIndex): SqlError {
  const name = fullName(table);
  return index.primary
    ? new SqlError(
        2627,
        14,
        1,
        `Violation of PRIMARY KEY constraint '${index.name}'. Cannot insert duplicate key in object '${name}'.`,
      )
    : new SqlError(
        2601,
        14,
        1,
        `Cannot insert duplicate key row in object '${name}' with unique index '${index.name}'.`,
      );
}

interface Version {
  readonly id: bigint;
  readonly values: ReadonlyMap<string, Stored>;
  readonly assigned: readonly Stored[];
}

export function updateRows(writing: Writing, statement: Update): number {
  const { translation, table } = writing;
  const targets = statement.assignments.map(([name]) => target(table, name));
  const scope = tableScope(table);
  const typed = statement.assignments.map(([, value]) => translation.expression(value, scope));
  const versions = affected(writing, scope, typed, statement.where);
  for (const version of versions) endVersion(writing, version.id);
  for (const version of versions) {
    const row = new Map(version.values);
    targets.forEach((column, place) => {
      const type = typed[place]?.type ?? column.type;
      row.set(column.name, assigned(table, column, version.assigned[place] ?? null, type));
    });
    insertVersion(writing, row);
  }
  return versions.length;
}

export function deleteRows(writing: Writing, statement: Pick<Delete, 'where'>): number {
  const versions = affected(writing, tableScope(writing.table), [], statement.where);
  for (const version of versions) endVersion(writing, version.id);
  grow(writing, -versions.length);
  return versions.length;
}

function grow({ transaction, table }: Writing, count: number): void {
  transaction.touched.set(table, (transaction.touched.get(table) ?? 0) + count);
}

function tableScope(table: Table): Scope {
  const columns = tableColumns(table).map((column) => ({ ...column, sql: `target.${quoteName(column.name)}` }));
  return { sources: [{ alias: table.name, schema: table.schema, columns }], outer: null };
}

function affected(
  { translation, table }: Writing,
  scope: Scope,
  typed: readonly Typed[],
  where: Update['where'],
): readonly Version[] {
  const columns = storedColumns(table);
  const condition = where === null ? '' : ` WHERE ${translation.condition(where, scope)}`;
  const source = tableRows(translation, table, ['"~v"']);
  const cells = [
    'target."~v"',
    ...columns.map((column) => `target.${quoteName(column.name)}`),
    ...typed.map(({ sql }) => sql),
  ];
  return rowsOf(translation, `SELECT ${cells.join(', ')} FROM ${source} AS target${condition}`).map((row) => ({
    id: row[0] as bigint,
    values: new Map(columns.map((column, place) => [column.name, row[place + 1] ?? null])),
    assigned: row.slice(columns.length + 1),
  }));
}

/** Ends a version for the transaction; one of its own goes at once. */
function endVersion({ translation, table, transaction }: Writing, id: bigint): void {
  const { sqlite, transactions } = translation.store;
  const found = sqlite
    .prepare(
      `SELECT "~by" AS by, "~from" AS since, "~end" AS end, "~to" AS until FROM ${table.physical} WHERE "~v" = ?`,
    )
    .get(id);
  if (found?.['until'] !== null) throw updateConflict(table);
  if (found['since'] === null) {
    sqlite.prepare(`DELETE FROM ${table.physical} WHERE "~v" = ?`).run(id);
    return;
  }
  const holder = found['end'] === null ? null : transactions.find(Number(found['end']));
  if (holder !== null && holder !== transaction) throw new RowLocked(holder);
  sqlite.prepare(`UPDATE ${table.physical} SET "~end" = ? WHERE "~v" = ?`).run(transaction.id, id);
}
