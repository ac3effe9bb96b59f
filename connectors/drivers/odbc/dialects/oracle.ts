import { NOT_ALLOWED } from '../dialect.ts';
import type { DeclaredColumn, Dialect, Form, TableName } from '../dialect.ts';
import { doubled, edgedBy, fetchSelect, momentText, numberText, plainText, quotedText, spaced } from '../sql.ts';

const guarded = (cell: string): string =>
  `CASE WHEN ${cell} IS NULL THEN NULL ELSE LENGTHB(CONVERT(TO_CHAR(${cell}), 'AL32UTF8')) || ':' || TO_CHAR(${cell}) END`;
const day = (cell: string): string => `TO_CHAR(${cell}, 'YYYY-MM-DD HH24:MI:SS')`;
const digits = (cell: string): string => `TO_CHAR(${cell}, 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,''')`;

const text: Form = { type: 'text', select: guarded, reading: 'guarded', compared: 'text' };
const moment: Form = { type: 'timestamp', select: day, reading: 'plain', compared: 'moment' };

/** What may be longer than 4000 bytes (CLOB, LONG), and bytes, have no cell. */
const forms: Readonly<Record<string, Form>> = {
  number: { type: 'decimal', select: digits, reading: 'decimal', compared: 'number' },
  binary_double: { type: 'float', select: (cell) => cell, reading: 'double', compared: null },
  date: moment,
  timestamp: { ...moment, select: (cell) => `TO_CHAR(${cell}, 'YYYY-MM-DD HH24:MI:SS.FF')` },
  char: text,
  varchar2: text,
  nchar: text,
  nvarchar2: text,
};

const named = ({ schema, bare }: TableName, owner: string, table: string): string =>
  `${owner} = ${quotedText(schema ?? '')} AND ${table} = ${quotedText(bare)}`;

/** Oracle 12 or later. An empty text is null there. */
export const oracle: Dialect = {
  title: 'Oracle por ODBC',
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
  settings: {},
  preamble: [
    `ALTER SESSION SET NLS_DATE_FORMAT = 'YYYY-MM-DD HH24:MI:SS'`,
    `ALTER SESSION SET NLS_TIMESTAMP_FORMAT = 'YYYY-MM-DD HH24:MI:SS.FF'`,
  ],
  transaction: null,
  alone: true,
  quote: (name) => `"${doubled(name, '"')}"`,
  select: fetchSelect,
  tuples: false,
  catalogue: {
    kind: 'sql',
    tables: `SELECT owner AS s, object_name AS t, CASE object_type WHEN 'VIEW' THEN 'view' ELSE 'table' END AS k FROM all_objects WHERE object_type IN ('TABLE', 'VIEW') AND oracle_maintained = 'N' ORDER BY 1, 2`,
    columns: (table) =>
      `SELECT column_name AS n, data_type AS t, data_type AS d, CASE nullable WHEN 'Y' THEN '1' ELSE '0' END AS z FROM all_tab_columns WHERE ${named(table, 'owner', 'table_name')} ORDER BY column_id`,
    keys: (table) =>
      `SELECT c.constraint_name AS i, k.column_name AS c FROM all_constraints c JOIN all_cons_columns k ON k.owner = c.owner AND k.constraint_name = c.constraint_name WHERE c.constraint_type = 'P' AND ${named(table, 'c.owner', 'c.table_name')} ORDER BY k.position`,
  },
  form: ({ base }) => forms[base] ?? null,
  expressions: {
    literal: quotedText,
    // A list takes no more than a thousand (ORA-01795).
    keysAtMost: 1000,
    asText: (cell) => `TO_CHAR(${cell})`,
    trimmed: spaced(quotedText),
    edged: edgedBy(
      (cell) => `SUBSTR(${cell}, 1, 1)`,
      (cell) => `SUBSTR(${cell}, -1, 1)`,
      quotedText,
    ),
    bound: (column: DeclaredColumn, compared, cell) => {
      const found = { number: numberText, moment: momentText, text: plainText }[compared](cell);
      if (found === null || compared === 'number') return found;
      if (compared === 'text') return quotedText(found);
      const whole = found.length === 10 ? `${found} 00:00:00` : found;
      return column.base === 'date'
        ? `TO_DATE(${quotedText(whole.slice(0, 19))}, 'YYYY-MM-DD HH24:MI:SS')`
        : `TO_TIMESTAMP(${quotedText(whole)}, 'YYYY-MM-DD HH24:MI:SS.FF')`;
    },
    sum: (cell) => digits(`SUM(${cell})`),
    clock: `SELECT TO_CHAR(SYSTIMESTAMP, 'YYYY-MM-DD HH24:MI:SS.FF3') AS t FROM dual`,
  },
  failures: [
    [
      /ORA-01017|ORA-28000|ORA-28001/,
      ['SOURCE_REFUSED', 'usuario o clave equivocados, o cuenta bloqueada; revise UID y la clave'],
    ],
    [
      /ORA-125\d\d|ORA-12170|ORA-03113/,
      ['SOURCE_UNREACHABLE', 'no contesta o se cortó la conexión; revise DBQ, puerto y cortafuegos'],
    ],
    [/ORA-00942|ORA-01031/, NOT_ALLOWED],
  ],
  install: {
    debian: 'Oracle Instant Client con su paquete ODBC, de oracle.com (Debian no lo trae)',
    windows: 'Oracle Instant Client con su paquete ODBC, de oracle.com',
  },
};
