import type { Banco } from './town.ts';

/** Income that treasury takes down payment by payment, each from the day on which it is owed. Amounts may have centavos. */
export interface OtroIngreso {
  readonly clase: 'ica' | 'plusvalia' | 'valorizacion';
  readonly exigible: string;
  readonly valor: number;
  /** How it was paid, whole; null while it is owed. */
  readonly pago: { readonly fecha: string; readonly banco: Banco; readonly recibo: string } | null;
}
