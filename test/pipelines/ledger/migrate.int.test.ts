import { expect, it } from 'vitest';
import { recaudo } from '../../../schemas/entities/recaudo.ts';
import { defineEntity, opcional, topicOf } from '../../../schemas/entity.ts';
import { entities } from '../../../schemas/registry.ts';
import { texto } from '../../../schemas/scalars/texto.ts';
import type { Database } from '../../../pipelines/database/database.ts';
import { applyEnvelopes } from '../../../pipelines/ledger/apply.ts';
import { migrate } from '../../../pipelines/ledger/migrate.ts';
import { columnNames, columnsOfTable } from '../../../pipelines/ledger/tables.ts';
import { documents } from '../../../ops/generated-documents.ts';
import { recaudoWith, upsertOf } from '../../builders/envelopes.ts';
import { describeOnEachDatabase, describeOnEachServer } from '../../support/each-database.ts';
import type { TestLibro } from '../../support/libro.ts';

const { signal } = new AbortController();

const SCHEMAS = 'libro, historia, corridas, log, bi';
const quotedSchemas = SCHEMAS.split(', ')
  .map((name) => `'${name}'`)
  .join(', ');

/** Every relation, column, type, rule and comment of the ledger's schemas, a line each. */
async function catalogue(
  { database }: Pick<TestLibro, 'database'>,
  schemas = quotedSchemas,
): Promise<readonly string[]> {
  const rows = await database.query<{ line: string }>(
    `select concat_ws(' ', n.nspname, c.relname, c.relkind, a.attname, format_type(a.atttypid, a.atttypmod),
              case when a.attnotnull then 'not null' end, co.collname, col_description(c.oid, a.attnum)) as line
       from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
       left join pg_collation co on co.oid = a.attcollation
      where n.nspname in (${schemas}) and a.attnum > 0 and not a.attisdropped
     union all
     select concat_ws(' ', n.nspname, c.relname, pg_get_constraintdef(k.oid))
       from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in (${schemas}) and k.contype <> 'n'
     union all
     select concat_ws(' ', n.nspname, c.relname, obj_description(c.oid)) from pg_class c
       join pg_namespace n on n.oid = c.relnamespace where n.nspname in (${schemas})
      order by 1`,
    [],
    signal,
  );
  return rows.map(({ line }) => line);
}

async function emptied(database: Database): Promise<void> {
  await database.execute(`drop schema if exists ${SCHEMAS} cascade`, signal);
}

async function schemasOf(database: Database): Promise<readonly unknown[]> {
  return database.query(`select nspname from pg_namespace where nspname in (${quotedSchemas})`, [], signal);
}

const withNote = defineEntity({
  ...recaudo,
  schema: recaudo.schema.extend({
    nota: opcional(texto, { description: "Lo que 'se anotó' al margen", sensitivity: 'interno' }),
  }),
});
const withNoteInAll = entities.map((entity) => (entity.name === recaudo.name ? withNote : entity));

describeOnEachDatabase('migrar', (open) => {
  it('dos veces es una', async () => {
    const libro = open();
    const before = [await catalogue(libro), await libro.rows('select * from corridas.migracion order by nombre')];

    await migrate(libro.database, entities, signal);

    const after = [await catalogue(libro), await libro.rows('select * from corridas.migracion order by nombre')];
    expect(before.map((rows) => rows.length > 0)).toEqual([true, true]);
    expect(after).toEqual(before);
  });

  it('da a cada entidad sus dos tablas, con las columnas que de ella se derivan y la clave de sus estados', async () => {
    const libro = open();

    const columns = await libro.rows<{ tabla: string; columnas: readonly string[] }>(
      `select table_schema || '.' || table_name as tabla, to_jsonb(array_agg(column_name::text order by ordinal_position)) as columnas
         from information_schema.columns where table_schema in ('libro', 'historia') group by 1`,
    );
    const keys = await libro.rows<{ tabla: string; clave: string }>(
      `select conrelid::regclass::text as tabla, pg_get_constraintdef(oid) as clave from pg_constraint
        where contype = 'p' and connamespace in ('libro'::regnamespace, 'historia'::regnamespace)`,
    );

    const expected = entities.flatMap((entity) =>
      ['historia', 'libro'].map((schema) => [`${schema}.${entity.name}`, columnNames(entity)]),
    );
    expect(Object.fromEntries(columns.map(({ tabla, columnas }) => [tabla, columnas]))).toEqual(
      Object.fromEntries(expected),
    );
    expect(keys).toHaveLength(2 * entities.length);
    expect(new Set(keys.map(({ tabla, clave }) => `${tabla.split('.')[0] ?? ''} ${clave}`))).toEqual(
      new Set(['libro PRIMARY KEY (_clave, _origen)', 'historia PRIMARY KEY (_clave, _origen, _turno, _ordinal)']),
    );
  });

  it('hace un tema de cada entidad, y conserva sus contadores', async () => {
    const libro = open();
    await libro.database.execute(`update log.topico set siguiente = 7 where topico = '${topicOf(recaudo)}'`, signal);

    await migrate(libro.database, entities, signal);

    const topics = await libro.rows<{ topico: string; siguiente: number }>('select topico, siguiente from log.topico');
    expect(Object.fromEntries(topics.map(({ topico, siguiente }) => [topico, siguiente]))).toEqual(
      Object.fromEntries(entities.map((entity) => [topicOf(entity), entity === recaudo ? 7 : 0])),
    );
  });

  it('un campo opcional nuevo es una columna en las dos tablas, con su comentario, y lo que había queda', async () => {
    const libro = open();
    const states = [upsertOf(recaudoWith(), [1, 1]), upsertOf(recaudoWith({ valor: '1.00' }), [2, 1])];
    for (const state of states) {
      await libro.database.transaction(
        (transaction) => applyEnvelopes(transaction, recaudo, [state], true, signal),
        signal,
      );
    }

    await migrate(libro.database, withNoteInAll, signal);

    const column = `select valor, nota from`;
    expect(await libro.rows(`${column} libro.recaudo`)).toEqual([{ valor: '1.00', nota: null }]);
    expect(await libro.rows(`${column} historia.recaudo`)).toEqual([{ valor: '125000.00', nota: null }]);
    const grown = await catalogue(libro, "'libro', 'historia', 'corridas', 'log'");
    await emptied(libro.database);
    await migrate(libro.database, withNoteInAll, signal);
    expect(grown).toEqual(await catalogue(libro, "'libro', 'historia', 'corridas', 'log'"));
  });

  it('una base más nueva se rechaza por su columna de más, y no se toca', async () => {
    const libro = open();
    await migrate(libro.database, withNoteInAll, signal);
    const before = await catalogue(libro);

    const older = migrate(libro.database, entities, signal);

    await expect(older).rejects.toMatchObject({
      code: 'LEDGER_UNAVAILABLE',
      message:
        'La tabla libro.recaudo tiene columnas que esta versión no conoce (nota): ' +
        'la base es de una versión más nueva del programa. Actualice el programa.',
    });
    expect(await catalogue(libro)).toEqual(before);
  });

  it('una base más nueva se rechaza por su migración de más', async () => {
    const libro = open();
    await libro.database.execute("insert into corridas.migracion values ('9999_futuro.sql', 'x')", signal);

    const older = migrate(libro.database, entities, signal);

    await expect(older).rejects.toMatchObject({
      code: 'LEDGER_UNAVAILABLE',
      message:
        'A la base se le aplicó lo que esta versión no conoce (9999_futuro.sql): ' +
        'es de una versión más nueva del programa. Actualice el programa.',
    });
  });

  it('la que falla a la mitad no deja nada', async () => {
    const { database } = open();
    await emptied(database);
    await database.execute('create schema log', signal);

    await expect(migrate(database, entities, signal)).rejects.toThrow('log');

    expect(await schemasOf(database)).toEqual([{ nspname: 'log' }]);
  });

  it('el esquema escrito en el manual es el de la base', async () => {
    const libro = open();
    const written = documents.find(({ path }) => path.endsWith('/schema.sql'));
    const migrated = await catalogue(libro, "'libro', 'historia'");
    await emptied(libro.database);

    await libro.database.execute('create schema libro; create schema historia', signal);
    await libro.database.execute((await written?.content()) ?? '', signal);

    expect(await catalogue(libro, "'libro', 'historia'")).toEqual(migrated);
    expect(migrated.length).toBeGreaterThan(entities.flatMap(columnsOfTable).length);
  });
});

describeOnEachServer('dos que migran a la vez', (open) => {
  it('una espera a la otra, y la base queda como si hubiera migrado una', async () => {
    const libro = open();
    const expected = await catalogue(libro);
    await emptied(libro.database);

    await Promise.all([1, 2, 3].map(() => migrate(libro.database, entities, signal)));

    expect(await catalogue(libro)).toEqual(expected);
  });
});
