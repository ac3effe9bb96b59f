import { yearOfDay } from '../town/calendar.ts';
import type { OtroIngreso } from '../town/otros-ingresos.ts';
import { MUNICIPIO } from '../town/people.ts';
import type { Comprobante } from './comprobante.ts';
import { otrosIngresos } from './ingresos-chart.ts';

/** The first number of a vigencia is the predial's. */
const FIRST = 2;

/** What is owed from a day on: one voucher for all of a kind that fall due that day. */
export function accrualsOfIncome(ingresos: readonly OtroIngreso[]): readonly Comprobante[] {
  const last = new Map<number, number>();
  return [...Map.groupBy(ingresos, ({ clase, exigible }) => `${exigible} ${clase}`)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, group]) => {
      const [first] = group;
      if (!first) return [];
      const vigencia = yearOfDay(first.exigible);
      const number = (last.get(vigencia) ?? FIRST - 1) + 1;
      last.set(vigencia, number);
      return [voucherOf(first, group, String(number).padStart(6, '0'))];
    });
}

function voucherOf({ clase, exigible: fecha }: OtroIngreso, group: readonly OtroIngreso[], numero: string): Comprobante {
  const { porCobrar, ingreso, nombre } = otrosIngresos[clase];
  const valor = group.reduce((sum, one) => sum + one.valor, 0);
  return {
    ...{ vigencia: yearOfDay(fecha), tipo: 'CAU', numero, periodo: Number(fecha.slice(5, 7)), fecha },
    tercero: MUNICIPIO.numero,
    concepto: `CAUSACION ${nombre} DEL ${fecha}`,
    lines: [
      { cuenta: porCobrar, debito: valor, credito: 0 },
      { cuenta: ingreso, debito: 0, credito: valor },
    ],
  };
}
