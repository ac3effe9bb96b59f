import type { EnvironmentChange, Notice, ResultSink } from './engine/result-sink.ts';
import { throwIfCancelled } from './engine/result-sink.ts';
import type { FaultAction } from './faults.ts';
import type { Stored } from './types/stored.ts';
import type { ResultColumn } from './wire/tokens.ts';

/** Passes results on, and stands still where its fault says so. */
export class FaultySink implements ResultSink {
  readonly #sink: ResultSink;
  readonly #fault: FaultAction | null;
  readonly #signal: AbortSignal;
  #rows = 0;

  constructor(sink: ResultSink, fault: FaultAction | null, signal: AbortSignal) {
    this.#sink = sink;
    this.#fault = fault;
    this.#signal = signal;
  }

  /** Before the request is run. */
  async start(): Promise<void> {
    if (this.#fault?.kind === 'stall' && this.#fault.afterRows === 0) await this.#hold();
    throwIfCancelled(this.#signal);
  }

  columns(columns: readonly ResultColumn[]): void {
    this.#sink.columns(columns);
  }

  row(values: readonly Stored[]): Promise<void> | undefined {
    const pause = this.#sink.row(values);
    this.#rows++;
    if (this.#fault?.kind !== 'stall' || this.#rows !== this.#fault.afterRows) return pause;
    return (pause ?? Promise.resolve()).then(() => this.#hold());
  }

  done(command: number, rows: number | null): void {
    this.#sink.done(command, rows);
  }

  notice(notice: Notice): void {
    this.#sink.notice(notice);
  }

  environment(change: EnvironmentChange): void {
    this.#sink.environment(change);
  }

  async #hold(): Promise<void> {
    if (this.#fault?.kind === 'stall') await this.#fault.stall.hold(this.#signal);
  }
}

/** A packet of a type that no server sends, one that claims to be longer than it is, or one whose first token is none. */
export function spoil(packet: Buffer, what: 'type' | 'length' | 'token'): Buffer {
  const spoiled = Buffer.from(packet);
  if (what === 'type') spoiled.writeUInt8(0x5a, 0);
  if (what === 'length') spoiled.writeUInt16BE(3, 2);
  if (what === 'token') spoiled.writeUInt8(0x5a, 8);
  return spoiled;
}
