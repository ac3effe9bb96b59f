import type { Dialect, Form } from '../dialect.ts';
import { doubled, topSelect } from '../sql.ts';
import { access } from './access.ts';

const asIs = (cell: string): string => cell;
/** `Str` writes a point whatever the country, and a blank before a number that is not negative. */
const exact = (cell: string): string => `IIF(${cell} IS NULL, NULL, TRIM(STR(${cell})))`;
const integer: Form = { type: 'integer', select: asIs, reading: 'integer', compared: null };
const text: Form = { type: 'text', select: asIs, reading: 'plain', compared: null };

const forms: Readonly<Record<string, Form>> = {
  bit: { type: 'boolean', select: asIs, reading: 'boolean', compared: null },
  byte: integer,
  smallint: integer,
  integer,
  counter: integer,
  currency: { type: 'decimal', select: exact, reading: 'decimal', compared: null },
  decimal: { type: 'decimal', select: exact, reading: 'decimal', compared: null },
  real: { type: 'float', select: (cell) => `CDBL(${cell})`, reading: 'single', compared: null },
  double: { type: 'float', select: asIs, reading: 'double', compared: null },
  datetime: {
    type: 'timestamp',
    select: (cell) => `FORMAT(${cell}, 'yyyy-mm-dd hh:nn:ss')`,
    reading: 'moment',
    compared: null,
  },
  varchar: text,
  char: text,
  longchar: text,
};

/** Access by Microsoft's own driver, on Windows: what Access wrote and no other reader knows. */
export const accessMicrosoft: Dialect = {
  ...access,
  title: 'Access por ODBC (Microsoft)',
  tried: false,
  settings: { ReadOnly: '1' },
  quote: (name) => `[${doubled(name, ']')}]`,
  select: topSelect,
  form: ({ base }) => forms[base] ?? null,
  failures: [
    [
      /Could not find file|not a valid path/i,
      ['SOURCE_UNREACHABLE', 'el archivo no existe o no se alcanza; revise la ruta y que la unidad esté conectada'],
    ],
    [/not a valid password/i, ['SOURCE_REFUSED', 'la clave de la base no es la que se dio']],
    [
      /Unrecognized database format|Cannot open database/i,
      ['SOURCE_REFUSED', 'no es una base de Access, o está dañada'],
    ],
    [
      /already in use|exclusively/i,
      ['SOURCE_BUSY', 'otro programa la tiene abierta para sí; se puede intentar de nuevo'],
    ],
  ],
  install: {
    debian: 'no hay; use drivers.access, que no necesita ODBC',
    windows: 'Microsoft Access Database Engine 2016 Redistributable, de los mismos bits que este programa',
  },
};
