import { IntegrationError } from '../../schemas/errors.ts';
import type { Database, Queryable } from '../database/database.ts';

/** What a run is for: how much it reads, or what else it does under the lease. */
export type RunMode = 'completa' | 'ventana' | 'novedades' | 'reintento' | 'verificación';

/** A stream in the ledger's database. */
export interface StreamRow {
  readonly id: number;
  readonly origin: string;
}

/** The right to write a stream's captures. Every commit is fenced by it: a process thought dead cannot write. */
export interface Lease extends StreamRow {
  readonly turn: number;
  /** The run's small human number. */
  readonly run: number;
}

export const LEASE_SECONDS = 30;
/** How long giving a lease back may take once the work was told to stop. */
export const CLOSING_MS = 5000;

/** The lease of a dry run: it holds nothing. */
export function noLease(stream: StreamRow): Lease {
  return { ...stream, turn: 0, run: 0 };
}

export function isHeld({ turn }: Lease): boolean {
  return turn > 0;
}

/** Finds or makes the stream's row and its table of known state; keeps the names of its key's fields. */
export async function registerStream(
  database: Database,
  origin: string,
  keyFields: readonly string[],
  signal: AbortSignal,
): Promise<StreamRow> {
  return database.transaction(async (transaction) => {
    await transaction.query('insert into corridas.flujo (origen) values ($1) on conflict do nothing', [origin], signal);
    const [row] = await transaction.query<{ id: number }>(
      'select id from corridas.flujo where origen = $1 for update',
      [origin],
      signal,
    );
    if (!row) throw new IntegrationError('UNEXPECTED', `No se pudo registrar el flujo ${origin}.`);
    await transaction.query(
      'update corridas.flujo set campos_clave = $2 where id = $1 and campos_clave is distinct from $2',
      [row.id, keyFields],
      signal,
    );
    await transaction.execute(
      `create table if not exists corridas.conocido_${String(row.id)} (
         clave text collate "C" primary key, numero bigint not null, ambito integer not null,
         huella_cruda text collate "C" not null, huella text collate "C", montos text collate "C" not null,
         rechazado boolean not null)`,
      signal,
    );
    return { id: row.id, origin };
  }, signal);
}

/** A lease that has run out, or whose holder has no connection left: its process is dead. */
const EXPIRED = `(vence < clock_timestamp() or not exists (
  select from pg_stat_activity where datname = current_database() and application_name = flujo.titular))`;

/**
 * Takes the stream's lease and with it a turn above every earlier one. SOURCE_BUSY while another run holds it. The holder
 * is the name of its process's connections. Where only one process can be connected, a lease that is still there belongs
 * to a dead one. Taking one over too early is safe: the fence of every commit is the turn, not the lease.
 */
export async function takeLease(
  database: Database,
  stream: StreamRow,
  holder: string,
  clockMs: number,
  mode: RunMode,
  signal: AbortSignal,
): Promise<Lease> {
  const takeover = database.capabilities.shared ? EXPIRED : 'true';
  return database.transaction(async (transaction) => {
    const [row] = await transaction.query<{ turno: number }>(
      `update corridas.flujo
          set turno = greatest(turno + 1, $3), lote = 0, titular = $2,
              vence = clock_timestamp() + make_interval(secs => ${String(LEASE_SECONDS)})
        where id = $1 and (titular is null or ${takeover}) returning turno`,
      [stream.id, holder, clockMs],
      signal,
    );
    if (!row) return refuse(transaction, stream, signal);
    await transaction.query(
      `update corridas.corrida set estado = 'interrumpida', terminada_en = clock_timestamp()
        where origen = $1 and estado = 'en curso'`,
      [stream.origin],
      signal,
    );
    const [run] = await transaction.query<{ numero: number }>(
      'insert into corridas.corrida (origen, turno, modo) values ($1, $2, $3) returning numero',
      [stream.origin, row.turno, mode],
      signal,
    );
    return { ...stream, turn: row.turno, run: run?.numero ?? 0 };
  }, signal);
}

async function refuse(queryable: Queryable, stream: StreamRow, signal: AbortSignal): Promise<never> {
  const [row] = await queryable.query<{ vence: string }>(
    `select to_char(vence at time zone 'America/Bogota', 'HH24:MI:SS') as vence from corridas.flujo where id = $1`,
    [stream.id],
    signal,
  );
  throw new IntegrationError(
    'SOURCE_BUSY',
    `Otra corrida está leyendo ${stream.origin} y tiene el turno hasta las ${row?.vence ?? '?'}. ` +
      'Espere a que termine; si su proceso murió, el turno se libera solo a esa hora.',
  );
}

export interface LeaseTask {
  readonly database: Database;
  /** Who works, for messages: host and process. */
  readonly holder: string;
  readonly clock: () => number;
  readonly signal: AbortSignal;
}

/** Work on a stream that is no reading, listed among its runs; the lease is given back however it ends. */
export async function underLease<Result>(
  { database, holder, clock, signal }: LeaseTask,
  stream: StreamRow,
  mode: 'reintento' | 'verificación',
  work: (lease: Lease) => Promise<Result>,
  isGood: (result: Result) => boolean,
): Promise<Result> {
  const lease = await takeLease(database, stream, holder, clock(), mode, signal);
  let state = 'falló';
  try {
    const result = await work(lease);
    if (isGood(result)) state = 'bien';
    return result;
  } finally {
    const closing = signal.aborted ? AbortSignal.timeout(CLOSING_MS) : signal;
    await database.query(
      'update corridas.corrida set terminada_en = clock_timestamp(), estado = $2 where numero = $1',
      [lease.run, state],
      closing,
    );
    await releaseLease(database, lease, closing);
  }
}

/** Makes the lease last; RUN_OVERTAKEN when it is no longer ours. */
export async function keepLease(queryable: Queryable, lease: Lease, signal: AbortSignal): Promise<void> {
  const rows = await queryable.query(
    `update corridas.flujo set vence = clock_timestamp() + make_interval(secs => ${String(LEASE_SECONDS)})
      where id = $1 and turno = $2 and titular is not null returning id`,
    [lease.id, lease.turn],
    signal,
  );
  if (rows.length === 0) throw overtaken(lease);
}

/** Gives the lease back; nothing happens when it was already taken by another. */
export async function releaseLease(queryable: Queryable, lease: Lease, signal: AbortSignal): Promise<void> {
  await queryable.query(
    'update corridas.flujo set titular = null, vence = null where id = $1 and turno = $2',
    [lease.id, lease.turn],
    signal,
  );
}

export function overtaken(lease: Lease): IntegrationError {
  return new IntegrationError(
    'RUN_OVERTAKEN',
    `Otra corrida tomó el turno de ${lease.origin}; la número ${String(lease.run)} se detiene sin escribir más.`,
  );
}
