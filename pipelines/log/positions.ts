import type { Lane, LaneBatch } from '../bus/bus.ts';
import type { Queryable } from '../database/database.ts';

/** The bus whose positions count the log itself. */
export const LOG = 'registro';

/** Where each lane of the group stands on that bus, in their order; 0 where it never read. */
export async function positionsOf(
  queryable: Queryable,
  bus: string,
  group: string,
  lanes: readonly Lane[],
  signal: AbortSignal,
): Promise<readonly number[]> {
  const rows = await queryable.query<{ siguiente: number }>(
    `select coalesce(posicion.siguiente, 0) as siguiente
       from unnest($3::text[], $4::int[]) with ordinality as carril (topico, particion, orden)
       left join corridas.posicion
         on posicion.bus = $1 and posicion.grupo = $2
        and posicion.topico = carril.topico and posicion.particion = carril.particion
      order by carril.orden`,
    [bus, group, lanes.map(({ topic }) => topic), lanes.map(({ partition }) => partition)],
    signal,
  );
  return rows.map(({ siguiente }) => siguiente);
}

/** Moves a lane's position over a batch by compare-and-set; false, and nothing moved, where somebody else has moved it. */
export async function movePosition(
  queryable: Queryable,
  bus: string,
  group: string,
  batch: Pick<LaneBatch, 'topic' | 'partition' | 'from' | 'next'>,
  signal: AbortSignal,
): Promise<boolean> {
  const lane = [bus, group, batch.topic, batch.partition] as const;
  const moved = await queryable.query(
    `insert into corridas.posicion as posicion (bus, grupo, topico, particion, siguiente)
     select $1, $2, $3, $4, $6
      where $5::bigint = 0 or exists (
        select from corridas.posicion where bus = $1 and grupo = $2 and topico = $3 and particion = $4)
     on conflict (bus, grupo, topico, particion) do update set siguiente = $6, movida_en = clock_timestamp()
      where posicion.siguiente = $5
     returning siguiente`,
    [...lane, batch.from, batch.next],
    signal,
  );
  return moved.length > 0;
}

/** Puts positions of lanes where they belong, whatever they were. */
export async function setPositions(
  queryable: Queryable,
  bus: string,
  group: string,
  positions: readonly (Lane & { readonly position: number })[],
  signal: AbortSignal,
): Promise<void> {
  await queryable.query(
    `insert into corridas.posicion (bus, grupo, topico, particion, siguiente)
     select $1, $2, * from unnest($3::text[], $4::int[], $5::bigint[])
     on conflict (bus, grupo, topico, particion) do update
        set siguiente = excluded.siguiente, movida_en = clock_timestamp()
      where posicion.siguiente <> excluded.siguiente`,
    [
      bus,
      group,
      positions.map(({ topic }) => topic),
      positions.map(({ partition }) => partition),
      positions.map(({ position }) => position),
    ],
    signal,
  );
}
