import type { ColumnProfile } from '../../pipelines/profile/column.ts';
import { LEAST_ROWS } from '../../pipelines/profile/keys.ts';
import type { TableProfile } from '../../pipelines/profile/profile.ts';
import { sizeText } from './survey-text.ts';
import { counted, tenths, textTable, thousands } from './terminal.ts';

/** What was found in a source; tables are null where it could not be looked into, and `problem` says why. */
export interface SourceProfile {
  readonly source: string;
  readonly tables: readonly TableProfile[] | null;
  readonly problem: string | null;
}

/** What was found in a source, the largest table first. */
export function profileText({ source, tables, problem }: SourceProfile, width: number): string {
  if (tables === null) return `✗ ${source}: ${problem ?? ''}`;
  return [`${source}: ${counted(tables.length, 'tabla')}`, ...tables.map((table) => tableText(table, width))].join(
    '\n\n',
  );
}

function tableText(table: TableProfile, width: number): string {
  if (table.problem !== null) return `✗ ${table.name}: ${table.problem}`;
  const { name, rows, complete, bytes, columns, references } = table;
  const read = complete ? counted(rows, 'fila') : `primeras ${thousands(rows)} filas`;
  const head = `${name} (${[read, ...(bytes === null ? [] : [sizeText(bytes)])].join('; ')})`;
  const titles = [
    { title: 'columna' },
    { title: 'tipo' },
    { title: 'sin valor', right: true },
    { title: 'distintos', right: true },
    { title: 'qué parece' },
    { title: 'valores' },
  ];
  const lines = columns.map((column) => lineOf(column, rows));
  return [
    head,
    textTable(titles, lines, width),
    keysText(table),
    ...references.map(
      ({ column, table: to, key, covered }) => `Referencia probable: ${column} → ${to}.${key}${coveredText(covered)}`,
    ),
  ].join('\n');
}

function lineOf(column: ColumnProfile, rows: number): readonly string[] {
  const { name, declared, nulls, blanks, distinct, contents } = column;
  const missing = nulls + blanks;
  const share = missing === 0 ? '' : percent(missing / rows);
  return [name, declared, share, thousands(distinct), contents.join('; '), valuesOf(column)];
}

function valuesOf({ values, range, samples }: ColumnProfile): string {
  if (values !== null) return values.join(', ');
  if (range !== null) return range.from === range.to ? range.from : `${range.from} … ${range.to}`;
  return samples.join(' | ');
}

function keysText({ keys, declaredKey, rows, complete }: TableProfile): string {
  if (keys === null) {
    const unproved = complete
      ? `Con ${counted(rows, 'fila')} no se prueba ninguna clave: hacen falta ${String(LEAST_ROWS)}.`
      : 'No se leyeron todas las filas: no se prueba ninguna clave. Suba --limit para probarlas.';
    return declaredKey.length === 0 ? unproved : `${unproved} La del catálogo: ${declaredKey.join(' + ')}.`;
  }
  if (keys.length === 0)
    return 'Ninguna columna, ni combinación de hasta cuatro, es clave: hay filas que se repiten o sin valor.';
  const said = keys.map(({ columns, declared }) => `${columns.join(' + ')}${declared ? ' (la del catálogo)' : ''}`);
  return `Claves que prueban las filas, de la más probable a la menos: ${said.join('; ')}.`;
}

function coveredText(covered: number): string {
  return covered === 1 ? '' : ` (${percent(covered)} de sus valores)`;
}

function percent(share: number): string {
  return share === 1 ? '100 %' : `${tenths(100 * share)} %`;
}
