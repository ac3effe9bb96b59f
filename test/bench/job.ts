import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { RunReport } from '../../pipelines/capture/report.ts';

/** Where a ledger is: a server's URL, or a folder of the embedded database. */
export type Ledger = { readonly url: string } | { readonly folder: string };

/** What one process of its own does; only its `milliseconds` are measured. */
export type Job =
  | { readonly kind: 'prepare'; readonly ledger: Ledger }
  | { readonly kind: 'read'; readonly source: string }
  | {
      readonly kind: 'sync';
      readonly ledger: Ledger;
      readonly source: string;
      /** Address of the broker that the ledger loads through; null: from the log. */
      readonly broker: string | null;
    }
  | { readonly kind: 'inspect'; readonly ledger: Ledger }
  | { readonly kind: 'capture'; readonly ledger: Ledger; readonly source: string }
  | { readonly kind: 'relay'; readonly ledger: Ledger; readonly broker: string; readonly prefix: string }
  | {
      readonly kind: 'produce';
      readonly ledger: Ledger;
      readonly broker: string;
      readonly topic: string;
      /** As the product patches it; else as it is published. */
      readonly patched: boolean;
    }
  | {
      readonly kind: 'load';
      readonly ledger: Ledger;
      /** Where the segments come from; null: from the log. */
      readonly topics: { readonly broker: string; readonly prefix: string } | null;
    }
  | { readonly kind: 'export'; readonly url: string; readonly select: string; readonly file: string }
  | { readonly kind: 'copy'; readonly url: string; readonly statement: string; readonly file: string };

/** What a ledger holds: two of them tell whether anything was written in between. */
export interface Holdings {
  readonly live: number;
  readonly deleted: number;
  readonly history: number;
  /** Centavos of the live rows. */
  readonly debito: string;
  readonly credito: string;
  readonly segments: number;
  readonly segmentBytes: number;
  readonly known: number;
  /** Youngest transaction that wrote a row of known state. */
  readonly knownWritten: string;
  readonly settings: Readonly<Record<string, string>>;
}

/** From when to when something went on, in milliseconds from the start. */
export interface Phase {
  readonly name: 'capture' | 'relay' | 'load';
  readonly from: number;
  readonly to: number;
}

export interface JobResult {
  readonly milliseconds: number;
  readonly rows: number;
  /** Peak resident memory of the process, in bytes; null where the system does not tell. */
  readonly residentBytes: number | null;
  /** CPU time, user and system: of the process, or of what was measured of it where that is less. */
  readonly cpuMs: number;
  readonly phases: readonly Phase[];
  readonly run: RunReport | null;
  readonly holdings: Holdings | null;
}

/** Runs the job in a new process; `profileIn` is a folder for its CPU profile. */
export function runJob(job: Job, profileIn: string | null): Promise<JobResult> {
  const { promise, resolve, reject } = Promise.withResolvers<JobResult>();
  const execArgv =
    profileIn === null
      ? []
      : ['--cpu-prof', `--cpu-prof-dir=${profileIn}`, `--cpu-prof-name=${job.kind}-${String(Date.now())}.cpuprofile`];
  const child = fork(join(import.meta.dirname, 'job.child.ts'), [JSON.stringify(job)], { execArgv });
  let result: JobResult | null = null;
  child.on('message', (message) => {
    result = message as JobResult;
  });
  child.on('error', reject);
  child.on('exit', (code) => {
    if (code === 0 && result) resolve(result);
    else reject(new Error(`the job ${job.kind} ended with ${String(code)}`));
  });
  return promise;
}
