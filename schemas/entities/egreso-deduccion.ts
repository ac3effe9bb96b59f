import { z } from 'zod';
import { campo, defineEntity, opcional } from '../entity.ts';
import { interno } from '../field-meta.ts';
import { CGC } from '../norms.ts';
import { codigo } from '../scalars/codigo.ts';
import { cuenta } from '../scalars/cuenta.ts';
import { decimal } from '../scalars/decimal.ts';
import { dinero } from '../scalars/dinero.ts';
import { documento } from '../scalars/documento.ts';
import { entero } from '../scalars/entero.ts';
import { vigencia } from '../scalars/vigencia.ts';

/** The beneficiary is whom the money is owed to: the DIAN, the department, the municipality itself. */
export const egresoDeduccion = defineEntity({
  name: 'egreso_deduccion',
  version: 1,
  summary: 'Lo que se le descuenta a un egreso por un concepto: retención, estampilla, contribución.',
  domain: 'tesoreria',
  schema: z.object({
    vigencia: campo(vigencia, interno('Vigencia de la numeración del egreso')),
    tipo: opcional(codigo, interno('Tipo de egreso, como lo codifica la fuente')),
    numero: campo(codigo, interno('Número del egreso')),
    consecutivo: campo(entero, interno('Línea dentro del egreso', { unit: 'línea' })),
    concepto: campo(codigo, interno('Concepto de la deducción, como lo codifica la fuente')),
    base: opcional(dinero, interno('Base de la deducción', { unit: 'COP' })),
    tarifa: opcional(decimal(4), interno('Tarifa', { unit: '%' })),
    valor: campo(dinero, interno('Valor descontado', { unit: 'COP' })),
    cuenta: opcional(cuenta, interno('Cuenta contable que se acredita', { norm: CGC })),
    beneficiario: opcional(documento, interno('Entidad a la que se le debe')),
  }),
  key: ['vigencia', 'tipo', 'numero', 'consecutivo'],
});
