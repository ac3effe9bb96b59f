import { addDays, lastBusinessDays, nextBusinessDay } from './calendar.ts';
import { bancos } from './town.ts';
import type { Banco, Town } from './town.ts';

/** What a bank takes each month for itself. */
export interface Comision {
  readonly banco: Banco;
  readonly fecha: string;
  readonly valor: number;
  /** The day on which treasury and accounting write it down, out of the statement; null while they have not. */
  readonly registrada: string | null;
}

const VALORES: Readonly<Record<string, number>> = { '007': 18_500, '051': 21_300 };
const BUSINESS_DAYS = 4;

/** Every commission of the town, up to its day. */
export function chargeTown({ vigencias, today }: Town): readonly Comision[] {
  const months = vigencias.flatMap((vigencia) =>
    Array.from({ length: 12 }, (_, index) => {
      const next = index === 11 ? `${String(vigencia + 1)}-01-01` : `${String(vigencia)}-${String(index + 2).padStart(2, '0')}-01`;
      return lastBusinessDays(addDays(next, -1), 1)[0] ?? next;
    }),
  );
  return months
    .filter((fecha) => fecha <= today)
    .flatMap((fecha) =>
      bancos.map((banco): Comision => {
        const noticed = Array.from({ length: BUSINESS_DAYS }).reduce((day: string) => nextBusinessDay(day), fecha);
        return { banco, fecha, valor: VALORES[banco.codigo] ?? 0, registrada: noticed <= today ? noticed : null };
      }),
    );
}
