import { loteRecaudo } from '../../schemas/entities/lote-recaudo.ts';
import { recaudo } from '../../schemas/entities/recaudo.ts';
import type { FileFormat } from '../file-format.ts';
import {
  ausente,
  codigo,
  constante,
  dinero,
  entero,
  extraer,
  fecha,
  opcion,
  opcional,
  texto,
} from '../fields/index.ts';
import { byFile } from '../scope.ts';
import { defineSource, defineStream } from '../source.ts';

const files: { readonly pattern: string; readonly format: FileFormat } = {
  pattern: '*.txt',
  format: { kind: 'asobancaria-2001', empty: 'no payments' },
};

/** A resend bears the next modifier and holds the day whole: it stands for what came before. */
const scope = byFile(['banco', 'cuenta', 'fecha'], { order: ['modificador'], resend: 'replaces' });

/**
 * The reference as one number. A bank that packs predio and receipt into it, or a prefix for agreements, is a site's matter:
 * `fields: { factura: opcional(extraer('referencia', /…/, codigo)) }`.
 */
const facturaDeReferencia = opcional(extraer('referencia', /^0*([1-9]\d*)$/, codigo));

/** What the banks collected, in the files that they leave: Asobancaria 2001. */
export const recaudoBancario = defineSource({
  id: 'recaudo-bancario',
  title: 'Recaudo de los bancos, archivos Asobancaria 2001',
  owner: 'Tesorería',
  streams: [
    defineStream({
      id: 'recaudo',
      entity: recaudo,
      table: 'detalle',
      scope,
      files,
      fields: {
        vigencia: ausente('el banco no sabe de vigencias'),
        numero: ausente('el recibo lo numera el sistema que aplica el pago'),
        banco: codigo('banco'),
        cuenta: codigo('cuenta'),
        fecha_recaudo: fecha('fecha', { format: 'AAAAMMDD' }),
        fecha_abono: ausente('el archivo no dice cuándo abona el banco'),
        lote: codigo('lote'),
        modificador: codigo('modificador'),
        secuencia: codigo('secuencia'),
        referencia: texto('referencia'),
        factura: facturaDeReferencia,
        predio: ausente('la referencia es el número de la factura'),
        valor: dinero('valor'),
        medio: opcional(codigo('medio')),
        origen: constante('A'),
        causal_devolucion: opcional(codigo('causal')),
        estado: opcion('causal', { '': 'aplicado', '000': 'aplicado' }),
      },
    }),
    defineStream({
      id: 'lote',
      entity: loteRecaudo,
      table: 'lote',
      scope,
      files,
      fields: {
        banco: codigo('banco'),
        cuenta: codigo('cuenta'),
        fecha_recaudo: fecha('fecha', { format: 'AAAAMMDD' }),
        modificador: codigo('modificador'),
        lote: codigo('lote'),
        fecha_archivo: fecha('fecha_archivo', { format: 'AAAAMMDD' }),
        registros: entero('registros'),
        valor: dinero('valor'),
        pagos_dobles: ausente('los reconoce el sistema que aplica los pagos'),
        ajustes: ausente('los hace el sistema que aplica los pagos'),
        valor_acumulado: ausente('lo suma el sistema que aplica los pagos'),
        origen: constante('banco'),
      },
    }),
  ],
});
