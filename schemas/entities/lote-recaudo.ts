import { z } from 'zod';
import { campo, defineEntity, opcional } from '../entity.ts';
import { codigo } from '../scalars/codigo.ts';
import { dinero } from '../scalars/dinero.ts';
import { entero } from '../scalars/entero.ts';
import { fecha } from '../scalars/fecha.ts';
import { opcion } from '../scalars/opcion.ts';

/** A lot may bear no number (one lot a day): null is then its value in the key. */
export const loteRecaudo = defineEntity({
  name: 'lote_recaudo',
  version: 1,
  summary: 'Los totales de control de un lote de recaudo, según el banco o según el sistema que lo cargó.',
  domain: 'tesoreria',
  schema: z.object({
    banco: campo(codigo, {
      description: 'Banco recaudador',
      sensitivity: 'interno',
      norm: 'Códigos ACH Colombia de tres dígitos',
    }),
    cuenta: opcional(codigo, { description: 'Cuenta bancaria recaudadora', sensitivity: 'interno' }),
    fecha_recaudo: campo(fecha, { description: 'Día en que se recibieron los pagos', sensitivity: 'interno' }),
    modificador: opcional(codigo, {
      description: 'Modificador del archivo: distingue los reenvíos de un mismo día',
      sensitivity: 'interno',
      norm: 'Asobancaria 2001, registro 01',
    }),
    lote: opcional(codigo, {
      description: 'Número del lote',
      sensitivity: 'interno',
      norm: 'Asobancaria 2001, registro 05',
    }),
    fecha_archivo: opcional(fecha, {
      description: 'Día en que el banco hizo el archivo',
      sensitivity: 'interno',
      norm: 'Asobancaria 2001, registro 01',
    }),
    registros: campo(entero, {
      description: 'Pagos del lote',
      unit: 'pagos',
      sensitivity: 'interno',
      norm: 'Asobancaria 2001, registro 08',
    }),
    valor: campo(dinero, {
      description: 'Valor total que declara el lote',
      unit: 'COP',
      sensitivity: 'interno',
      norm: 'Asobancaria 2001, registro 08',
    }),
    pagos_dobles: opcional(dinero, {
      description: 'Parte del valor que el sistema reconoció como pagada dos veces',
      unit: 'COP',
      sensitivity: 'interno',
    }),
    ajustes: opcional(dinero, {
      description: 'Ajustes que el sistema hizo al lote',
      unit: 'COP',
      sensitivity: 'interno',
    }),
    valor_acumulado: opcional(dinero, {
      description: 'Suma que hizo el sistema de los pagos que aplicó',
      unit: 'COP',
      sensitivity: 'interno',
    }),
    origen: campo(opcion(['banco', 'sistema']), { description: 'Quién declara los totales', sensitivity: 'interno' }),
  }),
  key: ['banco', 'cuenta', 'fecha_recaudo', 'lote'],
});
