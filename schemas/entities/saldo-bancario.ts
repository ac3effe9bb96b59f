import { z } from 'zod';
import { campo, defineEntity, opcional } from '../entity.ts';
import { interno } from '../field-meta.ts';
import { ACH } from '../norms.ts';
import { codigo } from '../scalars/codigo.ts';
import { dinero } from '../scalars/dinero.ts';
import { fecha } from '../scalars/fecha.ts';

/** The three balances of form F03 of the SIA; each source knows one or two of them. */
export const saldoBancario = defineEntity({
  name: 'saldo_bancario',
  version: 1,
  summary: 'Los saldos de una cuenta a un día: extracto, libro de tesorería y libro de contabilidad.',
  domain: 'tesoreria',
  schema: z.object({
    banco: campo(codigo, interno('Banco', { norm: ACH })),
    cuenta: campo(codigo, interno('Número de la cuenta')),
    fecha_corte: campo(fecha, interno('Día al que son los saldos')),
    saldo_extracto: opcional(dinero, interno('Saldo del extracto del banco', { unit: 'COP' })),
    saldo_tesoreria: opcional(dinero, interno('Saldo del libro de tesorería', { unit: 'COP' })),
    saldo_contabilidad: opcional(dinero, interno('Saldo del libro de contabilidad', { unit: 'COP' })),
  }),
  key: ['banco', 'cuenta', 'fecha_corte'],
});
