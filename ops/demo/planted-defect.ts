import type { DifferenceCode } from '../../pipelines/reconcile/difference.ts';

/** What was planted, one name each; the page DEFECTOS.md lists them. */
export type DefectCode =
  | 'ANULADO_EN_SITIO'
  | 'PAGO_DOBLE'
  | 'FECHA_IMPOSIBLE'
  | 'NIT_DV_ERRADO'
  | 'REFERENCIA_HUERFANA'
  | 'VIGENCIA_ERRADA'
  | 'DIA_SIN_ARCHIVO'
  | 'CLAVE_REPETIDA'
  | 'PLAZO_EQUIVOCADO'
  | 'PAGO_MANUAL'
  | 'REENVIO'
  | 'DESCUENTO_EN_CARTERA';

/** A row of the ledger, by `source/stream` and by its key as `_clave` has it. */
export interface RecordName {
  readonly origen: string;
  readonly clave: string;
}

/** How the product has to show a defect. */
export type Expectation =
  /** The row is in quarantine, for this column. */
  | { readonly kind: 'cuarentena'; readonly origen: string; readonly clave: string; readonly columna: string; readonly filas: number }
  /** The record is in the ledger and observed. */
  | { readonly kind: 'observación'; readonly origen: string; readonly clave: string; readonly codigo: string }
  /** The record is in the ledger with this value. */
  | { readonly kind: 'registro'; readonly origen: string; readonly clave: string; readonly campo: string; readonly valor: string }
  /** A reconciliation lists this item; one of its rows is the named one, unless it has none of its own. */
  | {
      readonly kind: 'partida';
      readonly conciliacion: 'banco-predial' | 'saldos-ejecucion';
      readonly codigo: DifferenceCode;
      readonly record: RecordName | null;
      /** What stands in the item's left and right amount. */
      readonly izquierda: string;
      readonly derecha: string;
    };

export interface PlantedDefect {
  readonly code: DefectCode;
  /** In Spanish, a sentence. */
  readonly title: string;
  /** Where it was planted: a table or a file. */
  readonly where: string;
  /** What it is about, as its system names it. */
  readonly key: string;
  /** Pesos that are at stake; null where none are. */
  readonly amount: string | null;
  readonly expected: readonly Expectation[];
}
