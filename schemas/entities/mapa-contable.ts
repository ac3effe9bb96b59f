import { z } from 'zod';
import { campo, defineEntity, opcional } from '../entity.ts';
import { abierto } from '../field-meta.ts';
import { CCPET, CGC, CUIPO } from '../norms.ts';
import { codigo } from '../scalars/codigo.ts';
import { cuenta } from '../scalars/cuenta.ts';
import { decimal } from '../scalars/decimal.ts';
import { documento } from '../scalars/documento.ts';
import { opcion } from '../scalars/opcion.ts';
import { rubro } from '../scalars/rubro.ts';
import { texto } from '../scalars/texto.ts';
import { vigencia } from '../scalars/vigencia.ts';

/**
 * One concept may fan out over several fuentes, and over one fuente under several norms. In the key, a null zona holds for
 * every zone, a null fuente is money that is no income of the budget (it is owed to the CAR), a null norma is none.
 */
export const mapaContable = defineEntity({
  name: 'mapa_contable',
  version: 1,
  summary: 'A qué cuentas, rubro y fuente va lo que se recauda por un concepto.',
  domain: 'contabilidad',
  schema: z.object({
    vigencia: campo(vigencia, abierto('Vigencia en la que rige')),
    concepto: campo(codigo, abierto('Concepto que se recauda')),
    clase_vigencia: campo(
      opcion(['actual', 'anterior', 'dificil']),
      abierto('Vigencia que se paga: actual, anterior o de difícil recaudo'),
    ),
    zona: opcional(opcion(['urbana', 'rural']), abierto('Zona del predio')),
    fuente: opcional(codigo, abierto('Fuente de financiación', { norm: CUIPO })),
    norma: opcional(texto, abierto('Acto que da destino a esta parte')),
    cuenta_debito: campo(cuenta, abierto('Cuenta que se debita', { norm: CGC })),
    cuenta_credito: campo(cuenta, abierto('Cuenta que se acredita', { norm: CGC })),
    rubro: opcional(rubro, abierto('Rubro de ingreso', { norm: CCPET })),
    porcentaje: opcional(decimal(4), abierto('Parte del concepto que va por esta línea', { unit: '%' })),
    beneficiario: opcional(documento, abierto('Entidad de la que es el dinero, si no es del municipio')),
  }),
  key: ['vigencia', 'concepto', 'clase_vigencia', 'zona', 'fuente', 'norma'],
});
