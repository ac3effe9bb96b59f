import type { Stream } from '../../connectors/source.ts';
import type { Database } from '../database/database.ts';
import type { FaultPoint } from './commit.ts';
import type { Lease } from './lease.ts';
import type { Place } from './part.ts';
import type { Progress } from './report.ts';
import type { WrapSteps } from './steps.ts';

/** One pass over one stream, as asked for. */
export interface RunTask {
  readonly database: Database;
  readonly source: string;
  readonly stream: Stream;
  readonly places: readonly Place[];
  /** Every scope, also those outside the stream's window. */
  readonly full: boolean;
  /** Judge everything and write nothing. */
  readonly dryRun: boolean;
  /** The lease that a dry run is done under; it keeps it and leaves it to whoever took it. */
  readonly under?: Lease;
  /** Files too that were applied before and are still the same: to hold the source against the ledger. */
  readonly reread?: boolean;
  /** The number of deletes that a person has seen and accepts, when it is more than the stream admits. */
  readonly acceptDeletes: number | null;
  /** The day in Bogotá, `YYYY-MM-DD`: it counts the window's vigencias and dates a photograph. */
  readonly today: string;
  /** Records dated before this day are neither read nor kept; null where the entity is kept for as long as the ledger stands. */
  readonly keepFrom: string | null;
  /** Who runs, for messages: host and process. */
  readonly holder: string;
  readonly clock: () => number;
  readonly at: FaultPoint;
  readonly wrap: WrapSteps;
  readonly progress: (progress: Progress) => void;
  readonly signal: AbortSignal;
}
