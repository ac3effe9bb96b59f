import { deepStrictEqual } from 'node:assert/strict';
import type { Holdings, JobResult } from './job.ts';
import type { Measure } from './options.ts';

export interface Ended {
  readonly result: JobResult;
  readonly before: Holdings;
  readonly after: Holdings;
  readonly source: { readonly rows: number; readonly debito: string; readonly credito: string };
  /** Rows of the source that the change before the run touched. */
  readonly changed: number;
}

/** A figure counts only if the ledger is what the source says and nothing was written that need not be. */
export function demand(measure: Measure, { result, before, after, source, changed }: Ended): void {
  const ledger = { rows: after.live, debito: after.debito, credito: after.credito };
  deepStrictEqual(ledger, source, `${measure}: the ledger is not what the source says`);
  const { published, deleted, rejected } = result.run ?? { published: null, deleted: null, rejected: null };
  const gone = measure === 'deleted' ? changed : 0;
  deepStrictEqual(
    { published, deleted, rejected, states: after.history - before.history, tombs: after.deleted - before.deleted },
    {
      published: changed - gone,
      deleted: gone,
      rejected: 0,
      states: measure === 'first' ? 0 : changed,
      tombs: gone,
    },
    `${measure}: not what was changed`,
  );
  deepStrictEqual(after.known, after.live, `${measure}: known state has other keys than the ledger`);
  if (measure !== 'unchanged') return;
  deepStrictEqual(writtenOf(after), writtenOf(before), 'unchanged: something was written');
}

function writtenOf({ segments, segmentBytes, known, knownWritten }: Holdings): object {
  return { segments, segmentBytes, known, knownWritten };
}
