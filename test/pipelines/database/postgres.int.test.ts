import { createServer } from 'node:net';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Database } from '../../../pipelines/database/database.ts';
import { openPostgres } from '../../../pipelines/database/postgres.ts';
import { need } from '../../support/need.ts';
import { asSuperuser, createDatabase, missingPostgres, openServer, type TestDatabase } from '../../support/postgres.ts';

const signal = new AbortController().signal;
const missing = missingPostgres(15);

need(
  'PostgreSQL 15',
  missing === null,
  missing ?? '',
)('a served PostgreSQL', () => {
  let created: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    created = await createDatabase(15);
    database = await openPostgres(created.url, {}, signal);
  });

  afterAll(async () => {
    await database[Symbol.asyncDispose]();
    await created[Symbol.asyncDispose]();
  });

  /** Statements that the server is running for this database, other than the one that asks. */
  const running = async (): Promise<readonly string[]> => {
    const text = `SELECT query FROM pg_stat_activity
      WHERE datname = current_database() AND state <> 'idle' AND pid <> pg_backend_pid()`;
    return (await database.query<{ query: string }>(text, [], signal)).map((row) => row.query);
  };
  const untilRunning = async (part: string): Promise<void> => {
    while (!(await running()).some((query) => query.includes(part)));
  };

  test('it says what it can do and where it is, without user or password', () => {
    const { capabilities, place } = database;

    const where = `postgres://127.0.0.1:${created.server.port}${new URL(created.url).pathname}`;
    expect({ capabilities, place }).toEqual({ capabilities: { roles: true, shared: true }, place: where });
  });

  test('its connections carry the product’s name', async () => {
    expect(await database.query(`SELECT current_setting('application_name') AS name`, [], signal)).toEqual([
      { name: 'libro' },
    ]);
  });

  describe('a signal that fires', () => {
    test.each([
      ['a query', (stop: AbortSignal) => database.query('SELECT pg_sleep(600)', [], stop)],
      ['a script', (stop: AbortSignal) => database.execute('SELECT 1; SELECT pg_sleep(600)', stop)],
      [
        'a statement of a transaction, by its own signal',
        (stop: AbortSignal) => database.transaction((open) => open.query('SELECT pg_sleep(600)', [], stop), signal),
      ],
      [
        'a statement of a transaction, by the transaction’s signal',
        (stop: AbortSignal) => database.transaction((open) => open.query('SELECT pg_sleep(600)', [], signal), stop),
      ],
      ['a reading', (stop: AbortSignal) => database.readText('SELECT pg_sleep(600)', () => Promise.resolve(), stop)],
    ])('stops %s in the server too', async (_, start) => {
      const controller = new AbortController();

      const outcome = start(controller.signal).then(
        () => 'ended',
        (thrown: unknown) => thrown,
      );
      // The FETCH of a reading does not show the query that it runs.
      await untilRunning(_ === 'a reading' ? 'FETCH' : 'pg_sleep(600)');
      controller.abort();

      expect(await outcome).toMatchObject({ code: 'CANCELLED' });
      expect(await running()).toEqual([]);
    });

    test('ends the waiting for a lock, and the transaction with it', async () => {
      await database.execute('CREATE TABLE candado (n int); INSERT INTO candado VALUES (1)', signal);
      const controller = new AbortController();
      const locked = Promise.withResolvers<undefined>();
      const done = Promise.withResolvers<undefined>();

      const holder = database.transaction(async (open) => {
        await open.query('UPDATE candado SET n = 2', [], signal);
        locked.resolve(undefined);
        await done.promise;
      }, signal);
      await locked.promise;
      const waiting = database.query('UPDATE candado SET n = 3', [], controller.signal);
      const outcome = waiting.catch((thrown: unknown) => thrown);
      await untilRunning('n = 3');
      controller.abort();
      const cancelled = await outcome;
      done.resolve(undefined);
      await holder;

      expect(cancelled).toMatchObject({ code: 'CANCELLED' });
      expect(await database.query('SELECT n FROM candado', [], signal)).toEqual([{ n: 2 }]);
    });

    test('ends the waiting for a free connection', async () => {
      await using narrow = await openPostgres(created.url, { connections: 1 }, signal);
      const controller = new AbortController();
      const inside = Promise.withResolvers<undefined>();
      const done = Promise.withResolvers<undefined>();

      const holder = narrow.transaction(async () => {
        inside.resolve(undefined);
        await done.promise;
      }, signal);
      await inside.promise;
      const waiting = narrow.query('SELECT 1', [], controller.signal);
      controller.abort();

      await expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' });
      done.resolve(undefined);
      await holder;
      expect(await narrow.query('SELECT 1 AS n', [], signal)).toEqual([{ n: 1 }]);
    });
  });

  test('a connection ended by the server in mid-transaction leaves nothing, and the next one works', async () => {
    await database.execute('CREATE TABLE corte (n int)', signal);

    const work = database.transaction(async (open) => {
      await open.query('INSERT INTO corte VALUES (1)', [], signal);
      await open.query('SELECT pg_terminate_backend(pg_backend_pid())', [], signal);
    }, signal);

    await expect(work).rejects.toMatchObject({ code: 'LEDGER_UNAVAILABLE', retry: true });
    expect(await database.query('SELECT * FROM corte', [], signal)).toEqual([]);
  });

  test('idle connections ended by the server do no harm', async () => {
    const name = new URL(created.url).pathname.slice(1);

    await asSuperuser(
      created.server,
      `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '${name}'`,
    );

    // One may be taken before the news of its end has arrived.
    const outcome = await database.query('SELECT 1 AS n', [], signal).catch((thrown: unknown) => thrown);
    expect([[{ n: 1 }], expect.objectContaining({ code: 'LEDGER_UNAVAILABLE' })]).toContainEqual(outcome);
    expect(await database.query('SELECT 1 AS n', [], signal)).toEqual([{ n: 1 }]);
  });

  test('two transactions that wait for one another: one commits, the other may be tried again', async () => {
    await database.execute(
      'CREATE TABLE cruce (n int PRIMARY KEY, v int); INSERT INTO cruce VALUES (1,0), (2,0)',
      signal,
    );
    const first = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
    const cross = (mine: number): Promise<void> =>
      database.transaction(async (open) => {
        await open.query('UPDATE cruce SET v = v + 1 WHERE n = $1', [mine + 1], signal);
        first[mine]!.resolve(undefined);
        await first[1 - mine]!.promise;
        await open.query('UPDATE cruce SET v = v + 1 WHERE n = $1', [2 - mine], signal);
      }, signal);

    const outcomes = await Promise.allSettled([cross(0), cross(1)]);

    const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
    expect(failures).toEqual([expect.objectContaining({ code: 'LEDGER_UNAVAILABLE', retry: true })]);
    expect(await database.query('SELECT sum(v) AS v FROM cruce', [], signal)).toEqual([{ v: 2 }]);
  });

  describe('a server that does not let in', () => {
    const changed = (change: (url: URL) => void): string => {
      const url = new URL(created.url);
      change(url);
      return url.href;
    };

    test.each([
      ['a wrong password', (url: URL) => void (url.password = 'otra-secreta'), 'el usuario o la clave no son ésos'],
      ['an unknown user', (url: URL) => void (url.username = 'nadie'), 'el usuario o la clave no son ésos'],
      ['an unknown database', (url: URL) => void (url.pathname = '/no_hay'), 'no tiene una base con ese nombre'],
      ['no TLS where it is asked for', (url: URL) => void (url.search = '?sslmode=require'), 'el servidor no cifra'],
      ['nobody at the port', (url: URL) => void (url.port = '1'), 'nadie atiende en ese puerto'],
      ['no such server', (url: URL) => void (url.hostname = 'no-hay.invalid'), 'nombre'],
    ])('%s is said with the place and without the password', async (_, change, reason) => {
      const url = changed(change);
      const { host, pathname } = new URL(url);

      const failure: unknown = await openPostgres(url, {}, signal).catch((thrown: unknown) => thrown);

      expect(failure).toMatchObject({ code: 'LEDGER_UNAVAILABLE', retry: true });
      expect(String(failure)).toContain(reason);
      expect(String(failure)).toContain(`postgres://${host}${pathname}`);
      expect(String(failure)).not.toMatch(/clave-de-prueba|otra-secreta/);
    });

    test('a signal ends the waiting for a server that does not answer', async () => {
      const accepted = Promise.withResolvers<undefined>();
      const silent = createServer(() => {
        accepted.resolve(undefined);
      });
      await new Promise<void>((resolve) => {
        silent.listen(0, '127.0.0.1', resolve);
      });
      const address = silent.address() as { port: number };
      const controller = new AbortController();

      const opening = openPostgres(`postgres://u:c@127.0.0.1:${address.port}/libro`, {}, controller.signal);
      const outcome = opening.catch((thrown: unknown) => thrown);
      await accepted.promise;
      controller.abort();

      expect(await outcome).toMatchObject({ code: 'CANCELLED' });
      silent.close();
    });

    test('a version before 15 is refused by its number', async () => {
      // A function of the same name before PostgreSQL's own is as near as a newer server comes to an older one.
      const name = new URL(created.url).pathname.slice(1);
      await database.execute(
        `CREATE SCHEMA vieja;
        CREATE FUNCTION vieja.current_setting(text) RETURNS text LANGUAGE sql AS
          $$ SELECT CASE $1 WHEN 'server_version' THEN '14.19' WHEN 'server_version_num' THEN '140019' ELSE 'UTF8' END $$;
        ALTER DATABASE ${name} SET search_path = vieja, pg_catalog, public`,
        signal,
      );

      const opening = openPostgres(created.url, {}, signal);

      await expect(opening).rejects.toMatchObject({ code: 'LEDGER_UNAVAILABLE' });
      await expect(opening).rejects.toThrow('es PostgreSQL 14.19 y hace falta la 15 o posterior');
      await database.execute(`ALTER DATABASE ${name} RESET search_path`, signal);
    });

    test('a database that cannot hold every letter is refused', async () => {
      const name = 'prueba_latin1';
      await asSuperuser(created.server, `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'LATIN1'`);

      const opening = openPostgres(
        changed((url) => void (url.pathname = name)),
        {},
        signal,
      );

      await expect(opening).rejects.toMatchObject({ code: 'LEDGER_UNAVAILABLE' });
      await expect(opening).rejects.toThrow('LATIN1');
      await asSuperuser(created.server, `DROP DATABASE ${name} WITH (FORCE)`);
    });
  });

  test('a server that crashes is unavailable, and what was committed is there when it is back', async () => {
    await using own = await openServer(15, { fsync: true });
    await using fallen = await openPostgres(own.url, {}, signal);
    await fallen.execute('CREATE TABLE queda (n int); INSERT INTO queda VALUES (1)', signal);

    own.stop('immediate');
    const during: unknown = await fallen.query('SELECT 1', [], signal).catch((thrown: unknown) => thrown);
    own.start();
    const after = await fallen.query('SELECT n FROM queda', [], signal);

    expect(during).toMatchObject({ code: 'LEDGER_UNAVAILABLE' });
    expect(after).toEqual([{ n: 1 }]);
  });
});
