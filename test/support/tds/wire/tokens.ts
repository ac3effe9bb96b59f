import { COLLATION } from '../types/characters.ts';
import type { SqlType } from '../types/sql-type.ts';
import type { Stored } from '../types/stored.ts';
import { ByteWriter } from './byte-writer.ts';
import { writeTypeInfo } from './type-info.ts';
import { writeValue } from './write-value.ts';

/** The tokens of a response (MS-TDS 2.2.7). */

export interface ResultColumn {
  readonly name: string;
  readonly type: SqlType;
  readonly nullable: boolean;
  readonly computed?: boolean;
  readonly identity?: boolean;
  /** Of a text, ntext or image, where it comes from. */
  readonly table?: string;
}

/** The status bits of DONE, DONEPROC and DONEINPROC (2.2.7.6). */
export const Done = {
  final: 0x00,
  more: 0x01,
  error: 0x02,
  inTransaction: 0x04,
  count: 0x10,
  attention: 0x20,
} as const;
export const DoneToken = { done: 0xfd, proc: 0xfe, inProc: 0xff } as const;

/** CurCmd of DONE: what kind of statement ended. */
export const Command = { none: 0, select: 0xc1, insert: 0xc3, delete: 0xc4, update: 0xc5 } as const;

export function writeDone(out: ByteWriter, token: number, status: number, command: number, rows: number): void {
  out.u8(token).u16(status).u16(command).u64(BigInt(rows));
}

export interface ServerMessage {
  readonly number: number;
  readonly state: number;
  readonly severity: number;
  readonly message: string;
  readonly server: string;
  readonly line: number;
}

/** ERROR (0xAA), or INFO (0xAB) for a class of 10 and below (2.2.7.10, 2.2.7.13). */
export function writeMessage(out: ByteWriter, message: ServerMessage): void {
  const body = new ByteWriter();
  body.i32(message.number).u8(message.state).u8(message.severity);
  body.usVarchar(message.message).bVarchar(message.server).bVarchar('').u32(message.line);
  out
    .u8(message.severity > 10 ? 0xaa : 0xab)
    .u16(body.length)
    .raw(body.bytes);
}

const Change = { database: 1, language: 2, packetSize: 4, collation: 7, begin: 8, commit: 9, rollback: 10 } as const;

/** ENVCHANGE (2.2.7.9) of a text. */
export function writeTextChange(
  out: ByteWriter,
  what: 'database' | 'language' | 'packetSize',
  now: string,
  before: string,
): void {
  const body = new ByteWriter().u8(Change[what]).bVarchar(now).bVarchar(before);
  out.u8(0xe3).u16(body.length).raw(body.bytes);
}

export function writeCollationChange(out: ByteWriter): void {
  const body = new ByteWriter().u8(Change.collation).u8(COLLATION.length).raw(COLLATION).u8(0);
  out.u8(0xe3).u16(body.length).raw(body.bytes);
}

/** A transaction's descriptor is the new value when it begins, the old one when it ends. */
export function writeTransactionChange(out: ByteWriter, what: 'begin' | 'commit' | 'rollback', id: bigint): void {
  const body = new ByteWriter().u8(Change[what]);
  if (what === 'begin') body.u8(8).u64(id).u8(0);
  else body.u8(0).u8(8).u64(id);
  out.u8(0xe3).u16(body.length).raw(body.bytes);
}

/** LOGINACK (2.2.7.14); the program's version is big-endian: major, minor, build. */
export function writeLoginAck(out: ByteWriter, tdsVersion: number, [major, minor, build]: ProgramVersion): void {
  const body = new ByteWriter().u8(1).u32be(tdsVersion).bVarchar('Microsoft SQL Server');
  body.u8(major).u8(minor).u16be(build);
  out.u8(0xad).u16(body.length).raw(body.bytes);
}

export type ProgramVersion = readonly [major: number, minor: number, build: number];

const FLAG = { nullable: 0x01, identity: 0x10, computed: 0x20 } as const;

/** COLMETADATA (2.2.7.4). */
export function writeColumns(out: ByteWriter, columns: readonly ResultColumn[]): void {
  out.u8(0x81).u16(columns.length);
  for (const column of columns) {
    const { type, nullable } = column;
    out.u32(type.name === 'rowversion' ? 80 : 0).u16(flagsOf(column));
    writeTypeInfo(out, type, nullable);
    if (type.name === 'text' || type.name === 'ntext' || type.name === 'image') writeTableName(out, column.table ?? '');
    out.bVarchar(column.name);
  }
}

function flagsOf({ nullable, identity, computed }: ResultColumn): number {
  const base = nullable ? FLAG.nullable : 0;
  return base | (identity === true ? FLAG.identity : 0) | (computed === true ? FLAG.computed : 0);
}

function writeTableName(out: ByteWriter, table: string): void {
  const parts = table.split('.').filter((part) => part !== '');
  out.u8(parts.length);
  for (const part of parts) out.usVarchar(part);
}

/** ROW (2.2.7.19), or NBCROW (2.2.7.15) with a bitmap of the nulls in front. */
export function writeRow(
  out: ByteWriter,
  columns: readonly ResultColumn[],
  row: readonly Stored[],
  bitmap: boolean,
): void {
  out.u8(bitmap ? 0xd2 : 0xd1);
  if (bitmap) {
    const bits = Buffer.alloc(Math.ceil(columns.length / 8));
    row.forEach((value, index) => {
      if (value === null) bits[index >> 3] = (bits[index >> 3] ?? 0) | (1 << (index & 7));
    });
    out.raw(bits);
  }
  columns.forEach((column, index) => {
    const value = row[index] ?? null;
    if (value === null && bitmap) return;
    writeValue(out, value, column.type, column.nullable);
  });
}

export function writeReturnStatus(out: ByteWriter, status: number): void {
  out.u8(0x79).i32(status);
}

/** RETURNVALUE (2.2.7.18) of an output parameter. */
export function writeReturnValue(out: ByteWriter, ordinal: number, name: string, value: Stored, type: SqlType): void {
  out.u8(0xac).u16(ordinal).bVarchar(name).u8(1).u32(0).u16(FLAG.nullable);
  writeTypeInfo(out, type, true);
  writeValue(out, value, type, true);
}

/** SSPI (2.2.7.22): the server's part of a negotiation. */
export function writeSspi(out: ByteWriter, bytes: Uint8Array): void {
  out.u8(0xed).u16(bytes.length).raw(bytes);
}
