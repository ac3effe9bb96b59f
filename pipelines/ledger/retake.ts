import { moneyFieldsOf } from '../../schemas/entity.ts';
import type { CanonicalEntity } from '../../schemas/entity.ts';
import { knownTable } from '../capture/known-state.ts';
import { registerStream } from '../capture/lease.ts';
import type { Database, Transaction } from '../database/database.ts';
import { quoted } from './tables.ts';

/**
 * Takes known state anew from the ledger, origin by origin: what is alive in the ledger is what was last published, and of
 * a stream that has nothing there nothing was. Raw digests, positions and fingerprints are left blank, so that the next run
 * of each stream reads it whole and judges every row; turns and runs go above every one that was ever seen, and the log
 * becomes another one.
 */
export async function retakeKnownState(
  database: Database,
  entities: readonly CanonicalEntity[],
  signal: AbortSignal,
): Promise<void> {
  const taken: number[] = [];
  for (const entity of entities) {
    for (const { origen, campos } of await originsOf(database, entity, signal)) {
      const { id } = await registerStream(database, origen, campos ?? entity.key, signal);
      await database.transaction((transaction) => retake(transaction, entity, origen, id, signal), signal);
      taken.push(id);
    }
  }
  // What such a stream had captured may never have been published, and the log that held it is left behind.
  for (const id of await streamsBeside(database, taken, signal)) {
    await database.transaction((transaction) => forget(transaction, id, signal), signal);
  }
  await goOnWithRuns(database, entities, signal);
  await database.execute('update log.encarnacion set id = gen_random_uuid()::text, desde = clock_timestamp()', signal);
}

interface OriginRow {
  readonly origen: string;
  readonly campos: readonly string[] | null;
}

/** Every origin of which the ledger holds something of the entity. */
function originsOf(database: Database, entity: CanonicalEntity, signal: AbortSignal): Promise<readonly OriginRow[]> {
  return database.query<OriginRow>(
    `select origen, to_jsonb(flujo.campos_clave) as campos
       from (select distinct _origen as origen from libro.${entity.name}) as libro
       left join corridas.flujo using (origen) order by origen`,
    [],
    signal,
  );
}

async function streamsBeside(
  database: Database,
  taken: readonly number[],
  signal: AbortSignal,
): Promise<readonly number[]> {
  const rows = await database.query<{ id: number }>(
    'select id from corridas.flujo where id <> all($1::int[]) order by id',
    [taken],
    signal,
  );
  return rows.map(({ id }) => id);
}

async function retake(
  transaction: Transaction,
  entity: CanonicalEntity,
  origin: string,
  stream: number,
  signal: AbortSignal,
): Promise<void> {
  const table = knownTable(stream);
  const centavos = moneyFieldsOf(entity).map((name) => `coalesce(replace(${quoted(name)}::text, '.', ''), '')`);
  const amounts = centavos.length === 0 ? `''` : centavos.join(` || ',' || `);
  await transaction.query(
    `insert into corridas.ambito (flujo, ambito)
     select distinct $1::int, _ambito from libro.${entity.name} where _origen = $2 and _eliminado_en is null
     on conflict do nothing`,
    [stream, origin],
    signal,
  );
  await forget(transaction, stream, signal);
  await transaction.query(
    `insert into ${table} (clave, numero, ambito, huella_cruda, huella, montos, rechazado)
     select _clave, row_number() over (order by _turno, _ordinal, _clave) - 1, ambito.id, '', _huella, ${amounts}, false
       from libro.${entity.name} join corridas.ambito on ambito.flujo = $1 and ambito.ambito = _ambito
      where _origen = $2 and _eliminado_en is null order by 2`,
    [stream, origin],
    signal,
  );
  await transaction.query(
    `update corridas.flujo
        set siguiente_numero = (select count(*) from ${table}),
            turno = greatest(turno, (select max(_turno) from libro.${entity.name} where _origen = $2),
                             (select max(_turno) from historia.${entity.name} where _origen = $2))
      where id = $1`,
    [stream, origin],
    signal,
  );
}

/** As if nothing of the stream had ever been published: whatever its next whole reading finds is new. */
async function forget(transaction: Transaction, stream: number, signal: AbortSignal): Promise<void> {
  await transaction.query(`delete from ${knownTable(stream)}`, [], signal);
  await transaction.query(
    `update corridas.ambito set declaracion = null, leido_en = null where flujo = $1`,
    [stream],
    signal,
  );
  await transaction.query(
    `update corridas.cuarentena set estado = 'cerrada', cerrada_en = clock_timestamp(), cierre = 'la próxima lectura entera vuelve a juzgar la fila'
      where flujo = $1 and estado <> 'cerrada' and clave is not null and codigo = 'ROW_REJECTED'`,
    [stream],
    signal,
  );
  await transaction.query(
    `update corridas.flujo set siguiente_numero = 0, posicion = null, leido_entero_en = null where id = $1`,
    [stream],
    signal,
  );
}

/** Runs are counted on from the last that happened or that a record names. */
async function goOnWithRuns(
  database: Database,
  entities: readonly CanonicalEntity[],
  signal: AbortSignal,
): Promise<void> {
  const runs = entities.flatMap(({ name }) => [
    `select max(_corrida) as numero from libro.${name}`,
    `select max(_corrida) from historia.${name}`,
  ]);
  await database.query(
    `select setval(pg_get_serial_sequence('corridas.corrida', 'numero'),
                   greatest((select max(numero) from (${runs.join(' union all ')}) as vistas),
                            (select max(numero) from corridas.corrida), 1))`,
    [],
    signal,
  );
}
