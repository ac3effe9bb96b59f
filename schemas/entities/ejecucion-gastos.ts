import { z } from 'zod';
import { campo, defineEntity, opcional } from '../entity.ts';
import { abierto } from '../field-meta.ts';
import { CCPET, CPC, CUIPO, MGA } from '../norms.ts';
import { codigo } from '../scalars/codigo.ts';
import { dinero } from '../scalars/dinero.ts';
import { rubro } from '../scalars/rubro.ts';
import { texto } from '../scalars/texto.ts';
import { FILED, filing } from './filing.ts';

/**
 * Programming (CUIPO C), execution (CUIPO D) and the budget systems' own reports; each fills its own amounts:
 * definitiva = inicial + adiciones - reducciones + creditos - contracreditos, of which what is postponed cannot be spent.
 * Classifiers are codes or names, as the form writes them; null in the key is a classifier that the form does not have.
 */
export const ejecucionGastos = defineEntity({
  name: 'ejecucion_gastos',
  version: 1,
  summary: 'Una línea del presupuesto de gastos y de su ejecución, como se reportó.',
  domain: 'presupuesto',
  schema: z.object({
    ...filing,
    vigencia_gasto: opcional(
      texto,
      abierto('Vigencia del gasto: actual, reservas, cuentas por pagar …', { norm: CUIPO }),
    ),
    seccion: opcional(texto, abierto('Sección presupuestal o unidad ejecutora', { norm: CUIPO })),
    rubro: campo(rubro, abierto('Rubro de gasto', { norm: CCPET })),
    nombre: opcional(texto, abierto('Nombre del rubro')),
    programa_mga: opcional(texto, abierto('Programa de inversión', { norm: MGA })),
    producto_mga: opcional(texto, abierto('Producto de inversión', { norm: MGA })),
    sector: opcional(texto, abierto('Sector de inversión', { norm: MGA })),
    bpin: opcional(codigo, abierto('Código del proyecto en el Banco de Programas y Proyectos', { norm: 'BPIN, DNP' })),
    cpc: opcional(texto, abierto('Producto', { norm: CPC })),
    detalle_sectorial: opcional(texto, abierto('Detalle sectorial', { norm: CUIPO })),
    fuente: opcional(texto, abierto('Fuente de financiación', { norm: CUIPO })),
    situacion_fondos: opcional(texto, abierto('Con o sin situación de fondos', { norm: CUIPO })),
    politica_publica: opcional(texto, abierto('Política pública', { norm: CUIPO })),
    tercero: opcional(texto, abierto('Entidad a la que se transfiere', { norm: CUIPO })),
    apropiacion_inicial: opcional(dinero, abierto('Apropiación inicial', { unit: FILED })),
    adiciones: opcional(dinero, abierto('Adiciones', { unit: FILED })),
    reducciones: opcional(dinero, abierto('Reducciones', { unit: FILED })),
    creditos: opcional(dinero, abierto('Créditos: traslados que entran', { unit: FILED })),
    contracreditos: opcional(dinero, abierto('Contracréditos: traslados que salen', { unit: FILED })),
    aplazamientos: opcional(dinero, abierto('Aplazamientos', { unit: FILED })),
    desaplazamientos: opcional(dinero, abierto('Desaplazamientos', { unit: FILED })),
    apropiacion_definitiva: opcional(dinero, abierto('Apropiación definitiva', { unit: FILED })),
    certificados: opcional(dinero, abierto('Certificados de disponibilidad (CDP)', { unit: FILED })),
    compromisos: opcional(dinero, abierto('Compromisos (RP)', { unit: FILED })),
    obligaciones: opcional(dinero, abierto('Obligaciones', { unit: FILED })),
    pagos: opcional(dinero, abierto('Pagos', { unit: FILED })),
  }),
  key: [
    'entidad',
    'formulario',
    'periodo_corte',
    'vigencia_gasto',
    'seccion',
    'rubro',
    'programa_mga',
    'producto_mga',
    'bpin',
    'cpc',
    'detalle_sectorial',
    'fuente',
    'situacion_fondos',
    'politica_publica',
    'tercero',
  ],
});
