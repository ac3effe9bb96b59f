import type { StandInTable } from '../sqlite-file.ts';
import { dineroText } from '../town/town.ts';
import type { Predio, Titular, Town } from '../town/town.ts';
import { documentOf } from './cells.ts';
import type { Row } from './cells.ts';

/** A street and whom it serves: the urban predios among the first hundred. It was distributed in the last vigencia. */
const PROYECTO = { codigo: 'VAL-01', acuerdo: 'ACUERDO INVENTADO 012', fecha: '09-18', predios: 100 };
/** Due dates, by years after the last vigencia. The first is after the day on which the fiction stands still. */
const PLAZOS = [
  { years: 0, fecha: '12-15' },
  { years: 1, fecha: '03-16' },
  { years: 1, fecha: '06-15' },
  { years: 1, fecha: '09-15' },
] as const;
const PESOS_PER_M2 = 4_000;

/** Each owner has instalments of his own, by his share; nothing is due yet. Every ninth predio was taken out on appeal. */
export function valorizacionCuotas({ predios, vigencias, today }: Town): StandInTable {
  const year = vigencias.at(-1) ?? 0;
  const distributed = `${String(year)}-${PROYECTO.fecha}`;
  const served = predios.slice(0, PROYECTO.predios).filter(({ zona }) => zona === 'urbana');
  return {
    name: 'VALORIZACION_CUOTAS',
    columns: [
      'COD_PROYECTO TEXT',
      'CEDULA_CATASTRAL TEXT',
      'NUM_ORDEN TEXT',
      'NUM_CUOTA INTEGER',
      'ACUERDO TEXT',
      'FEC_ACUERDO TEXT',
      'TIPO_DOC TEXT',
      'DOCUMENTO TEXT',
      'FEC_LIMITE TEXT',
      'VLR_CUOTA TEXT',
      'VLR_ABONADO TEXT',
      'VLR_INTERES TEXT',
      'NUM_FACTURA TEXT',
      'NUM_RECIBO TEXT',
      'FEC_PAGO TEXT',
      'ESTADO TEXT',
    ],
    key: ['COD_PROYECTO', 'CEDULA_CATASTRAL', 'NUM_ORDEN', 'NUM_CUOTA'],
    rows:
      distributed > today
        ? []
        : served.flatMap((predio, place) =>
            predio.titulares.flatMap((titular) => rowsOf(predio, titular, year, place % 9 === 8 ? 'N' : 'P')),
          ),
  };
}

function rowsOf(predio: Predio, titular: Titular, year: number, estado: 'P' | 'N'): readonly Row[] {
  const share = predio.areaTerreno * PESOS_PER_M2 * titular.porcentaje;
  const valor = Math.round(share / (100 * PLAZOS.length) / 100) * 100;
  return PLAZOS.map(({ years, fecha }, place): Row => [
    PROYECTO.codigo,
    predio.codigo,
    titular.orden,
    place + 1,
    PROYECTO.acuerdo,
    `${String(year)}-${PROYECTO.fecha}`,
    ...documentOf(titular.persona),
    `${String(year + years)}-${fecha}`,
    dineroText(valor),
    '0.00',
    '0.00',
    null,
    null,
    null,
    estado,
  ]);
}
