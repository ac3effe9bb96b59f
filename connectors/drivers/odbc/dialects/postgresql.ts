import { NOT_ALLOWED } from '../dialect.ts';
import type { DeclaredColumn, Dialect, Form, TableName } from '../dialect.ts';
import { BLANKS, doubled, edgedBy, limitedSelect, momentText, numberText, plainText, quotedText } from '../sql.ts';

/** Right whatever `standard_conforming_strings` says. */
const literal = (text: string): string =>
  text.includes('\\') ? `E${quotedText(doubled(text, '\\'))}` : quotedText(text);
const asText = (cell: string): string => `${cell}::text`;
const guarded = (cell: string): string => `octet_length(convert_to(${cell}::text, 'UTF8')) || ':' || ${cell}::text`;

const integer: Form = { type: 'integer', select: asText, reading: 'integer', compared: 'number' };
const text: Form = { type: 'text', select: guarded, reading: 'guarded', compared: 'text' };
const shown: Form = { ...text, compared: null };
const moment: Form = { type: 'timestamp', select: asText, reading: 'plain', compared: 'moment' };
const float: Form = { type: 'float', select: asText, reading: 'double', compared: 'number' };

/** What is not here (arrays, ranges, composites, geometry) has no cell. */
const forms: Readonly<Record<string, Form>> = {
  int2: integer,
  int4: integer,
  int8: integer,
  oid: integer,
  numeric: { type: 'decimal', select: asText, reading: 'decimal', compared: 'number' },
  money: { type: 'decimal', select: (cell) => `${cell}::numeric::text`, reading: 'decimal', compared: null },
  float4: float,
  float8: float,
  bool: { type: 'boolean', select: asText, reading: 'boolean', compared: null },
  date: { ...moment, type: 'date' },
  timestamp: moment,
  timestamptz: moment,
  time: shown,
  timetz: shown,
  interval: shown,
  text,
  varchar: text,
  bpchar: text,
  name: text,
  citext: text,
  uuid: shown,
  enum: shown,
  json: shown,
  jsonb: shown,
  xml: shown,
  inet: shown,
  cidr: shown,
  macaddr: shown,
  bytea: { type: 'binary', select: (cell) => `encode(${cell}, 'hex')`, reading: 'hexadecimal', compared: null },
};

const relation = ({ schema, bare }: TableName): string =>
  `c.relname = ${literal(bare)} AND n.nspname = ${literal(schema ?? 'public')}`;

export const postgresql: Dialect = {
  title: 'PostgreSQL por ODBC',
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
    snapshots: true,
  },
  // Without a cursor of the server's the driver takes the whole result into memory.
  settings: { UseDeclareFetch: '1', Fetch: '1000', TextAsLongVarchar: '1', UnknownsAsLongVarchar: '1' },
  preamble: [
    'SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY',
    'SET synchronize_seqscans = off',
    "SET DateStyle = 'ISO, YMD'",
    'SET extra_float_digits = 1',
  ],
  transaction: ['BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY', 'ROLLBACK'],
  alone: false,
  quote: (name) => `"${doubled(name, '"')}"`,
  select: limitedSelect,
  tuples: true,
  catalogue: {
    kind: 'sql',
    tables: `SELECT n.nspname AS s, c.relname AS t, CASE WHEN c.relkind IN ('v', 'm') THEN 'view' ELSE 'table' END AS k FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') AND n.nspname NOT LIKE 'pg\\_temp%' ORDER BY (n.nspname <> 'public'), n.nspname, c.relname`,
    columns: (table) =>
      `SELECT a.attname AS n, CASE WHEN t.typtype = 'e' THEN 'enum' ELSE COALESCE(b.typname, t.typname) END AS t, format_type(a.atttypid, a.atttypmod) AS d, CASE WHEN a.attnotnull THEN '0' ELSE '1' END AS z FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_type b ON b.oid = NULLIF(t.typbasetype, 0) WHERE a.attnum > 0 AND NOT a.attisdropped AND ${relation(table)} ORDER BY a.attnum`,
    keys: (table) =>
      `SELECT i.indexrelid::text AS i, a.attname AS a FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace CROSS JOIN LATERAL generate_subscripts(i.indkey, 1) AS p JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[p] WHERE i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL AND p < i.indnkeyatts AND ${relation(table)} AND NOT EXISTS (SELECT 1 FROM pg_attribute z WHERE z.attrelid = c.oid AND z.attnum = ANY (i.indkey) AND NOT z.attnotnull) ORDER BY i.indisprimary DESC, i.indexrelid, p`,
  },
  form: ({ base }) => forms[base] ?? null,
  expressions: {
    literal,
    keysAtMost: 5000,
    asText,
    trimmed: (cell) => `btrim(${cell}, ${literal(BLANKS)})`,
    edged: edgedBy(
      (cell) => `left(${cell}, 1)`,
      (cell) => `right(${cell}, 1)`,
      literal,
    ),
    bound: (_column: DeclaredColumn, compared, cell) => {
      const found = { number: numberText, moment: momentText, text: plainText }[compared](cell);
      return found === null || compared === 'number' ? found : literal(found);
    },
    sum: (cell) => `sum(${cell})::text`,
    clock: `SELECT to_char(clock_timestamp(), 'YYYY-MM-DD HH24:MI:SS.MS') AS t`,
  },
  failures: [
    [
      /authentication failed|no pg_hba|role .* does not exist|no password supplied/,
      ['SOURCE_REFUSED', 'usuario o clave equivocados, o el servidor no deja entrar desde esta máquina (pg_hba.conf)'],
    ],
    [/database .* does not exist/, ['SOURCE_REFUSED', 'la base no existe; revise Database en la conexión']],
    [
      /received invalid response|expected authentication request/i,
      ['SOURCE_REFUSED', 'lo que contesta en ese puerto no es un PostgreSQL; revise servidor y puerto'],
    ],
    [/permission denied/, NOT_ALLOWED],
  ],
  install: {
    debian: 'apt install odbc-postgresql («PostgreSQL Unicode», psqlodbcw.so)',
    windows: 'el instalador psqlodbc de postgresql.org («PostgreSQL Unicode(x64)»)',
  },
};
