import { z } from 'zod';
import { campo, defineEntity, opcional } from '../entity.ts';
import { interno } from '../field-meta.ts';
import { BPIN, CCPET, CPC, CUIPO } from '../norms.ts';
import { codigo } from '../scalars/codigo.ts';
import { dinero } from '../scalars/dinero.ts';
import { entero } from '../scalars/entero.ts';
import { opcion } from '../scalars/opcion.ts';
import { rubro } from '../scalars/rubro.ts';
import { vigencia } from '../scalars/vigencia.ts';

/**
 * Each line names the line that it comes from (the CDP of an RP, the RP of an obligación …): one may feed many. So does a
 * line that adds, releases or reverses: what it changes is the line of the same consecutivo of the document that its own
 * one modifies. A reserve or an account payable of a new vigencia comes from the line that was left. Amounts bear the sign
 * of their document.
 */
export const documentoPresupuestalLinea = defineEntity({
  name: 'documento_presupuestal_linea',
  version: 1,
  summary: 'La parte de un documento presupuestal que va por un rubro y una fuente.',
  domain: 'presupuesto',
  schema: z.object({
    unidad: opcional(codigo, interno('Unidad ejecutora, como la codifica la fuente')),
    vigencia: campo(vigencia, interno('Vigencia de la numeración del documento')),
    tipo: campo(codigo, interno('Tipo de documento, como lo codifica la fuente')),
    numero: campo(codigo, interno('Número del documento')),
    consecutivo: campo(entero, interno('Línea dentro del documento', { unit: 'línea' })),
    seccion: opcional(codigo, interno('Sección presupuestal', { norm: CUIPO })),
    rubro: campo(rubro, interno('Rubro del presupuesto', { norm: CCPET })),
    fuente: opcional(codigo, interno('Fuente de financiación, como la codifica la fuente')),
    vigencia_gasto: opcional(
      codigo,
      interno('Vigencia del gasto: actual, futuras, reservas, cuentas por pagar', { norm: CUIPO }),
    ),
    situacion_fondos: opcional(opcion(['con', 'sin']), interno('Con o sin situación de fondos', { norm: CUIPO })),
    bpin: opcional(codigo, interno('Código del proyecto de inversión', { norm: BPIN })),
    cpc: opcional(codigo, interno('Producto', { norm: CPC })),
    vigencia_recaudada: opcional(vigencia, interno('Vigencia que se paga, en un recaudo')),
    valor: campo(dinero, interno('Valor, negativo cuando libera o reversa', { unit: 'COP' })),
    vigencia_antecedente: opcional(vigencia, interno('Línea de la que sale: vigencia de su documento')),
    tipo_antecedente: opcional(codigo, interno('Línea de la que sale: tipo de su documento')),
    numero_antecedente: opcional(codigo, interno('Línea de la que sale: número de su documento')),
    consecutivo_antecedente: opcional(entero, interno('Línea de la que sale: su consecutivo', { unit: 'línea' })),
  }),
  key: ['unidad', 'vigencia', 'tipo', 'numero', 'consecutivo'],
});
