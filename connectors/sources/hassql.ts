import { facturaPredialPlazo } from '../../schemas/entities/factura-predial-plazo.ts';
import { facturaPredialVigencia } from '../../schemas/entities/factura-predial-vigencia.ts';
import { facturaPredial } from '../../schemas/entities/factura-predial.ts';
import { liquidacionPredial } from '../../schemas/entities/liquidacion-predial.ts';
import { loteRecaudo } from '../../schemas/entities/lote-recaudo.ts';
import { predioAlias } from '../../schemas/entities/predio-alias.ts';
import { predioTitular } from '../../schemas/entities/predio-titular.ts';
import { predio } from '../../schemas/entities/predio.ts';
import { recaudoConcepto } from '../../schemas/entities/recaudo-concepto.ts';
import { recaudo } from '../../schemas/entities/recaudo.ts';
import { tercero } from '../../schemas/entities/tercero.ts';
import {
  ausente,
  codigo,
  codigoPredial,
  constante,
  decimal,
  digitoVerificacion,
  dinero,
  dineroDeFlotante,
  documento,
  entero,
  fecha,
  matricula,
  numeroPredial,
  opcion,
  opcional,
  texto,
  vigencia,
} from '../fields/index.ts';
import { byVigencia, whole } from '../scope.ts';
import { defineSource, defineStream } from '../source.ts';

/** One letter, as the cadastral records write it, or the DIAN's code. */
const tipoDocumento = opcional(
  opcion('TIPO_DOC', { C: '13', N: '31', T: '12', E: '22', R: '11', 11: '11', 12: '12', 13: '13', 22: '22', 31: '31' }),
);

const modificador = ausente('Hassql no guarda el modificador del archivo que cargó');
const oneName = ausente('Hassql guarda el nombre en un solo campo');

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

const predios = defineStream({
  id: 'predio',
  entity: predio,
  table: 'dbo.PREDIOS',
  scope: whole(),
  fields: {
    predio: codigo('CEDULA_CATASTRAL'),
    numero_predial: opcional(numeroPredial('NPN')),
    codigo_predial: opcional(codigoPredial('CEDULA_CATASTRAL')),
    nupre: ausente('Hassql no lo guarda'),
    matricula: opcional(matricula('MATRICULA')),
    municipio: ausente('son los primeros cinco dígitos de la cédula catastral'),
    direccion: opcional(texto('DIRECCION')),
    zona: opcional(codigo('ZONA')),
    condicion: ausente('es el dígito 22 del número predial'),
    destino: opcional(codigo('DESTINO')),
    estrato: opcional(entero('ESTRATO')),
    area_terreno: opcional(decimal('AREA_TERRENO', { scale: 2 })),
    area_construida: opcional(decimal('AREA_CONSTRUIDA', { scale: 2 })),
    avaluo: opcional(dinero('AVALUO')),
    vigencia_avaluo: opcional(vigencia('VIG_AVALUO')),
    estado: opcion('ESTADO', { A: 'activo', C: 'cancelado' }),
  },
});

const alias = defineStream({
  id: 'predio-alias',
  entity: predioAlias,
  table: 'dbo.PREDIOS_CODIGOS',
  scope: whole(),
  fields: {
    predio: codigo('CEDULA_CATASTRAL'),
    clase: opcion('TIPO_CODIGO', {
      NPN: 'numero_predial',
      ANT: 'codigo_predial',
      NUP: 'nupre',
      MAT: 'matricula',
      INT: 'interno',
    }),
    codigo: codigo('CODIGO'),
    desde: opcional(fecha('FEC_DESDE')),
    hasta: opcional(fecha('FEC_HASTA')),
    acto: opcional(texto('RESOLUCION')),
  },
});

const titulares = defineStream({
  id: 'predio-titular',
  entity: predioTitular,
  table: 'dbo.PREDIOS_PROPIETARIOS',
  scope: whole(),
  fields: {
    predio: codigo('CEDULA_CATASTRAL'),
    vigencia: ausente('Hassql guarda solo los propietarios de hoy'),
    orden: codigo('NUM_ORDEN'),
    tipo_documento: tipoDocumento,
    documento: opcional(documento('DOCUMENTO')),
    nombre: ausente('está en PROPIETARIOS'),
    porcentaje: opcional(decimal('PORCENTAJE', { scale: 4 })),
  },
});

const terceros = defineStream({
  id: 'tercero',
  entity: tercero,
  table: 'dbo.PROPIETARIOS',
  scope: whole(),
  fields: {
    tipo_documento: tipoDocumento,
    documento: documento('DOCUMENTO', { dv: { column: 'DV' } }),
    digito_verificacion: opcional(digitoVerificacion('DV')),
    sucursal: ausente('Hassql no tiene sucursales'),
    nombre: opcional(texto('NOMBRE')),
    razon_social: oneName,
    primer_apellido: oneName,
    segundo_apellido: oneName,
    primer_nombre: oneName,
    otros_nombres: oneName,
    direccion: opcional(texto('DIRECCION')),
    municipio: ausente('la dirección no dice el municipio'),
    telefono: opcional(texto('TELEFONO')),
    correo: opcional(texto('CORREO')),
    reemplazado_por: ausente('Hassql no guarda los cambios de documento'),
  },
});

/** Interest is calculated anew each night and kept as a float; its history is only here. */
const liquidaciones = defineStream({
  id: 'liquidacion',
  entity: liquidacionPredial,
  table: 'dbo.LIQUIDACIONES',
  scope: byVigencia('VIGENCIA', { last: 2 }),
  fields: {
    predio: codigo('CEDULA_CATASTRAL'),
    vigencia: vigencia('VIGENCIA'),
    concepto: codigo('CONCEPTO'),
    base: opcional(dineroDeFlotante('BASE', 2)),
    tarifa: opcional(decimal('TARIFA', { scale: 4 })),
    valor: dineroDeFlotante('VALOR', 2),
    descuento: opcional(dineroDeFlotante('DESCUENTO', 2)),
    interes: opcional(dineroDeFlotante('INTERES', 2)),
    pagado: opcional(dineroDeFlotante('PAGADO', 2)),
    saldo: opcional(dineroDeFlotante('SALDO', 2)),
    fecha_corte: opcional(fecha('FEC_CORTE')),
    estado: opcion('ESTADO', {
      P: 'pendiente',
      C: 'pagada',
      A: 'en_acuerdo',
      R: 'prescrita',
      E: 'exenta',
      N: 'anulada',
      J: 'en_coactivo',
    }),
    factura: opcional(codigo('NUM_FACTURA')),
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
 * Liquidation, billing and collection of the impuesto predial. Its vendor publishes no schema: the names are those of the
 * stand-in, and a site says what differs.
 */
export const hassql = defineSource({
  id: 'hassql',
  title: 'Hassql, impuesto predial',
  owner: 'Secretaría de Planeación',
  driver: 'sqlserver',
  streams: [
    terceros,
    predios,
    alias,
    titulares,
    liquidaciones,
    facturas,
    facturaVigencias,
    facturaPlazos,
    recaudos,
    recaudoConceptos,
    lotes,
  ],
});
