import { z } from 'zod';
import { campo, defineEntity, opcional } from '../entity.ts';
import { abierto } from '../field-meta.ts';
import { CGC } from '../norms.ts';
import { bandera } from '../scalars/bandera.ts';
import { cuenta } from '../scalars/cuenta.ts';
import { entero } from '../scalars/entero.ts';
import { opcion } from '../scalars/opcion.ts';
import { texto } from '../scalars/texto.ts';
import { vigencia } from '../scalars/vigencia.ts';

/** In the key, a null vigencia is a chart that the system keeps once for all years. */
export const cuentaContable = defineEntity({
  name: 'cuenta_contable',
  version: 1,
  summary: 'Una cuenta del plan contable de la entidad: la nacional o un auxiliar propio.',
  domain: 'contabilidad',
  schema: z.object({
    vigencia: opcional(vigencia, abierto('Vigencia del plan de cuentas')),
    cuenta: campo(cuenta, abierto('Código de la cuenta, sin puntos', { norm: CGC })),
    nombre: opcional(texto, abierto('Nombre de la cuenta')),
    naturaleza: opcional(opcion(['D', 'C']), abierto('Lado del que crece. D: débito. C: crédito')),
    nivel: opcional(entero, abierto('Nivel que le da la fuente', { unit: 'nivel' })),
    padre: opcional(cuenta, abierto('Cuenta de la que depende', { norm: CGC })),
    hoja: opcional(bandera, abierto('Recibe movimientos')),
    activa: opcional(bandera, abierto('Está en uso')),
  }),
  key: ['vigencia', 'cuenta'],
});
