import { SqlError } from '../sql-error.ts';
import { quoteName } from '../sql/quote.ts';
import { parseType, sqlType, type SqlType } from '../types/sql-type.ts';
import { store as stored } from '../types/convert.ts';
import type { Given } from '../types/stored.ts';
import { catalogueRows } from './catalogue-rows.ts';
import { isPermitted, type Session } from './session.ts';
import type { Store } from './store.ts';

/** The columns of the catalogue views that the test server has, by `sys.` or `INFORMATION_SCHEMA.` name, in their order. */
const definitions: Readonly<Record<string, string>> = {
  'sys.schemas': 'name sysname, schema_id int, principal_id int',
  'sys.objects':
    'name sysname, object_id int, principal_id int?, schema_id int, parent_object_id int, type char(2), type_desc nvarchar(60), create_date datetime, modify_date datetime, is_ms_shipped bit',
  'sys.tables':
    'name sysname, object_id int, schema_id int, type char(2), type_desc nvarchar(60), create_date datetime, modify_date datetime, is_ms_shipped bit',
  'sys.views':
    'name sysname, object_id int, schema_id int, type char(2), type_desc nvarchar(60), create_date datetime, modify_date datetime, is_ms_shipped bit',
  'sys.columns':
    'object_id int, name sysname, column_id int, system_type_id tinyint, user_type_id int, max_length smallint, precision tinyint, scale tinyint, collation_name sysname?, is_nullable bit, is_ansi_padded bit, is_rowguidcol bit, is_identity bit, is_computed bit',
  'sys.computed_columns':
    'object_id int, name sysname, column_id int, system_type_id tinyint, user_type_id int, definition nvarchar(max), is_persisted bit, is_nullable bit',
  'sys.types':
    'name sysname, system_type_id tinyint, user_type_id int, schema_id int, max_length smallint, precision tinyint, scale tinyint, is_nullable bit, is_user_defined bit',
  'sys.indexes':
    'object_id int, name sysname?, index_id int, type tinyint, type_desc nvarchar(60), is_unique bit, data_space_id int, ignore_dup_key bit, is_primary_key bit, is_unique_constraint bit, is_disabled bit, is_hypothetical bit, has_filter bit, filter_definition nvarchar(max)?',
  'sys.index_columns':
    'object_id int, index_id int, index_column_id int, column_id int, key_ordinal tinyint, partition_ordinal tinyint, is_descending_key bit, is_included_column bit',
  'sys.partitions':
    'partition_id bigint, object_id int, index_id int, partition_number int, hobt_id bigint, rows bigint',
  'sys.allocation_units':
    'allocation_unit_id bigint, type tinyint, type_desc nvarchar(60), container_id bigint, data_space_id int, total_pages bigint, used_pages bigint, data_pages bigint',
  'sys.dm_db_partition_stats':
    'partition_id bigint, object_id int, index_id int, partition_number int, in_row_data_page_count bigint, used_page_count bigint, reserved_page_count bigint, row_count bigint',
  'sys.databases':
    'name sysname, database_id int, create_date datetime, compatibility_level tinyint, collation_name sysname?, is_read_only bit, state tinyint, state_desc nvarchar(60), snapshot_isolation_state tinyint, snapshot_isolation_state_desc nvarchar(60), is_read_committed_snapshot_on bit, recovery_model_desc nvarchar(60)',
  'sys.dm_exec_sessions':
    'session_id smallint, login_time datetime, host_name nvarchar(128)?, program_name nvarchar(128)?, login_name nvarchar(128), status nvarchar(30), transaction_isolation_level smallint, lock_timeout int, deadlock_priority int, is_user_process bit, database_id smallint, open_transaction_count int',
  'sys.database_principals': 'name sysname, principal_id int, type char(1), type_desc nvarchar(60)',
  'sys.sql_modules': 'object_id int, definition nvarchar(max)?',
  'sys.identity_columns': 'object_id int, name sysname, column_id int, last_value sql_variant?',
  'information_schema.schemata': 'CATALOG_NAME nvarchar(128)?, SCHEMA_NAME nvarchar(128), SCHEMA_OWNER nvarchar(128)?',
  'information_schema.tables':
    'TABLE_CATALOG nvarchar(128)?, TABLE_SCHEMA nvarchar(128)?, TABLE_NAME sysname, TABLE_TYPE varchar(10)?',
  'information_schema.views':
    'TABLE_CATALOG nvarchar(128)?, TABLE_SCHEMA nvarchar(128)?, TABLE_NAME sysname, VIEW_DEFINITION nvarchar(4000)?',
  'information_schema.columns':
    'TABLE_CATALOG nvarchar(128)?, TABLE_SCHEMA nvarchar(128)?, TABLE_NAME nvarchar(128), COLUMN_NAME nvarchar(128)?, ORDINAL_POSITION int?, COLUMN_DEFAULT nvarchar(4000)?, IS_NULLABLE varchar(3)?, DATA_TYPE nvarchar(128)?, CHARACTER_MAXIMUM_LENGTH int?, CHARACTER_OCTET_LENGTH int?, NUMERIC_PRECISION tinyint?, NUMERIC_SCALE int?, DATETIME_PRECISION smallint?, COLLATION_NAME nvarchar(128)?',
};

interface SystemColumn {
  readonly name: string;
  readonly type: SqlType;
  readonly nullable: boolean;
}

interface SystemTable {
  readonly physical: string;
  readonly columns: readonly SystemColumn[];
}

const tables = new Map<string, SystemTable>(
  Object.entries(definitions).map(([name, text]) => {
    const columns = text.split(/, (?=\w)/).map((column) => {
      const [own = '', type = ''] = column.split(' ');
      const nullable = type.endsWith('?');
      const written = nullable ? type.slice(0, -1) : type;
      return {
        name: own,
        type: written === 'sysname' ? sqlType('nvarchar', { length: 128 }) : parseType(written),
        nullable,
      };
    });
    return [name, { physical: quoteName(name), columns }];
  }),
);

/** Needs VIEW DATABASE STATE or VIEW SERVER STATE, and is an error (262) without. */
const GUARDED: Readonly<Record<string, string>> = { 'sys.dm_db_partition_stats': 'VIEW DATABASE STATE' };

export function systemTable(store: Store, session: Session, name: readonly string[]): SystemTableSource | null {
  const schema = name.at(-2)?.toLowerCase() ?? '';
  const full = `${schema}.${name.at(-1)?.toLowerCase() ?? ''}`;
  const found = tables.get(full);
  if (found === undefined) return null;
  const guard = GUARDED[full];
  if (guard !== undefined && !isPermitted(session.account, guard, null)) {
    throw new SqlError(262, 14, 1, `${guard} permission denied in database '${store.facts.database}'.`);
  }
  return { sql: found.physical, columns: found.columns };
}

export interface SystemTableSource {
  readonly sql: string;
  readonly columns: readonly SystemColumn[];
}

export function createCatalogue(store: Store): void {
  for (const { physical, columns } of tables.values()) {
    store.sqlite.exec(`CREATE TEMP TABLE ${physical} (${columns.map(({ name }) => quoteName(name)).join(', ')})`);
  }
}

/** Writes the catalogue anew, as the session may see it. Called before a statement that reads it. */
export function refreshCatalogue(store: Store, session: Session): void {
  for (const [name, rows] of Object.entries(catalogueRows(store, session))) {
    const table = tables.get(name);
    if (table === undefined) throw new RangeError(`no catalogue view ${name}`);
    store.sqlite.exec(`DELETE FROM ${table.physical}`);
    const places = table.columns.map(() => '?').join(', ');
    const insert = store.sqlite.prepare(`INSERT INTO ${table.physical} VALUES (${places})`);
    for (const row of rows) {
      const values: Readonly<Record<string, Given>> = row;
      insert.run(...table.columns.map(({ name: column, type }) => stored(values[column] ?? null, type)));
    }
  }
}
