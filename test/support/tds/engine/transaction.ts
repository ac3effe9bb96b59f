import type { Table } from './table.ts';

export interface Transaction {
  readonly id: number;
  /** For SNAPSHOT: the commit it sees, fixed at its first reading. */
  snapshot: number | null;
  /** The least rowversion it has used. */
  lowest: bigint | null;
  /** Set by an error that leaves nothing but ROLLBACK. */
  doomed: boolean;
  /** Whose lock it waits for. */
  waitsFor: Transaction | null;
  readonly touched: Map<Table, number>;
  readonly ended: PromiseWithResolvers<undefined>;
}
