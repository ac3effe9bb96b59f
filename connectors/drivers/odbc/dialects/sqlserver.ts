import { NOT_ALLOWED } from '../dialect.ts';
import type { DeclaredColumn, Dialect, Form, TableName } from '../dialect.ts';
import { doubled, edgedBy, momentText, numberText, plainText, quotedText, spaced, topSelect } from '../sql.ts';

const national = (text: string): string => `N${quotedText(text)}`;
/** Plain characters are the same in every code page, and leave the column's index in use. */
const literal = (text: string): string => (/^[\x20-\x7e]*$/.test(text) ? quotedText(text) : national(text));
const convert =
  (type: string, style?: number) =>
  (cell: string): string =>
    `CONVERT(${type}, ${cell}${style === undefined ? '' : `, ${String(style)}`})`;
const unicode = convert('nvarchar(max)');
const guarded = (cell: string): string =>
  `CONVERT(nvarchar(20), DATALENGTH(${unicode(cell)})) + N':' + ${unicode(cell)}`;

const integer: Form = { type: 'integer', select: convert('varchar(20)'), reading: 'integer', compared: 'number' };
const decimal: Form = { type: 'decimal', select: convert('varchar(50)'), reading: 'decimal', compared: 'number' };
// Style 2 keeps the four decimals; the default rounds to two (learn.microsoft.com, "CAST and CONVERT").
const money: Form = { ...decimal, select: convert('varchar(50)', 2) };
const text: Form = { type: 'text', select: guarded, reading: 'guarded-utf16', compared: 'text' };
const shown: Form = { ...text, compared: null };
const bytes: Form = { type: 'binary', select: convert('varchar(max)', 2), reading: 'hexadecimal', compared: null };
const moment = (length: number, style: number): Form => ({
  type: 'timestamp',
  select: convert(`varchar(${String(length)})`, style),
  reading: 'plain',
  compared: 'moment',
});

/** What is not here (sql_variant, image, hierarchyid, geometry, geography) has no cell. */
const forms: Readonly<Record<string, Form>> = {
  bit: { type: 'boolean', select: convert('varchar(1)'), reading: 'boolean', compared: null },
  tinyint: integer,
  smallint: integer,
  int: integer,
  bigint: integer,
  decimal,
  numeric: decimal,
  money,
  smallmoney: money,
  float: { type: 'float', select: (cell) => cell, reading: 'double', compared: null },
  real: { type: 'float', select: convert('float'), reading: 'single', compared: null },
  date: { ...moment(10, 120), type: 'date' },
  time: { ...shown, select: convert('varchar(16)', 121), reading: 'plain' },
  smalldatetime: moment(19, 120),
  datetime: moment(23, 121),
  datetime2: moment(27, 121),
  datetimeoffset: { ...moment(34, 121), compared: null },
  char: text,
  varchar: text,
  nchar: text,
  nvarchar: text,
  text: shown,
  ntext: shown,
  xml: shown,
  uniqueidentifier: { ...shown, select: convert('varchar(36)'), reading: 'plain' },
  binary: bytes,
  varbinary: bytes,
  timestamp: { ...shown, select: (cell) => `CONVERT(varchar(18), CONVERT(binary(8), ${cell}), 1)`, reading: 'plain' },
};

const BASE = `CASE WHEN c.system_type_id = 240 THEN TYPE_NAME(c.user_type_id) ELSE TYPE_NAME(c.system_type_id) END`;
const DECLARED = `CASE WHEN ${BASE} IN ('decimal', 'numeric') THEN ${BASE} + N'(' + CONVERT(nvarchar(10), c.precision) + N',' + CONVERT(nvarchar(10), c.scale) + N')' WHEN ${BASE} IN ('char', 'varchar', 'binary', 'varbinary', 'nchar', 'nvarchar') AND c.max_length < 0 THEN ${BASE} + N'(max)' WHEN ${BASE} IN ('char', 'varchar', 'binary', 'varbinary') THEN ${BASE} + N'(' + CONVERT(nvarchar(10), c.max_length) + N')' WHEN ${BASE} IN ('nchar', 'nvarchar') THEN ${BASE} + N'(' + CONVERT(nvarchar(10), c.max_length / 2) + N')' ELSE ${BASE} END`;
const table = ({ schema, bare }: TableName): string =>
  `o.name = ${national(bare)} AND SCHEMA_NAME(o.schema_id) = ${national(schema ?? 'dbo')}`;

/** SQL Server 2008 R2 or later, by FreeTDS 1.x or by Microsoft's driver; the driver `sqlserver` is the better way to it. */
export const sqlserver: Dialect = {
  title: 'SQL Server por ODBC',
  tried: true,
  capabilities: {
    filters: true,
    counts: true,
    sums: true,
    uniqueKeys: true,
    clock: true,
    groups: true,
    versions: false,
    marks: false,
    catalogue: false,
    files: false,
    snapshots: false,
  },
  settings: { TDS_Version: '7.4', ClientCharset: 'UTF-8', APP: 'libro-unico' },
  preamble: ['SET LOCK_TIMEOUT 5000', 'SET DEADLOCK_PRIORITY LOW', 'SET TRANSACTION ISOLATION LEVEL READ COMMITTED'],
  transaction: null,
  alone: true,
  quote: (name) => `[${doubled(name, ']')}]`,
  select: topSelect,
  tuples: false,
  catalogue: {
    kind: 'sql',
    tables: `SELECT SCHEMA_NAME(o.schema_id) AS s, o.name AS t, CASE WHEN o.type = 'V' THEN 'view' ELSE 'table' END AS k FROM sys.objects AS o WHERE o.type IN ('U', 'V') AND o.is_ms_shipped = 0 ORDER BY SCHEMA_NAME(o.schema_id), o.name`,
    columns: (name) =>
      `SELECT c.name AS n, ${BASE} AS t, ${DECLARED} AS d, CASE WHEN c.is_nullable = 1 THEN '1' ELSE '0' END AS z FROM sys.columns AS c INNER JOIN sys.objects AS o ON o.object_id = c.object_id WHERE ${table(name)} ORDER BY c.column_id`,
    keys: (name) =>
      `SELECT CONVERT(varchar(20), i.index_id) AS i, c.name AS c FROM sys.indexes AS i INNER JOIN sys.objects AS o ON o.object_id = i.object_id INNER JOIN sys.index_columns AS ic ON ic.object_id = i.object_id AND ic.index_id = i.index_id INNER JOIN sys.columns AS c ON c.object_id = ic.object_id AND c.column_id = ic.column_id WHERE ${table(name)} AND ic.key_ordinal > 0 AND i.is_disabled = 0 AND i.is_hypothetical = 0 AND i.has_filter = 0 AND i.is_unique = 1 AND NOT EXISTS (SELECT 1 FROM sys.index_columns AS x INNER JOIN sys.columns AS y ON y.object_id = x.object_id AND y.column_id = x.column_id WHERE x.object_id = i.object_id AND x.index_id = i.index_id AND x.key_ordinal > 0 AND y.is_nullable = 1) ORDER BY i.index_id, ic.key_ordinal`,
  },
  form: ({ base }) => forms[base] ?? null,
  expressions: {
    literal: national,
    keysAtMost: 2000,
    // By code point: under a linguistic collation some blanks are no characters at all.
    asText: (cell) => `${unicode(cell)} COLLATE Latin1_General_BIN2`,
    trimmed: spaced(national),
    // By number: an empty text equals one of blanks.
    edged: edgedBy(
      (cell) => `UNICODE(LEFT(${cell}, 1))`,
      (cell) => `UNICODE(RIGHT(${cell}, 1))`,
      (character) => String(character.codePointAt(0)),
    ),
    bound: (column: DeclaredColumn, compared, cell) => {
      const found = { number: numberText, moment: momentOf(column), text: plainText }[compared](cell);
      if (found === null || compared === 'number') return found;
      return compared === 'text' ? textBound(column, found) : `CONVERT(${column.base}, ${quotedText(found)}, 121)`;
    },
    sum: (cell, column) => `CONVERT(varchar(50), SUM(CONVERT(decimal(38,${decimalsOf(column)}), ${cell})))`,
    clock: 'SELECT CONVERT(varchar(23), SYSDATETIME(), 121) AS t',
  },
  failures: [
    [
      /Login failed|Cannot open (user default )?database/,
      ['SOURCE_REFUSED', 'usuario, clave o base equivocados; revise UID, la clave y Database'],
    ],
    [/permission was denied/, NOT_ALLOWED],
    [
      /Lock request time out|deadlocked/,
      ['SOURCE_BUSY', 'otro programa tiene bloqueado lo que se lee; se puede intentar de nuevo'],
    ],
    [
      /Unexpected EOF|Unknown host|Read from the server failed|Write to the server failed|is unavailable or does not exist|connection is dead/i,
      ['SOURCE_UNREACHABLE', 'no contesta o se cortó la conexión; revise servidor, puerto y cortafuegos'],
    ],
    [
      /Bad token|out of sync|protocol/i,
      ['SOURCE_UNREACHABLE', 'contestó algo que no se entiende; revise servidor y puerto'],
    ],
  ],
  install: {
    debian: 'apt install tdsodbc («FreeTDS», libtdsodbc.so)',
    windows: '«ODBC Driver 18 for SQL Server», de Microsoft',
  },
};

/**
 * A column that is not of Unicode is ordered by its own rules, and by others beside a national literal: paged so, rows would
 * be passed over.
 */
function textBound({ base }: DeclaredColumn, text: string): string {
  const found = literal(text);
  return found.startsWith('N') && /^(?:var)?char$/.test(base) ? `CONVERT(varchar(8000), ${found})` : found;
}

/** `datetime` begins in 1753. */
function momentOf({ base }: DeclaredColumn): typeof momentText {
  return (cell) => {
    const text = momentText(cell);
    return text === null || (base.endsWith('datetime') && text < '1753') ? null : text;
  };
}

function decimalsOf({ base, declared }: DeclaredColumn): string {
  if (base.endsWith('money')) return '4';
  return /,(\d+)\)$/.exec(declared)?.[1] ?? '0';
}
