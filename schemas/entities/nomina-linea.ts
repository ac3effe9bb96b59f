import { z } from 'zod';
import { campo, defineEntity, opcional } from '../entity.ts';
import { interno, reservado } from '../field-meta.ts';
import { CCPET, CGC, CUIPO, PILA } from '../norms.ts';
import { codigo } from '../scalars/codigo.ts';
import { cuenta } from '../scalars/cuenta.ts';
import { decimal } from '../scalars/decimal.ts';
import { dinero } from '../scalars/dinero.ts';
import { documento } from '../scalars/documento.ts';
import { entero } from '../scalars/entero.ts';
import { opcion } from '../scalars/opcion.ts';
import { rubro } from '../scalars/rubro.ts';
import { seudonimo } from '../scalars/seudonimo.ts';
import { texto } from '../scalars/texto.ts';
import { periodo, vigencia } from '../scalars/vigencia.ts';

/**
 * The employee is a pseudonym: the same person has the same one in every source of a site, and only who holds the key
 * can say whose it is. What recovers an earlier payment is negative.
 */
export const nominaLinea = defineEntity({
  name: 'nomina_linea',
  version: 1,
  summary: 'Lo que la nómina liquida a un empleado por un concepto.',
  domain: 'nomina',
  schema: z.object({
    vigencia: campo(vigencia, interno('Vigencia de la nómina')),
    mes: campo(periodo, interno('Mes de la nómina, 1 a 12', { unit: 'mes' })),
    nomina: campo(codigo, interno('Nómina dentro del mes, como la codifica la fuente')),
    empleado: campo(seudonimo, reservado('talento_humano', 'Seudónimo del empleado')),
    concepto: campo(codigo, reservado('talento_humano', 'Concepto, como lo codifica la fuente')),
    consecutivo: opcional(entero, reservado('talento_humano', 'Línea, donde un concepto se repite', { unit: 'línea' })),
    nombre: opcional(texto, reservado('talento_humano', 'Nombre del concepto')),
    clase: campo(
      opcion(['devengado', 'deduccion', 'aporte', 'provision']),
      reservado('talento_humano', 'Devengado, deducción, aporte del municipio o provisión'),
    ),
    seccion: opcional(codigo, reservado('talento_humano', 'Sección presupuestal', { norm: CUIPO })),
    dependencia: opcional(texto, reservado('talento_humano', 'Dependencia')),
    cargo: opcional(texto, reservado('talento_humano', 'Cargo: nivel, código y grado')),
    rubro: opcional(rubro, reservado('talento_humano', 'Rubro por el que se paga', { norm: CCPET })),
    fuente: opcional(codigo, reservado('talento_humano', 'Fuente de financiación, como la codifica la fuente')),
    cuenta_gasto: opcional(cuenta, reservado('talento_humano', 'Cuenta del gasto', { norm: CGC })),
    cuenta_pasivo: opcional(cuenta, reservado('talento_humano', 'Cuenta por pagar', { norm: CGC })),
    beneficiario: opcional(
      documento,
      reservado('talento_humano', 'Entidad a la que se le paga la deducción o el aporte'),
    ),
    administradora: opcional(
      codigo,
      reservado('talento_humano', 'Administradora a la que va el aporte o la deducción', { norm: PILA }),
    ),
    cantidad: opcional(decimal(2), reservado('talento_humano', 'Horas o días', { unit: 'de la fuente' })),
    valor: campo(dinero, reservado('talento_humano', 'Valor', { unit: 'COP' })),
  }),
  key: ['vigencia', 'mes', 'nomina', 'empleado', 'concepto', 'consecutivo'],
});
