import { z } from 'zod';
import { campo, defineEntity, opcional } from '../entity.ts';
import { abierto } from '../field-meta.ts';
import { BPIN, CCPET, CPC, CUIPO } from '../norms.ts';
import { codigo } from '../scalars/codigo.ts';
import { dinero } from '../scalars/dinero.ts';
import { opcion } from '../scalars/opcion.ts';
import { rubro } from '../scalars/rubro.ts';
import { vigencia } from '../scalars/vigencia.ts';

/**
 * The nine amounts of an appropriation, and beside them the totals that the budget system keeps of its documents: what
 * `documento_presupuestal_linea` adds up to is another matter, and a reconciliation.
 */
export const apropiacion = defineEntity({
  name: 'apropiacion',
  version: 1,
  summary:
    'Lo que el presupuesto da a un rubro y una fuente, con sus modificaciones y los acumulados que lleva la fuente.',
  domain: 'presupuesto',
  schema: z.object({
    unidad: opcional(codigo, abierto('Unidad ejecutora, como la codifica la fuente')),
    vigencia: campo(vigencia, abierto('Vigencia del presupuesto')),
    seccion: opcional(codigo, abierto('Sección presupuestal', { norm: CUIPO })),
    rubro: campo(rubro, abierto('Rubro del presupuesto', { norm: CCPET })),
    fuente: opcional(codigo, abierto('Fuente de financiación, como la codifica la fuente')),
    vigencia_gasto: opcional(
      codigo,
      abierto('Vigencia del gasto: actual, futuras, reservas, cuentas por pagar', { norm: CUIPO }),
    ),
    situacion_fondos: opcional(opcion(['con', 'sin']), abierto('Con o sin situación de fondos', { norm: CUIPO })),
    bpin: opcional(codigo, abierto('Código del proyecto de inversión', { norm: BPIN })),
    cpc: opcional(codigo, abierto('Producto', { norm: CPC })),
    inicial: campo(dinero, abierto('Apropiación o presupuesto inicial', { unit: 'COP' })),
    adiciones: opcional(dinero, abierto('Adiciones', { unit: 'COP' })),
    reducciones: opcional(dinero, abierto('Reducciones', { unit: 'COP' })),
    creditos: opcional(dinero, abierto('Créditos: traslados que entran', { unit: 'COP' })),
    contracreditos: opcional(dinero, abierto('Contracréditos: traslados que salen', { unit: 'COP' })),
    aplazamientos: opcional(dinero, abierto('Aplazamientos', { unit: 'COP' })),
    desaplazamientos: opcional(dinero, abierto('Desaplazamientos', { unit: 'COP' })),
    definitiva: campo(dinero, abierto('Apropiación definitiva', { unit: 'COP' })),
    disponible: opcional(dinero, abierto('Saldo sin certificar', { unit: 'COP' })),
    certificados: opcional(dinero, abierto('Acumulado de certificados (CDP)', { unit: 'COP' })),
    compromisos: opcional(dinero, abierto('Acumulado de compromisos (RP)', { unit: 'COP' })),
    obligaciones: opcional(dinero, abierto('Acumulado de obligaciones', { unit: 'COP' })),
    pagos: opcional(dinero, abierto('Acumulado de pagos', { unit: 'COP' })),
    recaudado: opcional(dinero, abierto('Acumulado de recaudo, en un rubro de ingreso', { unit: 'COP' })),
  }),
  key: ['unidad', 'vigencia', 'seccion', 'rubro', 'fuente', 'vigencia_gasto', 'situacion_fondos', 'bpin', 'cpc'],
});
