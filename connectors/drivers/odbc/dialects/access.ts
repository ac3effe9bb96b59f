import type { Dialect, Form } from '../dialect.ts';
import { doubled, tail } from '../sql.ts';

const asIs = (cell: string): string => cell;

/**
 * mdbtools 1.0 tells no null: a cell without a value, and an empty text, come as the cell above. So only what is never null
 * has a form, texts where no cell is empty, and long texts, which go another way. Its SQL casts nothing, so that what is exact
 * only as text (MONEY, NUMERIC) has none either; nor has what it gives as other bytes (FLOAT) or in part (OLE, BINARY).
 */
const forms: Readonly<Record<string, Form>> = {
  bool: { type: 'boolean', select: asIs, reading: 'boolean', compared: null },
  text: { type: 'text', select: asIs, reading: 'blank', wrong: (cell) => `${cell} = ''`, compared: null },
  memo: { type: 'text', select: asIs, reading: 'blank', compared: null },
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
