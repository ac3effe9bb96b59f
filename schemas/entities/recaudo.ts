import { campo, defineEntity, opcional } from '../entity.ts';
import { codigo } from '../scalars/codigo.ts';
import { dinero } from '../scalars/dinero.ts';
import { fecha } from '../scalars/fecha.ts';
import { opcion } from '../scalars/opcion.ts';
import { texto } from '../scalars/texto.ts';
import { vigencia } from '../scalars/vigencia.ts';
import { z } from 'zod';

const bancos = 'Códigos ACH Colombia de tres dígitos';

/** The key is what the bank file names a payment by; whoever registers it otherwise gives the stream a key of its own. */
export const recaudo = defineEntity({
  name: 'recaudo',
  version: 1,
  summary: 'Un pago recibido, como lo informa el banco o como lo registra el sistema que lo aplica.',
  domain: 'tesoreria',
  schema: z.object({
    vigencia: opcional(vigencia, { description: 'Vigencia del número de recibo', sensitivity: 'interno' }),
    numero: opcional(codigo, {
      description: 'Número del recibo en el sistema que lo registró',
      sensitivity: 'interno',
    }),
    banco: opcional(codigo, { description: 'Banco recaudador', sensitivity: 'interno', norm: bancos }),
    cuenta: opcional(codigo, { description: 'Cuenta bancaria recaudadora', sensitivity: 'interno' }),
    fecha_recaudo: campo(fecha, { description: 'Día en que se recibió el pago', sensitivity: 'interno' }),
    fecha_abono: opcional(fecha, { description: 'Día en que el banco lo abonó a la cuenta', sensitivity: 'interno' }),
    lote: opcional(codigo, {
      description: 'Lote del recaudo',
      sensitivity: 'interno',
      norm: 'Asobancaria 2001, registro 05',
    }),
    modificador: opcional(codigo, {
      description: 'Modificador del archivo: distingue los reenvíos de un mismo día',
      sensitivity: 'interno',
      norm: 'Asobancaria 2001, registro 01',
    }),
    secuencia: opcional(codigo, {
      description: 'Secuencia del pago dentro del lote',
      sensitivity: 'interno',
      norm: 'Asobancaria 2001, registro 06',
    }),
    referencia: opcional(texto, {
      description: 'Referencia principal, tal como llegó',
      sensitivity: 'interno',
      norm: 'Asobancaria 2001, registro 06',
    }),
    factura: opcional(codigo, { description: 'Número de factura leído de la referencia', sensitivity: 'interno' }),
    predio: opcional(codigo, { description: 'Código del predio como lo escribe su fuente', sensitivity: 'interno' }),
    valor: campo(dinero, { description: 'Valor recibido', unit: 'COP', sensitivity: 'interno' }),
    medio: opcional(codigo, {
      description: 'Medio de pago',
      sensitivity: 'interno',
      norm: 'Asobancaria 2001, medios de pago',
    }),
    origen: campo(opcion(['A', 'M']), {
      description: 'A: archivo del banco; M: registrado a mano',
      sensitivity: 'interno',
    }),
    causal_devolucion: opcional(codigo, {
      description: 'Causal de devolución',
      sensitivity: 'interno',
      norm: 'Asobancaria 2001, registro 06',
    }),
    estado: campo(opcion(['aplicado', 'anulado', 'devuelto']), {
      description: 'Estado del pago',
      sensitivity: 'interno',
    }),
  }),
  key: ['banco', 'cuenta', 'fecha_recaudo', 'lote', 'secuencia'],
});
