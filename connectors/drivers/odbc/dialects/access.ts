import type { Dialect, Form } from '../dialect.ts';
import { doubled, tail } from '../sql.ts';

const asIs = (cell: string): string => cell;
const integer: Form = { type: 'integer', select: asIs, reading: 'integer', compared: null };
const text: Form = { type: 'text', select: asIs, reading: 'blank', compared: null };

/**
 * mdbtools' SQL casts nothing, so that what is exact only as text (MONEY, NUMERIC) has no form, and neither has what it
 * gives in part or not at all (OLE, BINARY, COMPLEX).
 */
const forms: Readonly<Record<string, Form>> = {
  bool: { type: 'boolean', select: asIs, reading: 'boolean', compared: null },
  byte: integer,
  int: integer,
  longint: integer,
  float: { type: 'float', select: asIs, reading: 'single', compared: null },
  double: { type: 'float', select: asIs, reading: 'double', compared: null },
  datetime: { type: 'timestamp', select: asIs, reading: 'moment', compared: null },
  text,
  memo: text,
};

/** Access by mdbtools 1.0: for a look where nothing else is at hand; the driver `access` is the better way. */
export const access: Dialect = {
  title: 'Access por ODBC (mdbtools)',
  tried: true,
  capabilities: {
    filters: false,
    counts: false,
    sums: false,
    uniqueKeys: false,
    clock: false,
    groups: false,
    versions: false,
    marks: false,
    catalogue: false,
    files: false,
    snapshots: false,
  },
  settings: {},
  preamble: [],
  transaction: null,
  alone: true,
  wrong: /beyond EOF|Unable to read|Invalid row|read_pg/i,
  quote: (name) => `[${doubled(name, ']')}]`,
  // It knows no other name for a column.
  select: (page) => `SELECT ${page.columns.join(', ')}${tail(page)}`,
  tuples: false,
  catalogue: { kind: 'functions' },
  form: ({ base }) => forms[base] ?? null,
  expressions: null,
  failures: [
    [
      /File not found|No such file/i,
      ['SOURCE_UNREACHABLE', 'el archivo no existe o no se alcanza; revise la ruta y que la unidad esté conectada'],
    ],
    [
      /connecting to the database/i,
      [
        'SOURCE_REFUSED',
        'no es una base de Access que mdbtools pueda abrir: está dañada, cortada, cifrada o es de otro programa',
      ],
    ],
  ],
  install: {
    debian: 'apt install odbc-mdbtools («MDBTools», libmdbodbc.so)',
    windows: 'no hay mdbtools en Windows; use drivers.access, que no necesita ODBC',
  },
};
