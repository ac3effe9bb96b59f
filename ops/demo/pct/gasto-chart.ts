import type { DeduccionDeLey, Destino } from '../town/destinos.ts';
import { DIRECCION_DE_IMPUESTOS, MUNICIPIO } from '../town/people.ts';
import type { Account } from './chart.ts';
import type { Imputacion } from './documento.ts';
import { BALANCE, BOMBERIL, ICLD } from './fuentes.ts';
import { rubrosDePersonal } from './personal-chart.ts';
import { ADMINISTRACION } from './secciones.ts';

/** The income by which what was left of other years comes in. */
export const SUPERAVIT = '1.2.10.02';

/** How PCT posts what is spent on an end. */
export interface Destinacion {
  /** Percent of each line; the parts of a thousand pesos are whole. */
  readonly partes: readonly { readonly imputacion: Imputacion; readonly percent: number }[];
  readonly cuentaGasto: string;
  readonly cuentaPorPagar: string;
}

const imputacion = (rubro: string, fuente: string, more: Partial<Imputacion> = {}): Imputacion => ({
  seccion: ADMINISTRACION,
  rubro,
  fuente,
  vigenciaGasto: '1',
  bpin: null,
  cpc: null,
  ...more,
});

export const destinaciones: Readonly<Record<Destino['codigo'], Destinacion>> = {
  honorarios: {
    partes: [{ imputacion: imputacion('2.1.2.02.02.008', ICLD, { cpc: '82199' }), percent: 100 }],
    cuentaGasto: '51117901',
    cuentaPorPagar: '24905401',
  },
  servicios: {
    partes: [{ imputacion: imputacion('2.1.2.02.02.006', ICLD, { cpc: '69112' }), percent: 100 }],
    cuentaGasto: '51111701',
    cuentaPorPagar: '24010101',
  },
  suministros: {
    partes: [
      { imputacion: imputacion('2.1.2.02.01.003', ICLD, { cpc: '32129' }), percent: 70 },
      { imputacion: imputacion('2.1.2.02.01.003', BALANCE, { cpc: '32129' }), percent: 30 },
    ],
    cuentaGasto: '51111401',
    cuentaPorPagar: '24010101',
  },
  vias: {
    partes: [
      { imputacion: imputacion('2.3.2.02.02.005', ICLD, { bpin: '2025259990001', cpc: '54210' }), percent: 100 },
    ],
    cuentaGasto: '17050101',
    cuentaPorPagar: '24010201',
  },
  bomberos: {
    partes: [
      { imputacion: imputacion('2.3.2.02.02.009', BOMBERIL, { bpin: '2025259990002', cpc: '91260' }), percent: 100 },
    ],
    cuentaGasto: '55070601',
    cuentaPorPagar: '24010201',
  },
};

/** What PCT calls a deduction, where it credits it and whom it is owed to. */
export const deducciones: Readonly<
  Record<DeduccionDeLey['concepto'], { readonly codigo: string; readonly cuenta: string; readonly beneficiario: string }>
> = {
  honorarios: { codigo: '301', cuenta: '24360301', beneficiario: DIRECCION_DE_IMPUESTOS.numero },
  compras: { codigo: '308', cuenta: '24360801', beneficiario: DIRECCION_DE_IMPUESTOS.numero },
  construccion: { codigo: '326', cuenta: '24362601', beneficiario: DIRECCION_DE_IMPUESTOS.numero },
  estampilla: { codigo: '722', cuenta: '24072201', beneficiario: MUNICIPIO.numero },
};

/** The nodes of the budget that spending uses, parents first; and the income of what was left of other years. */
export const otherRubros: readonly (Account & { readonly clase: 'I' | 'G' })[] = [
  { codigo: '1.2', nombre: 'RECURSOS DE CAPITAL', clase: 'I' },
  { codigo: '1.2.10', nombre: 'RECURSOS DEL BALANCE', clase: 'I' },
  { codigo: SUPERAVIT, nombre: 'SUPERAVIT FISCAL', clase: 'I' },
  { codigo: '2', nombre: 'GASTOS', clase: 'G' },
  { codigo: '2.1', nombre: 'FUNCIONAMIENTO', clase: 'G' },
  ...rubrosDePersonal,
  { codigo: '2.1.2', nombre: 'ADQUISICION DE BIENES Y SERVICIOS', clase: 'G' },
  { codigo: '2.1.2.02', nombre: 'ADQUISICIONES DIFERENTES DE ACTIVOS', clase: 'G' },
  { codigo: '2.1.2.02.01', nombre: 'MATERIALES Y SUMINISTROS', clase: 'G' },
  { codigo: '2.1.2.02.01.003', nombre: 'OTROS BIENES TRANSPORTABLES', clase: 'G' },
  { codigo: '2.1.2.02.02', nombre: 'ADQUISICION DE SERVICIOS', clase: 'G' },
  { codigo: '2.1.2.02.02.006', nombre: 'COMERCIO Y DISTRIBUCION; SERVICIOS DE DISTRIBUCION DE ELECTRICIDAD Y AGUA', clase: 'G' },
  { codigo: '2.1.2.02.02.008', nombre: 'SERVICIOS PRESTADOS A LAS EMPRESAS Y SERVICIOS DE PRODUCCION', clase: 'G' },
  { codigo: '2.3', nombre: 'INVERSION', clase: 'G' },
  { codigo: '2.3.2', nombre: 'ADQUISICION DE BIENES Y SERVICIOS', clase: 'G' },
  { codigo: '2.3.2.02', nombre: 'ADQUISICIONES DIFERENTES DE ACTIVOS', clase: 'G' },
  { codigo: '2.3.2.02.02', nombre: 'ADQUISICION DE SERVICIOS', clase: 'G' },
  { codigo: '2.3.2.02.02.005', nombre: 'CONSTRUCCION Y SERVICIOS DE LA CONSTRUCCION', clase: 'G' },
  { codigo: '2.3.2.02.02.009', nombre: 'SERVICIOS PARA LA COMUNIDAD SOCIALES Y PERSONALES', clase: 'G' },
];
