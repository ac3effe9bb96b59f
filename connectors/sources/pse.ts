import { transaccionPse } from '../../schemas/entities/transaccion-pse.ts';
import type { FileFormat } from '../file-format.ts';
import { codigo, dinero, extraer, instante, opcion, opcional, texto } from '../fields/index.ts';
import { byFile } from '../scope.ts';
import { defineSource, defineStream } from '../source.ts';

/**
 * The report that a gateway lets download: the transactions created in a period, as they stand on the day of the download.
 * Both days are in the file's name, `PSE_202603_20260402.csv`. Titles that reports spell otherwise are a site's matter.
 */
const format: FileFormat = {
  kind: 'csv',
  encoding: ['utf-8', 'windows-1252'],
  delimiter: [';', ',', '\t'],
  titles: ['CUS', 'Estado', 'Valor', 'Fecha y hora creada', 'Referencia 1'],
  optional: [
    'Ticket ID',
    'Impuesto',
    ['Código autorización', 'Cód* autorización', 'Código de autorización'],
    ['Fecha y hora resolución', 'Fecha y hora último estado'],
    'Banco originador',
    'Banco recaudador',
    'Cuenta destino',
    'Ciclo origen',
    'Ciclo transacción',
    ['Servicio código', 'Código servicio'],
    'Referencia 2',
    'Referencia 3',
    ['Medio', 'Medio de pago'],
  ],
  heading: [],
  name: '^PSE_(?<periodo>\\d{6})_(?<descarga>\\d{8})\\.',
};

/** In Bogotá; the reports name no zone. */
const momento = (column: string) => instante(column, { zone: '-05:00' });

/** ACH's three digits; PSE writes a 1 before them. What is no such number stays as it is. */
const banco = (column: string) => opcional(extraer(column, /^(?:1(?=\d{3}$))?(.+)$/, codigo));

/**
 * What citizens paid, or tried to pay, on line. A transaction that was pending is resolved days later: the same period,
 * downloaded again, stands for what it said before.
 */
export const pse = defineSource({
  id: 'pse',
  title: 'Pagos en línea por PSE, reporte de la pasarela',
  owner: 'Tesorería',
  streams: [
    defineStream({
      id: 'transaccion',
      entity: transaccionPse,
      table: 'filas',
      scope: byFile(['periodo'], { order: ['descarga'], resend: 'replaces' }),
      files: { pattern: 'PSE_*.csv', format },
      fields: {
        cus: codigo('CUS'),
        ticket: opcional(codigo('Ticket ID')),
        valor: dinero('Valor'),
        impuesto: opcional(dinero('Impuesto')),
        estado: opcion('Estado', {
          APROBADA: 'aprobada',
          PENDIENTE: 'pendiente',
          RECHAZADA: 'rechazada',
          FALLIDA: 'fallida',
        }),
        autorizacion: opcional(codigo('Código autorización')),
        creada_en: momento('Fecha y hora creada'),
        resuelta_en: opcional(momento('Fecha y hora resolución')),
        banco_originador: banco('Banco originador'),
        banco_recaudador: banco('Banco recaudador'),
        cuenta: opcional(codigo('Cuenta destino')),
        ciclo_origen: opcional(codigo('Ciclo origen')),
        ciclo_transaccion: opcional(codigo('Ciclo transacción')),
        servicio: opcional(codigo('Servicio código')),
        referencia_1: opcional(texto('Referencia 1')),
        referencia_2: opcional(texto('Referencia 2')),
        referencia_3: opcional(texto('Referencia 3')),
        factura: opcional(extraer('Referencia 1', /^0*([1-9]\d*)$/, codigo)),
        medio: opcional(codigo('Medio')),
      },
    }),
  ],
});
