import { dineroDe } from '../../schemas/scalars/dinero.ts';

/** What kinds of difference there are between two systems, and what each is called. */
export const differenceNames = {
  ONLY_LEFT: 'solo en el primero',
  ONLY_RIGHT: 'solo en el segundo',
  AMOUNT_ROUNDING: 'redondeo',
  AMOUNT_TIER: 'valor de otro plazo',
  AMOUNT_OTHER: 'valor distinto',
  DUPLICATE: 'pagado o registrado dos veces',
  DATE_LAG: 'fecha corrida',
  PERIOD_CROSS: 'otro mes',
  CLASSIFICATION: 'clasificado distinto',
  THIRD_PARTY_SHARE: 'parte de un tercero',
  VOID_ONE_SIDE: 'anulado en un solo lado',
  REVERSAL_ONE_SIDE: 'devuelto en un solo lado',
  REF_UNKNOWN: 'referencia desconocida',
  BACKDATED_EDIT: 'cambio con fecha anterior',
  CLOSED_PERIOD_EDIT: 'cambio en período cerrado',
  STRUCTURAL: 'diferencia conocida',
  UNMAPPED: 'sin equivalencia',
} as const;

export type DifferenceCode = keyof typeof differenceNames;

export type Office = 'Tesorería' | 'Contabilidad' | 'Planeación' | 'Presupuesto';

/** A row of the ledger, by its `_origen` and `_clave`. */
export interface RecordRef {
  readonly origen: string;
  readonly clave: string;
}

/** One difference, to be printed, kept or sent as JSON: amounts are exact decimal text. */
export interface Partida {
  readonly code: DifferenceCode;
  /** `explicada`: known to be so, nobody has to act. */
  readonly status: 'abierta' | 'explicada';
  readonly left: readonly RecordRef[];
  readonly right: readonly RecordRef[];
  /** What the item adds to the total of each side; 0.00 where that side has nothing. */
  readonly leftAmount: string;
  readonly rightAmount: string;
  readonly date: string | null;
  readonly ageDays: number | null;
  readonly owner: Office;
  /** What happened, in Spanish, for the office that has to look at it. */
  readonly explanation: string;
  readonly action: string;
}

export interface SideTotal {
  readonly title: string;
  readonly count: number;
  readonly amount: string;
}

/** Two sides held against each other: on each, matched plus items is the total. */
export interface Comparison {
  readonly title: string;
  readonly left: SideTotal;
  readonly right: SideTotal;
  /** Pairs that agree in everything, and what they add to either side. */
  readonly matched: { readonly count: number; readonly amount: string };
  readonly items: readonly Partida[];
}

/** An item while it is being made: amounts in centavos, the age not yet counted. */
export interface Finding extends Omit<Partida, 'leftAmount' | 'rightAmount' | 'ageDays' | 'status'> {
  readonly status?: Partida['status'];
  readonly leftCentavos: bigint;
  readonly rightCentavos: bigint;
}

/** The item as it is reported on the given day. */
export function partidaOf(finding: Finding, today: string): Partida {
  const {
    leftCentavos,
    rightCentavos,
    status = 'abierta',
    code,
    left,
    right,
    date,
    owner,
    explanation,
    action,
  } = finding;
  return {
    code,
    status,
    left,
    right,
    leftAmount: dineroDe(leftCentavos),
    rightAmount: dineroDe(rightCentavos),
    date,
    ageDays: date === null ? null : daysBetween(date, today),
    owner,
    explanation,
    action,
  };
}

const MS_PER_DAY = 86_400_000;

/** Days from one calendar day to another; negative when the second is the earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / MS_PER_DAY);
}

/** The day so many days later. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * MS_PER_DAY).toISOString().slice(0, 10);
}

/** `$ 1.234.567,89`, for explanations. */
export function pesosText(centavos: bigint): string {
  const [whole = '', cents = ''] = dineroDe(centavos < 0n ? -centavos : centavos).split('.');
  return `${centavos < 0n ? '-' : ''}$ ${whole.replaceAll(/\B(?=(\d{3})+$)/g, '.')},${cents}`;
}

/** The text with its first letter in upper case. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function sumOf<Item>(items: Iterable<Item>, centavosOf: (item: Item) => bigint): bigint {
  let sum = 0n;
  for (const item of items) sum += centavosOf(item);
  return sum;
}
