import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MUNICIPIO } from '../town/people.ts';
import { secciones } from '../town/employees.ts';
import type { Nomina } from '../town/payroll.ts';
import { ARL } from '../town/employees.ts';
import { nextMonth, planillaDay } from '../town/personal.ts';
import { cotizante } from './cotizante.ts';
import { alpha, digits } from './places.ts';

/** Writes the planilla of each payroll that was paid up to that day, in Windows-1252. Returns how many. */
export function writePila(folder: string, nominas: readonly Nomina[], today: string): number {
  mkdirSync(folder, { recursive: true });
  const paid = nominas.filter((nomina) => planillaDay(nomina) <= today);
  for (const nomina of paid) {
    const lines = [aportante(nomina), ...nomina.liquidados.map((liquidado, index) => cotizante(liquidado, index + 1))];
    // What is written is in both: ISO 8859-1 and Windows-1252 differ in other characters.
    writeFileSync(join(folder, `${planillaOf(nomina)}.txt`), lines.map((line) => `${line}\r\n`).join(''), 'latin1');
  }
  return paid.length;
}

/** Ten digits: month and section. */
function planillaOf({ vigencia, mes, codigo }: Nomina): string {
  return `94${String(vigencia)}${digits(2, mes)}${digits(2, Object.keys(secciones).indexOf(codigo) + 1)}`;
}

/** Type 1, 359 characters. */
function aportante(nomina: Nomina): string {
  const { vigencia, mes, codigo, liquidados } = nomina;
  const base = liquidados.reduce((sum, liquidado) => sum + liquidado.base, 0);
  return [
    ...['01', '1', '0001', alpha(200, MUNICIPIO.nombre), 'NI', alpha(16, MUNICIPIO.numero), MUNICIPIO.dv ?? ' '],
    ...['E', alpha(10, ''), alpha(10, ''), 'S', alpha(10, codigo), alpha(40, secciones[codigo]), alpha(6, ARL.codigo)],
    ...[`${String(vigencia)}-${digits(2, mes)}`, nextMonth(nomina), planillaOf(nomina), planillaDay(nomina)],
    ...[digits(5, liquidados.length), digits(12, base), '01', '99'],
  ].join('');
}
