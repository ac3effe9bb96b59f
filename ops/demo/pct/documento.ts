import type { Persona } from '../town/town.ts';

/** Where money of the budget goes, or comes from: what a line of it is classified by. */
export interface Imputacion {
  /** 01 central administration, 02 council, 03 personería. */
  readonly seccion: string;
  readonly rubro: string;
  readonly fuente: string;
  /** 1 this vigencia's, 2 reserves, 3 accounts payable; null for an income. */
  readonly vigenciaGasto: '1' | '2' | '3' | null;
  readonly bpin: string | null;
  readonly cpc: string | null;
}

export type TipoDocumento =
  'CDP' | 'ACD' | 'LCD' | 'RP' | 'ARP' | 'LRP' | 'OBL' | 'AOB' | 'ROB' | 'PAG' | 'RPA' | 'REC' | 'RCD';

/** A document of the budget. An addition, a release and a reversal are documents of their own. */
export interface Documento {
  readonly vigencia: number;
  readonly tipo: TipoDocumento;
  readonly fecha: string;
  readonly concepto: string;
  readonly lines: readonly Linea[];
  readonly tercero?: Persona;
  readonly contrato?: string;
  readonly inicio?: string;
  readonly modifica?: Documento;
  /** The receipt or the payment voucher behind it: vigencia, type, number. */
  readonly soporte?: readonly [number, string, string];
}

export interface Linea {
  readonly imputacion: Imputacion;
  readonly valor: number;
  readonly vigenciaRecaudada?: number | null;
  /** The line that it comes from. */
  readonly antecedente?: readonly [Documento, number];
}

/** A number for each document, anew in every vigencia and type, in the order of their days. */
export function numberDocuments(documentos: readonly Documento[]): ReadonlyMap<Documento, string> {
  const last = new Map<string, number>();
  const ordered = documentos.toSorted((a, b) => (a.fecha < b.fecha ? -1 : a.fecha > b.fecha ? 1 : 0));
  return new Map(
    ordered.map((documento) => {
      const series = `${String(documento.vigencia)} ${documento.tipo}`;
      const number = (last.get(series) ?? 0) + 1;
      last.set(series, number);
      return [documento, String(number).padStart(5, '0')];
    }),
  );
}

export function totalOf({ lines }: Documento): number {
  return lines.reduce((sum, { valor }) => sum + valor, 0);
}
