import type { RawRow } from '../../connectors/driver.ts';
import type { Candidate, Outcome } from './candidate.ts';
import type { BatchWrite } from './commit.ts';
import type { Compare, Normal, PlacedRow } from './judge.ts';

/** The chain that a run is. Each step takes what the one before gave; a test may wrap any of them. */
export interface CaptureSteps {
  /** Rows as they leave the driver, already counted at its edge. */
  read(rows: AsyncIterable<readonly RawRow[]>): AsyncIterable<readonly RawRow[]>;
  /** Key and raw digest. */
  identify(rows: readonly PlacedRow[]): readonly Candidate[];
  /** Against known state. */
  compare(candidates: readonly Candidate[], signal: AbortSignal): Promise<readonly Compare[]>;
  /** Row to record or rejection. */
  normalise(compared: readonly Compare[]): readonly Normal[];
  /** Publish only what differs. */
  diff(normals: readonly Normal[]): readonly Outcome[];
  /** Checks the batch's equation on what it is handed, then writes it in one transaction. */
  commit(write: BatchWrite): Promise<void>;
}

export type WrapSteps = (steps: CaptureSteps) => CaptureSteps;
