import { z } from 'zod';
import { campo, defineEntity, opcional } from '../entity.ts';
import { interno } from '../field-meta.ts';
import { ACH, ASOBANCARIA } from '../norms.ts';
import { codigo } from '../scalars/codigo.ts';
import { dinero } from '../scalars/dinero.ts';
import { entero } from '../scalars/entero.ts';
import { fecha } from '../scalars/fecha.ts';
import { opcion } from '../scalars/opcion.ts';

/** In the key, a null cuenta or lote is a batch of a system that keeps only the bank, or one batch a day. */
export const loteRecaudo = defineEntity({
  name: 'lote_recaudo',
  version: 1,
  summary: 'Los totales de control de un lote de recaudo, según el banco o según el sistema que lo cargó.',
  domain: 'tesoreria',
  schema: z.object({
    banco: campo(codigo, interno('Banco recaudador', { norm: ACH })),
    cuenta: opcional(codigo, interno('Cuenta bancaria recaudadora')),
    fecha_recaudo: campo(fecha, interno('Día en que se recibieron los pagos')),
    modificador: opcional(codigo, interno('Distingue los reenvíos de un mismo día', { norm: ASOBANCARIA })),
    lote: opcional(codigo, interno('Número del lote', { norm: ASOBANCARIA })),
    fecha_archivo: opcional(fecha, interno('Día en que el banco hizo el archivo')),
    registros: campo(entero, interno('Pagos que declara el lote', { unit: 'pagos' })),
    valor: campo(dinero, interno('Valor total que declara el lote', { unit: 'COP' })),
    pagos_dobles: opcional(dinero, interno('Parte del valor que el sistema halló pagada dos veces', { unit: 'COP' })),
    ajustes: opcional(dinero, interno('Ajustes que el sistema hizo al lote', { unit: 'COP' })),
    valor_acumulado: opcional(dinero, interno('Suma que hizo el sistema de los pagos aplicados', { unit: 'COP' })),
    origen: campo(opcion(['banco', 'sistema']), interno('Quién declara los totales')),
  }),
  key: ['banco', 'cuenta', 'fecha_recaudo', 'lote'],
});
