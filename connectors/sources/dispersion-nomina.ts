import { pagoNomina } from '../../schemas/entities/pago-nomina.ts';
import {
  ausente,
  codigo,
  delAmbito,
  dinero,
  entero,
  fecha,
  opcion,
  opcional,
  periodo,
  seudonimo,
  texto,
  vigencia,
} from '../fields/index.ts';
import { byFile } from '../scope.ts';
import { defineSource, defineStream } from '../source.ts';

/**
 * What the bank answers to a payroll that it was told to pay out. Which payroll it is, the file's name says; each shipment
 * of one (the rejected ones go again) is a file of its own. The account that is paid into is not read.
 */
export const dispersionNomina = defineSource({
  id: 'dispersion-nomina',
  title: 'Dispersión de la nómina, resultado del banco',
  owner: 'Tesorería',
  streams: [
    defineStream({
      id: 'pago',
      entity: pagoNomina,
      table: 'filas',
      scope: byFile(['vigencia', 'mes', 'nomina'], { order: ['envio'], resend: 'adds' }),
      files: {
        pattern: 'dispersion_*.csv',
        format: {
          kind: 'csv',
          encoding: 'windows-1252',
          delimiter: ';',
          name: '^[^_]+_(?<vigencia>\\d{4})(?<mes>\\d{2})_(?<nomina>[A-Za-z0-9]+)_(?<envio>\\d+)\\.\\w+$',
        },
      },
      fields: {
        vigencia: delAmbito('vigencia', vigencia),
        mes: delAmbito('mes', periodo),
        nomina: delAmbito('nomina', codigo),
        empleado: seudonimo('DOCUMENTO'),
        consecutivo: delAmbito('envio', entero),
        fecha: fecha('FECHA APLICACION', { format: 'DD/MM/AAAA' }),
        banco: opcional(codigo('BANCO DESTINO')),
        valor: dinero('VALOR', { decimal: ',', thousands: '.' }),
        estado: opcion('RESULTADO', { EXITOSO: 'pagado', RECHAZADO: 'rechazado', 'EN PROCESO': 'ordenado' }),
        causal: opcional(texto('CAUSAL')),
        vigencia_egreso: ausente('el banco no sabe de egresos'),
        egreso: ausente('el banco no sabe de egresos'),
      },
    }),
  ],
});
