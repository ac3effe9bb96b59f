import { join } from 'node:path';
import { mkdirSync, writeFileSync } from 'node:fs';
import { bankFileName, LOTE, secuenciaText, totalOfLines } from './books.ts';
import type { BankFile, BankLine, Books } from './books.ts';
import { compactDay } from './town/calendar.ts';

/** NIT of the invented municipality, ten digits without check digit. */
const NIT = '0999000999';
/** What the municipality is called at the banks: a GLN of thirteen digits. */
const SERVICIO = '7709998000012';
const RECORD = 162;

/** Writes each file of the banks as Asobancaria 2001: 162 characters a record, CRLF. */
export function writeBank(folder: string, { files }: Books): number {
  mkdirSync(folder, { recursive: true });
  const delivered = files.filter((file) => file.delivered);
  for (const file of delivered) writeFileSync(join(folder, bankFileName(file)), textOf(file), 'latin1');
  return delivered.length;
}

function textOf(file: BankFile): string {
  const { banco, fecha, fechaArchivo, modificador, lines } = file;
  const records = [
    `01${NIT}${compactDay(fecha)}${banco.codigo}${banco.cuenta}${compactDay(fechaArchivo)}0730${modificador}01`,
    `05${SERVICIO}${LOTE}`,
    ...lines.map(detail),
    `08${controls(lines)}${LOTE}`,
    `09${controls(lines)}`,
  ];
  return records.map((record) => `${record.padEnd(RECORD)}\r\n`).join('');
}

function detail({ referencia, valor, medio, secuencia }: BankLine): string {
  const operacion = String(secuencia).padStart(6, '0');
  return `06${referencia.padStart(48, '0')}${centavos(valor, 14)}01${medio}${operacion}0000000000001${secuenciaText(secuencia)}000`;
}

function controls(lines: readonly BankLine[]): string {
  return String(lines.length).padStart(9, '0') + centavos(totalOfLines(lines), 18);
}

function centavos(pesos: number, width: number): string {
  return `${String(pesos)}00`.padStart(width, '0');
}
