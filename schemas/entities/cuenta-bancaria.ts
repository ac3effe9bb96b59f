import { z } from 'zod';
import { campo, defineEntity, opcional } from '../entity.ts';
import { interno } from '../field-meta.ts';
import { ACH, CGC } from '../norms.ts';
import { bandera } from '../scalars/bandera.ts';
import { codigo } from '../scalars/codigo.ts';
import { cuenta } from '../scalars/cuenta.ts';
import { fecha } from '../scalars/fecha.ts';
import { opcion } from '../scalars/opcion.ts';
import { texto } from '../scalars/texto.ts';

/** Where the bank writes the number with blanks or dashes, the source says how it is read. */
export const cuentaBancaria = defineEntity({
  name: 'cuenta_bancaria',
  version: 1,
  summary: 'Una cuenta del municipio en un banco.',
  domain: 'tesoreria',
  schema: z.object({
    banco: campo(codigo, interno('Banco', { norm: ACH })),
    cuenta: campo(codigo, interno('Número de la cuenta')),
    clase: opcional(opcion(['ahorros', 'corriente', 'fiducia', 'otra']), interno('Clase de cuenta')),
    nombre: opcional(texto, interno('Nombre de la cuenta')),
    fuente: opcional(codigo, interno('Fuente de financiación a la que está destinada, como la codifica la fuente')),
    cuenta_contable: opcional(cuenta, interno('Cuenta contable que la lleva', { norm: CGC })),
    apertura: opcional(fecha, interno('Día en que se abrió')),
    cierre: opcional(fecha, interno('Día en que se cerró')),
    activa: opcional(bandera, interno('Está en uso')),
  }),
  key: ['banco', 'cuenta'],
});
