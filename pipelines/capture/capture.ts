import type { Origin } from '../../schemas/envelope.ts';
import type { RawRow } from '../../connectors/driver.ts';
import type { RowShape } from '../../connectors/rows/row-shape.ts';
import type { Stream } from '../../connectors/source.ts';
import type { Database } from '../database/database.ts';
import { Batch } from './batch.ts';
import type { Stamp } from './batch.ts';
import { RunBooks, demandBalance } from './books.ts';
import type { Outcome, ScopeRow } from './candidate.ts';
import { commitBatch } from './commit.ts';
import type { BatchWrite, FaultPoint } from './commit.ts';
import { Seen, countPublished, findVanished } from './deletes.ts';
import type { Vanished } from './deletes.ts';
import { rawDigest } from './digest.ts';
import { compare, diff, identify, normalise } from './judge.ts';
import type { Bench, PlacedRow } from './judge.ts';
import { repeated } from './known-state.ts';
import type { KnownEntry, KnownState } from './known-state.ts';
import { isHeld, keepLease } from './lease.ts';
import type { Lease } from './lease.ts';
import type { OpenRejections } from './open-rejections.ts';
import { BATCH_ROWS } from './part.ts';
import type { Part } from './part.ts';
import { compileReader } from './reader.ts';
import type { Progress } from './report.ts';
import type { Scopes } from './scopes.ts';
import { Shaping, tallied } from './shaping.ts';
import type { FormedRow, RejectedInShape } from './shaping.ts';
import type { CaptureSteps, WrapSteps } from './steps.ts';
import { storeRow } from './stored-row.ts';

/** What a capture stands on; opened by the run. */
export interface CaptureGround {
  readonly database: Database;
  readonly origin: Origin;
  readonly stream: Stream;
  readonly lease: Lease;
  readonly known: KnownState;
  readonly open: OpenRejections;
  readonly scopes: Scopes;
  /** Numbers from here on belong to keys that this run adds. */
  readonly firstNumber: number;
  readonly dryRun: boolean;
  readonly shapes: readonly RowShape[];
  readonly clock: () => number;
  readonly at: FaultPoint;
  readonly wrap: WrapSteps;
  readonly progress: (progress: Progress) => void;
  readonly signal: AbortSignal;
}

const BEAT_MS = 5000;

/** Captures the parts of one run: reads, judges, and commits batch by batch under the lease. */
export class Capture {
  readonly books: RunBooks;
  readonly counts = {
    deleted: 0,
    excluded: new Map<string, number>(),
    observations: new Map<string, number>(),
  };
  readonly #ground: CaptureGround;
  readonly #seen = new Seen();
  readonly #added = new Set<string>();
  #batch: Batch;
  #batchNumber = 0;
  #ordinal = 0;
  #lastBeat: number;

  constructor(ground: CaptureGround) {
    this.#ground = ground;
    this.books = new RunBooks(ground.stream.entity);
    this.#batch = new Batch(ground.stream.entity);
    this.#lastBeat = ground.clock();
  }

  readonly nextOrdinal = (): number => {
    this.#ordinal += 1;
    return this.#ordinal;
  };

  /** Makes the lease last, when some time has passed since it was last written. */
  readonly beat = async (): Promise<void> => {
    const { database, lease, clock, signal } = this.#ground;
    if (!isHeld(lease) || clock() - this.#lastBeat < BEAT_MS) return;
    await keepLease(database, lease, signal);
    this.#lastBeat = clock();
  };

  stamp(): Stamp {
    const { origin, lease, clock } = this.#ground;
    return { origin, lease, readAt: new Date(clock()).toISOString() };
  }

  coveredScopes(covers: (text: string) => boolean): readonly ScopeRow[] {
    return this.#ground.scopes.covered(covers);
  }

  /** Keys that stood on several rows when they were last seen, one of them in a scope that this reading does not cover. */
  repeatedOutside(covers: (text: string) => boolean): readonly string[] {
    return this.#ground.open.repeatedOutside(new Set(this.coveredScopes(covers).map(({ id }) => id)));
  }

  /** Open rejections of these scopes that no row of this run stood for. */
  leftOver(scopes: ReadonlySet<number>): readonly number[] {
    return this.#ground.open.leftOver(scopes);
  }

  /** Keys of these scopes, known before this run, that it did not meet. */
  vanished(scopes: readonly number[]): Promise<readonly Vanished[]> {
    const { database, lease, firstNumber, signal } = this.#ground;
    return findVanished(database, lease, scopes, this.#seen, firstNumber, signal);
  }

  /** Records of these scopes that were published before this run. */
  publishedBefore(scopes: readonly number[]): Promise<number> {
    const { database, lease, firstNumber, signal } = this.#ground;
    return countPublished(database, lease, scopes, firstNumber, signal);
  }

  /** Reads one part to its end and commits what it changed; RUN_UNBALANCED when a row was lost on the way. `keep` narrows the rows that are taken. Returns the rows that the driver gave. */
  async part(part: Part, repeatedKeys: ReadonlySet<string>, keep: ((row: RawRow) => boolean) | null): Promise<number> {
    const { stream, shapes, signal, at, progress, origin } = this.#ground;
    const shaping = new Shaping(stream, shapes, part.columns, this.books, (columns) => compileReader(stream, columns));
    const bench = this.#bench(shaping.columns, repeatedKeys);
    const steps = this.#steps(bench);
    const expected = keep ? null : await part.count(signal);
    const before = this.books.read.rows;
    for await (const rows of steps.read(tallied(part.read(part.columns, signal), shaping, keep))) {
      await at('leído');
      const shaped = shaping.push(rows);
      await this.#judge(part, steps, shaping, shaped.formed, shaped.rejected);
      progress({
        origin: `${origin.source}/${origin.stream}`,
        doing: 'leyendo',
        rows: this.books.read.rows - before,
        expected,
      });
    }
    const last = shaping.end();
    await this.#judge(part, steps, shaping, last.formed, last.rejected);
    await this.#flush(steps);
    for (const [rule, count] of shaping.excluded) bump(this.counts.excluded, rule, count);
    // Before anything is concluded from what was read: what is gone, where a cursor stands, that a file was applied.
    demandBalance(`${origin.source}/${origin.stream}`, this.books.equations());
    return this.books.read.rows - before;
  }

  /** Commits something that is not a batch of rows (deletes, the end of a scope) under the same fence. */
  async commit(write: Partial<BatchWrite>): Promise<void> {
    const blank: BatchWrite = {
      segment: null,
      known: [],
      removed: [],
      rejections: [],
      settled: [],
      leftOver: [],
      retried: [],
      outdated: [],
      whole: false,
      position: null,
      closing: null,
    };
    await this.#write({ ...blank, ...write });
  }

  #bench(columns: readonly string[], repeatedKeys: ReadonlySet<string>): Bench {
    const { stream, known, open } = this.#ground;
    return {
      entity: stream.entity,
      reader: compileReader(stream, columns),
      known,
      open,
      repeated: repeatedKeys,
      meet: (keyText, entry) => {
        this.#meet(keyText, entry);
      },
      see: (entry) => {
        this.#seen.add(entry.number);
      },
      nextOrdinal: this.nextOrdinal,
    };
  }

  #steps(bench: Bench): CaptureSteps {
    return this.#ground.wrap({
      read: (rows) => rows,
      identify: (rows) => identify(bench, rows),
      compare: (candidates, signal) => compare(bench, candidates, signal),
      normalise: (compared) => normalise(bench, compared),
      diff: (normals) => diff(bench, normals),
      commit: (write) => this.#commitRows(write),
    });
  }

  #meet(keyText: string, known: KnownEntry | null): void {
    const again = known
      ? known.number >= this.#ground.firstNumber || this.#seen.has(known.number)
      : this.#added.has(keyText);
    if (again) {
      // A row that nobody read is a fault of ours, not a key that the source repeats.
      this.books.demandNoSurplus(this.#ground.lease.origin);
      throw repeated(this.#ground.lease);
    }
    if (known) this.#seen.add(known.number);
    else this.#added.add(keyText);
  }

  async #judge(
    part: Part,
    steps: CaptureSteps,
    shaping: Shaping,
    formed: readonly FormedRow[],
    rejected: readonly RejectedInShape[],
  ): Promise<void> {
    const { signal } = this.#ground;
    for (const row of rejected) await this.#setApart(part, row);
    const placed = await this.#place(part, part.scopeOf(shaping.columns), formed);
    for (const { amounts } of placed) this.#batch.books.form(amounts);
    const outcomes = steps.diff(steps.normalise(await steps.compare(steps.identify(placed), signal)));
    const stamp = this.stamp();
    for (const outcome of outcomes) {
      this.#observe(outcome);
      this.#batch.take(outcome, shaping.columns, stamp);
    }
    if (this.#batch.size >= BATCH_ROWS) await this.#flush(steps);
    else await this.beat();
  }

  async #place(
    part: Part,
    scopeOf: (row: RawRow) => string,
    formed: readonly FormedRow[],
  ): Promise<readonly PlacedRow[]> {
    const placed: PlacedRow[] = [];
    for (const { row, amounts } of formed) {
      const text = scopeOf(row);
      const scope = this.#ground.scopes.known(text) ?? (await this.#ground.scopes.find(text, this.#ground.signal));
      placed.push({ row, amounts, scope, scopeValues: part.scopeValues });
    }
    return placed;
  }

  async #setApart(part: Part, { row, column, expected }: RejectedInShape): Promise<void> {
    const { scopes, open, signal } = this.#ground;
    const scope = await scopes.find(part.scopeOf(part.columns)(row), signal);
    const raw = rawDigest(row);
    if (open.take(raw, scope.id)) return;
    const value = row[part.columns.indexOf(column)] ?? null;
    const reason = { code: 'ROW_REJECTED', column, value, expected, retryable: false } as const;
    const { readAt } = this.stamp();
    const stored = storeRow(part.columns, row);
    const ordinal = this.nextOrdinal();
    this.#batch.reject({
      scope: scope.id,
      key: null,
      raw,
      reason,
      row: stored,
      scopeValues: part.scopeValues,
      amounts: {},
      formed: false,
      ordinal,
      readAt,
    });
  }

  #observe(outcome: Outcome): void {
    if (outcome.kind !== 'published') return;
    for (const { code } of outcome.observations) bump(this.counts.observations, code, 1);
  }

  async #flush(steps: CaptureSteps): Promise<void> {
    const batch = this.#batch;
    await steps.commit(batch.write());
    this.books.close(batch.books);
    this.#batch = new Batch(this.#ground.stream.entity);
    this.#added.clear();
  }

  async #commitRows(write: BatchWrite): Promise<void> {
    const { books } = this.#batch;
    books.hand(write);
    demandBalance(this.#ground.lease.origin, [books.equation()]);
    if (write.segment || write.known.length > 0 || write.rejections.length > 0) await this.#write(write);
  }

  async #write(write: BatchWrite): Promise<void> {
    const { database, stream, lease, at, signal, dryRun } = this.#ground;
    if (dryRun) return;
    this.#batchNumber += 1;
    await commitBatch(database, stream.entity, lease, this.#batchNumber, write, at, signal);
    this.#lastBeat = this.#ground.clock();
  }
}

function bump(counts: Map<string, number>, name: string, by: number): void {
  counts.set(name, (counts.get(name) ?? 0) + by);
}
