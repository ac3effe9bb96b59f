import { addDays } from './calendar.ts';
import type { Administradora, Seccion } from './employees.ts';
import { conceptosNomina } from './payroll-concepts.ts';
import type { ClaseConcepto, NombreConcepto } from './payroll-concepts.ts';
import type { LineaNomina, Liquidado, Nomina } from './payroll.ts';
import { contributionOf, owedBy, subsistemas } from './subsistemas.ts';
import type { Subsistema } from './subsistemas.ts';

/** What the payrolls of a month cost the municipality, and when it paid. */
export interface Personal {
  readonly vigencia: number;
  readonly mes: number;
  /** The day on which the payrolls of all sections were dispersed at once. */
  readonly fecha: string;
  /** The day on which the planillas are paid, and to their owners what was withheld: in the month after. */
  readonly pago: string;
  readonly devengado: readonly Parte[];
  readonly provisionado: readonly Parte[];
  /** What was withheld for others than social security. */
  readonly retenido: readonly Parte[];
  readonly aportes: readonly Aporte[];
  readonly neto: number;
}

/** Some money of one concept, whoever of the section it is of. */
export interface Parte {
  readonly seccion: Seccion;
  readonly concepto: NombreConcepto;
  readonly administradora: Administradora | null;
  readonly valor: number;
}

/** What is paid at once to the same kind of administrators. */
export interface Aporte {
  readonly cobro: Cobro;
  /** What the municipality bears, as payroll computed it. */
  readonly patronal: readonly Parte[];
  /** What the planilla asks for beyond, by rounding up for each worker: the municipality bears it too. */
  readonly ajuste: readonly Parte[];
  readonly retenido: readonly Parte[];
}

/** The funds of solidarity are collected by those of pensions. */
export const cobros = {
  pension: ['pension', 'fondoSolidaridad', 'fondoSubsistencia'],
  salud: ['salud'],
  riesgos: ['riesgos'],
  caja: ['caja'],
  icbf: ['icbf'],
  sena: ['sena'],
  esap: ['esap'],
  men: ['men'],
} as const satisfies Readonly<Record<string, readonly Subsistema[]>>;
export type Cobro = keyof typeof cobros;

/** The months in which payrolls were paid, in their order. */
export function personalOf(nominas: readonly Nomina[]): readonly Personal[] {
  return [...Map.groupBy(nominas, ({ vigencia, mes }) => `${String(vigencia)} ${String(mes)}`).values()].flatMap(
    (group) => {
      const [first] = group;
      return first ? [monthOf(first, group)] : [];
    },
  );
}

function monthOf(first: Nomina, nominas: readonly Nomina[]): Personal {
  const { vigencia, mes, fecha } = first;
  const parts = nominas.flatMap(({ liquidados }) => liquidados.flatMap(partsOf));
  const ofClass = (clase: ClaseConcepto): readonly Parte[] =>
    parts.filter(({ concepto }) => conceptosNomina[concepto].clase === clase);
  const liquidados = nominas.flatMap((nomina) => nomina.liquidados);
  const aportes = (Object.keys(cobros) as Cobro[]).map((cobro) => aporteOf(cobro, parts, liquidados));
  const social = new Set(aportes.flatMap(({ retenido }) => retenido));
  return {
    ...{ vigencia, mes, fecha, pago: planillaDay(first), aportes },
    devengado: ofClass('D'),
    provisionado: ofClass('P'),
    retenido: ofClass('R').filter((parte) => !social.has(parte)),
    neto: liquidados.reduce((sum, { neto }) => sum + neto, 0),
  };
}

function partsOf({ empleado: { seccion }, lineas }: Liquidado): readonly Parte[] {
  return lineas.map(({ concepto, administradora, valor }) => ({ seccion, concepto, administradora, valor }));
}

function aporteOf(cobro: Cobro, parts: readonly Parte[], liquidados: readonly Liquidado[]): Aporte {
  const own = parts.filter(({ concepto }) => isOf(cobro, concepto));
  return {
    cobro,
    patronal: own.filter(({ concepto }) => conceptosNomina[concepto].clase === 'A'),
    retenido: own.filter(({ concepto }) => conceptosNomina[concepto].clase === 'R'),
    ajuste: liquidados.flatMap((liquidado) => roundedOf(cobro, liquidado)),
  };
}

function isOf(cobro: Cobro, concepto: NombreConcepto): boolean {
  return cobros[cobro].some((subsistema) => (subsistemas[subsistema] as readonly NombreConcepto[]).includes(concepto));
}

function roundedOf(cobro: Cobro, { empleado: { seccion }, lineas }: Liquidado): readonly Parte[] {
  const own = lineas.find(({ concepto }) => isOf(cobro, concepto) && conceptosNomina[concepto].clase === 'A');
  return own ? [{ seccion, ...partyOf(own), valor: beyond(cobro, lineas) }] : [];
}

function partyOf({ concepto, administradora }: LineaNomina): Pick<Parte, 'concepto' | 'administradora'> {
  return { concepto, administradora };
}

function beyond(cobro: Cobro, lineas: readonly LineaNomina[]): number {
  return cobros[cobro].reduce((sum, one) => sum + contributionOf(lineas, one) - owedBy(lineas, one), 0);
}

/** The tenth of the month after. */
export function planillaDay(nomina: Pick<Nomina, 'vigencia' | 'mes'>): string {
  return `${nextMonth(nomina)}-10`;
}

/** `2026-02`: the month for which health is paid in advance. */
export function nextMonth(nomina: Pick<Nomina, 'vigencia' | 'mes'>): string {
  return addDays(`${monthText(nomina)}-28`, 7).slice(0, 7);
}

/** `2026-01`. */
export function monthText({ vigencia, mes }: Pick<Nomina, 'vigencia' | 'mes'>): string {
  return `${String(vigencia)}-${String(mes).padStart(2, '0')}`;
}

/** The sum of parts by what they have in common, in the order in which they come. */
export function sumParts(parts: readonly Parte[], key: (parte: Parte) => string): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const parte of parts) sums.set(key(parte), (sums.get(key(parte)) ?? 0) + parte.valor);
  return sums;
}
