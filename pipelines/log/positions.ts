import type { Lane, LaneBatch } from '../bus/bus.ts';
import type { Queryable } from '../database/database.ts';

/** Where each lane of the group stands on that bus, in their order; 0 where it never read. */
export async function positionsOf(
  queryable: Queryable,
  bus: string,
  group: string,
  lanes: readonly Lane[],
  signal: AbortSignal,
): Promise<readonly number[]> {
  const topics = lanes.map(({ topic }) => topic);
  const partitions = lanes.map(({ partition }) => partition);
  await queryable.query(
    `insert into corridas.posicion (bus, grupo, topico, particion, siguiente)
     select $1, $2, topico, particion, 0 from unnest($3::text[], $4::int[]) as carril (topico, particion)
     on conflict do nothing`,
    [bus, group, topics, partitions],
    signal,
  );
  const rows = await queryable.query<{ siguiente: number }>(
    `select posicion.siguiente
       from unnest($3::text[], $4::int[]) with ordinality as carril (topico, particion, orden)
       join corridas.posicion using (topico, particion)
      where posicion.bus = $1 and posicion.grupo = $2 order by carril.orden`,
    [bus, group, topics, partitions],
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
  const moved = await queryable.query(
    `update corridas.posicion set siguiente = $6, movida_en = clock_timestamp()
      where bus = $1 and grupo = $2 and topico = $3 and particion = $4 and siguiente = $5 returning siguiente`,
    [bus, group, batch.topic, batch.partition, batch.from, batch.next],
    signal,
  );
  return moved.length > 0;
}
