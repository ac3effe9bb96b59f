import { z } from 'zod';
import { campo, defineEntity, opcional } from '../entity.ts';
import { abierto } from '../field-meta.ts';
import { BPIN, CCPET, CUIPO } from '../norms.ts';
import { codigo } from '../scalars/codigo.ts';
import { dinero } from '../scalars/dinero.ts';
import { entero } from '../scalars/entero.ts';
import { fecha } from '../scalars/fecha.ts';
import { opcion } from '../scalars/opcion.ts';
import { rubro } from '../scalars/rubro.ts';
import { texto } from '../scalars/texto.ts';
import { vigencia } from '../scalars/vigencia.ts';

/** One line an act and rubro. Of a transfer, what its credits add is what its contracredits take. */
export const modificacionPresupuestal = defineEntity({
  name: 'modificacion_presupuestal',
  version: 1,
  summary: 'Lo que un acto cambia en un rubro y una fuente del presupuesto.',
  domain: 'presupuesto',
  schema: z.object({
    unidad: opcional(codigo, abierto('Unidad ejecutora, como la codifica la fuente')),
    vigencia: campo(vigencia, abierto('Vigencia del presupuesto')),
    tipo: campo(codigo, abierto('Tipo de modificación, como lo codifica la fuente')),
    numero: campo(codigo, abierto('Número dentro de unidad, vigencia y tipo')),
    consecutivo: campo(entero, abierto('Línea dentro de la modificación', { unit: 'línea' })),
    movimiento: campo(
      opcion(['adicion', 'reduccion', 'credito', 'contracredito', 'aplazamiento', 'desaplazamiento']),
      abierto('Qué le hace al rubro'),
    ),
    fecha: campo(fecha, abierto('Fecha de la modificación')),
    acto: opcional(texto, abierto('Acto administrativo que la ordena')),
    fecha_acto: opcional(fecha, abierto('Fecha del acto')),
    seccion: opcional(codigo, abierto('Sección presupuestal', { norm: CUIPO })),
    rubro: campo(rubro, abierto('Rubro del presupuesto', { norm: CCPET })),
    fuente: opcional(codigo, abierto('Fuente de financiación, como la codifica la fuente')),
    bpin: opcional(codigo, abierto('Código del proyecto de inversión', { norm: BPIN })),
    valor: campo(dinero, abierto('Valor, siempre en el sentido del movimiento', { unit: 'COP' })),
    estado: campo(opcion(['registrado', 'anulado', 'pendiente']), abierto('Estado de la modificación')),
  }),
  key: ['unidad', 'vigencia', 'tipo', 'numero', 'consecutivo'],
});
