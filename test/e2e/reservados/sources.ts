import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { read, utils } from '@e965/xlsx';
import { registrosIgac, registrosIgacNpn } from '../../../connectors/sources/igac-registros.ts';
import { planillaPila } from '../../../connectors/sources/pila-planilla.ts';
import type { FixedWidthFormat } from '../../../connectors/file-format.ts';
import type { Jackcess } from '../../support/access/jackcess.ts';

/** Every value of a column of a table, as its file has it without blanks around. */
export type Values = (table: string, column: string) => readonly string[];

type Cells = readonly Readonly<Record<string, unknown>>[];

/** The demo's systems, each read here and not by the product: by the source's id. */
export async function openSources(folder: string, jackcess: Jackcess): Promise<Readonly<Record<string, Values>>> {
  return {
    hassql: sqliteValues(join(folder, 'hassql.db')),
    pct: sqliteValues(join(folder, 'pct.db')),
    'soporte-logico': sqliteValues(join(folder, 'soporte-logico.db')),
    'dispersion-nomina': csvValues(join(folder, 'nomina'), 'latin1'),
    banco: csvValues(join(folder, 'extractos'), 'latin1'),
    pse: csvValues(join(folder, 'pse'), 'utf8'),
    // What is filed with the nation is public, whole.
    chip: () => [],
    'pct-informes': printedValues(join(folder, 'informes')),
    pila: lineValues(join(folder, 'pila'), planillaPila),
    igac: lineValues(join(folder, 'igac'), registrosIgac),
    'igac-npn': lineValues(join(folder, 'igac-npn'), registrosIgacNpn),
    'recaudo-bancario': bankValues(join(folder, 'bancos')),
    plusvalia: await accessValues(jackcess, join(folder, 'Plusvalía.mdb')),
    necesidades: await accessValues(jackcess, join(folder, 'Necesidades.mdb')),
    sisben: await accessValues(jackcess, join(folder, 'Solicitud encuestas SISBEN.accdb')),
    'control-ingresos': await accessValues(jackcess, join(folder, 'Control de ingresos.accdb')),
  };
}

function valuesOf(cells: Cells, column: string): readonly string[] {
  return cells.flatMap((row) => {
    const cell = row[column];
    if (typeof cell === 'string') return cell.trim() === '' ? [] : [cell.trim()];
    if (typeof cell !== 'number') return [];
    return [Number.isInteger(cell) ? String(cell) : cell.toFixed(2)];
  });
}

function sqliteValues(file: string): Values {
  return (table, column) => {
    using database = new DatabaseSync(file, { readOnly: true });
    const name = table.replace(/^dbo\./, '');
    return valuesOf(database.prepare(`select distinct "${column}" from "${name}"`).all(), column);
  };
}

function csvValues(folder: string, encoding: 'latin1' | 'utf8'): Values {
  const rows = filesOf(folder, encoding).flatMap((text) => {
    const [head = '', ...lines] = text.split('\r\n').filter((line) => line !== '');
    const titles = head.split(';');
    return lines.map((line) => Object.fromEntries(line.split(';').map((cell, at) => [titles[at] ?? '', cell])));
  });
  return (_, column) => valuesOf(rows, column);
}

/** The executions that PCT prints: every cell, for the titles stand below a heading, and nothing in them is reserved. */
function printedValues(folder: string): Values {
  const cells = readdirSync(folder).flatMap((name) => {
    const workbook = read(readFileSync(join(folder, name)), { FS: ';', raw: true });
    const rows = Object.values(workbook.Sheets).flatMap((sheet) =>
      utils.sheet_to_json<unknown[]>(sheet, { header: 1 }),
    );
    return rows.flat().map((cell) => (typeof cell === 'number' ? cell.toFixed(2) : String(cell)));
  });
  return () => cells.map((cell) => (PRINTED.test(cell) ? cell.replaceAll('.', '').replace(',', '.') : cell));
}

const PRINTED = /^-?[\d.]+,\d{2}$/;

/** Lines cut at the places that the norm lists, where a line is of the record at all. */
function lineValues(folder: string, { records }: FixedWidthFormat): Values {
  const lines = filesOf(folder).flatMap((text) => text.split(/\r?\n/));
  return (table, column) =>
    records
      .filter((record) => record.table === table)
      .flatMap(({ when, fields }) => {
        const place = fields[column];
        if (place === undefined) return [];
        const [from, to] = 'decimals' in place ? place.at : place;
        return lines
          .filter((line) =>
            when.every((test) => !('in' in test) || test.in.includes(line.slice(test.at[0] - 1, test.at[1]))),
          )
          .map((line) => line.slice(from - 1, to).trim())
          .filter((text) => text !== '');
      });
}

/** Asobancaria 2001: of a line, the reference and the amount. */
function bankValues(folder: string): Values {
  const rows = filesOf(folder)
    .flatMap((text) => text.split('\r\n'))
    .filter((line) => line.startsWith('06'))
    .map((line) => ({
      referencia: line.slice(2, 50).replace(/^0+/, ''),
      valor: `${line.slice(50, 62).replace(/^0+/, '')}.${line.slice(62, 64)}`,
    }));
  return (_, column) => valuesOf(rows, column);
}

function filesOf(folder: string, encoding: 'latin1' | 'utf8' = 'latin1'): readonly string[] {
  return readdirSync(folder).map((name) => readFileSync(join(folder, name), encoding));
}

/** As Jackcess, a reader in Java, tells the file. */
async function accessValues(jackcess: Jackcess, file: string): Promise<Values> {
  const tables = new Map<string, { readonly columns: string[]; readonly rows: Record<string, string>[] }>();
  let current = { columns: [] as string[], rows: [] as Record<string, string>[] };
  for (const line of await jackcess.tell('dump', file, '', '')) {
    const [kind, first = '', ...rest] = line.split('\t');
    if (kind === 'table') tables.set(first, (current = { columns: [], rows: [] }));
    if (kind === 'column') current.columns.push(first);
    if (kind === 'row') {
      const marks = [first, ...rest];
      current.rows.push(Object.fromEntries(current.columns.map((name, at) => [name, textOfMark(marks[at] ?? 'N')])));
    }
  }
  return (table, column) => valuesOf(tables.get(table)?.rows ?? [], column);
}

function textOfMark(mark: string): string {
  const text = mark.slice(1);
  if (mark.startsWith('N')) return '';
  return mark.startsWith('C') ? Buffer.from(text, 'base64').toString('utf16le') : text.replace('T', ' ');
}
