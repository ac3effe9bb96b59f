import { liquidacionPredial } from '../../schemas/entities/liquidacion-predial.ts';
import { novedadCartera } from '../../schemas/entities/novedad-cartera.ts';
import { saldoCartera } from '../../schemas/entities/saldo-cartera.ts';
import { valorizacionCuota } from '../../schemas/entities/valorizacion-cuota.ts';
import {
  codigo,
  decimal,
  delAmbito,
  dinero,
  dineroDeFlotante,
  documento,
  entero,
  fecha,
  opcion,
  opcional,
  texto,
  vigencia,
} from '../fields/index.ts';
import { byVigencia, photograph, whole } from '../scope.ts';
import { defineStream } from '../source.ts';
import { tipoDocumento } from './hassql-catastro.ts';

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
    fecha_liquidacion: opcional(fecha('FEC_LIQUIDACION')),
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

/** What is owed on the day of reading. The table keeps no earlier day, so its cut is the day of the photograph. */
const saldos = defineStream({
  id: 'saldo-cartera',
  entity: saldoCartera,
  table: 'dbo.CARTERA',
  scope: photograph({ every: 'month' }),
  fields: {
    fecha_corte: delAmbito('corte', fecha),
    predio: codigo('CEDULA_CATASTRAL'),
    vigencia: vigencia('VIGENCIA'),
    concepto: codigo('CONCEPTO'),
    clase_vigencia: opcional(opcion('CLASE_VIGENCIA', { A: 'actual', V: 'anterior', D: 'dificil' })),
    capital: dinero('VLR_CAPITAL'),
    interes: opcional(dinero('VLR_INTERES')),
    estado: opcional(opcion('ESTADO', { P: 'pendiente', A: 'en_acuerdo', J: 'en_coactivo' })),
  },
});

/** Of any vigencia: what prescribes is older than every window, so the whole table is read. Amounts come with their sign. */
const novedades = defineStream({
  id: 'novedad-cartera',
  entity: novedadCartera,
  table: 'dbo.NOVEDADES_CARTERA',
  scope: whole(),
  fields: {
    clase: opcion('TIPO', { D: 'descuento', P: 'prescripcion', E: 'exencion', J: 'ajuste', A: 'acuerdo' }),
    numero: codigo('NUM_NOVEDAD'),
    predio: codigo('CEDULA_CATASTRAL'),
    vigencia: vigencia('VIGENCIA'),
    concepto: opcional(codigo('CONCEPTO')),
    fecha: fecha('FEC_NOVEDAD'),
    acto: opcional(texto('RESOLUCION')),
    fecha_acto: opcional(fecha('FEC_RESOLUCION')),
    valor: dinero('VLR_CAPITAL'),
    interes: opcional(dinero('VLR_INTERES')),
    cuotas: opcional(entero('NUM_CUOTAS')),
    cuota_inicial: opcional(dinero('VLR_CUOTA_INICIAL')),
    estado: opcion('ESTADO', { V: 'vigente', C: 'cumplida', I: 'incumplida', N: 'anulada' }),
  },
});

/** Charged over several years, and paid after its due date too: the whole table is read. */
const cuotas = defineStream({
  id: 'valorizacion-cuota',
  entity: valorizacionCuota,
  table: 'dbo.VALORIZACION_CUOTAS',
  scope: whole(),
  fields: {
    proyecto: codigo('COD_PROYECTO'),
    predio: codigo('CEDULA_CATASTRAL'),
    beneficiario: codigo('NUM_ORDEN'),
    cuota: entero('NUM_CUOTA', { leadingZeros: 'refused' }),
    acto: opcional(texto('ACUERDO')),
    fecha_acto: opcional(fecha('FEC_ACUERDO')),
    tipo_documento: tipoDocumento,
    tercero: opcional(documento('DOCUMENTO')),
    fecha_limite: opcional(fecha('FEC_LIMITE')),
    valor: dinero('VLR_CUOTA'),
    abonado: opcional(dinero('VLR_ABONADO')),
    interes: opcional(dinero('VLR_INTERES')),
    factura: opcional(codigo('NUM_FACTURA')),
    recibo: opcional(codigo('NUM_RECIBO')),
    fecha_pago: opcional(fecha('FEC_PAGO')),
    estado: opcion('ESTADO', { P: 'pendiente', C: 'pagada', A: 'en_acuerdo', N: 'anulada' }),
  },
});

/** What is owed: as it was liquidated, as it stands, what changed it without money, and the contribución de valorización. */
export const cartera = [liquidaciones, saldos, novedades, cuotas];
