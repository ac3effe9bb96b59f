import { DatabaseSync } from 'node:sqlite';
import { moneyFieldsOf } from '../../../schemas/entity.ts';
import type { Source, Stream } from '../../../connectors/source.ts';
import { openTdsServer, type TdsServer } from './server.ts';
import type { ColumnDeclaration } from './tables.ts';
import type { Given } from './types/stored.ts';

/** The columns of a stream's money fields, by the field's name; without those that its source lacks. */
export function moneyColumnsOf({ entity, fields }: Stream): ReadonlyMap<string, string> {
  const pairs = moneyFieldsOf(entity).map((name) => [name, fields[name]?.columns[0]] as const);
  return new Map(pairs.flatMap(([name, column]) => (column === undefined ? [] : [[name, column] as const])));
}

/** The SQLite file that stands in for a source in the demo, as a SQL Server has it: amounts are decimals, or floats where they are. */
export async function openStandIn(source: Source, file: string): Promise<TdsServer> {
  const server = await openTdsServer({ database: source.id.toUpperCase() });
  using database = new DatabaseSync(file, { readOnly: true });
  const names = database.prepare("select name from sqlite_schema where type = 'table'").all();
  for (const { name } of names) copyTable(server, source, database, String(name));
  return server;
}

function copyTable(server: TdsServer, source: Source, database: DatabaseSync, name: string): void {
  const streams = source.streams.filter(({ table }) => table === `dbo.${name}`);
  const amounts = new Set(streams.flatMap((stream) => [...moneyColumnsOf(stream).values()]));
  const columns = database.prepare(`select name, type from pragma_table_info('${name}')`).all();
  const key = database
    .prepare(
      `select i.name from pragma_index_list('${name}') l, pragma_index_info(l.name) i where l."unique" and l.seq = 0`,
    )
    .all()
    .map((column) => String(column['name']));
  const rows = database.prepare(`select * from "${name}"`).all() as readonly Readonly<Record<string, Given>>[];
  server.createTable(
    `dbo.${name}`,
    {
      columns: columns.map((column) => columnOf(String(column['name']), String(column['type']), amounts)),
      indexes: [{ name: `UQ_${name}`, columns: key, unique: true, clustered: true }],
    },
    rows.map((row) => Object.values(row)),
  );
}

function columnOf(name: string, type: string, amounts: ReadonlySet<string>): ColumnDeclaration {
  if (type === 'INTEGER') return { name, type: 'int' };
  if (type === 'REAL') return { name, type: 'float' };
  return { name, type: amounts.has(name) ? 'decimal(19,2)' : 'nvarchar(200)' };
}
