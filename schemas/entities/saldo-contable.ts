import { z } from 'zod';
import { campo, defineEntity, opcional } from '../entity.ts';
import { abierto } from '../field-meta.ts';
import { CGC } from '../norms.ts';
import { cuenta } from '../scalars/cuenta.ts';
import { dinero } from '../scalars/dinero.ts';
import { texto } from '../scalars/texto.ts';
import { FILED, filing } from './filing.ts';

/** Movements are of the form's period; a balance is positive in the nature of its account. */
export const saldoContable = defineEntity({
  name: 'saldo_contable',
  version: 1,
  summary: 'Saldos y movimientos de una cuenta en un periodo, como se reportaron.',
  domain: 'contabilidad',
  schema: z.object({
    ...filing,
    cuenta: campo(cuenta, abierto('Cuenta contable, sin puntos', { norm: CGC })),
    nombre: opcional(texto, abierto('Nombre de la cuenta')),
    saldo_inicial: opcional(dinero, abierto('Saldo al comienzo del periodo', { unit: FILED })),
    debito: opcional(dinero, abierto('Movimiento débito del periodo', { unit: FILED })),
    credito: opcional(dinero, abierto('Movimiento crédito del periodo', { unit: FILED })),
    saldo_final: opcional(dinero, abierto('Saldo al final del periodo', { unit: FILED })),
    saldo_corriente: opcional(dinero, abierto('Parte corriente del saldo final', { unit: FILED })),
    saldo_no_corriente: opcional(dinero, abierto('Parte no corriente del saldo final', { unit: FILED })),
  }),
  key: ['entidad', 'formulario', 'periodo_corte', 'cuenta'],
});
