import type { Books } from '../books.ts';
import type { StandInTable } from '../sqlite-file.ts';
import { conceptos, dineroText } from '../town/town.ts';
import type { Predio, Town } from '../town/town.ts';
import { agreementDay, debtsOf, isOpen, partsOf } from './debts.ts';
import type { Debt } from './debts.ts';
import type { Row } from './cells.ts';

/** What is owed today: the open part of LIQUIDACIONES, in exact pesos and centavos. */
export function cartera(town: Town): StandInTable {
  const current = town.vigencias.at(-1);
  return {
    name: 'CARTERA',
    columns: [
      'CEDULA_CATASTRAL TEXT',
      'VIGENCIA INTEGER',
      'CONCEPTO TEXT',
      'CLASE_VIGENCIA TEXT',
      'VLR_CAPITAL TEXT',
      'VLR_INTERES TEXT',
      'ESTADO TEXT',
    ],
    key: ['CEDULA_CATASTRAL', 'VIGENCIA', 'CONCEPTO'],
    rows: openDebts(town).flatMap((debt) =>
      partsOf(debt, town.today).map(({ codigo, valor, interes }): Row => [
        debt.predio.codigo,
        debt.vigencia,
        codigo,
        debt.vigencia === current ? 'A' : 'V',
        dineroText(valor),
        centavosText(interes),
        debt.enAcuerdo ? 'A' : 'P',
      ]),
    ),
  };
}

/** What changed a debt and brought no money: its amounts bear their sign. */
export function novedadesCartera(books: Books): StandInTable {
  const { town } = books;
  return {
    name: 'NOVEDADES_CARTERA',
    columns: [
      'TIPO TEXT',
      'NUM_NOVEDAD TEXT',
      'CEDULA_CATASTRAL TEXT',
      'VIGENCIA INTEGER',
      'CONCEPTO TEXT',
      'FEC_NOVEDAD TEXT',
      'RESOLUCION TEXT',
      'FEC_RESOLUCION TEXT',
      'VLR_CAPITAL TEXT',
      'VLR_INTERES TEXT',
      'NUM_CUOTAS INTEGER',
      'VLR_CUOTA_INICIAL TEXT',
      'ESTADO TEXT',
    ],
    key: ['TIPO', 'NUM_NOVEDAD', 'CEDULA_CATASTRAL', 'VIGENCIA', 'CONCEPTO'],
    rows: [...descuentos(books), ...acuerdos(town), ...resoluciones(town)],
  };
}

/** Each early payment that Hassql applied, with what it took off the predial. */
function descuentos({ registros }: Books): readonly Row[] {
  return registros
    .filter(({ anulado }) => !anulado)
    .flatMap(({ pago, predio, fecha, conceptos: parts }) =>
      parts
        .filter(({ concepto, valor }) => concepto === 'descuento' && valor !== 0)
        .map(({ vigencia, valor }) => ({ predio, vigencia, fecha: pago?.fecha ?? fecha, valor })),
    )
    .map(({ predio, vigencia, fecha, valor }, place): Row => [
      'D',
      numberText(place),
      predio.codigo,
      vigencia,
      conceptos.predial.codigo,
      fecha,
      'ACUERDO INVENTADO 020',
      null,
      dineroText(valor),
      '0.00',
      null,
      null,
      'V',
    ]);
}

const CUOTAS = 12;

/** One number for each debtor, a row for each vigencia that it covers. It changes no amount of itself. */
function acuerdos(town: Town): readonly Row[] {
  const day = agreementDay(town);
  const agreed = Map.groupBy(
    openDebts(town).filter(({ enAcuerdo }) => enAcuerdo),
    ({ predio }) => predio,
  );
  return [...agreed.values()].flatMap((debts, place) =>
    debts.map(({ predio, vigencia }): Row => [
      'A',
      numberText(place),
      predio.codigo,
      vigencia,
      null,
      day,
      `ACUERDO DE PAGO ${numberText(place)}`,
      day,
      '0.00',
      '0.00',
      CUOTAS,
      '0.00',
      'V',
    ]),
  );
}

const RESOLUCIONES = [
  { tipo: 'P', years: 7, acto: 'RESOLUCION DE PRESCRIPCION', capital: 100, interes: 100 },
  { tipo: 'E', years: 1, acto: 'RESOLUCION DE EXENCION', capital: 100, interes: 0 },
  { tipo: 'J', years: 1, acto: 'RESOLUCION DE RECTIFICACION DE AVALUO', capital: 10, interes: 0 },
] as const;

/** Of the year before the books begin: what went off then of still older vigencias. Every fourth debtor had none. */
function resoluciones({ predios, vigencias }: Town): readonly Row[] {
  const [first = 0] = vigencias;
  const debtors = predios.filter(({ costumbre }) => costumbre === 'moroso');
  return debtors.flatMap((predio, place): Row[] => {
    const kind = RESOLUCIONES[place % (RESOLUCIONES.length + 1)];
    if (!kind) return [];
    const day = `${String(first - 1)}-11-${String(10 + (place % 15))}`;
    const off = (percent: number): string => dineroText(-Math.round((earlierPredial(predio) * percent) / 100));
    const what = [kind.tipo, numberText(place), predio.codigo, first - kind.years, conceptos.predial.codigo];
    return [[...what, day, `${kind.acto} ${numberText(place)}`, day, off(kind.capital), off(kind.interes), null, null, 'V']];
  });
}

/** A fifth below that of the first vigencia. */
function earlierPredial({ avaluo, tarifa }: Predio): number {
  const [first = 0] = avaluo.values();
  return Math.round((first * 0.8 * tarifa) / 1_000_000) * 100;
}

function openDebts(town: Town): readonly Debt[] {
  return debtsOf(town).filter(({ factura }) => isOpen(factura));
}

function numberText(place: number): string {
  return String(place + 1).padStart(6, '0');
}

function centavosText(pesos: number): string {
  return (Math.round(pesos * 100) / 100).toFixed(2);
}
