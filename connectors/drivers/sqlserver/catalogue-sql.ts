import { openValues, statement } from './statement.ts';
import type { Statement } from './statement.ts';

/** What the server is, and whether its database gives snapshots. */
export function settingsSql(): Statement {
  return statement(
    "SELECT snapshot_isolation_state AS foto, CONVERT(nvarchar(128), SERVERPROPERTY(N'ProductVersion')) AS version FROM sys.databases WHERE database_id = DB_ID()",
  );
}

export function tablesSql(): Statement {
  return statement(
    "SELECT SCHEMA_NAME(o.schema_id) AS esquema, o.name AS nombre, o.type AS tipo FROM sys.objects AS o WHERE o.type IN ('U', 'V') AND o.is_ms_shipped = 0 ORDER BY SCHEMA_NAME(o.schema_id), o.name",
  );
}

/** By its whole name, else by its name in the account's own schema. */
export function findTableSql(title: string): Statement {
  const values = openValues();
  const name = values.add({ kind: 'nvarchar', length: 'max' }, title);
  return statement(
    `SELECT TOP (1) o.object_id AS id, SCHEMA_NAME(o.schema_id) AS esquema, o.name AS nombre, o.type AS tipo FROM sys.objects AS o WHERE o.type IN ('U', 'V') AND (SCHEMA_NAME(o.schema_id) + N'.' + o.name = ${name} OR (o.name = ${name} AND SCHEMA_NAME(o.schema_id) = SCHEMA_NAME())) ORDER BY CASE WHEN o.name = ${name} THEN 1 ELSE 0 END`,
    values.all,
  );
}

/** An alias type by its base; a type of the CLR, all of which have the base 240, by its own name. */
const TYPE = `CASE WHEN c.system_type_id = 240 THEN TYPE_NAME(c.user_type_id) ELSE TYPE_NAME(c.system_type_id) END`;
const COLUMN = `c.object_id AS id, c.name AS columna, ${TYPE} AS tipo, c.max_length AS bytes, c.precision AS cifras, c.scale AS decimales, c.is_nullable AS anulable, c.collation_name AS orden`;

export function columnsSql(id: number): Statement {
  return statement(`SELECT ${COLUMN} FROM sys.columns AS c WHERE c.object_id = ${id} ORDER BY c.column_id`);
}

/** The columns of every unique or clustered index, in the order of the index. */
const INDEX_COLUMNS = `SELECT i.object_id AS id, i.index_id AS indice, i.type AS clase, i.is_unique AS unico, i.is_primary_key AS primaria, c.name AS columna FROM sys.indexes AS i INNER JOIN sys.index_columns AS ic ON ic.object_id = i.object_id AND ic.index_id = i.index_id INNER JOIN sys.columns AS c ON c.object_id = ic.object_id AND c.column_id = ic.column_id WHERE ic.key_ordinal > 0 AND i.is_disabled = 0 AND i.is_hypothetical = 0 AND i.has_filter = 0 AND (i.is_unique = 1 OR i.type = 1)`;

export function indexesSql(id: number): Statement {
  return statement(`${INDEX_COLUMNS} AND i.object_id = ${id} ORDER BY i.index_id, ic.key_ordinal`);
}

export function allColumnsSql(): Statement {
  return statement(
    `SELECT ${COLUMN} FROM sys.columns AS c INNER JOIN sys.objects AS o ON o.object_id = c.object_id WHERE o.type IN ('U', 'V') AND o.is_ms_shipped = 0 ORDER BY c.object_id, c.column_id`,
  );
}

export function allIndexesSql(): Statement {
  return statement(`${INDEX_COLUMNS} ORDER BY i.object_id, i.index_id, ic.key_ordinal`);
}

/** As the catalogue counts them, which lags behind by what is being written: nothing is scanned. */
export function sizesSql(): Statement {
  return statement(
    `SELECT o.object_id AS id, SCHEMA_NAME(o.schema_id) AS esquema, o.name AS nombre, o.type AS tipo, (SELECT CONVERT(varchar(20), SUM(p.rows)) FROM sys.partitions AS p WHERE p.object_id = o.object_id AND p.index_id IN (0, 1)) AS filas, (SELECT CONVERT(varchar(20), SUM(a.total_pages) * 8192) FROM sys.partitions AS p INNER JOIN sys.allocation_units AS a ON (a.type IN (1, 3) AND a.container_id = p.hobt_id) OR (a.type = 2 AND a.container_id = p.partition_id) WHERE p.object_id = o.object_id) AS bytes FROM sys.objects AS o WHERE o.type IN ('U', 'V') AND o.is_ms_shipped = 0 ORDER BY SCHEMA_NAME(o.schema_id), o.name`,
  );
}

/** Roles by IS_MEMBER: IS_ROLEMEMBER came with SQL Server 2012. */
export function rightsSql(): Statement {
  const object = `QUOTENAME(SCHEMA_NAME(o.schema_id)) + N'.' + QUOTENAME(o.name)`;
  const may = (right: string): string => `HAS_PERMS_BY_NAME(${object}, N'OBJECT', N'${right}') = 1`;
  const roles = ['db_owner', 'db_datawriter', 'db_ddladmin', 'db_datareader'];
  const members = roles.map((role) => `IS_MEMBER(N'${role}') AS ${role}`);
  const tables = (rights: readonly string[]): string =>
    `(SELECT COUNT(*) FROM sys.objects AS o WHERE o.type IN ('U', 'V') AND o.is_ms_shipped = 0 AND (${rights.map(may).join(' OR ')}))`;
  return statement(
    `SELECT SUSER_SNAME() AS cuenta, USER_NAME() AS usuario, DB_NAME() AS base, IS_SRVROLEMEMBER(N'sysadmin') AS sysadmin, ${members.join(', ')}, ${tables(['INSERT', 'UPDATE', 'DELETE'])} AS escribe, ${tables(['SELECT'])} AS lee`,
  );
}

/** Local wall time to the millisecond, as the source's own programs stamp their rows. */
export function clockSql(): Statement {
  return statement('SELECT CONVERT(varchar(23), SYSDATETIME(), 121) AS ahora');
}

/** All versions at or below are committed: one less than the lowest that an open transaction may still have written. */
export function settledVersionSql(): Statement {
  return statement(
    'SELECT CONVERT(varchar(18), CONVERT(binary(8), CONVERT(bigint, MIN_ACTIVE_ROWVERSION()) - 1), 1) AS hasta',
  );
}
