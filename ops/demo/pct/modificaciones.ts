import { destinos, shareOf } from '../town/destinos.ts';
import type { Destino } from '../town/destinos.ts';
import type { Hacienda } from '../town/hacienda.ts';
import type { Presupuesto } from '../town/presupuesto.ts';
import type { Town } from '../town/town.ts';
import { at } from '../town/town.ts';
import { postingFor } from './chart.ts';
import type { Imputacion } from './documento.ts';
import { ADMINISTRACION } from './secciones.ts';
import { BALANCE } from './fuentes.ts';
import { destinaciones, SUPERAVIT } from './gasto-chart.ts';

export type Movimiento = 'ADI' | 'RED' | 'CRE' | 'CCR' | 'APL' | 'DES';

/** An act that changes the budget. */
export interface Modificacion {
  readonly vigencia: number;
  readonly tipo: 'ADC' | 'TRA' | 'RED' | 'APL' | 'DES';
  readonly numero: string;
  readonly fecha: string;
  readonly acto: string;
  readonly lines: readonly { readonly movimiento: Movimiento; readonly imputacion: Imputacion; readonly valor: number }[];
}

/** What each act changes, in percent of what may be spent on anything or of what an end had. */
const SUPERAVIT_PERCENT = 6;

/** The year's acts: what was left is added, one rubro pays for another, less income is less to spend, some has to wait. */
export function modifyBudgets({ presupuestos }: Hacienda, { today }: Town): readonly Modificacion[] {
  return presupuestos.flatMap(actsOf).filter(({ fecha }) => fecha <= today);
}

function actsOf(presupuesto: Presupuesto): readonly Modificacion[] {
  const left = toHundreds((presupuesto.libre * SUPERAVIT_PERCENT) / 100);
  const part = (codigo: Destino['codigo'], percent: number): number =>
    toHundreds((shareOf(destinoOf(codigo), presupuesto) * percent) / 100);
  const [moved, lost, waits] = [part('servicios', 5), part('vias', 2), part('vias', 3)];
  const act = (
    tipo: Modificacion['tipo'],
    fecha: string,
    acto: string,
    lines: Modificacion['lines'],
  ): Modificacion => ({
    vigencia: presupuesto.vigencia,
    tipo,
    numero: '00001',
    fecha: `${String(presupuesto.vigencia)}-${fecha}`,
    acto,
    lines,
  });
  return [
    act('ADC', '03-02', 'ACUERDO 003', [
      { movimiento: 'ADI', imputacion: incomeOf(SUPERAVIT, BALANCE), valor: left },
      { movimiento: 'ADI', imputacion: lineOf('suministros', 1), valor: left },
    ]),
    act('TRA', '06-16', 'DECRETO 041', [
      { movimiento: 'CCR', imputacion: lineOf('servicios'), valor: moved },
      { movimiento: 'CRE', imputacion: lineOf('honorarios'), valor: moved },
    ]),
    act('APL', '07-15', 'DECRETO 052', [{ movimiento: 'APL', imputacion: lineOf('vias'), valor: waits }]),
    act('DES', '09-15', 'DECRETO 067', [{ movimiento: 'DES', imputacion: lineOf('vias'), valor: toHundreds(waits / 2) }]),
    act('RED', '10-15', 'ACUERDO 011', [
      { movimiento: 'RED', imputacion: predialRural(), valor: lost },
      { movimiento: 'RED', imputacion: lineOf('vias'), valor: lost },
    ]),
  ];
}

function destinoOf(codigo: Destino['codigo']): Destino {
  return at(
    destinos.filter((destino) => destino.codigo === codigo),
    0,
  );
}

function lineOf(codigo: Destino['codigo'], part = 0): Imputacion {
  return at(destinaciones[codigo].partes, part).imputacion;
}

function predialRural(): Imputacion {
  const { rubro, fuente } = postingFor('01', 'actual', 'rural');
  return incomeOf(rubro ?? '', fuente ?? '');
}

export function incomeOf(rubro: string, fuente: string): Imputacion {
  return { seccion: ADMINISTRACION, rubro, fuente, vigenciaGasto: null, bpin: null, cpc: null };
}

function toHundreds(pesos: number): number {
  return Math.floor(pesos / 100) * 100;
}
