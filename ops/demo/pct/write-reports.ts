import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workbook } from '../chip/workbook.ts';
import { printedPesos } from '../printed-pesos.ts';
import { nextBusinessDay, yearOfDay } from '../town/calendar.ts';
import { MUNICIPIO } from '../town/people.ts';
import { appropriate, definitivaOf } from './apropiaciones.ts';
import type { Apropiacion } from './apropiaciones.ts';
import { reportedFuente } from './budget-tables.ts';
import { rubros } from './chart.ts';
import { otherRubros } from './gasto-chart.ts';
import { seccionesPct } from './secciones.ts';
import type { SeccionPct } from './secciones.ts';
import type { PctBooks } from './write-pct.ts';

type Sheet = readonly (readonly string[])[];

/** A report: its titles, and the amounts of a line of the budget. */
interface Report {
  readonly name: string;
  readonly title: string;
  readonly columns: readonly string[];
  readonly amounts: (line: Apropiacion) => readonly number[];
  readonly prints: (line: Apropiacion) => boolean;
}

const gastos: Report = {
  name: 'InfMesPptoCDP',
  title: 'EJECUCION PRESUPUESTAL DE GASTOS',
  columns: [
    ...['IDENTIFICACIÓN PRESUPUESTAL', 'CONCEPTO', 'INICIAL', 'MODIFICACIONES', 'CONTRACREDITOS', 'CREDITOS', 'REDUCCIONES'],
    ...['ADICIONES', 'DEFINITIVA', 'CERTIFICADOS', 'COMPROMISOS', 'OBLIGACIONES', 'PAGOS'],
  ],
  amounts: (line) => {
    const { ADI, RED, CRE, CCR } = line.movimientos;
    const { CDP, RP, OBL, PAG } = line.acumulados;
    return [line.inicial, definitivaOf(line) - line.inicial, CCR, CRE, RED, ADI, definitivaOf(line), CDP, RP, OBL, PAG];
  },
  prints: ({ imputacion }) => imputacion.vigenciaGasto === '1',
};

const ingresos: Report = {
  name: 'InfMesPptoIng',
  title: 'EJECUCION PRESUPUESTAL DE INGRESOS',
  columns: ['RUBRO PRESUPUESTAL', 'DESCRIPCION', 'INICIAL', 'ADICIONES', 'REDUCCIONES', 'DEFINITIVO', 'RECAUDO'],
  amounts: (line) => {
    const { ADI, RED } = line.movimientos;
    return [line.inicial, ADI, RED, definitivaOf(line), line.acumulados.RCD];
  },
  prints: ({ imputacion }) => imputacion.vigenciaGasto === null,
};

/**
 * The executions of each month of the last vigencia that is over, as the office keeps them: those of expense saved again as
 * .xlsx, those of income as CSV. Sums stand among their leaves.
 */
export function writeReports(folder: string, books: PctBooks): void {
  mkdirSync(folder, { recursive: true });
  const cortes = [...new Set(books.extractos.map(({ corte }) => corte))].toSorted();
  const last = cortes.at(-1)?.slice(0, 4) ?? '';
  for (const corte of cortes.filter((day) => day.startsWith(last))) {
    const lines = standingAt(corte, books);
    const month = corte.slice(0, 7).replace('-', '');
    writeFileSync(join(folder, `${gastos.name}_${month}.xlsx`), workbook(printed(gastos, corte, lines)));
    const text = printed(ingresos, corte, lines).map((row) => `${row.join(';')}\r\n`).join('');
    writeFileSync(join(folder, `${ingresos.name}_${month}.csv`), text, 'latin1');
  }
}

function standingAt(corte: string, { hacienda, budget }: PctBooks): readonly Apropiacion[] {
  const inYear = <Item extends { readonly vigencia: number; readonly fecha: string }>(items: readonly Item[]) =>
    items.filter(({ vigencia, fecha }) => vigencia === yearOfDay(corte) && fecha <= corte);
  const presupuestos = hacienda.presupuestos.filter(({ vigencia }) => vigencia === yearOfDay(corte));
  return appropriate(presupuestos, inYear(budget.modificaciones), inYear(budget.documentos));
}

function printed(report: Report, corte: string, lines: readonly Apropiacion[]): Sheet {
  const own = lines.filter(report.prints);
  return [
    [MUNICIPIO.nombre],
    [`NIT ${MUNICIPIO.numero}-${String(MUNICIPIO.dv)}`],
    [`${report.title} A ${slashed(corte)}`],
    [`IMPRESO EL ${slashed(nextBusinessDay(corte))} 08:15`],
    [],
    report.columns,
    ...Object.values(seccionesPct).flatMap((seccion) => section(report, seccion, own)),
    [],
    ['ELABORÓ: PERSONA INVENTADA 0001', '', 'REVISÓ: PERSONA INVENTADA 0002'],
  ];
}

function section(report: Report, { codigo, nombre }: SeccionPct, lines: readonly Apropiacion[]): Sheet {
  const own = lines.filter(({ imputacion }) => imputacion.seccion === codigo);
  if (own.length === 0) return [];
  return [[codigo, nombre, ...totals(report, own)], ...nodesOf(own).flatMap((node) => branch(report, codigo, node, own))];
}

/** Every code above the lines, and their own, in the order of the catalogue. */
function nodesOf(lines: readonly Apropiacion[]): readonly string[] {
  return [...rubros, ...otherRubros]
    .map(({ codigo }) => codigo)
    .filter((codigo) => lines.some(({ imputacion }) => isUnder(imputacion.rubro, codigo)));
}

function isUnder(rubro: string, codigo: string): boolean {
  return rubro === codigo || rubro.startsWith(`${codigo}.`);
}

/** A sum, and the lines that are of it itself; the project's number is in the text of the sum. */
function branch(report: Report, seccion: string, codigo: string, lines: readonly Apropiacion[]): Sheet {
  const under = lines.filter(({ imputacion }) => isUnder(imputacion.rubro, codigo));
  const own = lines.filter(({ imputacion }) => imputacion.rubro === codigo);
  const name = [...rubros, ...otherRubros].find((rubro) => rubro.codigo === codigo)?.nombre ?? '';
  const bpin = own.find(({ imputacion }) => imputacion.bpin !== null)?.imputacion.bpin ?? null;
  return [
    [`${seccion} - ${codigo}`, bpin === null ? name : `${name} BPIN ${bpin}`, ...totals(report, under)],
    ...own.map((line) => {
      const id = `${seccion} - ${codigo} - ${reportedFuente(line.imputacion.fuente)}`;
      return [id, name, ...report.amounts(line).map(printedPesos)];
    }),
  ];
}

function totals(report: Report, lines: readonly Apropiacion[]): readonly string[] {
  const width = report.columns.length - 2;
  const sums = lines
    .map(report.amounts)
    .reduce((total, amounts) => total.map((sum, index) => sum + (amounts[index] ?? 0)), Array<number>(width).fill(0));
  return sums.map(printedPesos);
}

function slashed(day: string): string {
  return day.split('-').reverse().join('/');
}
