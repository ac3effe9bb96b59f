import { pathToFileURL } from 'node:url';
import type { Cell } from '../../../driver.ts';
import type { Dialect, Form, TableName } from '../dialect.ts';
import { BLANKS, doubled, edgedBy, quotedText, tail } from '../sql.ts';

/** https://www.sqlite.org/datatype3.html#determination_of_column_affinity, in its order. */
const affinities: readonly (readonly [RegExp, Form['type']])[] = [
  [/INT/i, 'integer'],
  [/CHAR|CLOB|TEXT/i, 'text'],
  [/BLOB/i, 'binary'],
  [/^$/, 'any'],
  [/REAL|FLOA|DOUB/i, 'float'],
];

/** Whatever the column declares, a cell may be of any kind. `n`: text with a NUL in it, in hexadecimal. */
const tagged = (cell: string): string =>
  `CASE typeof(${cell}) WHEN 'text' THEN CASE WHEN instr(CAST(${cell} AS BLOB), x'00') > 0 THEN 'n' || hex(${cell}) ELSE 't' || length(CAST(${cell} AS BLOB)) || ':' || ${cell} END WHEN 'integer' THEN 'i' || ${cell} WHEN 'real' THEN 'r' || printf('%!.17g', ${cell}) WHEN 'blob' THEN 'x' || hex(${cell}) END`;

/** Numbers that are whole as their digits, bytes as nothing. */
const asText = (cell: string): string =>
  `CASE typeof(${cell}) WHEN 'real' THEN CASE WHEN ${cell} = CAST(${cell} AS INTEGER) THEN CAST(CAST(${cell} AS INTEGER) AS TEXT) ELSE '-' END WHEN 'blob' THEN '-' ELSE CAST(${cell} AS TEXT) END`;

const quote = (name: string): string => `"${doubled(name, '"')}"`;
const pragma = (name: string, table: TableName): string => `pragma_${name}(${quotedText(table.bare)})`;

/** Its ODBC driver (libsqliteodbc 0.9998) knows no type of an expression and cuts it at 255 characters. */
export const sqlite: Dialect = {
  title: 'SQLite por ODBC',
  tried: true,
  capabilities: {
    filters: true,
    counts: true,
    sums: false,
    uniqueKeys: true,
    clock: true,
    groups: true,
    versions: false,
    marks: false,
    catalogue: false,
    files: false,
    snapshots: true,
  },
  // Row by row: its other way takes the whole result into memory first.
  settings: { StepAPI: '1', NoTXN: '0', Timeout: '2000' },
  // Without a mode the driver makes the file where there is none.
  located: (settings) =>
    settings.map(([keyword, value]) =>
      keyword.toLowerCase() === 'database' && !value.startsWith('file:')
        ? [keyword, `${pathToFileURL(value).href}?mode=ro`]
        : [keyword, value],
    ),
  preamble: ['PRAGMA query_only = 1'],
  transaction: ['BEGIN', 'ROLLBACK'],
  alone: false,
  quote,
  select: (page) => {
    // The type of the first part is the driver's for all: long text, of which it gives all.
    const types = page.columns.map((_, index) => `sql AS c${String(index)}`).join(', ');
    const rows = `SELECT ${page.columns.join(', ')}${tail(page)}`;
    // A part of its own only where it must be: SQLite keeps it whole before it gives the first row.
    const apart = page.orderBy.length > 0 || page.limit !== null;
    const limit = page.limit === null ? '' : ` LIMIT ${String(page.limit)}`;
    return `SELECT ${types} FROM sqlite_schema WHERE 0 UNION ALL ${apart ? `SELECT * FROM (${rows}${limit})` : rows}`;
  },
  tuples: true,
  catalogue: {
    kind: 'sql',
    tables: `SELECT NULL AS s, name AS n, CASE type WHEN 'view' THEN 'view' ELSE 'table' END AS k FROM pragma_table_list WHERE schema = 'main' AND type <> 'shadow' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name`,
    columns: (table) =>
      `SELECT name AS n, type AS t, type AS d, "notnull" = 0 AS z FROM ${pragma('table_xinfo', table)} WHERE hidden <> 1 ORDER BY cid`,
    keys: (table) =>
      `SELECT name, c FROM (SELECT 'pk' AS name, x.name AS c, x.pk AS q, 0 AS r FROM ${pragma('table_xinfo', table)} AS x WHERE x.pk > 0
       UNION ALL SELECT l.name, i.name, i.seqno, 1 FROM ${pragma('index_list', table)} AS l, pragma_index_info(l.name) AS i WHERE l."unique" = 1 AND l.partial = 0)
       WHERE name NOT IN (SELECT l.name FROM ${pragma('index_list', table)} AS l, pragma_index_info(l.name) AS i LEFT JOIN ${pragma('table_xinfo', table)} AS x ON x.name = i.name WHERE x.name IS NULL OR x."notnull" = 0 AND x.pk = 0)
       ORDER BY r, name, q`,
    rowNumber: (table) =>
      `SELECT 'rowid' AS r FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND wr = 0 AND name = ${quotedText(table.bare)} AND NOT EXISTS (SELECT 1 FROM ${pragma('table_xinfo', table)} WHERE lower(name) = 'rowid')`,
  },
  form: ({ declared }) => ({ type: typeOf(declared), select: tagged, reading: 'tagged', compared: 'text' }),
  expressions: {
    literal: quotedText,
    keysAtMost: 400,
    asText,
    trimmed: (text) => `trim(${text}, ${quotedText(BLANKS)})`,
    edged: edgedBy(
      (text) => `substr(${text}, 1, 1)`,
      (text) => `substr(${text}, -1, 1)`,
      quotedText,
    ),
    bound: (_column, _compared, cell) => literalOf(cell),
    sum: (cell) => `sum(${cell})`,
    clock: `SELECT strftime('%Y-%m-%d %H:%M:%f', 'now') AS t`,
  },
  failures: [
    [
      /connect failed|\(14\)/,
      ['SOURCE_UNREACHABLE', 'el archivo no existe o no se alcanza; revise la ruta y que la unidad esté conectada'],
    ],
    [
      /\((5|6|261|517)\)|database is locked/,
      ['SOURCE_BUSY', 'otro programa la tiene bloqueada; se puede intentar de nuevo'],
    ],
    [/\(26\)|not a database/, ['SOURCE_REFUSED', 'no es una base SQLite, o está cifrada']],
    [/\(11\)|malformed/, ['SOURCE_REFUSED', 'el archivo está dañado']],
    [/\((10|266|522)\)|disk I\/O error/, ['SOURCE_UNREACHABLE', 'falló la lectura del disco o de la red']],
  ],
  install: {
    debian: 'apt install libsqliteodbc (SQLite3, libsqlite3odbc.so)',
    windows: 'el instalador sqliteodbc_w64.exe de ch-werner.de/sqliteodbc («SQLite3 ODBC Driver»)',
  },
};

function typeOf(declared: string): Form['type'] {
  return affinities.find(([pattern]) => pattern.test(declared))?.[1] ?? 'any';
}

/** A value is compared with its own kind, after the column's affinity. */
function literalOf(cell: NonNullable<Cell>): string {
  if (cell instanceof Uint8Array) return `x'${Buffer.from(cell).toString('hex')}'`;
  return typeof cell === 'string'
    ? quotedText(cell)
    : String(Number(cell) === cell || typeof cell === 'bigint' ? cell : Number(cell));
}
