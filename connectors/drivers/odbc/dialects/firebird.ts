import { NOT_ALLOWED } from '../dialect.ts';
import type { DeclaredColumn, Dialect, Form, TableName } from '../dialect.ts';
import { doubled, edgedBy, fetchSelect, momentText, numberText, plainText, quotedText, spaced } from '../sql.ts';

const text4000 = (cell: string): string => `CAST(${cell} AS VARCHAR(4000) CHARACTER SET UTF8)`;
const asText = (cell: string): string => `CAST(${cell} AS VARCHAR(64))`;
const guarded = (cell: string): string => `OCTET_LENGTH(${text4000(cell)}) || ':' || ${text4000(cell)}`;

const integer: Form = { type: 'integer', select: asText, reading: 'integer', compared: 'number' };
const decimal: Form = { type: 'decimal', select: asText, reading: 'decimal', compared: 'number' };
const text: Form = { type: 'text', select: guarded, reading: 'guarded', compared: 'text' };
const double: Form = { type: 'float', select: (cell) => cell, reading: 'double', compared: null };

/** A blob has no cell: as text it would be cut. */
const forms: Readonly<Record<string, Form>> = {
  integer,
  decimal,
  float: { ...double, select: (cell) => `CAST(${cell} AS DOUBLE PRECISION)`, reading: 'single' },
  double,
  date: { type: 'date', select: asText, reading: 'plain', compared: 'moment' },
  timestamp: { type: 'timestamp', select: asText, reading: 'plain', compared: 'moment' },
  time: { ...text, select: asText, reading: 'plain', compared: null },
  text,
  boolean: { type: 'boolean', select: asText, reading: 'boolean', compared: null },
};

/** RDB$FIELD_TYPE, Firebird 3 Language Reference, appendix D. */
const TYPE = `CASE WHEN f.RDB$FIELD_TYPE IN (7, 8, 16, 26) AND f.RDB$FIELD_SCALE < 0 THEN 'decimal' WHEN f.RDB$FIELD_TYPE IN (7, 8, 16, 26) THEN 'integer' WHEN f.RDB$FIELD_TYPE = 10 THEN 'float' WHEN f.RDB$FIELD_TYPE = 27 THEN 'double' WHEN f.RDB$FIELD_TYPE = 12 THEN 'date' WHEN f.RDB$FIELD_TYPE = 13 THEN 'time' WHEN f.RDB$FIELD_TYPE = 35 THEN 'timestamp' WHEN f.RDB$FIELD_TYPE IN (14, 37) AND f.RDB$CHARACTER_SET_ID <> 1 THEN 'text' WHEN f.RDB$FIELD_TYPE = 23 THEN 'boolean' ELSE 'other' END`;
const named = ({ bare }: TableName): string => `r.RDB$RELATION_NAME = ${quotedText(bare)}`;

/** Firebird 3 or later. */
export const firebird: Dialect = {
  title: 'Firebird por ODBC',
  tried: false,
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
  settings: { CHARSET: 'UTF8', READONLY: 'Y' },
  preamble: [],
  transaction: null,
  alone: true,
  quote: (name) => `"${doubled(name, '"')}"`,
  select: fetchSelect,
  tuples: false,
  catalogue: {
    kind: 'sql',
    tables: `SELECT NULL AS s, TRIM(r.RDB$RELATION_NAME) AS t, CASE WHEN r.RDB$VIEW_BLR IS NULL THEN 'table' ELSE 'view' END AS k FROM RDB$RELATIONS r WHERE COALESCE(r.RDB$SYSTEM_FLAG, 0) = 0 ORDER BY 2`,
    columns: (table) =>
      `SELECT TRIM(r.RDB$FIELD_NAME) AS n, ${TYPE} AS t, ${TYPE} AS d, CASE WHEN COALESCE(r.RDB$NULL_FLAG, f.RDB$NULL_FLAG, 0) = 1 THEN '0' ELSE '1' END AS z FROM RDB$RELATION_FIELDS r JOIN RDB$FIELDS f ON f.RDB$FIELD_NAME = r.RDB$FIELD_SOURCE WHERE ${named(table)} ORDER BY r.RDB$FIELD_POSITION`,
    keys: (table) =>
      `SELECT TRIM(i.RDB$INDEX_NAME) AS i, TRIM(s.RDB$FIELD_NAME) AS c FROM RDB$INDICES i JOIN RDB$INDEX_SEGMENTS s ON s.RDB$INDEX_NAME = i.RDB$INDEX_NAME JOIN RDB$RELATION_CONSTRAINTS k ON k.RDB$INDEX_NAME = i.RDB$INDEX_NAME AND k.RDB$CONSTRAINT_TYPE = 'PRIMARY KEY' WHERE i.RDB$RELATION_NAME = ${quotedText(table.bare)} ORDER BY i.RDB$INDEX_NAME, s.RDB$FIELD_POSITION`,
  },
  form: ({ base }) => forms[base] ?? null,
  expressions: {
    literal: quotedText,
    keysAtMost: 1000,
    asText: text4000,
    trimmed: (cell) => spaced(quotedText)(cell).replaceAll('LTRIM(', 'TRIM(').replaceAll('RTRIM(', 'TRIM('),
    edged: edgedBy(
      (cell) => `LEFT(${cell}, 1)`,
      (cell) => `RIGHT(${cell}, 1)`,
      quotedText,
    ),
    bound: (_column: DeclaredColumn, compared, cell) => {
      const found = { number: numberText, moment: momentText, text: plainText }[compared](cell);
      return found === null || compared === 'number' ? found : quotedText(found);
    },
    sum: (cell) => `CAST(SUM(${cell}) AS VARCHAR(64))`,
    clock: `SELECT SUBSTRING(CAST(CURRENT_TIMESTAMP AS VARCHAR(40)) FROM 1 FOR 23) AS t FROM RDB$DATABASE`,
  },
  failures: [
    [
      /user name and password are not defined/i,
      ['SOURCE_REFUSED', 'usuario o clave equivocados; revise UID en la conexión y la clave'],
    ],
    [/no permission/i, NOT_ALLOWED],
  ],
  install: {
    debian: 'el driver OdbcFb de firebirdsql.org (Debian no lo trae)',
    windows: 'el instalador Firebird ODBC de firebirdsql.org («Firebird/InterBase(r) driver»)',
  },
};
