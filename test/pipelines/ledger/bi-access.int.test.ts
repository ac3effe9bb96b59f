import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import type { Database } from '../../../pipelines/database/database.ts';
import { openEmbedded } from '../../../pipelines/database/embedded.ts';
import { openPostgres, type Login } from '../../../pipelines/database/postgres.ts';
import { BI_LOGIN, closeBiAccess, openBiAccess, tryBiAccess } from '../../../pipelines/ledger/bi-access.ts';
import { migrate } from '../../../pipelines/ledger/migrate.ts';
import { entities } from '../../../schemas/registry.ts';
import { need } from '../../support/need.ts';
import { asSuperuser, missingPostgres, openServer, type OwnServer } from '../../support/postgres.ts';

const signal = new AbortController().signal;
const owner = { user: 'tesoreria', password: 'clave-de-prueba' };

/** Logins belong to the whole cluster, so these tests have one of their own. */
for (const version of [15, 18] as const) {
  const missing = missingPostgres(version);
  need(
    `PostgreSQL ${version}`,
    missing === null,
    missing ?? '',
  )(`el acceso de BI en PostgreSQL ${version}, en un libro cuyo dueño no es administrador`, () => {
    let server: OwnServer;
    let libro: Database;
    const opened: Database[] = [];

    beforeAll(async () => {
      server = await openServer(version, { fsync: false });
      await asSuperuser(server.server, `create role tesoreria login createrole password '${owner.password}'`);
      libro = await ledgerIn('libro');
    });

    afterEach(async () => {
      await closeBiAccess(libro, signal);
    });

    afterAll(async () => {
      for (const database of opened) await database[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    });

    const connect =
      (name = 'libro') =>
      (login: Login): Promise<Database> =>
        openPostgres(server.url.replace(/postgres$/, name), { login, connections: 1 }, signal);

    async function ledgerIn(name: string): Promise<Database> {
      await asSuperuser(server.server, `create database ${name} template template0 owner ${owner.user}`);
      const database = await connect(name)(owner);
      opened.push(database);
      await migrate(database, entities, signal);
      return database;
    }

    async function logIn(): Promise<Database> {
      const { password } = await openBiAccess(libro, false, signal);
      return connect()({ user: BI_LOGIN, password: password ?? '' });
    }

    const outcomeOf = (password: string | null): Promise<unknown> =>
      tryBiAccess(password ?? '', connect(), signal).catch((error: unknown) => error);

    test('hasta que se abre nadie entra, y después la clave queda', async () => {
      const before = await outcomeOf('');
      const first = await openBiAccess(libro, false, signal);
      const second = await openBiAccess(libro, false, signal);

      expect(before).toMatchObject({ code: 'LEDGER_UNAVAILABLE' });
      expect(first.fresh).toBe(true);
      expect(first.password).toMatch(/^[0-9a-f]{64}$/);
      expect(second).toEqual({ password: first.password, fresh: false });
      expect(await outcomeOf(first.password)).toBeUndefined();
    });

    test('con una clave nueva la anterior deja de servir, y cerrado no sirve ninguna', async () => {
      const first = await openBiAccess(libro, false, signal);
      const renewed = await openBiAccess(libro, true, signal);
      const [old, current] = [await outcomeOf(first.password), await outcomeOf(renewed.password)];
      await closeBiAccess(libro, signal);

      expect(renewed.fresh).toBe(true);
      expect(old).toMatchObject({ code: 'FORBIDDEN' });
      expect(String(old)).toContain('libro bi-access --new-password');
      expect(current).toBeUndefined();
      expect(await outcomeOf(renewed.password)).toMatchObject({ code: 'FORBIDDEN' });
    });

    test('entra sin escribir el esquema, y sólo lee', async () => {
      await using bi = await logIn();

      expect(await bi.query('select count(*) as filas from recaudo_diario', [], signal)).toEqual([{ filas: 0 }]);
      expect(await bi.query(`select current_setting('default_transaction_read_only') as lee`, [], signal)).toEqual([
        { lee: 'on' },
      ]);
    });

    test.each([
      ['leer una tabla del libro', 'select * from libro.recaudo'],
      ['leer la historia', 'select * from historia.recaudo'],
      ['leer el log', 'select * from log.segmento'],
      ['leer las claves', 'select * from corridas.acceso'],
      ['leer la cuarentena', 'select * from corridas.cuarentena'],
      ['escribir en el libro', 'update libro.recaudo set valor = 0'],
      ['crear en bi', 'create table bi.x (n int)'],
      ['crear en public', 'create table public.x (n int)'],
      ['crear una tabla temporal', 'create temp table x (n int)'],
      ['tomar el rol del dueño', 'set role tesoreria'],
      ['tomar otro rol de consulta', 'set role libro_consulta_hacienda'],
      ['cambiarse los permisos', 'alter role libro_bi createrole'],
      ['copiar a un programa', `copy (select 1) to program 'cat'`],
      ['leer un archivo', `select pg_read_file('/etc/passwd')`],
    ])('no puede %s, tampoco si deja de ser de sólo lectura', async (_, statement) => {
      await using bi = await logIn();

      await bi.execute('set default_transaction_read_only = off', signal);
      const attempt = bi.execute(statement, signal);

      await expect(attempt).rejects.toMatchObject({ sqlstate: '42501' });
    });

    test('un candado suyo no detiene a nadie', async () => {
      await using bi = await logIn();

      await bi.transaction(async (transaction) => {
        await transaction.query('select pg_advisory_xact_lock(257580)', [], signal);
        await migrate(libro, entities, signal);
      }, signal);

      expect(await libro.query('select 1 as n', [], signal)).toEqual([{ n: 1 }]);
    });

    test('dos bases del mismo servidor no se cambian la clave la una a la otra sin que se les pida', async () => {
      const first = await openBiAccess(libro, false, signal);
      const other = await ledgerIn('otro');

      const second = await openBiAccess(other, false, signal);

      expect(second).toEqual({ password: null, fresh: false });
      expect(await outcomeOf(first.password)).toBeUndefined();
    });

    test('si el usuario puede más de lo debido no se da por bueno', async () => {
      const { password } = await openBiAccess(libro, false, signal);
      await asSuperuser(server.server, 'grant pg_read_all_data to libro_bi');

      const outcome = await outcomeOf(password);

      await asSuperuser(server.server, 'revoke pg_read_all_data from libro_bi');
      expect(outcome).toMatchObject({ code: 'FORBIDDEN' });
      expect(String(outcome)).toContain('es miembro de pg_read_all_data');
    });
  });
}

test('la base embebida no se abre a nadie, y dice qué libro sí', async () => {
  await using embedded = await openEmbedded(null, signal);
  await migrate(embedded, entities, signal);

  const refused = openBiAccess(embedded, false, signal);

  await expect(refused).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(refused).rejects.toThrow('managed');
});
