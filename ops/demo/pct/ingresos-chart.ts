import type { OtroIngreso } from '../town/otros-ingresos.ts';
import { CONTRIBUCIONES, ICLD } from './fuentes.ts';

/** How PCT books an income that comes with a receipt of its own. */
export interface Destino {
  /** The kind of receipt, and its concept in the posting matrix. */
  readonly tipo: '2' | '3';
  readonly concepto: string;
  readonly nombre: string;
  readonly porCobrar: string;
  readonly ingreso: string;
  readonly rubro: string;
  readonly fuente: string;
}

export const otrosIngresos: Readonly<Record<OtroIngreso['clase'], Destino>> = {
  ica: {
    tipo: '2',
    concepto: '20',
    nombre: 'INDUSTRIA Y COMERCIO',
    porCobrar: '13050801',
    ingreso: '41050801',
    rubro: '1.1.01.02.200.01',
    fuente: ICLD,
  },
  plusvalia: {
    tipo: '3',
    concepto: '31',
    nombre: 'PARTICIPACION EN LA PLUSVALIA',
    porCobrar: '13112701',
    ingreso: '41106101',
    rubro: '1.1.02.01.005.63',
    fuente: CONTRIBUCIONES,
  },
  valorizacion: {
    tipo: '3',
    concepto: '32',
    nombre: 'CONTRIBUCION DE VALORIZACION',
    porCobrar: '13112702',
    ingreso: '41106102',
    rubro: '1.1.02.01.005.39',
    fuente: CONTRIBUCIONES,
  },
};

/** Their auxiliares, receivable and earned. */
export const cuentasDeIngresos = Object.values(otrosIngresos).flatMap(({ porCobrar, ingreso, nombre }) =>
  [porCobrar, ingreso].map((codigo) => ({ codigo, nombre })),
);

export const cuentasMayoresDeIngresos: Readonly<Record<string, string>> = {
  '130508': 'IMPUESTO DE INDUSTRIA Y COMERCIO',
  '1311': 'CONTRIBUCIONES TASAS E INGRESOS NO TRIBUTARIOS',
  '131127': 'CONTRIBUCIONES',
  '410508': 'IMPUESTO DE INDUSTRIA Y COMERCIO',
  '411061': 'CONTRIBUCIONES',
};
