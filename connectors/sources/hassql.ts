import { facturaPredialPlazo } from '../../schemas/entities/factura-predial-plazo.ts';
import { facturaPredialVigencia } from '../../schemas/entities/factura-predial-vigencia.ts';
import { facturaPredial } from '../../schemas/entities/factura-predial.ts';
import { loteRecaudo } from '../../schemas/entities/lote-recaudo.ts';
import { recaudoConcepto } from '../../schemas/entities/recaudo-concepto.ts';
import { recaudo } from '../../schemas/entities/recaudo.ts';
import {
  ausente,
  codigo,
  constante,
  dinero,
  documento,
  entero,
  fecha,
  opcion,
  opcional,
  texto,
  vigencia,
} from '../fields/index.ts';
import { byVigencia } from '../scope.ts';
import { defineSource, defineStream } from '../source.ts';
import { cartera } from './hassql-cartera.ts';
import { catastro, tipoDocumento } from './hassql-catastro.ts';

const modificador = ausente('Hassql no guarda el modificador del archivo que cargó');
/** Receipts are numbered anew each vigencia; the day of payment should lie in it. */
const recaudos = defineStream({
  id: 'recaudo',
  entity: recaudo,
  table: 'dbo.PAGOS',
  scope: byVigencia('VIGENCIA', { last: 2 }),
  key: ['vigencia', 'numero'],
  fields: {
    vigencia: vigencia('VIGENCIA'),
    numero: codigo('NUM_RECIBO'),
    banco: opcional(codigo('COD_BANCO')),
    cuenta: opcional(codigo('CUENTA')),
    fecha_recaudo: fecha('FEC_PAGO', { vigencia: 'VIGENCIA' }),
    fecha_abono: opcional(fecha('FEC_ABONO')),
    lote: opcional(codigo('LOTE')),
    modificador,
    secuencia: opcional(codigo('SECUENCIA')),
    referencia: opcional(texto('REFERENCIA')),
    factura: opcional(codigo('NUM_FACTURA')),
    predio: opcional(codigo('CEDULA_CATASTRAL')),
    valor: dinero('VLR_PAGADO'),
    medio: opcional(codigo('MEDIO')),
    origen: opcion('ORIGEN', { A: 'A', M: 'M' }),
    causal_devolucion: ausente('Hassql no carga los pagos que el banco devuelve'),
    estado: opcion('ANULADO', { S: 'anulado', N: 'aplicado' }),
  },
});

const recaudoConceptos = defineStream({
  id: 'recaudo-concepto',
  entity: recaudoConcepto,
  table: 'dbo.PAGOS_CONCEPTOS',
  scope: byVigencia('VIGENCIA', { last: 2 }),
  fields: {
    vigencia: vigencia('VIGENCIA'),
    numero: codigo('NUM_RECIBO'),
    vigencia_pagada: vigencia('VIG_PAGADA'),
    concepto: codigo('CONCEPTO'),
    fecha_recaudo: ausente('está en PAGOS'),
    predio: opcional(codigo('CEDULA_CATASTRAL')),
    zona: opcional(opcion('ZONA', { U: 'urbana', R: 'rural' })),
    valor: dinero('VALOR'),
    beneficiario: opcional(documento('NIT_BENEFICIARIO')),
  },
});

const lotes = defineStream({
  id: 'lote',
  entity: loteRecaudo,
  table: 'dbo.LOTES',
  scope: byVigencia('VIGENCIA', { last: 2 }),
  fields: {
    banco: codigo('COD_BANCO'),
    cuenta: opcional(codigo('CUENTA')),
    fecha_recaudo: fecha('FEC_RECAUDO'),
    modificador,
    lote: opcional(codigo('LOTE')),
    fecha_archivo: ausente('Hassql no guarda la fecha del archivo'),
    registros: entero('REGISTROS'),
    valor: dinero('VLR_REPORTADO'),
    pagos_dobles: opcional(dinero('VLR_PAGOS_DOBLES')),
    ajustes: opcional(dinero('VLR_AJUSTES')),
    valor_acumulado: opcional(dinero('VLR_ACUMULADO')),
    origen: constante('sistema'),
  },
});

const facturas = defineStream({
  id: 'factura',
  entity: facturaPredial,
  table: 'dbo.FACTURAS',
  scope: byVigencia('VIGENCIA', { last: 2 }),
  fields: {
    vigencia: vigencia('VIGENCIA'),
    numero: codigo('NUM_FACTURA'),
    emision: codigo('EMISION'),
    fecha_emision: opcional(fecha('FEC_EMISION')),
    predio: codigo('CEDULA_CATASTRAL'),
    tipo_documento: tipoDocumento,
    documento: opcional(documento('DOCUMENTO')),
    total: opcional(dinero('VLR_TOTAL')),
    referencia: opcional(texto('REFERENCIA')),
    estado: opcion('ESTADO', { V: 'vigente', P: 'pagada', R: 'reemplazada', N: 'anulada' }),
  },
});

const facturaVigencias = defineStream({
  id: 'factura-vigencia',
  entity: facturaPredialVigencia,
  table: 'dbo.FACTURAS_VIGENCIAS',
  scope: byVigencia('VIGENCIA', { last: 2 }),
  fields: {
    vigencia: vigencia('VIGENCIA'),
    numero: codigo('NUM_FACTURA'),
    emision: codigo('EMISION'),
    vigencia_facturada: vigencia('VIG_FACTURADA'),
    concepto: ausente('Hassql factura cada vigencia en una sola suma'),
    valor: dinero('VLR_CAPITAL'),
    interes: opcional(dinero('VLR_INTERES')),
    descuento: ausente('depende del plazo'),
  },
});

const facturaPlazos = defineStream({
  id: 'factura-plazo',
  entity: facturaPredialPlazo,
  table: 'dbo.FACTURAS_PLAZOS',
  scope: byVigencia('VIGENCIA', { last: 2 }),
  fields: {
    vigencia: vigencia('VIGENCIA'),
    numero: codigo('NUM_FACTURA'),
    emision: codigo('EMISION'),
    plazo: entero('NUM_PLAZO', { leadingZeros: 'refused' }),
    fecha_limite: fecha('FEC_LIMITE'),
    total: dinero('VLR_TOTAL'),
    descuento: opcional(dinero('VLR_DESCUENTO')),
  },
});

/**
 * Liquidation, billing and collection of the impuesto predial and of valorización. Its vendor publishes no schema: the names are those of the
 * stand-in, and a site says what differs.
 */
export const hassql = defineSource({
  id: 'hassql',
  title: 'Hassql, impuesto predial',
  owner: 'Secretaría de Planeación',
  driver: 'sqlserver',
  streams: [...catastro, ...cartera, facturas, facturaVigencias, facturaPlazos, recaudos, recaudoConceptos, lotes],
});
