import type { Presupuesto } from './presupuesto.ts';

/** What money is spent on, and how such contracts go. */
export interface Destino {
  readonly codigo: 'honorarios' | 'servicios' | 'suministros' | 'vias' | 'bomberos';
  /** A contract for each, all out of one certificate. */
  readonly objetos: readonly string[];
  readonly contratista: 'persona' | 'empresa';
  /** Which part of what may be spent is appropriated to it, in percent. */
  readonly de: 'libre' | 'bomberil';
  readonly parte: number;
  /** Of that part, what is put into contracts, in percent. */
  readonly contratado: number;
  readonly prediosPorContrato: number;
  readonly most: number;
  /** Month and day from which it is asked for. */
  readonly desde: string;
  /** How often something is delivered, and every how many months. */
  readonly entregas: number;
  readonly cada: number;
  /** Some of its contracts are extended, others end before their time. */
  readonly adicion: boolean;
  readonly deducciones: readonly DeduccionDeLey[];
}

/** What is withheld of a payment, in percent of it. */
export interface DeduccionDeLey {
  readonly concepto: 'honorarios' | 'compras' | 'construccion' | 'estampilla';
  readonly tarifa: number;
}

const ESTAMPILLA: DeduccionDeLey = { concepto: 'estampilla', tarifa: 4 };

export const destinos: readonly Destino[] = [
  {
    codigo: 'honorarios',
    objetos: ['PRESTACION DE SERVICIOS PROFESIONALES'],
    contratista: 'persona',
    de: 'libre',
    parte: 35,
    contratado: 70,
    prediosPorContrato: 250,
    most: 10,
    desde: '01-15',
    entregas: 9,
    cada: 1,
    adicion: true,
    deducciones: [{ concepto: 'honorarios', tarifa: 10 }, ESTAMPILLA],
  },
  {
    codigo: 'servicios',
    objetos: ['SERVICIO DE ENERGIA', 'SERVICIO DE ACUEDUCTO'],
    contratista: 'empresa',
    de: 'libre',
    parte: 15,
    contratado: 80,
    prediosPorContrato: 1_000_000,
    most: 1,
    desde: '01-02',
    entregas: 10,
    cada: 1,
    adicion: false,
    deducciones: [],
  },
  {
    codigo: 'suministros',
    objetos: ['SUMINISTRO DE PAPELERIA Y ELEMENTOS DE OFICINA'],
    contratista: 'empresa',
    de: 'libre',
    parte: 15,
    contratado: 110,
    prediosPorContrato: 500,
    most: 4,
    desde: '04-01',
    entregas: 3,
    cada: 2,
    adicion: false,
    deducciones: [{ concepto: 'compras', tarifa: 2.5 }],
  },
  {
    codigo: 'vias',
    objetos: ['MANTENIMIENTO DE VIAS TERCIARIAS'],
    contratista: 'empresa',
    de: 'libre',
    parte: 35,
    contratado: 70,
    prediosPorContrato: 400,
    most: 5,
    desde: '09-01',
    entregas: 4,
    cada: 1,
    adicion: true,
    deducciones: [{ concepto: 'construccion', tarifa: 2 }, ESTAMPILLA],
  },
  {
    codigo: 'bomberos',
    objetos: ['CONVENIO CON EL CUERPO DE BOMBEROS VOLUNTARIOS'],
    contratista: 'empresa',
    de: 'bomberil',
    parte: 100,
    contratado: 85,
    prediosPorContrato: 1_000_000,
    most: 1,
    desde: '02-01',
    entregas: 3,
    cada: 3,
    adicion: false,
    deducciones: [],
  },
];

/** What is appropriated to it when the budget is approved. */
export function shareOf({ de, parte }: Destino, { libre, bomberil }: Presupuesto): number {
  return ((de === 'libre' ? libre : bomberil) * parte) / 100;
}
