import type { TestLibro } from '../support/libro.ts';

type Rows = readonly unknown[];

/** All that a source's runs left behind; what tells one run from another (numbers, editions, times) is left out. */
export interface SourceState {
  readonly libro: Rows;
  readonly historia: Rows;
  readonly cuarentena: Rows;
  readonly conocido: Rows;
}

const anyRun = `array['_origen', '_turno', '_ordinal', '_corrida', '_leido_en', '_eliminado_en']`;
const stateOf = (table: string, origin: string): string =>
  `select to_jsonb(t) - ${anyRun} || jsonb_build_object('eliminado', _eliminado_en is not null) as fila
     from ${table} t where _origen = '${origin}' order by _clave, _turno, _ordinal`;

export async function sourceState(libro: TestLibro, origin: string): Promise<SourceState> {
  const fila = async (text: string): Promise<Rows> =>
    (await libro.rows<{ fila: unknown }>(text)).map((row) => JSON.stringify(row.fila));
  const [flujo] = await libro.rows<{ id: number }>(`select id from corridas.flujo where origen = '${origin}'`);
  const id = String(flujo?.id ?? 0);
  return {
    libro: await fila(stateOf('libro.recaudo', origin)),
    historia: await fila(stateOf('historia.recaudo', origin)),
    cuarentena: await fila(
      `select jsonb_build_array(c.clave, a.ambito, c.huella_cruda, c.codigo, c.columna, c.valor, c.estado, c.cierre, c.montos) as fila
         from corridas.cuarentena c join corridas.ambito a on a.id = c.ambito where c.flujo = ${id} order by fila`,
    ),
    conocido: await fila(
      `select jsonb_build_array(clave, a.ambito, huella_cruda, huella, montos, rechazado) as fila
         from corridas.conocido_${id} k join corridas.ambito a on a.id = k.ambito order by fila`,
    ),
  };
}

/** What people see now: live states, and what is set apart. */
export async function standing(libro: TestLibro, origin: string): Promise<Rows> {
  const rows = await libro.rows<{ fila: unknown }>(
    `select jsonb_build_array(_clave, valor, estado, fecha_recaudo, _ambito) as fila from libro.recaudo
      where _origen = '${origin}' and _eliminado_en is null order by _clave`,
  );
  return rows.map(({ fila }) => JSON.stringify(fila));
}

/** Rejections that nobody and nothing has closed. */
export function openRejections(libro: TestLibro, origin: string): Promise<Rows> {
  return libro.rows(
    `select c.id, c.clave, c.codigo, c.columna from corridas.cuarentena c join corridas.flujo f on f.id = c.flujo
      where f.origen = '${origin}' and c.estado <> 'cerrada'`,
  );
}

/** Counters that must never go back. */
export async function checkpoints(libro: TestLibro, origin: string): Promise<readonly number[]> {
  const [row] = await libro.rows<Record<string, number>>(
    `select f.turno, f.siguiente_numero, t.siguiente as registro, coalesce(p.siguiente, 0) as aplicado,
            coalesce(extract(epoch from f.posicion::timestamp)::bigint, 0) as posicion
       from corridas.flujo f, log.topico t left join corridas.posicion p on p.topico = t.topico and p.grupo = 'libro'
      where f.origen = '${origin}' and t.topico = 'interno.tesoreria.recaudo.v1'`,
  );
  return Object.values(row ?? {});
}
