import type { Condition, RawRow } from '../../driver.ts';
import type { KeyTable } from './filter.ts';
import { literalOf } from './literals.ts';
import { openValues, statement } from './statement.ts';
import type { Statement } from './statement.ts';
import { readable } from './table.ts';
import type { ReadableColumn, Table } from './table.ts';
import { declaredOf } from './types.ts';
import type { SqlType } from './types.ts';

type KeysCondition = Extract<Condition, { kind: 'keys' }>;

/** A statement takes at most 2100 values, and 1000 rows after VALUES. */
const VALUES_AT_MOST = 2000;
const ROWS_AT_MOST = 1000;

/** The keys that the columns can hold. */
export function keyTable(table: Table, { columns, keys }: KeysCondition, name: string): KeyTable {
  const found = columns.map((column) => readable(table, column));
  const discard = openValues();
  const holds = (key: RawRow): boolean =>
    found.every(({ sqlType }, index) => {
      const cell = key[index] ?? null;
      return cell === null || literalOf(sqlType, cell, discard) !== null;
    });
  return { name, columns: found, keys: keys.filter(holds) };
}

/**
 * What makes a key table: of the connection's own, in tempdb, gone with the transaction that made it. Any account may make
 * one, and it takes any number of keys, each as a value of its column's own type.
 */
export function createKeyTable({ name, columns }: KeyTable): Statement {
  const declared = columns.map((column, index) => `[k${String(index)}] ${keyType(column)} NULL`);
  return statement(`CREATE TABLE ${name} (${declared.join(', ')})`);
}

export function fillKeyTable({ name, columns, keys }: KeyTable): readonly Statement[] {
  const rows = Math.max(1, Math.min(ROWS_AT_MOST, Math.floor(VALUES_AT_MOST / columns.length)));
  const statements: Statement[] = [];
  for (let start = 0; start < keys.length; start += rows) {
    const values = openValues();
    const written = keys.slice(start, start + rows).map((key) => {
      const cells = columns.map(({ sqlType }, index) => literalOf(sqlType, key[index] ?? null, values) ?? 'NULL');
      return `(${cells.join(', ')})`;
    });
    statements.push(statement(`INSERT INTO ${name} VALUES ${written.join(', ')}`, values.all));
  }
  return statements;
}

function keyType({ sqlType }: ReadableColumn): string {
  switch (sqlType.name) {
    case 'text':
    case 'ntext':
    case 'xml':
      return `nvarchar(max)${collateOf(sqlType)}`;
    case 'timestamp':
      return 'binary(8)';
    default:
      return declaredOf(sqlType) + collateOf(sqlType);
  }
}

/** Else tempdb's own, with which the server refuses to compare. */
function collateOf({ collation }: SqlType): string {
  return collation === null ? '' : ` COLLATE ${collation}`;
}
