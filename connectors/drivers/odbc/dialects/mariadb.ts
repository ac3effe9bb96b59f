import { NOT_ALLOWED } from '../dialect.ts';
import type { DeclaredColumn, Dialect, Form, TableName } from '../dialect.ts';
import { doubled, edgedBy, limitedSelect, momentText, numberText, plainText, quotedText, spaced } from '../sql.ts';

const asChar = (cell: string): string => `CAST(${cell} AS CHAR)`;
const asText = (cell: string): string => `CONVERT(${cell} USING utf8mb4)`;
const guarded = (cell: string): string => `CONCAT(LENGTH(${asText(cell)}), ':', ${asText(cell)})`;

const integer: Form = { type: 'integer', select: asChar, reading: 'integer', compared: 'number' };
const text: Form = { type: 'text', select: guarded, reading: 'guarded', compared: 'text' };
const moment: Form = { type: 'timestamp', select: asChar, reading: 'plain', compared: 'moment' };
const bytes: Form = { type: 'binary', select: (cell) => `HEX(${cell})`, reading: 'hexadecimal', compared: null };
// As text a float of 32 bits loses digits; as one of 64 bits it keeps them.
const widened = (cell: string): string => `${cell} + 0e0`;

/** What is not here (geometry) has no cell. */
const forms: Readonly<Record<string, Form>> = {
  tinyint: integer,
  smallint: integer,
  mediumint: integer,
  int: integer,
  bigint: integer,
  year: integer,
  bit: { ...integer, select: (cell) => asChar(`${cell} + 0`) },
  decimal: { type: 'decimal', select: asChar, reading: 'decimal', compared: 'number' },
  float: { type: 'float', select: widened, reading: 'single', compared: null },
  double: { type: 'float', select: widened, reading: 'double', compared: null },
  date: { ...moment, type: 'date' },
  datetime: moment,
  timestamp: moment,
  time: { ...text, select: asChar, reading: 'plain', compared: null },
  char: text,
  varchar: text,
  tinytext: text,
  text,
  mediumtext: text,
  longtext: text,
  enum: text,
  set: text,
  json: text,
  uuid: { ...text, compared: null },
  inet4: { ...text, compared: null },
  inet6: { ...text, compared: null },
  binary: bytes,
  varbinary: bytes,
  tinyblob: bytes,
  blob: bytes,
  mediumblob: bytes,
  longblob: bytes,
};

const named = ({ bare }: TableName): string => `table_schema = DATABASE() AND table_name = ${quotedText(bare)}`;

/** MariaDB 10.2 and MySQL 5.7 or later. A table of MyISAM has no snapshots, so none are promised. */
export const mariadb: Dialect = {
  title: 'MariaDB por ODBC',
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
  // Without these the driver takes the whole result into memory.
  settings: { charset: 'utf8mb4', NO_CACHE: '1', FORWARDONLY: '1' },
  preamble: [
    "SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES'",
    'SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ',
    'SET SESSION TRANSACTION READ ONLY',
  ],
  transaction: ['START TRANSACTION READ ONLY', 'ROLLBACK'],
  alone: true,
  quote: (name) => `\`${doubled(name, '`')}\``,
  select: limitedSelect,
  tuples: false,
  catalogue: {
    kind: 'sql',
    tables: `SELECT NULL AS s, table_name AS t, CASE table_type WHEN 'BASE TABLE' THEN 'table' ELSE 'view' END AS k FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY table_name`,
    columns: (table) =>
      `SELECT column_name AS n, data_type AS t, column_type AS d, CASE is_nullable WHEN 'YES' THEN '1' ELSE '0' END AS z FROM information_schema.columns WHERE ${named(table)} ORDER BY ordinal_position`,
    keys: (table) =>
      `SELECT index_name AS i, column_name AS c FROM information_schema.statistics WHERE ${named(table)} AND index_name NOT IN (SELECT index_name FROM information_schema.statistics WHERE ${named(table)} AND (non_unique = 1 OR nullable = 'YES' OR sub_part IS NOT NULL OR column_name IS NULL)) ORDER BY index_name <> 'PRIMARY', index_name, seq_in_index`,
  },
  form: ({ base }) => forms[base] ?? null,
  expressions: {
    literal: quotedText,
    keysAtMost: 1000,
    asText,
    trimmed: spaced(quotedText),
    // By bytes: under most collations an empty text equals one of blanks.
    edged: edgedBy(
      (cell) => `HEX(LEFT(${cell}, 1))`,
      (cell) => `HEX(RIGHT(${cell}, 1))`,
      (character) => quotedText(Buffer.from(character).toString('hex').toUpperCase()),
    ),
    bound: (_column: DeclaredColumn, compared, cell) => {
      const found = { number: numberText, moment: momentText, text: plainText }[compared](cell);
      return found === null || compared === 'number' ? found : quotedText(found);
    },
    sum: (cell) => `CAST(SUM(${cell}) AS CHAR)`,
    clock: `SELECT SUBSTRING(DATE_FORMAT(SYSDATE(3), '%Y-%m-%d %H:%i:%s.%f'), 1, 23) AS t`,
  },
  failures: [
    [
      /Access denied for user .* to database|Unknown database/,
      ['SOURCE_REFUSED', 'la base no existe, o la cuenta no entra en ella; revise Database'],
    ],
    [/Access denied/, ['SOURCE_REFUSED', 'usuario o clave equivocados; revise UID en la conexión y la clave']],
    [/command denied/, NOT_ALLOWED],
    [
      /Can't connect|Unknown server host|server has gone away|Lost connection|Connection refused/,
      ['SOURCE_UNREACHABLE', 'no contesta o se cortó la conexión; revise servidor, puerto y cortafuegos'],
    ],
    [
      /Malformed|packets out of order|Protocol|bad handshake/i,
      ['SOURCE_REFUSED', 'lo que contesta en ese puerto no es un MySQL ni un MariaDB; revise servidor y puerto'],
    ],
    [
      /Lock wait timeout|Deadlock found/,
      ['SOURCE_BUSY', 'otro programa tiene bloqueado lo que se lee; se puede intentar de nuevo'],
    ],
  ],
  install: {
    debian: 'apt install odbc-mariadb («MariaDB Unicode», libmaodbc.so)',
    windows: 'el instalador MariaDB Connector/ODBC de mariadb.com («MariaDB ODBC 3.1 Driver»)',
  },
};
