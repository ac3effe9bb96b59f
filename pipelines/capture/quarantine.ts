import type { Instant } from '../../schemas/envelope.ts';
import type { Transaction } from '../database/database.ts';
import { cellForPeople, storeRow } from './stored-row.ts';
import type { StoredRow } from './stored-row.ts';
import type { Lease, StreamRow } from './lease.ts';
import type { Reason, ScopeValues } from './reader.ts';

export interface NewRejection {
  readonly scope: number;
  readonly key: string | null;
  readonly raw: string;
  readonly reason: Reason;
  readonly row: StoredRow;
  /** What the scope says of the row, for a reader that takes it from there. */
  readonly scopeValues: ScopeValues;
  /** Pesos per money field as far as they could be read, exact text. */
  readonly amounts: Readonly<Record<string, string | null>>;
  /** False where the row was rejected before it had the form of a record. */
  readonly formed: boolean;
  readonly ordinal: number;
  readonly readAt: Instant;
}

/** Sets rows apart, with reason and raw row. */
export async function insertRejections(
  transaction: Transaction,
  lease: Lease,
  rejections: readonly NewRejection[],
  signal: AbortSignal,
): Promise<void> {
  if (rejections.length === 0) return;
  const column = <Value>(pick: (rejection: NewRejection) => Value): Value[] => rejections.map(pick);
  await transaction.query(
    `insert into corridas.cuarentena (flujo, turno, corrida, ambito, clave, huella_cruda, codigo, columna, valor, se_espera,
                                      reintentable, fila, valores_ambito, montos, ordinal, leida_en)
     select $1::int, $2::bigint, $3::int, *
       from unnest($4::int[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::boolean[],
                   $12::jsonb[], $13::jsonb[], $14::jsonb[], $15::int[], $16::timestamptz[])`,
    [
      lease.id,
      lease.turn,
      lease.run,
      column((rejection) => rejection.scope),
      column((rejection) => rejection.key),
      column((rejection) => rejection.raw),
      column((rejection) => rejection.reason.code),
      column((rejection) => rejection.reason.column),
      column((rejection) => cellForPeople(rejection.reason.value)),
      column((rejection) => rejection.reason.expected),
      column((rejection) => rejection.reason.retryable),
      column((rejection) => JSON.stringify(rejection.row)),
      column(({ scopeValues }) => JSON.stringify(storeRow(Object.keys(scopeValues), Object.values(scopeValues)))),
      column((rejection) => JSON.stringify(rejection.amounts)),
      column((rejection) => rejection.ordinal),
      column((rejection) => rejection.readAt),
    ],
    signal,
  );
}

/** Rejections that are over: keys that moved on, keys that are gone, rows that stand no more, and rows that were tried again. */
export interface SettledRejections {
  readonly settled: readonly string[];
  readonly removed: readonly string[];
  readonly leftOver: readonly number[];
  readonly retried: readonly number[];
}

/** Closes what is over, with the reason. */
export async function closeRejections(
  transaction: Transaction,
  stream: StreamRow,
  { settled, removed, leftOver, retried }: SettledRejections,
  signal: AbortSignal,
): Promise<void> {
  if ([settled, removed, leftOver, retried].every(({ length }) => length === 0)) return;
  await transaction.query(
    `update corridas.cuarentena
        set estado = 'cerrada', cerrada_en = clock_timestamp(),
            cierre = case when id = any($5) then 'se reintentó y entró al libro'
                          when id = any($4) or clave = any($3) then 'la fila ya no está en la fuente'
                          else 'la fila cambió en la fuente' end
      where flujo = $1 and estado <> 'cerrada'
        and (clave = any($2::text[] || $3::text[]) and codigo = 'ROW_REJECTED' or id = any($4) or id = any($5))`,
    [stream.id, settled, removed, leftOver, retried],
    signal,
  );
}
