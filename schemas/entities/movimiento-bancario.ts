import { z } from 'zod';
import { campo, defineEntity, opcional } from '../entity.ts';
import { interno } from '../field-meta.ts';
import { ACH } from '../norms.ts';
import { codigo } from '../scalars/codigo.ts';
import { dinero } from '../scalars/dinero.ts';
import { fecha } from '../scalars/fecha.ts';
import { texto } from '../scalars/texto.ts';

/**
 * The amount bears its sign: what enters is positive. The sequence is the line of the statement within its day, or the
 * bank's own number.
 */
export const movimientoBancario = defineEntity({
  name: 'movimiento_bancario',
  version: 1,
  summary: 'Una línea del extracto de una cuenta.',
  domain: 'tesoreria',
  schema: z.object({
    banco: campo(codigo, interno('Banco', { norm: ACH })),
    cuenta: campo(codigo, interno('Número de la cuenta')),
    fecha: campo(fecha, interno('Día del movimiento')),
    secuencia: campo(codigo, interno('Lo que distingue los movimientos de un día')),
    codigo: opcional(codigo, interno('Código de la transacción, como lo escribe el banco')),
    descripcion: opcional(texto, interno('Descripción, como la escribe el banco')),
    oficina: opcional(texto, interno('Oficina o canal')),
    referencia: opcional(texto, interno('Referencia del movimiento')),
    documento: opcional(codigo, interno('Número del cheque, de la consignación o de la nota')),
    valor: campo(dinero, interno('Valor, negativo cuando sale', { unit: 'COP' })),
    saldo: opcional(dinero, interno('Saldo después del movimiento', { unit: 'COP' })),
  }),
  key: ['banco', 'cuenta', 'fecha', 'secuencia'],
});
