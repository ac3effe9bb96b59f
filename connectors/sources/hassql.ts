import { loteRecaudo } from '../../schemas/entities/lote-recaudo.ts';
import { recaudo } from '../../schemas/entities/recaudo.ts';
import {
  ausente,
  codigo,
  constante,
  dinero,
  entero,
  fecha,
  opcion,
  opcional,
  texto,
  vigencia,
} from '../fields/index.ts';
import { byVigencia } from '../scope.ts';
import { defineSource, defineStream } from '../source.ts';

/** Liquidation, billing and collection of the impuesto predial. Its vendor publishes no schema: a site says what differs. */
export const hassql = defineSource({
  id: 'hassql',
  title: 'Hassql, impuesto predial',
  owner: 'Secretaría de Planeación',
  streams: [
    defineStream({
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
        modificador: ausente('Hassql no guarda el modificador del archivo que cargó'),
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
    }),
    defineStream({
      id: 'lote',
      entity: loteRecaudo,
      table: 'dbo.LOTES',
      scope: byVigencia('VIGENCIA', { last: 2 }),
      fields: {
        banco: codigo('COD_BANCO'),
        cuenta: opcional(codigo('CUENTA')),
        fecha_recaudo: fecha('FEC_RECAUDO'),
        modificador: ausente('Hassql no guarda el modificador del archivo que cargó'),
        lote: opcional(codigo('LOTE')),
        fecha_archivo: ausente('Hassql no guarda la fecha del archivo'),
        registros: entero('REGISTROS'),
        valor: dinero('VLR_REPORTADO'),
        pagos_dobles: opcional(dinero('VLR_PAGOS_DOBLES')),
        ajustes: opcional(dinero('VLR_AJUSTES')),
        valor_acumulado: opcional(dinero('VLR_ACUMULADO')),
        origen: constante('sistema'),
      },
    }),
  ],
});
