import type { Banco } from '../town/town.ts';

export type TipoComprobante = 'APE' | 'CAU' | 'ING' | 'CXP' | 'EGR' | 'ANU' | 'NOM' | 'NB' | 'CIE';

export interface Comprobante {
  readonly vigencia: number;
  readonly tipo: TipoComprobante;
  readonly numero: string;
  /** 0 opening, 1 to 12 months, 13 closing. */
  readonly periodo: number;
  readonly fecha: string;
  readonly tercero: string | null;
  readonly concepto: string;
  readonly lines: readonly Movimiento[];
}

export interface Movimiento {
  readonly cuenta: string;
  readonly debito: number;
  readonly credito: number;
  readonly rubro?: string | null;
  readonly fuente?: string | null;
  readonly banco?: Banco;
  readonly referencia?: string;
  /** Whom it is owed to, where that is not the voucher's tercero. */
  readonly tercero?: string;
  /** The voucher line that this one pays: vigencia, type, number, line. */
  readonly afectado?: readonly [number, TipoComprobante, string, number];
}
