import { lastBusinessDays } from './calendar.ts';
import type { OtroIngreso } from './otros-ingresos.ts';
import type { Presupuesto } from './presupuesto.ts';
import type { Random } from './random.ts';
import { bancos } from './town.ts';
import type { Banco } from './town.ts';

const [MAIN_BANK] = bancos as [Banco];
const DAY = '19';

/**
 * What the declarations of industria y comercio of a month bring, declared and paid on one day: about a twelfth of what was
 * expected. No system of the fiction keeps the declarations.
 */
export function collectIca(random: Random, presupuestos: readonly Presupuesto[]): readonly OtroIngreso[] {
  return presupuestos.flatMap(({ vigencia, ica }) =>
    Array.from({ length: 12 }, (_, index): OtroIngreso => {
      const month = `${String(vigencia)}-${String(index + 1).padStart(2, '0')}`;
      const fecha = lastBusinessDays(`${month}-${DAY}`, 1)[0] ?? `${month}-${DAY}`;
      const valor = Math.floor((ica * random.between(98, 104)) / 1_200_000) * 1000;
      return { clase: 'ica', exigible: fecha, valor, pago: { fecha, banco: MAIN_BANK, recibo: `ICA-${month}` } };
    }),
  );
}
