import type { Cell, Column } from '../../driver.ts';
import type { FixedWidthFormat, FixedWidthTest } from '../../file-format.ts';
import { decode } from './decode.ts';
import { attributesOfName } from './file-name.ts';
import { compileRecord, compileTest, slice } from './fixed-width-record.ts';
import type { CompiledRecord } from './fixed-width-record.ts';
import type { FileContents, FileTable } from './opened-file.ts';
import { refusal } from './refusal.ts';

/** The places of each line as cells, a table per record; a line that is no whole record refuses the file. */
export function parseFixedWidth(file: string, content: Uint8Array, format: FixedWidthFormat): FileContents {
  const records = format.records.map(compileRecord);
  const rows = new Map<string, Cell[][]>(records.map(({ record }) => [record.table, []]));
  let attributes = attributesOfName(file, format.name);
  const lines = linesOf(decode(file, content, format.encoding));
  if (lines.length === 0) throw refusal(file, null, 'no tiene ninguna línea');

  for (const [place, line] of lines.entries()) {
    const number = place + 1;
    const found = recordOf(file, number, line, records);
    assertHeader(file, number, found, records);
    const cells = found.cut(file, number, line);
    rows.get(found.record.table)?.push([...cells, number]);
    if (found.record.header) attributes = { ...attributes, ...attributesOf(found, cells) };
  }
  const tables = tablesOf(records, rows);
  if (format.announced) assertAnnounced(file, attributes, tables, format.announced);
  return { attributes, tables };
}

function assertAnnounced(
  file: string,
  attributes: Readonly<Record<string, string>>,
  tables: Readonly<Record<string, FileTable>>,
  { says, table, distinct }: NonNullable<FixedWidthFormat['announced']>,
): void {
  const said = attributes[says] ?? '';
  if (!/^\d*$/.test(said)) throw refusal(file, 1, `${says} dice '${said}' y se espera un número`);
  const { columns = [], rows = [] } = tables[table] ?? {};
  const places = distinct.map((name) => columns.findIndex((column) => column.name === name));
  const found = new Set(rows.map((row) => places.map((place) => String(row[place] ?? '').trim()).join(' ')));
  if (found.size >= Number(said)) return;
  throw refusal(
    file,
    null,
    `su encabezado anuncia ${String(Number(said))} en ${says} y trae ${String(found.size)}: está cortado; bájelo de nuevo`,
  );
}

/** Blank lines and the end-of-file mark of DOS after the last record are no records. */
function linesOf(text: string): readonly string[] {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/);
  for (let last = lines.length - 1; last >= 0; last -= 1) {
    const line = (lines[last] ?? '').replace(/\x1a$/, '');
    if (line.trim() !== '') {
      lines[last] = line;
      break;
    }
    lines.pop();
  }
  return lines;
}

function recordOf(file: string, number: number, line: string, records: readonly CompiledRecord[]): CompiledRecord {
  const named = records.filter(({ is }) => is(line));
  const found = named.find(({ hasLength }) => hasLength(line.length));
  if (found) return found;
  const [first] = named;
  if (!first)
    throw refusal(file, number, `no es de ninguno de los registros que se esperan: ${lackedBy(line, records)}`);
  const lengths = [...new Set(named.flatMap(({ record }) => record.lengths))].join(' o ');
  throw refusal(
    file,
    number,
    `el registro ${first.record.table} tiene ${String(line.length)} caracteres y se esperan ${lengths}`,
  );
}

/** What the line lacks to be one of the records that it is nearest to. Places that only a pattern tells may hold a person's data. */
function lackedBy(line: string, records: readonly CompiledRecord[]): string {
  const failing = records.map(({ record }) => record.when.filter((test) => !compileTest(test)(line)));
  const fewest = Math.min(...failing.map(({ length }) => length));
  const lacked = failing
    .filter(({ length }) => length === fewest)
    .map((tests) => tests.map((test) => lackedText(line, test)).join(' y '));
  return [...new Set(lacked)].join('; o ');
}

function lackedText(line: string, test: FixedWidthTest): string {
  const place = `en las posiciones ${test.at.join(' a ')}`;
  if ('in' in test) return `${place} dice '${slice(line, test.at)}' y se espera ${test.in.join(' o ')}`;
  return `${place} se espera ${test.matches}`;
}

function assertHeader(file: string, number: number, found: CompiledRecord, records: readonly CompiledRecord[]): void {
  const header = records.find(({ record }) => record.header)?.record.table;
  if (header === undefined) return;
  if (number === 1 && found.record.header !== true) {
    throw refusal(file, number, `la primera línea es ${found.record.table} y se espera el encabezado, ${header}`);
  }
  if (number > 1 && found.record.header === true) {
    throw refusal(
      file,
      number,
      `empieza otro archivo con un registro ${header}: son varios archivos unidos; sepárelos`,
    );
  }
}

function attributesOf({ columns }: CompiledRecord, cells: readonly Cell[]): Readonly<Record<string, string>> {
  return Object.fromEntries(columns.map(({ name }, index) => [name, String(cells[index] ?? '').trim()]));
}

function tablesOf(
  records: readonly CompiledRecord[],
  rows: ReadonlyMap<string, readonly Cell[][]>,
): Readonly<Record<string, FileTable>> {
  const line: Column = { name: 'linea', type: 'integer', declared: 'línea del archivo', nullable: false };
  const tables: Record<string, FileTable> = {};
  for (const { record, columns } of records) {
    const names = (some: readonly Column[]): string => some.map(({ name }) => name).join(', ');
    const before = tables[record.table]?.columns.slice(0, -1);
    if (before && names(before) !== names(columns)) {
      throw new TypeError(`The records of ${record.table} have other fields: ${names(before)}; ${names(columns)}`);
    }
    tables[record.table] = { columns: [...columns, line], rows: rows.get(record.table) ?? [] };
  }
  return tables;
}
