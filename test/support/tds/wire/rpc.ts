import type { Stored } from '../types/stored.ts';
import type { SqlType } from '../types/sql-type.ts';
import { ByteReader } from './byte-reader.ts';
import { readValue } from './read-value.ts';
import { readTypeInfo } from './type-info.ts';

export interface RpcParameter {
  readonly name: string;
  readonly output: boolean;
  readonly type: SqlType;
  readonly value: Stored;
}

export interface RpcRequest {
  /** Lower case. */
  readonly procedure: string;
  readonly parameters: readonly RpcParameter[];
}

/** ProcID (MS-TDS 2.2.6.6). */
const PROCEDURES = [
  ...[
    '',
    'sp_cursor',
    'sp_cursoropen',
    'sp_cursorprepare',
    'sp_cursorexecute',
    'sp_cursorprepexec',
    'sp_cursorunprepare',
  ],
  ...[
    'sp_cursorfetch',
    'sp_cursoroption',
    'sp_cursorclose',
    'sp_executesql',
    'sp_prepare',
    'sp_execute',
    'sp_prepexec',
  ],
  ...['sp_prepexecrpc', 'sp_unprepare'],
];

const BATCH_FLAGS = new Set([0x80, 0xff, 0xfe]);

/** The calls of an RPC message; clients may send several. */
export function readRpc(payload: Buffer): readonly RpcRequest[] {
  const input = afterHeaders(payload);
  const calls: RpcRequest[] = [];
  while (input.left > 0) {
    const length = input.u16();
    const procedure = length === 0xffff ? (PROCEDURES[input.u16()] ?? '') : input.ucs2(length);
    input.u16();
    const parameters: RpcParameter[] = [];
    while (input.left > 0 && !BATCH_FLAGS.has(input.bytes[input.offset] ?? 0)) parameters.push(readParameter(input));
    if (input.left > 0) input.u8();
    calls.push({ procedure: procedure.toLowerCase(), parameters });
  }
  return calls;
}

function readParameter(input: ByteReader): RpcParameter {
  const name = input.bVarchar();
  const output = (input.u8() & 1) !== 0;
  const received = readTypeInfo(input);
  return { name: name.toLowerCase(), output, type: received.type, value: readValue(input, received) };
}

/** ALL_HEADERS (MS-TDS 2.2.5.3) begins with its own length. */
export function afterHeaders(payload: Buffer): ByteReader {
  return new ByteReader(payload, payload.readUInt32LE(0));
}

export type TransactionRequest =
  | { readonly kind: 'begin'; readonly isolation: number }
  | { readonly kind: 'commit' | 'rollback'; readonly begins: boolean; readonly isolation: number };

const BEGIN = 5;
const COMMIT = 7;
const ROLLBACK = 8;

/** A transaction manager request (MS-TDS 2.2.6.9); null for the kinds that the test server lacks. */
export function readTransaction(payload: Buffer): TransactionRequest | null {
  const input = afterHeaders(payload);
  const kind = input.u16();
  if (kind === BEGIN) return { kind: 'begin', isolation: input.u8() };
  if (kind !== COMMIT && kind !== ROLLBACK) return null;
  input.raw(input.u8());
  const begins = input.left > 0 && (input.u8() & 1) !== 0;
  return { kind: kind === COMMIT ? 'commit' : 'rollback', begins, isolation: begins ? input.u8() : 0 };
}
