import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statfsSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { openEmbedded } from '../../../pipelines/database/embedded.ts';
import { need } from '../../support/need.ts';

const signal = new AbortController().signal;
let root: string;
let folder: string;
let children: ChildProcess[];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'libro-embebida-'));
  folder = join(root, 'libro');
  children = [];
});

afterEach(async () => {
  await Promise.all(children.map((child) => kill(child)));
  rmSync(root, { recursive: true, force: true });
});

/** Starts another process on the folder, and waits for its first word. */
async function startChild(program: string): Promise<ChildProcess> {
  const script = join(import.meta.dirname, program);
  const child = spawn(process.execPath, [script, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(child);
  await once(child.stdout, 'data');
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

async function failureOf(opening: Promise<AsyncDisposable>): Promise<unknown> {
  try {
    await (await opening)[Symbol.asyncDispose]();
    return 'it opened';
  } catch (thrown) {
    return thrown;
  }
}

describe('the folder of an embedded database', () => {
  test('what was committed is there when it is opened again', async () => {
    {
      await using first = await openEmbedded(folder, signal);
      await first.execute(`CREATE TABLE queda (t text); INSERT INTO queda VALUES ('ñ')`, signal);
    }

    await using second = await openEmbedded(folder, signal);

    expect(await second.query('SELECT t FROM queda', [], signal)).toEqual([{ t: 'ñ' }]);
    expect({ place: second.place, capabilities: second.capabilities }).toEqual({
      place: `base embebida en ${folder}`,
      capabilities: { roles: false, shared: false },
    });
  });

  test('a second process is told which one has it, and gets in when that one is killed', async () => {
    const holder = await startChild('hold-folder.child.ts');

    const kept = await failureOf(openEmbedded(folder, signal));
    await kill(holder);
    await using opened = await openEmbedded(folder, signal);

    expect(kept).toMatchObject({ code: 'LEDGER_LOCKED', retry: true, context: { folder, pid: holder.pid } });
    expect(String(kept)).toContain(`el proceso ${holder.pid}`);
    expect(await opened.query('SELECT pid FROM vive', [], signal)).toEqual([{ pid: holder.pid }]);
  });

  test('the same process does not open it twice, by whatever name, and may again once it is closed', async () => {
    const alias = join(root, 'alias');
    const first = await openEmbedded(folder, signal);
    symlinkSync(folder, alias);

    const twice = await failureOf(openEmbedded(alias, signal));
    await first[Symbol.asyncDispose]();
    await using again = await openEmbedded(alias, signal);

    expect(twice).toMatchObject({ code: 'LEDGER_LOCKED' });
    expect(String(twice)).toContain('este mismo proceso');
    expect(again.place).toBe(`base embebida en ${folder}`);
  });

  test('a process killed while it makes the database leaves a folder that opens', async () => {
    const child = await startChild('create-folder.child.ts');
    while (!existsSync(`${folder}.creating/base`)) await new Promise(setImmediate);
    await kill(child);

    await using opened = await openEmbedded(folder, signal);

    expect(await opened.query('SELECT 1 AS n', [], signal)).toEqual([{ n: 1 }]);
    expect(readdirSync(root).sort()).toEqual(['libro', 'libro.lock']);
  });

  test('a folder that cannot be made is named', async () => {
    writeFileSync(folder, 'un archivo');

    const failure = await failureOf(openEmbedded(join(folder, 'libro'), signal));

    expect(failure).toMatchObject({ code: 'LEDGER_UNAVAILABLE' });
    expect(String(failure)).toContain(join(folder, 'libro'));
  });

  test('a folder with other things in it is left alone', async () => {
    mkdirSync(folder);
    writeFileSync(join(folder, 'nomina.xlsx'), 'ajeno');

    const failure = await failureOf(openEmbedded(folder, signal));

    expect(failure).toMatchObject({ code: 'LEDGER_UNAVAILABLE' });
    expect(String(failure)).toContain('tiene otras cosas');
    expect(readdirSync(folder)).toEqual(['nomina.xlsx']);
  });

  test('a folder of another PostgreSQL is left alone', async () => {
    mkdirSync(folder);
    writeFileSync(join(folder, 'PG_VERSION'), '17\n');

    const failure = await failureOf(openEmbedded(folder, signal));

    expect(failure).toMatchObject({ code: 'LEDGER_UNAVAILABLE' });
    expect(String(failure)).toContain('PostgreSQL 17');
  });

  test('a database that was closed says so', async () => {
    const closed = await openEmbedded(folder, signal);
    await closed[Symbol.asyncDispose]();
    await closed[Symbol.asyncDispose]();

    const failure = await closed.query('SELECT 1', [], signal).catch((thrown: unknown) => thrown);

    expect(failure).toMatchObject({ code: 'LEDGER_UNAVAILABLE' });
    expect(String(failure)).toContain('ya se cerró');
  });

  test('timers and signals get their turn between statements', async () => {
    await using database = await openEmbedded(null, signal);
    const controller = new AbortController();
    setTimeout(() => {
      controller.abort();
    }, 1);

    const endless = (async (): Promise<never> => {
      for (;;) await database.query('SELECT 1', [], controller.signal);
    })();

    await expect(endless).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});

/** A disk of its own, small enough to fill. */
function mountSmallDisk(): string | null {
  const disk = mkdtempSync(join(tmpdir(), 'libro-disco-'));
  const mounted = spawnSync('/bin/mount', ['-t', 'tmpfs', '-o', 'size=150m', 'tmpfs', disk]);
  if (mounted.status === 0) return disk;
  rmSync(disk, { recursive: true });
  return null;
}

function unmount(disk: string): void {
  spawnSync('/bin/umount', ['-l', disk]);
  rmSync(disk, { recursive: true, force: true });
}

const tried = mountSmallDisk();
if (tried !== null) unmount(tried);

need(
  'a small disk',
  tried !== null,
  'mounting one needs root',
)('a disk that fills', () => {
  let disk: string;

  beforeEach(() => {
    disk = mountSmallDisk()!;
    folder = join(disk, 'libro');
  });

  afterEach(() => {
    unmount(disk);
  });

  /** Leaves so many bytes free; removing the file gives the rest back. */
  const fill = (free: number): string => {
    const { bavail, bsize } = statfsSync(disk);
    writeFileSync(join(disk, 'ajeno'), Buffer.alloc(bavail * bsize - free));
    return join(disk, 'ajeno');
  };
  const many = (rows: number): string =>
    `INSERT INTO queda SELECT repeat(md5(g::text), 30) FROM generate_series(1, ${rows}) g`;

  test.each([
    ['with room for the log and none for the table', 20 * 2 ** 20, 20_000],
    ['with no room for the log', 64 * 2 ** 10, 60_000],
  ])('%s: unavailable, and what was committed is there once there is room', async (_, free, rows) => {
    const full = await openEmbedded(folder, signal);
    await full.execute(`CREATE TABLE queda (t text); INSERT INTO queda VALUES ('ñ')`, signal);
    const other = fill(free);

    const failure: unknown = await full.execute(many(rows), signal).catch((thrown: unknown) => thrown);
    await full[Symbol.asyncDispose]();
    rmSync(other);
    await using opened = await openEmbedded(folder, signal);

    expect(failure).toMatchObject({ code: 'LEDGER_UNAVAILABLE', retry: true });
    expect(await opened.query('SELECT t FROM queda', [], signal)).toEqual([{ t: 'ñ' }]);
  });

  test('before the database is made: unavailable, with the folder’s name', async () => {
    const other = fill(10 * 2 ** 20);

    const failure = await failureOf(openEmbedded(folder, signal));
    rmSync(other);
    const opened = await failureOf(openEmbedded(folder, signal));

    expect(failure).toMatchObject({ code: 'LEDGER_UNAVAILABLE' });
    expect(String(failure)).toContain(folder);
    expect(opened).toBe('it opened');
  });
});
