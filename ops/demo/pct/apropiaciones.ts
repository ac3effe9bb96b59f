import { conceptos } from '../town/town.ts';
import { destinos, shareOf } from '../town/destinos.ts';
import type { Presupuesto } from '../town/presupuesto.ts';
import { postingFor } from './chart.ts';
import type { Documento, Imputacion, TipoDocumento } from './documento.ts';
import { destinaciones } from './gasto-chart.ts';
import { otrosIngresos } from './ingresos-chart.ts';
import { incomeOf } from './modificaciones.ts';
import type { Modificacion, Movimiento } from './modificaciones.ts';
import { staffLine } from './personal-chart.ts';

/** What the budget gives to a line of it, and what PCT adds up of its documents. */
export interface Apropiacion {
  readonly vigencia: number;
  readonly imputacion: Imputacion;
  inicial: number;
  readonly movimientos: Record<Movimiento, number>;
  readonly acumulados: Record<Acumulado, number>;
}

export type Acumulado = 'CDP' | 'RP' | 'OBL' | 'PAG' | 'RCD';

const ACUMULADOS: Readonly<Record<TipoDocumento, Acumulado | null>> = {
  CDP: 'CDP',
  ACD: 'CDP',
  LCD: 'CDP',
  RP: 'RP',
  ARP: 'RP',
  LRP: 'RP',
  OBL: 'OBL',
  AOB: 'OBL',
  ROB: 'OBL',
  PAG: 'PAG',
  RPA: 'PAG',
  REC: null,
  RCD: 'RCD',
};

/** Every line of every vigencia's budget; reserves and accounts payable are appropriated by what was carried over. */
export function appropriate(
  presupuestos: readonly Presupuesto[],
  modificaciones: readonly Modificacion[],
  documentos: readonly Documento[],
): readonly Apropiacion[] {
  const table = new Map<string, Apropiacion>();
  const of = (vigencia: number, imputacion: Imputacion): Apropiacion => {
    const key = JSON.stringify([vigencia, Object.values(imputacion)]);
    const known = table.get(key) ?? empty(vigencia, imputacion);
    table.set(key, known);
    return known;
  };
  for (const presupuesto of presupuestos) {
    for (const { imputacion, valor } of initialOf(presupuesto)) of(presupuesto.vigencia, imputacion).inicial += valor;
  }
  for (const { vigencia, lines } of modificaciones) {
    for (const { movimiento, imputacion, valor } of lines) of(vigencia, imputacion).movimientos[movimiento] += valor;
  }
  for (const { vigencia, tipo, lines } of documentos) {
    const acumulado = ACUMULADOS[tipo];
    for (const { imputacion, valor } of lines) {
      const line = of(vigencia, imputacion);
      if (acumulado) line.acumulados[acumulado] += valor;
      if (tipo === 'CDP' && isCarried(imputacion)) line.inicial += valor;
    }
  }
  return [...table.values()];
}

function isCarried({ vigenciaGasto }: Imputacion): boolean {
  return vigenciaGasto === '2' || vigenciaGasto === '3';
}

function initialOf(presupuesto: Presupuesto): readonly { readonly imputacion: Imputacion; readonly valor: number }[] {
  const ingresos = presupuesto.ingresos.map(({ concepto, clase, zona, valor }) => {
    const { rubro, fuente } = postingFor(conceptos[concepto].codigo, clase, zona);
    return { imputacion: incomeOf(rubro ?? '', fuente ?? ''), valor };
  });
  const gastos = destinos.flatMap((destino) =>
    destinaciones[destino.codigo].partes.slice(0, 1).map(({ imputacion }) => ({
      imputacion,
      valor: shareOf(destino, presupuesto),
    })),
  );
  const ica = { imputacion: incomeOf(otrosIngresos.ica.rubro, otrosIngresos.ica.fuente), valor: presupuesto.ica };
  return [...ingresos, ica, ...gastos, ...presupuesto.personal.map(staffLine)];
}

function empty(vigencia: number, imputacion: Imputacion): Apropiacion {
  return {
    vigencia,
    imputacion,
    inicial: 0,
    movimientos: { ADI: 0, RED: 0, CRE: 0, CCR: 0, APL: 0, DES: 0 },
    acumulados: { CDP: 0, RP: 0, OBL: 0, PAG: 0, RCD: 0 },
  };
}

export function definitivaOf({ inicial, movimientos }: Apropiacion): number {
  const { ADI, RED, CRE, CCR } = movimientos;
  return inicial + ADI - RED + CRE - CCR;
}

/** What no certificate has taken and may be spent now. */
export function disponibleOf(line: Apropiacion): number {
  const { APL, DES } = line.movimientos;
  return definitivaOf(line) - (APL - DES) - line.acumulados.CDP;
}
