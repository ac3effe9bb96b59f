import { IntegrationError } from '../schemas/errors.ts';
import type { Database } from './database/database.ts';

/** The right to do what only one process may do on a ledger. */
export interface Duty {
  readonly name: string;
  readonly turn: number;
}

const DUTY_SECONDS = 30;
/** How often it must be kept. */
export const KEEP_DUTY_MS = 10_000;

/**
 * Takes the duty, as a stream's lease is taken: the holder is the name of its process's connections, and a dead one's is
 * free at once. LEDGER_LOCKED says who has it.
 */
export async function takeDuty(database: Database, name: string, holder: string, signal: AbortSignal): Promise<Duty> {
  const free = database.capabilities.shared
    ? `(vence < clock_timestamp() or not exists (
         select from pg_stat_activity where datname = current_database() and application_name = guardia.titular))`
    : 'true';
  return database.transaction(async (transaction) => {
    await transaction.query('insert into corridas.guardia (nombre) values ($1) on conflict do nothing', [name], signal);
    const [row] = await transaction.query<{ turno: number }>(
      `update corridas.guardia
          set titular = $2, turno = turno + 1, vence = clock_timestamp() + make_interval(secs => ${String(DUTY_SECONDS)})
        where nombre = $1 and (titular is null or ${free}) returning turno`,
      [name, holder],
      signal,
    );
    if (row) return { name, turn: row.turno };
    const [other] = await transaction.query<{ titular: string }>(
      'select titular from corridas.guardia where nombre = $1',
      [name],
      signal,
    );
    throw taken(database.place, other?.titular ?? '');
  }, signal);
}

/** Makes the duty last; RUN_OVERTAKEN when another process has it now. */
export async function keepDuty(database: Database, duty: Duty, signal: AbortSignal): Promise<void> {
  const rows = await database.query(
    `update corridas.guardia set vence = clock_timestamp() + make_interval(secs => ${String(DUTY_SECONDS)})
      where nombre = $1 and turno = $2 returning turno`,
    [duty.name, duty.turn],
    signal,
  );
  if (rows.length > 0) return;
  throw new IntegrationError('RUN_OVERTAKEN', 'Otro «libro up» tomó este libro; este se detiene sin escribir más.');
}

export async function leaveDuty(database: Database, duty: Duty, signal: AbortSignal): Promise<void> {
  await database.query(
    `update corridas.guardia set titular = null, vence = '-infinity' where nombre = $1 and turno = $2`,
    [duty.name, duty.turn],
    signal,
  );
}

function taken(place: string, holder: string): IntegrationError {
  const [, host = '?', pid = '?'] = holder.split(' ');
  return new IntegrationError(
    'LEDGER_LOCKED',
    `Ya hay un «libro up» sobre este libro (${place}): el proceso ${pid} del equipo ${host}. ` +
      'Sólo puede haber uno; deténgalo allá, o deje que siga él.',
    { context: { host, pid } },
  );
}
