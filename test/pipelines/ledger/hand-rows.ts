import { columnNames } from '../../../pipelines/ledger/tables.ts';
import type { CanonicalValue } from '../../../schemas/entity.ts';
import { entityNamed } from '../../../schemas/registry.ts';
import type { TestLibro } from '../../support/libro.ts';

const READ = '2026-03-01T00:00:00Z';
const provenance = { _turno: 1, _ordinal: 0, _corrida: 7, _ambito: 'todo', _huella: 'h', _leido_en: READ };

/** Puts rows where the loader puts them; keys are counted up inside each stream. */
export async function put(
  libro: TestLibro,
  name: string,
  origin: string,
  ...rows: readonly Readonly<Record<string, CanonicalValue>>[]
): Promise<void> {
  const entity = entityNamed(name);
  if (!entity) throw new TypeError(`no entity ${name}`);
  for (const [index, row] of rows.entries()) {
    const cells = { ...provenance, _origen: origin, _clave: `["${String(index)}"]`, ...row };
    const names = columnNames(entity).filter((column) => column in cells);
    const places = names.map((_, place) => `$${String(place + 1)}`);
    await libro.database.query(
      `insert into libro.${name} (${names.join(', ')}) values (${places.join(', ')})`,
      names.map((column) => (cells as Readonly<Record<string, CanonicalValue>>)[column] ?? null),
      libro.signal,
    );
  }
}

/**
 * An open rejection of that key, read two days after everything else, and a closed and a discarded one of another. They hold
 * what the views read and nothing else.
 */
export async function reject(libro: TestLibro, origin: string, key: string): Promise<void> {
  await libro.database.execute(
    `do $$ declare unread name; begin
       for unread in select attname from pg_attribute
                      where attrelid = 'corridas.cuarentena'::regclass and attnotnull and attnum > 0 and attname <> 'id'
       loop execute format('alter table corridas.cuarentena alter column %I drop not null', unread); end loop;
     end $$;
     insert into corridas.flujo (origen) values ('${origin}');
     insert into corridas.cuarentena (flujo, clave, leida_en, estado)
     select flujo.id, rechazo.clave, '2026-03-03T00:00:00Z', rechazo.estado
       from corridas.flujo
            cross join (values ('${key}', 'abierta'), ('["1"]', 'cerrada'), ('["1"]', 'descartada')) as rechazo(clave, estado)
      where flujo.origen = '${origin}'`,
    libro.signal,
  );
}

/** When every row was read, as the database writes it. */
export const read = '2026-03-01 00:00:00+00';

/** What an aggregated row says of its age. */
export const fresh = { _leido_en: read, _desactualizados: 0, _desactualizado_desde: null };
/** After `reject`. */
export const stale = { _leido_en: read, _desactualizados: 1, _desactualizado_desde: '2026-03-03 00:00:00+00' };
export const gone = { _eliminado_en: READ };
