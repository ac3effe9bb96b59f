import type { Queryable, Transaction } from '../database/database.ts';
import type { StreamRow } from './lease.ts';
import type { PartFile } from './part.ts';

/** A file as it was last applied for its scope and order. */
export interface AppliedFile {
  readonly scope: string;
  readonly order: string;
  readonly hash: string;
  readonly declaration: string;
}

export async function appliedFiles(
  queryable: Queryable,
  stream: StreamRow,
  signal: AbortSignal,
): Promise<readonly AppliedFile[]> {
  return queryable.query<{ scope: string; order: string; hash: string; declaration: string }>(
    `select ambito as scope, orden as "order", hash, declaracion as declaration from corridas.archivo where flujo = $1`,
    [stream.id],
    signal,
  );
}

/** Remembers the file as applied and keeps its bytes by their hash. */
export async function keepFile(
  transaction: Transaction,
  stream: StreamRow,
  file: PartFile,
  declaration: string,
  signal: AbortSignal,
): Promise<void> {
  await transaction.query(
    'insert into corridas.bytes (hash, contenido) values ($1, $2) on conflict do nothing',
    [file.hash, file.content],
    signal,
  );
  await transaction.query(
    `insert into corridas.archivo (flujo, ambito, orden, nombre, hash, declaracion) values ($1, $2, $3, $4, $5, $6)
     on conflict (flujo, ambito, orden) do update
        set nombre = excluded.nombre, hash = excluded.hash, declaracion = excluded.declaracion, aplicado_en = clock_timestamp()`,
    [stream.id, file.scope, file.order, file.name, file.hash, declaration],
    signal,
  );
}
