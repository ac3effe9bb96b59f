import type { Database, Queryable } from './database/database.ts';

/** The right to do what only one process may do at a time; `turn` grows with each holder and fences the one before. */
export interface Duty {
  readonly name: string;
  readonly holder: string;
  readonly turn: number;
}

/** Longer than any request that a holder may still have under way when it is lost sight of. */
const DUTY_SECONDS = 15;
/** How often a holder says that it is still there. */
export const DUTY_BEAT_MS = 4000;

const FROM_NOW = `clock_timestamp() + make_interval(secs => ${String(DUTY_SECONDS)})`;

/** When a duty whose holder died is free: as soon as its connections are gone, or once what it had under way must be over. */
export type AfterDeath = 'at once' | 'in time';

/**
 * Takes the duty when nobody has it, or its holder is lost; null while somebody has it. The holder is the name of its
 * process's connections; where only one process can be connected, whoever still stands there is dead.
 */
export async function takeDuty(
  database: Database,
  name: string,
  holder: string,
  afterDeath: AfterDeath,
  signal: AbortSignal,
): Promise<Duty | null> {
  const dead = database.capabilities.shared
    ? `not exists (select from pg_stat_activity where datname = current_database() and application_name = guardia.titular)`
    : 'true';
  const lost =
    afterDeath === 'at once' ? `guardia.vence < clock_timestamp() or ${dead}` : 'guardia.vence < clock_timestamp()';
  const [taken] = await database.query<{ turno: number }>(
    `insert into corridas.guardia as guardia (nombre, titular, turno, vence) values ($1, $2, 1, ${FROM_NOW})
     on conflict (nombre) do update set titular = $2, turno = guardia.turno + 1, vence = ${FROM_NOW}
      where guardia.titular is null or ${lost}
     returning turno`,
    [name, holder],
    signal,
  );
  return taken ? { name, holder, turn: taken.turno } : null;
}

/** Says that the holder is still there; false when the duty is somebody else's now. */
export async function keepDuty(queryable: Queryable, duty: Duty, signal: AbortSignal): Promise<boolean> {
  const kept = await queryable.query(
    `update corridas.guardia set vence = ${FROM_NOW} where nombre = $1 and turno = $2 and titular is not null returning turno`,
    [duty.name, duty.turn],
    signal,
  );
  return kept.length > 0;
}

/** Gives the duty back; nothing happens when it is no longer ours. */
export async function releaseDuty(queryable: Queryable, duty: Duty, signal: AbortSignal): Promise<void> {
  await queryable.query(
    `update corridas.guardia set titular = null where nombre = $1 and turno = $2`,
    [duty.name, duty.turn],
    signal,
  );
}

/** Who has the duty now, as it named itself; null when nobody does. */
export async function dutyHolder(queryable: Queryable, name: string, signal: AbortSignal): Promise<string | null> {
  const [row] = await queryable.query<{ titular: string | null }>(
    'select titular from corridas.guardia where nombre = $1',
    [name],
    signal,
  );
  return row?.titular ?? null;
}
