import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import type { Database } from '../../../pipelines/database/database.ts';
import { ManagedFolder, missingManaged } from '../../support/managed.ts';
import { need } from '../../support/need.ts';
import { runner } from '../../support/postgres-binaries.ts';

/** PostgreSQL takes seconds to stop and start, longer beside other tests. */
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const signal = new AbortController().signal;
const CHILD = join(import.meta.dirname, 'use-managed.child.ts');

need(
  'a server of its own',
  missingManaged === null,
  missingManaged ?? '',
)('a server of the product’s own, in a folder', () => {
  let folder: ManagedFolder;
  let children: ChildProcess[];

  beforeEach(async () => {
    folder = await ManagedFolder.made();
    children = [];
  });

  afterEach(async () => {
    for (const child of children) await kill(child);
    await folder.untilStopped();
    folder[Symbol.dispose]();
  });

  /** Another process that uses the folder; what it found. */
  async function startUser(): Promise<{
    readonly child: ChildProcess;
    readonly started: string;
  }> {
    const child = spawn(process.execPath, [CHILD, folder.path], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    children.push(child);
    const [said] = (await once(child.stdout, 'data')) as [Buffer];
    return {
      child,
      started: (JSON.parse(String(said)) as { started: string }).started,
    };
  }

  async function kill(child: ChildProcess): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  async function leave(child: ChildProcess): Promise<void> {
    const ended = once(child, 'exit');
    child.stdin?.end();
    expect(await ended).toEqual([0, null]);
  }

  const put = (database: Database, n: number): Promise<void> =>
    database.execute(`CREATE TABLE IF NOT EXISTS queda (n int); INSERT INTO queda VALUES (${n})`, signal);
  const kept = async (database: Database): Promise<readonly number[]> => {
    const rows = await database.query<{ n: number }>('SELECT n FROM queda ORDER BY n', [], signal);
    return rows.map(({ n }) => n);
  };
  test('of two processes that start it at once one does, and the last one to go stops it', async () => {
    const [one, two] = await Promise.all([startUser(), startUser()]);
    await leave(one.child);
    const still = await folder.postmaster();
    const third = await startUser();
    await leave(third.child);
    await leave(two.child);

    expect(two.started).toBe(one.started);
    expect(third.started).toBe(one.started);
    expect(still).not.toBeNull();
    expect(await folder.postmaster()).toBeNull();
  });

  test('a user that crashed stops it under nobody, and the last one that crashes does not keep it up', async () => {
    const [one, two] = [await startUser(), await startUser()];
    await kill(one.child);
    await using database = await folder.open();
    await kill(two.child);
    await put(database, 1);
    const postmaster = await folder.postmaster();
    await database[Symbol.asyncDispose]();
    const last = await startUser();
    await kill(last.child);

    await folder.untilStopped();

    expect(postmaster).not.toBeNull();
    expect(last.started).not.toBe(one.started);
  });

  test('a process that opens it twice is a user of it until it has closed both', async () => {
    const first = await folder.open();
    const second = await folder.open();
    const seen: (number | null)[] = [];
    const visit = async (): Promise<void> => {
      await leave((await startUser()).child);
      seen.push(await folder.postmaster());
    };

    await visit();
    await second[Symbol.asyncDispose]();
    await visit();
    await first[Symbol.asyncDispose]();
    const after = await folder.postmaster();

    expect(seen).toEqual([expect.any(Number), seen[0]]);
    expect(after).toBeNull();
  });

  describe('after kill -9', () => {
    const processesOf = async (database: Database): Promise<readonly number[]> => {
      const rows = await database.query<{ pid: number }>('SELECT pid FROM pg_stat_activity', [], signal);
      return rows.map(({ pid }) => pid);
    };
    const killAll = (pids: readonly (number | null)[]): void => {
      for (const pid of pids) {
        try {
          process.kill(pid ?? 0, 'SIGKILL');
        } catch {
          // It saw the others die, and ended by itself.
        }
      }
    };

    const backendOf = async (database: Database): Promise<number | undefined> => {
      const [row] = await database.query<{ pid: number }>('SELECT pg_backend_pid() AS pid', [], signal);
      return row?.pid;
    };
    /** Kills them and returns when the connection has: it may be used before the news of its end has arrived. */
    const killUnder = async (database: Database, pids: readonly (number | null)[]): Promise<void> => {
      const before = await backendOf(database);
      killAll(pids);
      while (before === (await backendOf(database).catch(() => null)));
    };

    test('of the postmaster, whoever has the ledger open goes on with the next statement', async () => {
      await using database = await folder.open();
      await put(database, 1);

      await killUnder(database, [await folder.postmaster()]);
      await put(database, 2);

      expect(await kept(database)).toEqual([1, 2]);
    });

    test('of one of its processes, whoever has the ledger open goes on once it has recovered', async () => {
      await using database = await folder.open();
      await put(database, 1);
      const postmaster = await folder.postmaster();

      await killUnder(database, (await processesOf(database)).slice(-1));
      await put(database, 2);

      expect(await kept(database)).toEqual([1, 2]);
      expect(await folder.postmaster()).toBe(postmaster);
    });

    test('of one of its processes, closing it while it recovers stops it all the same', async () => {
      const database = await folder.open();
      await put(database, 1);

      killAll((await processesOf(database)).slice(-1));
      await database[Symbol.asyncDispose]();
      const after = await folder.postmaster();
      await using again = await folder.open();

      expect(after).toBeNull();
      expect(await kept(again)).toEqual([1]);
    });

    test('of the postmaster, all its processes and who used it, the next command recovers', async () => {
      const user = await startUser();
      const database = await folder.open();
      await put(database, 1);

      killAll([await folder.postmaster(), ...(await processesOf(database))]);
      await kill(user.child);
      await database[Symbol.asyncDispose]();
      await using again = await folder.open();

      expect(await kept(again)).toEqual([1]);
    });

    test('a pid file that names a process that is another by now keeps nobody out', async () => {
      await (await folder.open())[Symbol.asyncDispose]();
      const other = spawn('sleep', ['600'], { ...runner(), stdio: 'ignore' });
      children.push(other);
      const path = join(folder.path, 'data', 'postmaster.pid');
      writeFileSync(path, `${other.pid}\n${join(folder.path, 'data')}\n1\n5432\n\n127.0.0.1\n  1 1\nready   \n`);

      await using database = await folder.open();
      await put(database, 1);

      expect(await folder.postmaster()).not.toBe(other.pid);
      expect(await kept(database)).toEqual([1]);
    });
  });
});
