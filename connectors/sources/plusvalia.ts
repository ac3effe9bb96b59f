import { plusvaliaLiquidacion } from '../../schemas/entities/plusvalia-liquidacion.ts';
import { codigo, decimal, dinero, documento, fecha, matricula, opcion, opcional, texto } from '../fields/index.ts';
import { whole } from '../scope.ts';
import { defineSource, defineStream } from '../source.ts';
import { tipoDocumentoPorLetras } from './access-codes.ts';

/** Liquidation and collection of the participation in plusvalía, an Access application. The owner's name is not read. */
export const plusvalia = defineSource({
  id: 'plusvalia',
  title: 'Plusvalía: liquidación y cobro',
  owner: 'Secretaría de Hacienda',
  driver: 'access',
  streams: [
    defineStream({
      id: 'liquidacion',
      entity: plusvaliaLiquidacion,
      table: 'Liquidaciones',
      scope: whole(),
      fields: {
        numero: codigo('No Liquidación'),
        fecha: fecha('Fecha', { time: 'dropped' }),
        predio: codigo('Cédula catastral'),
        matricula: opcional(matricula('Matrícula')),
        tipo_documento: opcional(opcion('Tipo doc', tipoDocumentoPorLetras)),
        tercero: opcional(documento('Documento propietario')),
        hecho_generador: opcion('Hecho generador', {
          I: 'incorporacion',
          U: 'cambio_uso',
          A: 'aprovechamiento',
          O: 'obra_publica',
        }),
        acto: opcional(texto('Acto')),
        fecha_acto: opcional(fecha('Fecha acto')),
        firmeza: opcional(fecha('Fecha firmeza')),
        area: opcional(decimal('Área m2', { scale: 2 })),
        efecto: opcional(dinero('Efecto m2')),
        tasa: opcional(decimal('Tasa', { scale: 4 })),
        valor: dinero('Valor participación'),
        indexacion: opcional(dinero('Indexación')),
        exigible_por: opcional(
          opcion('Exigible por', { L: 'licencia', U: 'cambio_uso', T: 'transferencia', D: 'derechos' }),
        ),
        licencia: opcional(codigo('Licencia')),
        fecha_exigible: opcional(fecha('Fecha exigible')),
        pagado: opcional(dinero('Valor pagado')),
        recibo: opcional(codigo('Recibo')),
        fecha_pago: opcional(fecha('Fecha pago')),
        estado: opcion('Estado', {
          Determinada: 'determinada',
          Exigible: 'exigible',
          Pagada: 'pagada',
          Suspendida: 'suspendida',
          Nula: 'nula',
          Anulada: 'anulada',
        }),
      },
    }),
  ],
});
