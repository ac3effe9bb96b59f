import { isFecha } from '../../schemas/scalars/fecha.ts';
import type { Cell, ColumnType } from '../driver.ts';
import { Unreadable } from '../field.ts';
import type { ColumnIndex, Field, ReadCell } from '../field.ts';
import { positionOf, refusal, textOf } from './cell.ts';

const FECHA_FUERA_DE_VIGENCIA = 'FECHA_FUERA_DE_VIGENCIA';

/** How a column writes a day: AAAA the year, MM the month, DD the day, anything else as it stands. */
export type FormatoDeFecha =
  'AAAA-MM-DD' | 'AAAA/MM/DD' | 'AAAAMMDD' | 'DD/MM/AAAA' | 'DD-MM-AAAA' | 'DD.MM.AAAA' | 'DDMMAAAA' | 'MM/DD/AAAA';

export interface FechaOptions {
  /** `AAAA-MM-DD` unless declared. A time after the day must be midnight. */
  readonly format?: FormatoDeFecha;
  /** Raw days that stand for none. */
  readonly sentinels?: readonly string[];
  /**
   * The row's vigencia, by its column or by the field that reads it (`delAmbito('vigencia')` in a database per year): a
   * day of another year is observed as FECHA_FUERA_DE_VIGENCIA.
   */
  readonly vigencia?: string | Field<number>;
  /** The column carries a time of day that says nothing: any is read over. */
  readonly time?: 'dropped';
}

/** A calendar day as its column writes it; a day that does not exist cannot be read. Null only for the declared sentinels. */
export function fecha(
  column: string,
  options: FechaOptions & { readonly sentinels: readonly string[] },
): Field<string | null>;
export function fecha(column: string, options?: FechaOptions): Field<string>;
export function fecha(column: string, options: FechaOptions = {}): Field<string | null> {
  const { format = 'AAAA-MM-DD', sentinels = [], vigencia = null, time = 'midnight' } = options;
  const readDay = dayReader(format, sentinels, time);
  const expected = `una fecha que exista, ${format}${time === 'midnight' ? ', sin hora' : ''}`;
  return {
    reader: 'fecha',
    columns: [column, ...columnsOfYear(vigencia)],
    options: { format, sentinels, time, ...(vigencia !== null && typeof vigencia !== 'string' && { vigencia }) },
    takes: takesOf(format, vigencia !== null),
    injective: false,
    compile(index) {
      const position = positionOf(index, column);
      const yearOf = vigencia === null ? null : yearReader(vigencia, index);
      const read = (cell: Cell): string | null | Unreadable => {
        const day = readDay(cell);
        return day === undefined ? refusal(column, cell, expected) : day;
      };
      if (yearOf === null) return (row) => read(row[position] ?? null);
      return (row, reading) => {
        const day = read(row[position] ?? null);
        if (typeof day === 'string' && !isOfYear(day, yearOf(row, reading))) reading.observe(FECHA_FUERA_DE_VIGENCIA);
        return day;
      };
    },
  };
}

const MIDNIGHT = /^[ T]00:00(?::00(?:\.0+)?)?$/;
const TIME = /^[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/;

/** Reads the day of a cell; null for a sentinel, undefined where there is no day. */
function dayReader(
  format: FormatoDeFecha,
  sentinels: readonly string[],
  time: 'midnight' | 'dropped',
): (cell: Cell) => string | null | undefined {
  const none = new Set(sentinels);
  const canonicalOf = canonicaliser(format);
  const tail = time === 'midnight' ? MIDNIGHT : TIME;
  const [whole, length] = [wholeText(format), format.length];
  return (cell) => {
    const text = typeof cell === 'string' && cell.length === length ? cell : whole(cell);
    const day = text.slice(0, length);
    if (text.length > length && !tail.test(text.slice(length))) return undefined;
    if (none.size > 0 && none.has(day)) return null;
    const canonical = canonicalOf(day);
    return canonical !== null && isDay(canonical) ? canonical : undefined;
  };
}

/** The cell's text, trimmed. A day written as an integer has lost the zero of DD, which is the only one it can have lost. */
function wholeText(format: FormatoDeFecha): (cell: Cell) => string {
  if (format !== 'DDMMAAAA') return (cell) => textOf(cell) ?? '';
  return (cell) => (typeof cell === 'string' ? cell.trim() : (textOf(cell) ?? '').padStart(format.length, '0'));
}

/** Writes a day of the format as AAAA-MM-DD; null where a mark is another. */
function canonicaliser(format: FormatoDeFecha): (day: string) => string | null {
  if (format === 'AAAA-MM-DD') return (day) => day;
  const [year, month, day] = [format.indexOf('AAAA'), format.indexOf('MM'), format.indexOf('DD')];
  const mark = /[^AMD]/.exec(format)?.[0] ?? '';
  const first = mark === '' ? -1 : format.indexOf(mark);
  const second = mark === '' ? -1 : format.lastIndexOf(mark);
  return (text) => {
    if (mark !== '' && (text[first] !== mark || text[second] !== mark)) return null;
    return `${text.slice(year, year + 4)}-${text.slice(month, month + 2)}-${text.slice(day, day + 2)}`;
  };
}

/** `isFecha`, asked only where the calendar must be known. */
function isDay(text: string): boolean {
  return EARLY_DAY.test(text) || isFecha(text);
}

const EARLY_DAY = /^(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])$/;

function columnsOfYear(vigencia: string | Field<number> | null): readonly string[] {
  if (vigencia === null) return [];
  return typeof vigencia === 'string' ? [vigencia] : vigencia.columns;
}

/** The row's vigencia as it stands, or as its field reads it; what is none is the vigencia's own fault. */
function yearReader(vigencia: string | Field<number>, index: ColumnIndex): ReadCell<Cell> {
  if (typeof vigencia !== 'string') return vigencia.compile(index);
  const position = positionOf(index, vigencia);
  return (row) => row[position] ?? null;
}

function isOfYear(day: string, vigencia: Cell | Unreadable): boolean {
  const year = vigencia instanceof Unreadable ? null : textOf(vigencia);
  return year === null || !/^\d{4}$/.test(year) || day.startsWith(year);
}

function takesOf(format: FormatoDeFecha, withVigencia: boolean): readonly ColumnType[] {
  const days: readonly ColumnType[] = ['text', 'date', 'timestamp', 'any'];
  return withVigencia || /^\w+$/.test(format) ? [...days, 'integer'] : days;
}
