import type { Desembolso } from '../town/desembolsos.ts';
import type { Aporte, Personal } from '../town/personal.ts';
import type { Banco, Persona } from '../town/town.ts';

/** A payment voucher of treasury. */
export interface Egreso {
  readonly vigencia: number;
  /** 1 pays an obligation of the budget, 2 what is held for others. */
  readonly tipo: '1' | '2';
  readonly numero: string;
  readonly fecha: string;
  readonly tercero: Persona;
  readonly concepto: string;
  readonly banco: Banco;
  readonly medio: 'cheque' | 'transferencia';
  /** The number of the cheque or of the transfer, which the bank's statement bears too. */
  readonly documento: string;
  readonly bruto: number;
  readonly deducciones: readonly DeduccionPosted[];
  readonly neto: number;
  /** What it pays, gross: the accounts that it takes it from. */
  readonly debitos: readonly Debito[];
  /** The day on which the bank paid. */
  readonly cobrado: string | null;
  readonly anulado: string | null;
  /** What it pays, as it happened; null for what is held for others. */
  readonly causa: Causa | null;
}

/** What an egreso of the budget pays: a contractor, the payrolls of a month, or a kind of contribution of a month. */
export type Causa = Desembolso | Personal | Aporte;

export interface Debito {
  readonly cuenta: string;
  readonly valor: number;
  /** Whom it was owed to, where that is not the one who is paid. */
  readonly tercero?: string;
}

export interface DeduccionPosted {
  readonly codigo: string;
  readonly base: number;
  /** Null where each employee has another. */
  readonly tarifa: number | null;
  readonly valor: number;
  readonly cuenta: string;
  readonly beneficiario: string;
}

/** An egreso before treasury numbers it. */
export type Unnumbered = Omit<Egreso, 'numero' | 'documento'>;
