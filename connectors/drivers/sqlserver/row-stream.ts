import type { Request } from 'mssql';
import type { RawRow } from '../../driver.ts';
import type { Rows } from './requests.ts';
import { watched } from './watch.ts';
import type { Watch } from './watch.ts';

/** The rows of one statement while they come: no more are taken from the connection than a batch holds. */
export class RowStream implements AsyncDisposable {
  readonly #request: Request;
  readonly #watch: Watch;
  readonly #pauseAt: number;
  #rows: RawRow[] = [];
  #failure: unknown = null;
  #ended = false;
  #paused = false;
  #holdsBack = true;
  #changed = Promise.withResolvers<undefined>();

  constructor(request: Request, text: string, pauseAt: number, watch: Watch) {
    this.#request = request;
    this.#watch = watch;
    this.#pauseAt = pauseAt;
    request.stream = true;
    request.on('row', (row: RawRow) => {
      this.#rows.push(row);
      if (this.#holdsBack && this.#rows.length >= this.#pauseAt) this.#pause();
      this.#change();
    });
    request.on('error', (error: unknown) => {
      this.#failure ??= error;
      this.#change();
    });
    request.on('done', () => {
      this.#ended = true;
      this.#change();
    });
    request.query(text).catch((error: unknown) => {
      this.#failure ??= error;
      this.#ended = true;
      this.#change();
    });
  }

  /** The next rows, `size` of them or what is left; none at the end. */
  async batch(size: number): Promise<Rows> {
    while (this.#rows.length < size && !this.#ended && this.#failure === null) {
      this.#resume();
      await watched(this.#changed.promise, this.#cancel, this.#watch);
    }
    if (this.#failure !== null) throw this.#failure as Error;
    this.#watch.signal.throwIfAborted();
    return this.#rows.splice(0, size);
  }

  /** Takes the rest into memory, so that the connection is free to answer something else of the same snapshot. */
  async bufferRest(): Promise<void> {
    this.#holdsBack = false;
    while (!this.#ended && this.#failure === null) {
      this.#resume();
      await watched(this.#changed.promise, this.#cancel, this.#watch);
    }
  }

  /** Left before its end: the server stops its work, and the connection is free when this returns. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#ended) return;
    this.#cancel();
    const watch: Watch = {
      ...this.#watch,
      signal: new AbortController().signal,
      silenceMs: this.#watch.graceMs,
      graceMs: 0,
    };
    await watched(this.#untilEnded(), () => undefined, watch).catch(() => undefined);
  }

  async #untilEnded(): Promise<void> {
    while (!this.#ended) await this.#changed.promise;
  }

  readonly #cancel = (): void => {
    this.#rows = [];
    this.#holdsBack = false;
    this.#request.cancel();
    this.#resume();
  };

  #pause(): void {
    if (this.#paused) return;
    this.#paused = true;
    this.#request.pause();
  }

  #resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#request.resume();
  }

  #change(): void {
    this.#changed.resolve(undefined);
    this.#changed = Promise.withResolvers();
  }
}
