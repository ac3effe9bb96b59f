import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import type { Database } from '../../../pipelines/database/database.ts';
import { openPostgres } from '../../../pipelines/database/postgres.ts';
import { migrate } from '../../../pipelines/ledger/migrate.ts';
import { openReader, type Reader } from '../../../pipelines/ledger/reader.ts';
import { allRoles } from '../../../pipelines/ledger/roles.ts';
import type { QueryRole } from '../../../pipelines/ledger/roles.ts';
import { entities } from '../../../schemas/registry.ts';
import { need } from '../../support/need.ts';
import { asSuperuser, missingPostgres, openServer, type OwnServer } from '../../support/postgres.ts';

const signal = new AbortController().signal;

/** Roles belong to the whole cluster, so these tests have one of their own. */
for (const version of [15, 18] as const) {
  const missing = missingPostgres(version);
  need(
    `PostgreSQL ${version}`,
    missing === null,
    missing ?? '',
  )(`los roles en un servidor PostgreSQL ${version} con varias bases`, () => {
    let server: OwnServer;
    const opened: Database[] = [];

    beforeAll(async () => {
      server = await openServer(version, { fsync: false });
    });

    afterEach(async () => {
      for (const database of opened.splice(0)) await database[Symbol.asyncDispose]();
      for (const name of ['uno', 'dos']) await ask(`drop database if exists ${name} with (force)`);
      for (const role of [...allRoles, 'tesoreria']) await ask(`drop role if exists ${role}`);
    });

    afterAll(async () => {
      await server[Symbol.asyncDispose]();
    });

    const ask = (statement: string): Promise<void> => asSuperuser(server.server, statement);
    const urlOf = (name: string): string => server.url.replace(/postgres$/, name);

    async function databaseOf(
      name: string,
      login?: { readonly user: string; readonly password: string },
    ): Promise<Database> {
      await ask(`create database ${name} template template0 ${login ? `owner ${login.user}` : ''}`);
      const database = await openPostgres(urlOf(name), login ? { login } : {}, signal);
      opened.push(database);
      return database;
    }

    async function readerOf(database: Database, name: string, role: QueryRole = 'bi'): Promise<Reader> {
      return openReader(
        database,
        role,
        (login) => openPostgres(urlOf(name), { login, connections: 1 }, signal),
        signal,
      );
    }

    /** Who a reader of the database turns out to be. */
    async function whoReads(database: Database, name: string, role: QueryRole = 'bi'): Promise<unknown> {
      await using reader = await readerOf(database, name, role);
      return await reader.readText(
        'select session_user, current_database(), (select count(*) from bi.recaudo_diario)',
        async ({ rows }) => {
          for await (const [row] of rows) return row;
          return null;
        },
        signal,
      );
    }

    const tesoreria = { user: 'tesoreria', password: 'clave-de-prueba' };

    test('dos bases que migran a la vez por primera vez comparten los roles', async () => {
      const [one, two] = await Promise.all([databaseOf('uno'), databaseOf('dos')]);

      await Promise.all([migrate(one, entities, signal), migrate(two, entities, signal)]);

      expect(await whoReads(one, 'uno')).toEqual(['libro_consulta_bi', 'uno', '0']);
      expect(await whoReads(two, 'dos')).toEqual(['libro_consulta_bi', 'dos', '0']);
      expect(await whoReads(one, 'uno')).toEqual(['libro_consulta_bi', 'uno', '0']);
    });

    test('una clave perdida se hace de nuevo, y la que sirve no se cambia', async () => {
      const one = await databaseOf('uno');
      await migrate(one, entities, signal);
      const kept = () => one.query('select clave from corridas.acceso', [], signal);
      await whoReads(one, 'uno', 'hacienda');
      const first = await kept();
      await whoReads(one, 'uno', 'hacienda');
      const second = await kept();
      await one.execute('delete from corridas.acceso', signal);

      const who = await whoReads(one, 'uno', 'hacienda');

      expect(who).toEqual(['libro_consulta_hacienda', 'uno', '0']);
      expect(second).toEqual(first);
      expect(await kept()).not.toEqual(first);
    });

    test('sin permiso para hacer roles el libro funciona y la consulta dice qué debe correr el administrador', async () => {
      await ask(`create role tesoreria login password '${tesoreria.password}'`);
      const one = await databaseOf('uno', tesoreria);
      await migrate(one, entities, signal);

      const refused = readerOf(one, 'uno');

      await expect(refused).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(refused).rejects.toThrow(/ejecute una vez:\n {2}ALTER ROLE "tesoreria" CREATEROLE;\n(?! {2}GRANT)/);
      await ask('alter role tesoreria createrole');
      await migrate(one, entities, signal);
      expect(await whoReads(one, 'uno')).toEqual(['libro_consulta_bi', 'uno', '0']);
    });

    test('si los roles son de otro usuario, la consulta dice qué permiso falta', async () => {
      const two = await databaseOf('dos');
      await migrate(two, entities, signal);
      await ask(`create role tesoreria login password '${tesoreria.password}'`);
      const one = await databaseOf('uno', tesoreria);
      await migrate(one, entities, signal);

      const refused = readerOf(one, 'uno');

      await expect(refused).rejects.toMatchObject({ code: 'FORBIDDEN' });
      const said = await refused.then(String, String);
      const statements = (said.match(/^ {2}.+;$/gm) ?? []).map((line) => line.trim());
      expect(statements).toEqual([
        'ALTER ROLE "tesoreria" CREATEROLE;',
        `GRANT ${allRoles.toSorted().join(', ')} TO "tesoreria" WITH ADMIN OPTION;`,
      ]);
      for (const statement of statements) await ask(statement);
      expect(await whoReads(one, 'uno')).toEqual(['libro_consulta_bi', 'uno', '0']);
    });

    test.each([
      ['es miembro de pg_read_all_data', 'grant pg_read_all_data to libro_consulta_bi'],
      ['tiene atributos de administrador', 'alter role libro_consulta_bi superuser'],
    ])('no se consulta por un usuario que %s', async (reason, statement) => {
      const one = await databaseOf('uno');
      await migrate(one, entities, signal);
      await ask(statement);

      const refused = readerOf(one, 'uno');

      await expect(refused).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(refused).rejects.toThrow(`libro_consulta_bi: ese usuario de PostgreSQL ${reason}`);
    });

    test('roles que se borraron con sus permisos vuelven al migrar', async () => {
      const one = await databaseOf('uno');
      await migrate(one, entities, signal);
      await whoReads(one, 'uno');
      await one.execute('drop owned by libro_bi; drop role libro_bi, libro_consulta_bi', signal);

      await migrate(one, entities, signal);

      expect(await whoReads(one, 'uno')).toEqual(['libro_consulta_bi', 'uno', '0']);
    });
  });
}
