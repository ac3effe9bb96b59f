import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { printedPesos } from '../printed-pesos.ts';
import { compactDay, nextBusinessDay } from '../town/calendar.ts';
import type { Extracto, ExtractoLine } from './statements.ts';

const TITLES = 'FECHA;SECUENCIA;CODIGO;DESCRIPCION;OFICINA;REFERENCIA;DOCUMENTO;VALOR;SALDO';

/** Writes each statement as a CSV of Windows with the marks of Colombia, downloaded on the first business day after it. */
export function writeStatements(folder: string, extractos: readonly Extracto[]): void {
  mkdirSync(folder, { recursive: true });
  for (const extracto of extractos) writeFileSync(join(folder, nameOf(extracto)), textOf(extracto), 'latin1');
}

/** `EXT_007_00000099900000701_20261031_20261102.csv`. */
function nameOf({ banco, corte }: Extracto): string {
  return `EXT_${banco.codigo}_${banco.cuenta}_${compactDay(corte)}_${compactDay(nextBusinessDay(corte))}.csv`;
}

function textOf({ desde, corte, anterior, lines, final }: Extracto): string {
  let saldo = anterior;
  let day = '';
  let sequence = 0;
  const rows = lines.map((line) => {
    sequence = line.fecha === day ? sequence + 1 : 1;
    day = line.fecha;
    saldo += line.valor;
    return rowOf(line, sequence, saldo);
  });
  const balance = (fecha: string, codigo: string, descripcion: string, valor: number): string =>
    [fecha, '', codigo, descripcion, '', '', '', '', printedPesos(valor)].join(';');
  return [
    TITLES,
    balance(desde, 'SA', 'SALDO ANTERIOR', anterior),
    ...rows,
    balance(corte, 'SF', 'SALDO FINAL', final),
  ]
    .map((row) => `${row}\r\n`)
    .join('');
}

function rowOf(line: ExtractoLine, sequence: number, saldo: number): string {
  const { fecha, codigo, descripcion, oficina, referencia, documento, valor } = line;
  const secuencia = String(sequence).padStart(4, '0');
  return [fecha, secuencia, codigo, descripcion, oficina, referencia, documento, printedPesos(valor), printedPesos(saldo)].join(';');
}
