import type { RunReport } from '../../pipelines/capture/report.ts';
import type { Seen } from '../../pipelines/capture/poll.ts';
import type { Quarantined } from '../../pipelines/standing.ts';
import { IntegrationError } from '../../schemas/errors.ts';
import { centavosDe } from '../../schemas/scalars/dinero.ts';
import type { TaskState } from '../scheduler/background.ts';
import type { StreamMemory } from '../scheduler/memory.ts';
import type { PlannedStream } from '../scheduler/plan.ts';

/** A disk that the product writes to. */
export interface Disk {
  readonly place: string;
  readonly freeBytes: number;
  readonly totalBytes: number;
}

export interface ObservedStream {
  readonly planned: PlannedStream;
  readonly memory: StreamMemory;
  readonly quarantine: Quarantined;
  /** Records of its entity that were captured and not yet applied. */
  readonly lag: number;
}

/** All that is known of a site at work, at one moment. Health, metrics and alerts are functions of it. */
export interface Observed {
  readonly now: number;
  readonly startedAt: number;
  readonly streams: readonly ObservedStream[];
  readonly tasks: readonly TaskState[];
  readonly disks: readonly Disk[];
}

export const outcomes = ['read', 'published', 'unchanged', 'rejected', 'excluded', 'deleted'] as const;
export type Outcome = (typeof outcomes)[number];

/** What one stream has done since the process began. */
export interface StreamCount {
  readonly rows: Record<Outcome, number>;
  /** Centavos by field and outcome. */
  readonly centavos: Map<string, bigint>;
  runs: number;
  failedRuns: number;
  polls: number;
  failedPolls: number;
  lastRunMs: number | null;
}

/** Counts what the scheduler tells. */
export class Counts {
  readonly #streams = new Map<string, StreamCount>();

  of(origin: string): StreamCount {
    const known = this.#streams.get(origin);
    if (known) return known;
    const rows = { read: 0, published: 0, unchanged: 0, rejected: 0, excluded: 0, deleted: 0 };
    const made = { rows, centavos: new Map(), runs: 0, failedRuns: 0, polls: 0, failedPolls: 0, lastRunMs: null };
    this.#streams.set(origin, made);
    return made;
  }

  run(report: RunReport): void {
    const count = this.of(report.origin);
    count.runs += 1;
    if (report.error !== null) count.failedRuns += 1;
    count.lastRunMs = report.milliseconds;
    const excluded = Object.values(report.excluded).reduce((sum, rows) => sum + rows, 0);
    const counted = { ...report, excluded };
    for (const outcome of outcomes) count.rows[outcome] += counted[outcome];
    for (const [outcome, field, pesos] of amountsOf(report)) {
      const name = `${field} ${outcome}`;
      count.centavos.set(name, (count.centavos.get(name) ?? 0n) + centavosDe(pesos));
    }
  }

  poll(origin: string, outcome: Seen | IntegrationError): void {
    const count = this.of(origin);
    count.polls += 1;
    if (outcome instanceof IntegrationError) count.failedPolls += 1;
  }
}

/** The records' equation in pesos, by its own names. */
function amountsOf({ equations }: RunReport): readonly (readonly [Outcome, string, string])[] {
  const [, records] = equations;
  if (!records) return [];
  const sides = [
    ['read', records.left],
    ['published', records.right['publicados']],
    ['unchanged', records.right['sin cambio']],
    ['rejected', records.right['rechazados']],
  ] as const;
  return sides.flatMap(([outcome, tally]) =>
    Object.entries(tally?.amounts ?? {}).map(([field, { total }]) => [outcome, field, total] as const),
  );
}
