import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import type { Database } from '../../../pipelines/database/database.ts';
import { ManagedFolder, missingManaged, serverUser } from '../../support/managed.ts';
import { need } from '../../support/need.ts';

/** PostgreSQL takes seconds to make, stop and start, longer beside other tests. */
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const USER = join(import.meta.dirname, 'use-managed.child.ts');
const signal = new AbortController().signal;

need(
  'a server of its own',
  missingManaged === null,
  missingManaged ?? '',
)('the folder of a server of the product’s own', () => {
  let folder: ManagedFolder;

  beforeEach(async () => {
    folder = await ManagedFolder.made();
  });

  afterEach(async () => {
    await folder.untilStopped();
    folder[Symbol.dispose]();
  });

  const put = (database: Database, n: number): Promise<void> =>
    database.execute(`CREATE TABLE IF NOT EXISTS queda (n int); INSERT INTO queda VALUES (${n})`, signal);
  const kept = async (database: Database): Promise<readonly number[]> => {
    const rows = await database.query<{ n: number }>('SELECT n FROM queda ORDER BY n', [], signal);
    return rows.map(({ n }) => n);
  };
  const failureOf = async (opening: Promise<AsyncDisposable>): Promise<unknown> => {
    try {
      await (await opening)[Symbol.asyncDispose]();
      return 'it opened';
    } catch (thrown) {
      return thrown;
    }
  };

  test('is made durable, closed to everybody else, and keeps what was committed when it is stopped', async () => {
    const asked = ['fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums', 'password_encryption'];
    const more = ['listen_addresses', 'server_encoding', 'log_min_error_statement'];
    const first = await folder.open();
    const settings = await first.query<{ name: string; setting: string }>(
      'SELECT name, setting FROM pg_settings WHERE name = ANY($1::text[])',
      [[...asked, ...more]],
      signal,
    );
    const [who] = await first.query(
      `SELECT rolname, rolsuper, rolcreaterole, upper('ñ') AS letra FROM pg_roles WHERE rolname = current_user`,
      [],
      signal,
    );
    await put(first, 1);
    await first[Symbol.asyncDispose]();
    const between = await folder.postmaster();
    await using second = await folder.open();

    expect(Object.fromEntries(settings.map(({ name, setting }) => [name, setting]))).toEqual({
      fsync: 'on',
      full_page_writes: 'on',
      synchronous_commit: 'on',
      data_checksums: 'on',
      password_encryption: 'scram-sha-256',
      listen_addresses: '127.0.0.1',
      server_encoding: 'UTF8',
      log_min_error_statement: 'panic',
    });
    expect(who).toEqual({
      rolname: 'libro',
      rolsuper: false,
      rolcreaterole: true,
      letra: 'Ñ',
    });
    expect(between).toBeNull();
    expect(await kept(second)).toEqual([1]);
    expect(second.capabilities).toEqual({ roles: true, shared: true });
    expect(second.place).toBe(first.place);
    expect(readFileSync(join(folder.path, 'data', 'pg_hba.conf'), 'utf8')).toBe(
      'host libro all 127.0.0.1/32 scram-sha-256\n',
    );
    for (const name of ['access.json', 'data', '.']) expect(statSync(join(folder.path, name)).mode & 0o77).toBe(0);
  });

  test('a command that is killed while it makes the folder leaves one that the next makes whole', async () => {
    using empty = new ManagedFolder();
    const child = spawn(process.execPath, [USER, empty.path], { stdio: ['pipe', 'ignore', 'ignore'] });
    const growing = join(empty.path, `data-${child.pid}.creating`);
    while (!existsSync(join(growing, 'PG_VERSION'))) await new Promise(setImmediate);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;

    {
      await using database = await empty.open();
      await put(database, 1);

      expect(await kept(database)).toEqual([1]);
    }
    await empty.untilStopped();
  });

  test('the port stays, unless somebody else has it by now', async () => {
    const portOf = (database: Database): number => Number(/:(\d+)\//.exec(database.place)?.[1]);
    const first = await folder.open();
    const port = portOf(first);
    await first[Symbol.asyncDispose]();
    const other = createServer();
    await new Promise<void>((resolve) => {
      other.listen(port, '127.0.0.1', resolve);
    });
    const moved = await folder.open();
    await moved[Symbol.asyncDispose]();
    await new Promise((resolve) => other.close(resolve));
    await using last = await folder.open();

    expect(portOf(moved)).not.toBe(port);
    expect(portOf(last)).toBe(portOf(moved));
  });

  test('a folder of another major version is refused with what to do', async () => {
    const path = join(folder.path, 'data', 'PG_VERSION');
    writeFileSync(path, '17\n');

    const failure = await failureOf(folder.open());

    expect(failure).toMatchObject({ code: 'LEDGER_UNAVAILABLE' });
    expect(String(failure)).toMatch(/son de PostgreSQL 17 y este programa trae el 18; .*pg_dump/);
  });

  test('a folder with other things in it is refused and left alone', async () => {
    using other = new ManagedFolder();
    mkdirSync(other.path);
    writeFileSync(join(other.path, 'presupuesto.xlsx'), 'x');

    const failure = await failureOf(other.open());

    expect(failure).toMatchObject({ code: 'LEDGER_UNAVAILABLE' });
    expect(String(failure)).toContain('presupuesto.xlsx');
    expect(readFileSync(join(other.path, 'presupuesto.xlsx'), 'utf8')).toBe('x');
  });

  const spoiled: readonly (readonly [string, (path: string) => void, string])[] = [
    ['gone', rmSync, 'ENOENT'],
    [
      'not what was written',
      (path) => {
        writeFileSync(path, '{"password":"a-medias');
      },
      'no es lo que se escribió',
    ],
  ];

  test.each(spoiled)('credentials that are %s are named, without what they hold', async (_, spoil, reason) => {
    spoil(join(folder.path, 'access.json'));

    const failure = await failureOf(folder.open());

    expect(failure).toMatchObject({ code: 'LEDGER_UNAVAILABLE' });
    expect(String(failure)).toContain(reason);
    expect(String(failure)).not.toContain('a-medias');
  });

  test('a cluster that somebody made forgetful is refused', async () => {
    const path = join(folder.path, 'data', 'postgresql.auto.conf');
    writeFileSync(path, `fsync = off\nsynchronous_commit = off\n`);

    const failure = await failureOf(folder.open());

    expect(failure).toMatchObject({ code: 'LEDGER_UNAVAILABLE' });
    expect(String(failure)).toContain('tiene apagado fsync y synchronous_commit');
  });

  test('a user that this machine does not have is named, with what to do', async () => {
    const failure = await failureOf(folder.open({ user: 'nadie-asi' }));

    expect(failure).toMatchObject({ code: 'CONFIG_INVALID' });
    expect(String(failure)).toContain(serverUser === undefined ? 'Córralo como nadie-asi' : 'useradd --system');
  });
});
