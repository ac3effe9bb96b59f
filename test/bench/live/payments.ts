import type { TableDeclaration } from '../../support/tds/tables.ts';

/** Of all payments: they lie in the window that a run of their year reads. */
export const YEAR = 2026;

const texts = ['COD_BANCO', 'CUENTA', 'LOTE', 'SECUENCIA', 'REFERENCIA', 'NUM_FACTURA', 'CEDULA_CATASTRAL'];

export const DATABASE_TABLE: TableDeclaration = {
  columns: [
    { name: 'VIGENCIA', type: 'smallint' },
    { name: 'NUM_RECIBO', type: 'varchar(20)' },
    { name: 'FEC_PAGO', type: 'datetime', nullable: false },
    { name: 'FEC_ABONO', type: 'date' },
    ...texts.map((name) => ({ name, type: 'varchar(60)' })),
    { name: 'VLR_PAGADO', type: 'money' },
    { name: 'MEDIO', type: 'varchar(2)' },
    { name: 'ORIGEN', type: 'char(1)' },
    { name: 'ANULADO', type: 'char(1)' },
    { name: 'RV', type: 'rowversion' },
  ],
  primaryKey: ['VIGENCIA', 'NUM_RECIBO'],
  indexes: [{ name: 'IX_PAGOS_RV', columns: ['RV'] }],
};

export function keyOf(row: number): string {
  return `R-${String(row).padStart(7, '0')}`;
}

/** A change that the source has committed. Its number is the amount that it left, in pesos: who sees the amount has seen it. */
export interface Change {
  readonly number: number;
  readonly row: number;
  /** When the COMMIT returned to the writer; milliseconds. */
  readonly committedAt: number;
}
