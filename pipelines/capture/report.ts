import type { ErrorCode } from '../../schemas/errors.ts';
import type { Equation, TallyReport } from './balance.ts';

/** How a pass over one stream ended. A run never throws: whatever went wrong is in here. */
export interface RunReport {
  readonly origin: string;
  readonly entity: string;
  readonly run: number;
  readonly turn: number;
  readonly extent: 'completa' | 'ventana' | 'novedades';
  readonly outcome: 'bien' | 'falló';
  readonly error: { readonly code: ErrorCode; readonly message: string } | null;
  readonly read: number;
  readonly published: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly excluded: Readonly<Record<string, number>>;
  readonly deleted: number;
  /** Records that would have been deleted if no row with an unreadable key stood in their scope. */
  readonly deletesSuspended: number;
  readonly observations: Readonly<Record<string, number>>;
  /** The parts of the stream that were read whole. */
  readonly scopes: readonly string[];
  /** The source counted otherwise before a part was read than after it. */
  readonly moved: boolean;
  readonly notes: readonly string[];
  readonly files: FileReport;
  /** The two equations that a run closes with, rows and pesos. */
  readonly equations: readonly Equation[];
  /** What known state kept of the records that the source no longer has, by scope. */
  readonly vanished: Readonly<Record<string, TallyReport>>;
  readonly milliseconds: number;
}

export interface FileReport {
  readonly applied: readonly string[];
  readonly skipped: number;
  readonly refused: readonly { readonly name: string; readonly reason: string }[];
}

/** What a person watching may be told while a run goes on. */
export interface Progress {
  readonly origin: string;
  readonly doing: 'buscando claves repetidas' | 'leyendo' | 'borrando';
  readonly rows: number;
  readonly expected: number | null;
}
