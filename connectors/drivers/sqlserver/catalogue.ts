import { IntegrationError } from '../../../schemas/errors.ts';
import type { AccountRights, Cell, RawRow, TableInfo, TableSurvey } from '../../driver.ts';
import {
  allColumnsSql,
  allIndexesSql,
  columnsSql,
  findTableSql,
  indexesSql,
  rightsSql,
  sizesSql,
  tablesSql,
} from './catalogue-sql.ts';
import type { Rows } from './requests.ts';
import type { Statement } from './statement.ts';
import { columnOf, titleOf } from './table.ts';
import type { Table, TableColumn, UniqueIndex } from './table.ts';

/** Asks the server one statement and gives its rows. */
export type Ask = (statement: Statement) => Promise<Rows>;

const NAMED_AT_MOST = 30;

export async function listTables(ask: Ask): Promise<readonly TableInfo[]> {
  const rows = await ask(tablesSql());
  return rows.map(([schema, name, type]) => ({
    name: titleOf({ schema: String(schema), name: String(name) }),
    kind: kindOf(type),
  }));
}

/** NOT_FOUND, saying which there are, when the account sees no such table. */
export async function findTable(ask: Ask, place: string, title: string): Promise<Table> {
  const [found] = await ask(findTableSql(title));
  if (!found) throw await notFound(ask, place, title);
  const [id, schema, name, type] = found;
  const columns = await ask(columnsSql(Number(id)));
  const indexes = indexesOf(await ask(indexesSql(Number(id))));
  return {
    schema: String(schema),
    name: String(name),
    kind: kindOf(type),
    columns: columns.map(tableColumn),
    uniqueIndexes: indexes.unique,
    storedBy: indexes.storedBy,
  };
}

/** Everything that the account sees, from the catalogue. */
export async function surveyTables(ask: Ask): Promise<readonly TableSurvey[]> {
  const tables = await ask(sizesSql());
  const columns = Map.groupBy(await ask(allColumnsSql()), ([id]) => Number(id));
  const indexes = Map.groupBy(await ask(allIndexesSql()), ([id]) => Number(id));
  return tables.map(([id, schema, name, type, rows, bytes]) => ({
    name: titleOf({ schema: String(schema), name: String(name) }),
    kind: kindOf(type),
    columns: (columns.get(Number(id)) ?? []).map((row) => columnOf(tableColumn(row))),
    key: keyOf(indexesOf(indexes.get(Number(id)) ?? []).unique),
    rows: numberOrNull(rows),
    bytes: numberOrNull(bytes),
  }));
}

export async function accountRights(ask: Ask): Promise<AccountRights> {
  const [row = []] = await ask(rightsSql());
  const [account, user, database, ...rest] = row;
  const [sysadmin, owner, writer, definer, reader, writes, reads] = rest.map(Number);
  const roles = [
    ['sysadmin', sysadmin],
    ['db_owner', owner],
    ['db_datawriter', writer],
    ['db_ddladmin', definer],
    ['db_datareader', reader],
  ].flatMap(([role, member]) => (member === 1 ? [String(role)] : []));
  const lines = [
    `cuenta ${String(account)}, usuario ${String(user)} de la base ${String(database)}${roles.length === 0 ? '' : `, con ${roles.join(', ')}`}`,
    `puede leer ${String(reads)} tablas y vistas`,
  ];
  const mayWrite = sysadmin === 1 || owner === 1 || writer === 1 || definer === 1 || (writes ?? 0) > 0;
  if ((writes ?? 0) > 0) lines.push(`podría escribir en ${String(writes)}`);
  return { account: String(account), mayWrite, lines };
}

async function notFound(ask: Ask, place: string, title: string): Promise<IntegrationError> {
  const all = await listTables(ask);
  const named = all.slice(0, NAMED_AT_MOST).map(({ name }) => name);
  const more = all.length > named.length ? ` y ${String(all.length - named.length)} más` : '';
  const there = named.length === 0 ? 'la cuenta no ve ninguna' : `la cuenta ve ${named.join(', ')}${more}`;
  return new IntegrationError(
    'NOT_FOUND',
    `La tabla ${title} no está en ${place}, o la cuenta no la puede ver (GRANT SELECT): ${there}.`,
    { context: { place, table: title } },
  );
}

/** An object's type is char(2): `U ` and `V `. */
function kindOf(type: Cell | undefined): 'table' | 'view' {
  return typeof type === 'string' && type.trim() === 'V' ? 'view' : 'table';
}

function tableColumn([, name, type, bytes, precision, scale, nullable, collation]: RawRow): TableColumn {
  return {
    name: String(name),
    sqlType: {
      name: String(type).toLowerCase(),
      bytes: Number(bytes),
      precision: Number(precision),
      scale: Number(scale),
      collation: collation === null ? null : String(collation),
    },
    nullable: nullable === true,
  };
}

function indexesOf(rows: Rows): {
  readonly unique: readonly UniqueIndex[];
  readonly storedBy: readonly string[];
} {
  const indexes = [...Map.groupBy(rows, ([, index]) => Number(index)).values()].map((columns) => ({
    clustered: Number(columns[0]?.[2]) === 1,
    unique: columns[0]?.[3] === true,
    primary: columns[0]?.[4] === true,
    columns: columns.map((row) => String(row[5])),
  }));
  return {
    unique: indexes.filter(({ unique }) => unique).map(({ primary, columns }) => ({ primary, columns })),
    storedBy: indexes.find(({ clustered }) => clustered)?.columns ?? [],
  };
}

function keyOf(unique: readonly UniqueIndex[]): readonly string[] {
  return (unique.find(({ primary }) => primary) ?? unique[0])?.columns ?? [];
}

function numberOrNull(value: Cell | undefined): number | null {
  return value === null || value === undefined ? null : Number(value);
}
