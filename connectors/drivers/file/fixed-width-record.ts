import { IntegrationError } from '../../../schemas/errors.ts';
import type { Cell, Column } from '../../driver.ts';
import type { FixedWidthRecord, FixedWidthTest, Positions } from '../../file-format.ts';
import { refusal } from './refusal.ts';

export interface CompiledRecord {
  readonly record: FixedWidthRecord;
  readonly columns: readonly Column[];
  readonly is: (line: string) => boolean;
  readonly hasLength: (length: number) => boolean;
  readonly cut: (file: string, number: number, line: string) => readonly Cell[];
}

/** CONFIG_INVALID when a place lies outside of the line. */
export function compileRecord(record: FixedWidthRecord): CompiledRecord {
  const fields = Object.entries(record.fields).map(([name, field]) => {
    const [at, decimals] = 'decimals' in field ? [field.at, field.decimals] : [field, null];
    return { name, at, decimals };
  });
  const tests = record.when.map(compileTest);
  assertPlaces(record, [...fields, ...record.when.map(({ at }) => ({ name: 'que lo distingue', at }))]);
  return {
    record,
    columns: fields.map(({ name, at: [from, to], decimals }) => ({
      name,
      type: decimals === null ? 'text' : 'decimal',
      declared: `posiciones ${String(from)} a ${String(to)}`,
      nullable: decimals !== null,
    })),
    is: (line) => tests.every((holds) => holds(line)),
    hasLength: (length) => isLength(length, record),
    cut: (file, number, line) =>
      fields.map(({ name, at, decimals }) =>
        decimals === null ? slice(line, at) : pointed(file, number, name, at, line, decimals),
      ),
  };
}

function isLength(length: number, { lengths, shortest, longest }: FixedWidthRecord): boolean {
  if (lengths.includes(length)) return true;
  if (length < Math.max(...lengths) && shortest !== undefined) return length >= shortest;
  return length > Math.min(...lengths) && longest !== undefined && length <= longest;
}

function assertPlaces(
  { table, lengths }: FixedWidthRecord,
  places: readonly { readonly name: string; readonly at: Positions }[],
): void {
  const end = Math.max(...lengths);
  const wrong = places.find(({ at: [from, to] }) => !(from >= 1 && from <= to && to <= end));
  if (!wrong) return;
  throw new IntegrationError(
    'CONFIG_INVALID',
    `El registro ${table} declara ${wrong.name} en las posiciones ${wrong.at.join(' a ')}; se esperan entre 1 y ${String(end)}, la primera antes que la última.`,
  );
}

export function compileTest(test: FixedWidthTest): (line: string) => boolean {
  if ('in' in test) {
    const texts = new Set(test.in);
    return (line) => texts.has(slice(line, test.at));
  }
  const expression = new RegExp(test.matches, 'u');
  return (line) => expression.test(slice(line, test.at));
}

/** What a line lacks at its end is blank, so that a line without its last blanks is the same as one with them. */
export function slice(line: string, [from, to]: Positions): string {
  return line.slice(from - 1, to).padEnd(to - from + 1);
}

function pointed(
  file: string,
  number: number,
  name: string,
  [from, to]: Positions,
  line: string,
  decimals: number,
): string | null {
  const text = slice(line, [from, to]);
  const where = `el campo ${name} (posiciones ${String(from)} a ${String(to)})`;
  const [, minus, digits] = /^\s*(-?)(\d+)\s*$/.exec(text) ?? [];
  if (digits !== undefined) {
    if (line.length < to) throw refusal(file, number, `la línea termina en ${where} y le faltan cifras`);
    const padded = digits.replace(/^0+/, '').padStart(decimals + 1, '0');
    const point = padded.length - decimals;
    return `${minus ?? ''}${padded.slice(0, point)}${decimals === 0 ? '' : `.${padded.slice(point)}`}`;
  }
  if (text.trim() === '') return null;
  throw refusal(file, number, `${where} trae '${text}' y se esperan dígitos`);
}
