import { addDays, lastBusinessDays, nextBusinessDay } from './calendar.ts';
import { ARL, CCF, inventEmployees, secciones } from './employees.ts';
import type { Administradora, Empleado, Seccion } from './employees.ts';
import { conceptosNomina } from './payroll-concepts.ts';
import type { NombreConcepto } from './payroll-concepts.ts';
import { openRandom } from './random.ts';
import { at } from './town.ts';
import type { Town } from './town.ts';

/** One concept of one employee. */
export interface LineaNomina {
  readonly concepto: NombreConcepto;
  readonly consecutivo: number;
  /** Days or hours, where the concept counts any. */
  readonly cantidad: number | null;
  readonly valor: number;
  readonly administradora: Administradora | null;
}

/** One employee in one payroll. */
export interface Liquidado {
  readonly empleado: Empleado;
  readonly lineas: readonly LineaNomina[];
  /** What contributions are computed on. */
  readonly base: number;
  readonly neto: number;
  /** What was sent to the bank, in order; a transfer that was rejected is sent again. */
  readonly giros: readonly Giro[];
}

export interface Giro {
  readonly fecha: string;
  readonly rechazo: string | null;
}

/** The payroll of one section in one month. */
export interface Nomina {
  readonly vigencia: number;
  readonly mes: number;
  readonly codigo: Seccion;
  readonly fecha: string;
  readonly liquidados: readonly Liquidado[];
}

/** Hundred-thousandths of the base, by risk class. */
export const TARIFAS_ARL: readonly number[] = [522, 1044, 2436, 4350, 6960];
const MINIMO = 1_300_000;
const AUXILIO = 200_000;
const ALIMENTACION = 95_000;

/** Every payroll of the town's vigencias, those to come too, from sequences of their own. */
export function inventPayroll({ vigencias }: Pick<Town, 'vigencias'>, seed: number): readonly Nomina[] {
  const empleados = inventEmployees(openRandom(`nomina/${String(seed)}`), vigencias);
  return vigencias
    .flatMap((vigencia) => Array.from({ length: 12 }, (_, index) => ({ vigencia, mes: index + 1 })))
    .flatMap(({ vigencia, mes }) =>
      (Object.keys(secciones) as Seccion[]).map((codigo) =>
        payrollOf(empleados, codigo, vigencia, mes, at(vigencias, 0)),
      ),
    );
}

function payrollOf(
  empleados: readonly Empleado[],
  codigo: Seccion,
  vigencia: number,
  mes: number,
  first: number,
): Nomina {
  const month = `${String(vigencia)}-${String(mes).padStart(2, '0')}`;
  const fecha = at(lastBusinessDays(`${month}-27`, 1), 0);
  const paid = empleados.filter(({ seccion, ingreso }) => seccion === codigo && ingreso <= fecha);
  return {
    vigencia,
    mes,
    codigo,
    fecha,
    liquidados: paid.map((empleado) => {
      const sueldo = grown(empleado.sueldo, vigencia - first);
      const lineas = empleado.seccion === 'CON' ? councillor(empleado, sueldo) : worker(empleado, sueldo, mes);
      return { empleado, ...lineas, neto: netOf(lineas.lineas), giros: transfersOf(empleado, mes, fecha) };
    }),
  };
}

/** Six in a hundred each year, to the peso. */
function grown(first: number, years: number): number {
  return Math.round(first * (1 + 0.06 * years));
}

type Lineas = Pick<Liquidado, 'lineas' | 'base'>;

function councillor({ afp }: Empleado, sueldo: number): Lineas {
  const lineas = [
    line('honorarios', sueldo),
    line('pensionConcejal', share(sueldo, 16_000), { administradora: afp }),
    line('riesgosConcejal', share(sueldo, at(TARIFAS_ARL, 0)), { administradora: ARL }),
    line('retencion', share(sueldo, 6_000)),
  ];
  return { lineas, base: sueldo };
}

function worker(empleado: Empleado, sueldo: number, mes: number): Lineas {
  const earned = earnedBy(empleado, sueldo, mes);
  const base = earned.reduce((sum, { concepto, valor }) => sum + (IN_BASE.has(concepto) ? valor : 0), 0);
  return { lineas: [...earned, ...contributions(empleado, base), ...deductions(empleado, base)], base };
}

const IN_BASE: ReadonlySet<NombreConcepto> = new Set([
  'sueldo',
  'extras',
  'representacion',
  'bonificacion',
  'vacaciones',
]);
/** Half the month in vacations. */
const VACATION_DAYS = 15;
const RECREATION_DAYS = 2;


function earnedBy(empleado: Empleado, sueldo: number, mes: number): readonly LineaNomina[] {
  const days = empleado.vacaciones === mes ? 30 - VACATION_DAYS : 30;
  const daily = (count: number): number => Math.round((sueldo * count) / 30);
  const isLow = sueldo <= 2 * MINIMO;
  const some = (when: boolean, ...lines: readonly LineaNomina[]): readonly LineaNomina[] => (when ? lines : []);
  return [
    line('sueldo', daily(days), { cantidad: days }),
    ...some(days < 30, line('vacaciones', daily(VACATION_DAYS), { cantidad: VACATION_DAYS })),
    ...some(days < 30, line('primaVacaciones', daily(VACATION_DAYS))),
    ...some(days < 30, line('recreacion', daily(RECREATION_DAYS), { cantidad: RECREATION_DAYS })),
    ...some(empleado.riesgo > 1, line('extras', daily(1) + 12_345, { cantidad: 6.5 })),
    ...some(/^(?:ALCALDE|SECRETARIO DE DESPACHO)/.test(empleado.cargo), line('representacion', Math.round(sueldo * 0.3))),
    ...some(isLow, line('alimentacion', ALIMENTACION), line('transporte', AUXILIO)),
    ...some(mes === 7, line('primaServicios', daily(VACATION_DAYS))),
    ...some(mes === 12, line('primaNavidad', sueldo)),
    ...some(mes === 3, line('bonificacion', Math.round(sueldo * 0.35))),
    // Too much was paid the month before: it is recovered in the same concept.
    ...some(mes === 8 && empleado.vacaciones === 7, line('sueldo', -43_210, { consecutivo: 2 })),
  ];
}

function contributions({ primaMedia, afp, eps, riesgo }: Empleado, base: number): readonly LineaNomina[] {
  const pension = primaMedia ? 'pensionEmpleadorPublica' : 'pensionEmpleador';
  return [
    line(pension, share(base, 12_000), { administradora: afp }),
    line('saludEmpleador', share(base, 8_500), { administradora: eps }),
    line('caja', share(base, 4_000), { administradora: CCF }),
    line('riesgos', share(base, at(TARIFAS_ARL, riesgo - 1)), { administradora: ARL }),
    line('icbf', share(base, 3_000)),
    line('sena', share(base, 500)),
    line('esap', share(base, 500)),
    line('men', share(base, 1_000)),
    line('cesantias', share(base, 8_333)),
    line('intereses', share(base, 1_000)),
  ];
}

function deductions(empleado: Empleado, base: number): readonly LineaNomina[] {
  const { afp, eps, libranza, embargo, sindicato } = empleado;
  const pension = { administradora: afp };
  return [
    line('pensionEmpleado', share(base, 4_000), pension),
    line('saludEmpleado', share(base, 4_000), { administradora: eps }),
    ...(base >= 4 * MINIMO
      ? [line('solidaridad', share(base, 500), pension), line('subsistencia', share(base, 500), pension)]
      : []),
    ...(base >= 4 * MINIMO ? [line('retencion', share(base, 3_700))] : []),
    ...(libranza > 0 ? [line('libranza', libranza)] : []),
    ...(embargo > 0 ? [line('embargo', embargo)] : []),
    ...(sindicato ? [line('sindicato', share(base, 1_000))] : []),
  ];
}

function line(concepto: NombreConcepto, valor: number, more: Partial<LineaNomina> = {}): LineaNomina {
  return { concepto, consecutivo: 1, cantidad: null, valor, administradora: null, ...more };
}

/** Hundred-thousandths of an amount, to the peso. */
function share(amount: number, rate: number): number {
  return Math.round((amount * rate) / 100_000);
}

function netOf(lineas: readonly LineaNomina[]): number {
  return lineas.reduce((sum, { concepto, valor }) => {
    const { clase } = conceptosNomina[concepto];
    return clase === 'D' ? sum + valor : clase === 'R' ? sum - valor : sum;
  }, 0);
}

/** Once a year somebody's account does not take the money: it is sent again three days later. */
function transfersOf({ cedula }: Empleado, mes: number, fecha: string): readonly Giro[] {
  const isRejected = mes === 5 && Number(cedula) % 19 === 3;
  const again = { fecha: nextBusinessDay(addDays(fecha, 2)), rechazo: null };
  return isRejected ? [{ fecha, rechazo: 'CUENTA CANCELADA' }, again] : [{ fecha, rechazo: null }];
}
