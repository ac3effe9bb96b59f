import type { EnvironmentChange, Notice, ResultSink } from '../engine/result-sink.ts';
import type { SqlType } from '../types/sql-type.ts';
import type { Stored } from '../types/stored.ts';
import { ByteWriter } from './byte-writer.ts';
import { HEADER, packet, PacketType } from './packets.ts';
import * as tokens from './tokens.ts';
import { Done, DoneToken, type ResultColumn } from './tokens.ts';

/** Where packets go: resolves when the reader has room for more. */
export interface PacketSink {
  send(packet: Buffer): Promise<void> | undefined;
}

export interface ResponseOptions {
  readonly packetSize: number;
  readonly server: string;
  readonly spid: number;
  /** Ends of statements inside an RPC are DONEINPROC. */
  readonly inProcedure: boolean;
  /** Rows with nulls come as NBCROW. */
  readonly nullBitmaps: boolean;
}

interface PendingDone {
  readonly status: number;
  readonly command: number;
  readonly rows: number;
}

/** One response message: tokens are gathered and sent in packets of the negotiated size. */
export class Response implements ResultSink {
  readonly #sink: PacketSink;
  readonly #options: ResponseOptions;
  readonly #out = new ByteWriter(8192);
  #columns: readonly ResultColumn[] = [];
  #pending: PendingDone | null = null;
  #failed = false;
  #packets = 0;

  constructor(sink: PacketSink, options: ResponseOptions) {
    this.#sink = sink;
    this.#options = options;
  }

  /** For tokens that are not results: of a login, of output parameters. */
  get tokens(): ByteWriter {
    this.#flushDone();
    return this.#out;
  }

  columns(columns: readonly ResultColumn[]): void {
    this.#flushDone();
    this.#columns = columns;
    tokens.writeColumns(this.#out, columns);
  }

  row(values: readonly Stored[]): Promise<void> | undefined {
    const bitmap = this.#options.nullBitmaps && values.includes(null);
    tokens.writeRow(this.#out, this.#columns, values, bitmap);
    return this.#out.length >= this.#room ? this.#sendFull() : undefined;
  }

  done(command: number, rows: number | null): void {
    this.#flushDone();
    this.#pending = { status: rows === null ? 0 : Done.count, command, rows: rows ?? 0 };
  }

  notice(notice: Notice): void {
    this.#flushDone();
    tokens.writeMessage(this.#out, { ...notice, server: this.#options.server });
    if (notice.severity <= 10) return;
    this.#failed = true;
    this.#pending = { status: Done.error, command: 0, rows: 0 };
  }

  environment(change: EnvironmentChange): void {
    this.#flushDone();
    if (change.kind === 'database') tokens.writeTextChange(this.#out, 'database', change.now, change.before);
    else tokens.writeTransactionChange(this.#out, change.kind, BigInt(change.transaction));
  }

  returnValue(ordinal: number, name: string, value: Stored, type: SqlType): void {
    tokens.writeReturnValue(this.tokens, ordinal, name, value, type);
  }

  /** Sends what is left as the end of the message. */
  async end(): Promise<void> {
    if (this.#options.inProcedure) {
      this.#flushDone();
      tokens.writeDone(this.#out, DoneToken.proc, this.#failed ? Done.error : Done.final, 0, 0);
    } else {
      const { status, command, rows } = this.#pending ?? { status: 0, command: 0, rows: 0 };
      this.#pending = null;
      tokens.writeDone(this.#out, DoneToken.done, status, command, rows);
    }
    await this.#finish();
  }

  /** The end of a response that an ATTENTION stopped (MS-TDS 2.2.1.7). */
  async endCancelled(): Promise<void> {
    this.#pending = null;
    tokens.writeDone(this.#out, DoneToken.done, Done.attention, 0, 0);
    await this.#finish();
  }

  /** Ends a message that has tokens of its own and no DONE. */
  async endBare(): Promise<void> {
    await this.#finish();
  }

  async #finish(): Promise<void> {
    await this.#sendFull();
    await this.#sink.send(this.#packet(this.#out.bytes, true));
    this.#out.truncate(0);
  }

  get #room(): number {
    return this.#options.packetSize - HEADER;
  }

  async #sendFull(): Promise<void> {
    let sent = 0;
    let pause: Promise<void> | undefined;
    while (this.#out.length - sent > this.#room) {
      pause = this.#sink.send(this.#packet(this.#out.bytes.subarray(sent, sent + this.#room), false)) ?? pause;
      sent += this.#room;
    }
    this.#out.drop(sent);
    await pause;
  }

  #packet(payload: Uint8Array, last: boolean): Buffer {
    return packet(PacketType.response, payload, last, ++this.#packets, this.#options.spid);
  }

  #flushDone(): void {
    if (this.#pending === null) return;
    const { status, command, rows } = this.#pending;
    this.#pending = null;
    const token = this.#options.inProcedure ? DoneToken.inProc : DoneToken.done;
    tokens.writeDone(this.#out, token, status | Done.more, command, rows);
  }
}
