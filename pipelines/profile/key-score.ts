import type { ColumnType } from '../../connectors/driver.ts';
import type { Codes } from './codes.ts';

/** A column as the search for keys sees it. */
export interface KeyColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly codes: Codes;
  /** Characters of its values, on average. */
  readonly width: number;
  /** What its values look like. */
  readonly contents: readonly string[];
}

export interface KeySearch {
  readonly table: string;
  readonly columns: readonly KeyColumn[];
  /** The key of the catalogue; empty where there is none. */
  readonly declared: readonly string[];
}

/** How a column's name says that it identifies: an id, a code, a number, in Spanish and English. */
const NAMED_ID =
  /^(?:id|cod|codigo|código|clave|num|numero|número|nro|no|consecutivo|referencia|key)(?:$|[^a-záéíóúñ])/i;
const ENDS_AS_ID = /(?:[_ ](?:id|cod|codigo|código|num|numero|número|nro|no)|[a-záéíóú](?:Id|ID|Cod|Num))$/;
const STARTS_AS_ID = /^(?:id|cod|num)(?=[A-Z_])/i;

/** Names of columns that describe a row in words. */
const DESCRIBES = /^(?:nom|descrip|detalle|concepto|observ|asunto|objeto|direcci|name|comment)/i;

/** What a value of these looks like is rarely what identifies a row. */
const DOUBTFUL: readonly string[] = ['fecha', 'dinero', 'correo electrónico', 'identificador único (UUID)'];
const DOUBTFUL_TYPES: readonly string[] = ['date', 'timestamp', 'float', 'decimal', 'boolean', 'binary'];

const DECLARED = 1000;
const LONG_TEXT = 40;

/** The greater, the likelier that these columns are what the table's maker meant as its key. */
export function keyScore(search: KeySearch, key: readonly KeyColumn[]): number {
  const places = key.map((column) => search.columns.indexOf(column));
  const leads = key.length > 1 && places.every((place) => place < key.length);
  const worst = Math.min(...key.map((column) => columnScore(search, column)));
  const declared = key.length === search.declared.length && key.every(({ name }) => search.declared.includes(name));
  return worst + (leads ? 6 - 2 * (key.length - 1) : -6 * (key.length - 1)) + (declared ? DECLARED : 0);
}

function columnScore({ table, columns }: KeySearch, column: KeyColumn): number {
  const place = columns.indexOf(column);
  return (
    (place === 0 ? 8 : Math.max(0, 4 - place)) +
    nameScore(table, column.name) +
    (column.type === 'integer' ? 3 : 0) +
    (column.width > LONG_TEXT || DESCRIBES.test(column.name) ? -12 : 0) +
    (DOUBTFUL_TYPES.includes(column.type) || column.contents.some((content) => DOUBTFUL.includes(content)) ? -14 : 0)
  );
}

function nameScore(table: string, name: string): number {
  const says = NAMED_ID.test(name) || ENDS_AS_ID.test(name) || STARTS_AS_ID.test(name) ? 8 : 0;
  const [thing, called] = [stem(table), stem(name)];
  return says + (thing.length >= 3 && called.includes(thing) && called !== thing ? 6 : 0);
}

/** Without schema, plural and accents: `dbo.Categorías` and `IdCategoría` share `categoria`. */
export function stem(name: string): string {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().split('.').at(-1);
  return (plain ?? '').replace(/[^a-z0-9]/g, '').replace(/(?:es|s)$/, '');
}
