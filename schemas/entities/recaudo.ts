import { z } from 'zod';
import { campo, defineEntity, opcional } from '../entity.ts';
import { interno } from '../field-meta.ts';
import { ACH, ASOBANCARIA } from '../norms.ts';
import { codigo } from '../scalars/codigo.ts';
import { dinero } from '../scalars/dinero.ts';
import { fecha } from '../scalars/fecha.ts';
import { opcion } from '../scalars/opcion.ts';
import { texto } from '../scalars/texto.ts';
import { vigencia } from '../scalars/vigencia.ts';

/**
 * The key is what a bank file names a payment by; null in it is a payment received at the town hall's own till. A system
 * that registers payments by a number of its own gives its stream that key.
 */
export const recaudo = defineEntity({
  name: 'recaudo',
  version: 1,
  summary: 'Un pago recibido, como lo informa el banco o como lo registra el sistema que lo aplica.',
  domain: 'tesoreria',
  schema: z.object({
    vigencia: opcional(vigencia, interno('Vigencia del número de recibo')),
    numero: opcional(codigo, interno('Número del recibo en el sistema que lo registró')),
    banco: opcional(codigo, interno('Banco recaudador', { norm: ACH })),
    cuenta: opcional(codigo, interno('Cuenta bancaria recaudadora')),
    fecha_recaudo: campo(fecha, interno('Día en que se recibió el pago')),
    fecha_abono: opcional(fecha, interno('Día en que el banco lo abonó a la cuenta')),
    lote: opcional(codigo, interno('Lote del recaudo', { norm: ASOBANCARIA })),
    modificador: opcional(codigo, interno('Distingue los reenvíos de un mismo día', { norm: ASOBANCARIA })),
    secuencia: opcional(codigo, interno('Secuencia del pago dentro del lote', { norm: ASOBANCARIA })),
    referencia: opcional(texto, interno('Referencia principal, tal como llegó', { norm: ASOBANCARIA })),
    factura: opcional(codigo, interno('Número de factura leído de la referencia')),
    predio: opcional(codigo, interno('Código del predio como lo escribe su fuente')),
    valor: campo(dinero, interno('Valor recibido', { unit: 'COP' })),
    medio: opcional(codigo, interno('Medio de pago', { norm: ASOBANCARIA })),
    origen: campo(opcion(['A', 'M']), interno('A: archivo del banco. M: registrado a mano')),
    causal_devolucion: opcional(codigo, interno('Causal de devolución', { norm: ASOBANCARIA })),
    estado: campo(opcion(['aplicado', 'anulado', 'devuelto']), interno('Estado del pago')),
  }),
  key: ['banco', 'cuenta', 'fecha_recaudo', 'lote', 'secuencia'],
});
