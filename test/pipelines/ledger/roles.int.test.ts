import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';

import type { Database } from '../../../pipelines/database/database.ts';
import { openPostgres } from '../../../pipelines/database/postgres.ts';
import { migrate } from '../../../pipelines/ledger/migrate.ts';
import { openReader, type Reader } from '../../../pipelines/ledger/reader.ts';
import { loginOf, type QueryRole } from '../../../pipelines/ledger/roles.ts';
import { campo, defineEntity } from '../../../schemas/entity.ts';
import { entities } from '../../../schemas/registry.ts';
import { dinero } from '../../../schemas/scalars/dinero.ts';
import { databases, type OpenedDatabase } from '../../support/databases.ts';
import { need } from '../../support/need.ts';

const signal = new AbortController().signal;
const finance = ['bi', 'hacienda'] as const;

/** What an entity of another office looks like. */
const nomina = defineEntity({
  name: 'nomina',
  version: 1,
  summary: 'Un pago de nómina',
  domain: 'terceros',
  schema: z.object({
    valor: campo(dinero, { description: 'Valor', unit: 'COP', sensitivity: 'reservado:talento_humano' }),
  }),
  key: ['valor'],
});

async function rowsOf(reader: Reader, text: string): Promise<readonly (readonly (string | null)[])[]> {
  return reader.readText(
    text,
    async ({ rows }) => {
      const all: (readonly (string | null)[])[] = [];
      for await (const page of rows) all.push(...page);
      return all;
    },
    signal,
  );
}

const provenance = `'banco/recaudo', '["1"]', 1, 1, 1, 'todo', 'h', '2026-03-02T00:00:00Z'`;
const provenanceColumns = '_origen, _clave, _turno, _ordinal, _corrida, _ambito, _huella, _leido_en';

for (const kind of databases) {
  const served = kind.name !== 'PGlite';
  need(
    kind.name,
    kind.missing === null,
    kind.missing ?? '',
  )(`los roles de consulta en ${kind.name}`, () => {
    let database: OpenedDatabase;
    let readers: Readonly<Record<(typeof finance)[number], Reader>>;

    beforeAll(async () => {
      database = await kind.open();
      await migrate(database, [...entities, nomina], signal);
      await database.execute(
        `insert into libro.recaudo (fecha_recaudo, valor, origen, estado, ${provenanceColumns})
           values ('2026-03-02', 125000.00, 'A', 'aplicado', ${provenance});
         insert into libro.nomina (valor, ${provenanceColumns}) values (1.00, ${provenance})`,
        signal,
      );
      const open = (role: QueryRole): Promise<Reader> =>
        openReader(
          database,
          role,
          (login) => openPostgres(database.url ?? '', { login, connections: 1, statementTimeoutMs: 1500 }, signal),
          signal,
        );
      readers = { bi: await open('bi'), hacienda: await open('hacienda') };
    });

    const logInAs = async (role: QueryRole): Promise<Database> => {
      const user = loginOf(role);
      const [kept] = await database.query<{ clave: string }>(
        'select clave from corridas.acceso where rol = $1',
        [user],
        signal,
      );
      return openPostgres(database.url ?? '', { login: { user, password: kept?.clave ?? '' }, connections: 1 }, signal);
    };

    afterAll(async () => {
      await readers.bi[Symbol.asyncDispose]();
      await readers.hacienda[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    });

    test('bi ve las vistas de bi', async () => {
      const rows = await rowsOf(readers.bi, 'select fecha_recaudo, valor from bi.recaudo_diario');

      expect(rows).toEqual([['2026-03-02', '125000.00']]);
    });

    test('hacienda ve las vistas y las tablas que le tocan, con su historia', async () => {
      const rows = await rowsOf(
        readers.hacienda,
        `select (select count(*) from bi.recaudo_diario), (select count(*) from libro.recaudo),
                (select count(*) from historia.recaudo)`,
      );

      expect(rows).toEqual([['1', '1', '0']]);
    });

    test.each<readonly ['bi' | 'hacienda', string]>([
      ['bi', 'libro.recaudo'],
      ['bi', 'historia.recaudo'],
      ['bi', 'libro.nomina'],
      ['bi', 'log.segmento'],
      ['bi', 'corridas.corrida'],
      ['bi', 'corridas.acceso'],
      ['hacienda', 'libro.nomina'],
      ['hacienda', 'historia.nomina'],
      ['hacienda', 'log.segmento'],
      ['hacienda', 'corridas.cuarentena'],
      ['hacienda', 'corridas.acceso'],
    ])('%s no lee %s', async (role, table) => {
      const reading = rowsOf(readers[role], `select * from ${table}`);

      await expect(reading).rejects.toMatchObject({ code: 'QUERY_REFUSED', context: { sqlstate: '42501' } });
    });

    const attacks: readonly (readonly [string, string])[] = [
      ['insertar', `insert into libro.recaudo (_origen) values ('x')`],
      ['actualizar', `update libro.recaudo set valor = 0`],
      ['borrar', `delete from libro.recaudo`],
      ['crear una tabla', `create table bi.x (n int)`],
      ['crear una tabla temporal', `create temp table x (n int)`],
      ['crear una tabla con SELECT INTO', `select 1 as n into temp x`],
      ['escribir desde un WITH', `with x as (delete from libro.recaudo returning 1) select * from x`],
      ['escribir explicando', `explain analyze delete from libro.recaudo`],
      ['tomar otro rol', `set role postgres`],
      [
        'tomar otro rol con set_config',
        `select set_config('role', (select rolname from pg_roles where rolsuper limit 1), false)`,
      ],
      ['dejar el rol', `reset role`],
      ['ser otra sesión', `set session authorization default`],
      [
        'ser otra sesión con set_config',
        `select set_config('session_authorization', (select rolname from pg_roles where rolsuper limit 1), false)`,
      ],
      ['permitirse escribir', `select set_config('transaction_read_only', 'off', false)`],
      ['cambiar parámetros por su vista', `explain analyze update pg_settings set setting = 'x' where name = 'role'`],
      ['leer por query_to_xml', `select query_to_xml('select * from corridas.acceso', true, true, '')`],
      ['escribir por query_to_xml', `select query_to_xml('delete from libro.recaudo', true, true, '')`],
      ['leer por table_to_xml', `select table_to_xml('corridas.acceso', true, true, '')`],
      ['leer por ts_stat', `select * from ts_stat('select clave::tsvector from corridas.acceso')`],
      ['ejecutar un programa', `copy (select 1) to program 'touch /tmp/libro'`],
      ['copiar a un archivo', `copy (select 1) to '/tmp/libro'`],
      ['copiar de un programa', `copy libro.recaudo from program 'cat /etc/passwd'`],
      ['leer un archivo', `select pg_read_file('/etc/passwd')`],
      ['listar una carpeta', `select pg_ls_dir('/')`],
      ['importar un archivo', `select lo_import('/etc/passwd')`],
      ['exportar un archivo', `select lo_export(1, '/tmp/libro')`],
      ['conectarse a otra base', `select * from dblink('dbname=postgres', 'select 1') as t(n int)`],
      ['leer claves del servidor', `select rolpassword from pg_authid`],
      ['leer estadísticas de lo ajeno', `select * from pg_statistic`],
      ['cargar una biblioteca', `load 'plpgsql'`],
      ['correr un bloque', `do $$ begin perform 1; end $$`],
      ['dos instrucciones', `select 1; delete from libro.recaudo`],
      ['salir de la transacción', `commit`],
      ['apagar a otros', `select pg_terminate_backend(pid) from pg_stat_activity where usesysid <> 0`],
    ];

    test.each(attacks)('ningún rol puede %s', async (_, text) => {
      const state = `select (select count(*)::int from libro.recaudo) as recaudos, (select sum(valor) from libro.recaudo) as valor,
        (select count(*)::int from pg_largeobject_metadata) as objetos`;
      const before = await database.query(state, [], signal);

      for (const reader of [readers.bi, readers.hacienda]) {
        await expect(rowsOf(reader, text)).rejects.toMatchObject({ code: 'QUERY_REFUSED' });
      }

      expect(await database.query(state, [], signal)).toEqual(before);
      expect(before).toEqual([{ recaudos: 1, valor: '125000.00', objetos: 0 }]);
    });

    test('de las estadísticas de una columna ajena no ve nada', async () => {
      await database.execute('analyze libro.nomina', signal);

      const rows = await rowsOf(readers.hacienda, `select count(*) from pg_stats where tablename = 'nomina'`);

      expect(rows).toEqual([['0']]);
    });

    test('lo que haga un objeto grande se deshace con la consulta', async () => {
      await rowsOf(readers.bi, `select lo_from_bytea(0, 'x')`).catch(() => undefined);

      expect(await database.query('select 1 from pg_largeobject_metadata', [], signal)).toEqual([]);
    });

    test('ni temporales en la base, ni crear en ella o en public, ni otro esquema', async () => {
      const rows = await database.query(
        `select rol, has_database_privilege(rol, current_database(), 'temporary') as temporales,
                has_database_privilege(rol, current_database(), 'create') as crear,
                has_schema_privilege(rol, 'public', 'create') as en_public,
                array(select nspname from pg_namespace
                       where nspname in ('bi', 'libro', 'historia', 'corridas', 'log') and has_schema_privilege(rol, oid, 'usage')
                       order by nspname)::text as usa
           from unnest(array['libro_bi', 'libro_consulta_bi', 'libro_hacienda', 'libro_consulta_hacienda']) as rol`,
        [],
        signal,
      );

      const none = { temporales: false, crear: false, en_public: false };
      expect(rows).toEqual([
        { rol: 'libro_bi', ...none, usa: '{bi}' },
        { rol: 'libro_consulta_bi', ...none, usa: '{bi}' },
        { rol: 'libro_hacienda', ...none, usa: '{bi,historia,libro}' },
        { rol: 'libro_consulta_hacienda', ...none, usa: '{bi,historia,libro}' },
      ]);
    });

    test('migrar otra vez no vuelve a conceder nada, y lo que sobra o falta se corrige', async () => {
      const versions = `select string_agg(xmin::text, ',' order by oid) as versiones from pg_class where relnamespace = 'libro'::regnamespace`;
      await migrate(database, [...entities, nomina], signal);
      const [before] = await database.query(versions, [], signal);
      await migrate(database, [...entities, nomina], signal);
      const [after] = await database.query(versions, [], signal);
      await database.execute(
        'grant select on libro.nomina to libro_hacienda; revoke select on libro.recaudo from libro_hacienda',
        signal,
      );

      await migrate(database, [...entities, nomina], signal);

      expect(after).toEqual(before);
      await expect(rowsOf(readers.hacienda, 'select * from libro.nomina')).rejects.toMatchObject({
        code: 'QUERY_REFUSED',
      });
      expect(await rowsOf(readers.hacienda, 'select count(*) from libro.recaudo')).toEqual([['1']]);
    });

    test('después de consultar, el dueño sigue siendo el dueño', async () => {
      await rowsOf(readers.bi, 'select 1');

      const rows = await database.query('select current_user = session_user as el_mismo', [], signal);

      expect(rows).toEqual([{ el_mismo: true }]);
    });

    if (served) {
      test.each([
        ['dormir', `select pg_sleep(20)`],
        ['calcular sin fin', `select count(*) from generate_series(1, 1e12::bigint)`],
      ])('%s más de lo permitido lo detiene el servidor', async (_, text) => {
        await expect(rowsOf(readers.bi, text)).rejects.toMatchObject({ cause: { code: '57014' } });
      });

      test.each([
        ['insertar', `insert into libro.recaudo (_origen) values ('x')`],
        ['actualizar', `update libro.recaudo set valor = 0`],
        ['borrar', `delete from libro.recaudo`],
        ['vaciar', `truncate libro.recaudo`],
        ['borrar una vista', `drop view bi.recaudo_diario`],
        ['crear en bi', `create table bi.x (n int)`],
        ['crear en public', `create table public.x (n int)`],
        ['crear una tabla temporal', `create temp table x (n int)`],
        ['tomar otro rol', `set role pg_read_all_data`],
        ['leer corridas', `do $$ begin perform * from corridas.acceso; end $$`],
        ['ejecutar un programa', `copy (select 1) to program 'touch /tmp/libro'`],
        ['copiar de un archivo', `do $$ begin execute 'copy bi.recaudo_diario from ''/etc/passwd'''; end $$`],
      ])('y con su clave en la mano tampoco puede %s', async (_, statement) => {
        for (const role of finance) {
          await using intruder = await logInAs(role);
          await expect(intruder.execute(statement, signal)).rejects.toMatchObject({ sqlstate: '42501' });
        }
      });

      test('quien entra por él no deja de ser él', async () => {
        await using intruder = await logInAs('bi');

        await intruder.execute('reset role; set session authorization default', signal);

        expect(await intruder.query('select current_user, session_user', [], signal)).toEqual([
          { current_user: 'libro_consulta_bi', session_user: 'libro_consulta_bi' },
        ]);
      });

      test('un candado que toma una consulta se va con ella', async () => {
        await rowsOf(readers.bi, 'select pg_advisory_lock(257580)');

        // The server frees it when it sees the connection closed: whoever waits gets it.
        const taken = `begin; set local lock_timeout = '20s'; select pg_advisory_xact_lock(257580); commit`;
        await expect(database.execute(taken, signal)).resolves.toBeUndefined();
      });
    } else {
      test.each([
        ['dormir', 'select pg_sleep(20)'],
        ['tomar un candado', 'select pg_advisory_lock(257580)'],
        ['hacer un objeto grande', `select lo_from_bytea(0, 'x')`],
        ['cambiar un parámetro', `select set_config('TimeZone', 'UTC', false)`],
      ])('en la base embebida no se puede %s', async (_, text) => {
        await expect(rowsOf(readers.bi, text)).rejects.toMatchObject({ context: { sqlstate: '42501' } });
      });
    }
  });
}
